import type { WallClock } from "../../trace/wall-clock.ts";
import type { PbxEvent } from "../pbx.ts";

/** What the main thread tells the PBX's thread. */
export type ToThread = { readonly kind: "startClock"; readonly clock: WallClock } | { readonly kind: "stop" };

/** What the PBX's thread tells the main thread. */
export type FromThread =
  | { readonly kind: "listening"; readonly port: number; readonly webSocketPort?: number }
  | { readonly kind: "portTaken"; readonly port: number; readonly message: string }
  | { readonly kind: "events"; readonly events: readonly PbxEvent[] }
  | { readonly kind: "stopped" };
