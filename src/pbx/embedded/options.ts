import type { StaffStep } from "../../scenario/scenario.ts";
import type { DigestAlgorithm } from "../../sip/digest.ts";

/** How long an agent is taken by a call, scenario time. */
export interface CallHandling {
  readonly talkSeconds: number;
  readonly wrapUpSeconds: number;
  /** How many rings for this caller nobody answers before one does; needs `givesUpRing`. */
  readonly ringsMissed?: number;
}

/** When a PBX gives up a telephone that nobody answers, and when it calls another; wall time. */
export interface RingTimes {
  readonly timeoutMilliseconds: number;
  readonly retryMilliseconds: number;
}

/** What makes the PBX worse on purpose; everything absent: a PBX that does its work. */
export interface Faults {
  /** Wall time that passes between an agent's being matched to a caller and the agent's telephone ringing. */
  readonly dispatchDelayMilliseconds?: number;
  /** Wall time before the first response to an INVITE, the 100 included. */
  readonly setUpDelayMilliseconds?: number;
  /** Share of the attempts that are answered with 500, drawn by seed, caller's number and attempt. */
  readonly failureShare?: number;
  /** At this moment of the scenario's day every call is lost and the sockets close. */
  readonly restart?: { readonly atScenarioSeconds: number; readonly downMilliseconds: number };
}

/** Who must give a password, by digest. */
export interface Authentication {
  readonly realm: string;
  readonly passwordByUser: ReadonlyMap<string, string>;
  readonly methods: readonly ("REGISTER" | "INVITE")[];
  /** Offered in this order; absent: MD5, the one that every telephone knows. SHA-256 is RFC 8760's. */
  readonly algorithms?: readonly DigestAlgorithm[];
}

/** What an embedded PBX is; it can be copied to another thread. */
export interface EmbeddedPbxOptions {
  /** Effective people on duty over the scenario's day; nobody outside the steps. */
  readonly staffSteps: readonly StaffStep[];
  /** Before the clock is started, and until this moment of the day, the schedule stands at this moment. */
  readonly startScenarioSeconds: number;
  /** K: scenario seconds in one second of wall time, until the clock that is started tells its own. */
  readonly compression: number;
  readonly ringSeconds: number;
  /** Absent: a telephone rings until it is answered. */
  readonly givesUpRing?: RingTimes;
  readonly queueMode: "ringing" | "answerFirst";
  /** Calls that the PBX holds at once; further ones are answered with 503. Absent: as many as come. */
  readonly trunks?: number;
  readonly hangUp: "agent" | "caller";
  /** Handling by caller's number, and that of all other callers. */
  readonly handlingByCaller: ReadonlyMap<string, CallHandling>;
  readonly defaultHandling: CallHandling;
  /** The transport that the target names; UDP and TCP are both served. */
  readonly transport: "udp" | "tcp";
  /** The user part that callers dial. */
  readonly user: string;
  /** A port of 127.0.0.1; absent: a free one. */
  readonly port?: number;
  /** Whether SIP over WebSocket is served too, on a port of its own. */
  readonly webSocket?: boolean;
  readonly seed: number;
  readonly faults?: Faults;
  readonly authentication?: Authentication;
}
