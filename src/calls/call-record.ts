/** How one attempt ended; `docs/definitions.md` says what counts as which. */
export type Outcome = "answered" | "abandoned" | "blocked" | "failed";

/**
 * One attempt of one caller, a row of calls.csv. Seconds are scenario time,
 * milliseconds wall time from the run's start; what is not known is absent.
 */
export interface CallRecord {
  readonly callId: string;
  readonly callerId: string;
  readonly callerNumber: string;
  /** 1 for a caller's first attempt. */
  readonly attempt: number;
  readonly queue: string;
  /** Seconds after midnight of the scenario's day at which the attempt fell due. */
  readonly arrivalSeconds: number;
  /** First INVITE to the agent's answer or to hanging up; absent for blocked and failed attempts. */
  readonly waitSeconds?: number;
  readonly outcome: Outcome;
  readonly ringSeconds?: number;
  readonly talkSeconds?: number;
  readonly wrapUpSeconds?: number;
  readonly agent?: string;
  /** The patience that the scenario gave this attempt. */
  readonly patienceSeconds?: number;
  /** First INVITE to first 18x or 2xx, never scaled. */
  readonly setupMilliseconds?: number;
  /** The final SIP status of the INVITE. */
  readonly sipStatus?: number;
  readonly plannedMilliseconds?: number;
  readonly sentMilliseconds?: number;
  /** False in the lead-in, which counts nowhere. */
  readonly counted: boolean;
}
