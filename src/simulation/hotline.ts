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

/**
 * Callers in order of arrival, as columns; only the first `callers` values
 * belong to them. A `Trace` is one, and so are the columns of a day sampler.
 * Every patience is finite.
 */
export interface CallerColumns {
  readonly callers: number;
  readonly arrivalSeconds: Float64Array;
  readonly patienceSeconds: Float64Array;
  readonly talkSeconds: Float64Array;
  readonly wrapUpSeconds: Float64Array;
  /** The place in the whole day of the caller in row 0, which redial draws are keyed by; absent: 0. */
  readonly firstCaller?: number;
}
