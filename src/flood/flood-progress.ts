/** Where a flood stands, about once a second: lead-in and window together. */
export interface FloodProgress {
  /** Attempts that fell due until now. */
  readonly due: number;
  /** Attempts whose INVITE has left. */
  readonly placed: number;
  /** Answered, abandoned and blocked. */
  readonly offered: number;
  /** Callers who wait now. */
  readonly inQueue: number;
  /** Longest wait of those who wait now, scenario seconds. */
  readonly longestWaitSeconds: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly blocked: number;
  readonly failed: number;
  /** Where scenario time is, seconds after midnight. */
  readonly scenarioSeconds: number;
  /** Largest lateness of a start since the last progress, wall milliseconds. */
  readonly latenessMilliseconds: number;
}
