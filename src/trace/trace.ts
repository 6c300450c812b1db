/**
 * A scenario's callers in order of arrival, one row a caller, as columns. It is
 * what every engine is driven by: what a caller does is decided here and
 * nowhere else. All times are scenario time.
 */
export interface Trace {
  readonly seed: number;
  /** Which of the days that this seed can give; 0 unless replications were asked for. */
  readonly replication: number;
  /**
   * The place in the whole day of the caller in row 0: row i is the caller
   * `firstCaller + i` of the day, in every window cut from it. Redial draws,
   * numbers and names are keyed by that place.
   */
  readonly firstCaller: number;
  /** How many callers there are; every column has this length. */
  readonly callers: number;
  /** First arrival of each caller, seconds after midnight, never falling. */
  readonly arrivalSeconds: Float64Array;
  /** Patience of the first attempt; see `redialDraws` for the later ones. */
  readonly patienceSeconds: Float64Array;
  readonly talkSeconds: Float64Array;
  readonly wrapUpSeconds: Float64Array;
  /** Index into the scenario's topics, families flattened in order. */
  readonly topic: Uint16Array;
}

/** What one attempt of one caller draws, the same in every engine: keyed by caller and attempt. */
export interface AttemptDraws {
  readonly patienceSeconds: number;
  /** Whether the caller calls again if this attempt is abandoned, and after how long. */
  readonly redialsAfterAbandoning: boolean;
  readonly delayAfterAbandoningSeconds: number;
  readonly redialsAfterBlocked: boolean;
  readonly delayAfterBlockedSeconds: number;
}
