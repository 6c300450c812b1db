import type { PortRange } from "../process/udp-drops.ts";
import type { WallClock } from "../trace/wall-clock.ts";
import type { CallersAudio } from "./audio/audio-counts.ts";

/**
 * What is sent beside the signalling. `music`: the PBX plays to those who wait,
 * and callers listen. `echo`: callers and agents send audio as well, from the
 * answer to the end of the call.
 */
export type Media = "none" | "music" | "echo";

/** Where the callers' telephones are. */
export interface CallersAddress {
  readonly host: string;
  readonly port: number;
  readonly transport: PbxTarget["transport"];
}

/** Where callers send their INVITE. */
export interface PbxTarget {
  readonly host: string;
  readonly port: number;
  readonly transport: "udp" | "tcp" | "tls";
  /** The user part that is dialled. */
  readonly user: string;
}

/** What a PBX says of itself while callers are in it; times are wall time. */
export type PbxEvent =
  | { readonly kind: "joined"; readonly epochMilliseconds: number; readonly call: PbxCall }
  | {
      readonly kind: "ringing";
      readonly epochMilliseconds: number;
      readonly call: PbxCall;
      readonly agent: string;
    }
  | {
      readonly kind: "connected";
      readonly epochMilliseconds: number;
      readonly call: PbxCall;
      readonly agent: string;
    }
  | { readonly kind: "abandoned"; readonly epochMilliseconds: number; readonly call: PbxCall }
  | {
      readonly kind: "blocked";
      readonly epochMilliseconds: number;
      readonly call: PbxCall;
      readonly sipStatus: number;
    }
  | {
      readonly kind: "completed";
      readonly epochMilliseconds: number;
      readonly call: PbxCall;
      readonly agent: string;
      readonly endedBy: "caller" | "agent";
    }
  /** The agent has ended the wrap-up, or has come, and can take a call; or has gone where the shift ended before. */
  | { readonly kind: "available"; readonly epochMilliseconds: number; readonly agent: string };

export interface PbxCall {
  /** The Call-ID of the caller's dialog, where the PBX tells it. */
  readonly callId?: string;
  readonly callerNumber: string;
}

/** The header in which a caller names a queue, where a PBX has several. */
export const QUEUE_HEADER = "X-Surgeline-Queue";

/** One call that was put through, wall time as the PBX tells it. */
export interface SecondLineCall {
  readonly callId: string | undefined;
  readonly callerNumber: string;
  readonly joinedEpochMilliseconds: number;
  connectedEpochMilliseconds?: number;
  completedEpochMilliseconds?: number;
  /** The caller hung up, or was lost, before anybody answered. */
  abandonedEpochMilliseconds?: number;
  agent?: string;
}

/**
 * A PBX that is up and answers. The flood knows no more of it than this: the
 * embedded one, Asterisk and a PBX brought by the user all fit.
 */
export interface RunningPbx {
  readonly kind: "embedded" | "asterisk" | "external";
  readonly version: string;
  readonly target: PbxTarget;
  /** Where agents log in by SIP over WebSocket, `ws://HOST:PORT/ws`; absent where the PBX was not asked for it. */
  readonly webSocketAddress?: string;
  /** Whether the PBX connects a free agent on its own, or is woken by us to do it at once. */
  readonly dispatch: "native" | "woken";
  readonly media: Media;
  /** The callers' ears and mouths, where there is audio at all. */
  readonly audio?: CallersAudio;
  /** The UDP ports of this machine that it uses, by whose they are; for counting what they drop. */
  readonly sockets?: Readonly<Record<string, PortRange>>;
  /** Starts scenario time: from now on people come on duty and leave by the schedule. */
  readonly startClock: (clock: WallClock) => void;
  /**
   * Where the callers' telephones are; a PBX that answers before it queues, and
   * cannot tell the caller in the dialog that an agent has come, has them told
   * from outside; and so has a second line, when a second wait is over.
   */
  readonly callersAt?: (address: CallersAddress) => void;
  /** The Call-ID under which the generator finds the waiting caller of a number; told once the callers are there. */
  readonly callersKnownBy?: (callIdOf: (callerNumber: string) => string | undefined) => void;
  /** Follows the PBX's events from now on; returns how to stop following. */
  readonly follow: (listener: (event: PbxEvent) => void) => () => void;
  /**
   * What the PBX itself says of its calls, where `follow` tells what telephones of
   * ours saw: the other side of the cross-check. Its times are rounded down to
   * `accountResolutionMilliseconds`, where that is more than nothing.
   */
  readonly followAccount?: (listener: (event: PbxEvent) => void) => () => void;
  readonly accountResolutionMilliseconds?: number;
  /** Whether callers name their queue in `QUEUE_HEADER`. */
  readonly namedQueues?: true;
  /** The calls that agents put through to a second line; absent where there is none. */
  readonly secondLine?: () => readonly SecondLineCall[];
  /** What the PBX did that a reader has to know, as sentences: no fault of the load. */
  readonly findings?: () => readonly string[];
  /** What went wrong on our side of the PBX, as sentences: with any of these the load is not what was asked for. */
  readonly troubles?: () => readonly string[];
  /** Resolves once the agents' last wrap-ups are over and told; absent where the PBX tells none. */
  readonly settle?: () => Promise<void>;
  /** Takes the PBX down and leaves nothing behind; safe to call twice. */
  readonly stop: () => Promise<void>;
}
