/**
 * A hotline with one queue, as the simulation needs it: how many agents there
 * are when, how long a telephone rings, how many lines there are, until when
 * calls are taken in. Times are seconds after midnight of the scenario's day.
 */
export interface Hotline {
  readonly staff: StaffChanges;
  /** How long an agent's telephone rings before the answer; patience runs through it. */
  readonly ringSeconds: number;
  /** Calls that the lines carry at once, waiting, ringing or talking; absent: as many as come. */
  readonly trunks?: number;
  /**
   * What a PBX adds between an agent becoming free and the next ring, while
   * somebody waits. A caller who finds an agent free is put through at once.
   */
  readonly idleGapSeconds: number;
  /** From here on no arrival and no redial is let in, and those on duty serve the queue. */
  readonly admitUntilSeconds: number;
}

/**
 * How many agents are on duty, as a step function: from `changeSeconds[i]` on
 * it is the agents numbered 1 to `agents[i]`. Before the first change nobody;
 * after the last change it stays as it is. `changeSeconds` rises strictly.
 */
export interface StaffChanges {
  readonly changeSeconds: Float64Array;
  readonly agents: Int32Array;
}

/** The part of a caller that the first attempt needs; columns of the same length, in order of arrival. */
export interface CallerColumns {
  readonly callers: number;
  readonly arrivalSeconds: Float64Array;
  readonly patienceSeconds: Float64Array;
  readonly talkSeconds: Float64Array;
  readonly wrapUpSeconds: Float64Array;
}

/**
 * What the later attempts draw, keyed by caller (row of the columns) and
 * attempt (1 is the first): writes patience, the delay after abandoning and the
 * delay after being blocked, in seconds, to `into[0]`, `into[1]` and `into[2]`.
 * A delay is Infinity where the caller does not call again.
 */
export type DrawAttempt = (caller: number, attempt: number, into: Float64Array) => void;
