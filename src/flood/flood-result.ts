import type { CallRecord } from "../calls/call-record.ts";
import type { PbxEvent } from "../pbx/pbx.ts";
import type { WallClock } from "../trace/wall-clock.ts";

/** How well the generator held its schedule; counted attempts only. */
export interface FloodLoad {
  /** Attempts that fell due in the window. */
  readonly planned: number;
  /** Those of them whose INVITE left. */
  readonly placed: number;
  /** Actual minus planned start, wall time; absent where nothing was placed. */
  readonly latenessMilliseconds?: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Whether the load was what the trace asked for; `reasons` says why it was not. */
  readonly valid: boolean;
  readonly reasons: readonly string[];
}

export interface FloodResult {
  /** One for every attempt that fell due, in order of its arrival. */
  readonly records: readonly CallRecord[];
  readonly load: FloodLoad;
  readonly clock: WallClock;
  /** Stopped by the user; attempts that fell due before the stop are all in the books. */
  readonly interrupted: boolean;
  readonly pbxEvents: readonly PbxEvent[];
  readonly generator: { readonly name: "SIPp"; readonly version: string };
  /** SIP messages of the calls that failed, as text; empty if none did. */
  readonly failedMessages: string;
  /** From the first arrival to the end, wall seconds. */
  readonly wallSeconds: number;
}
