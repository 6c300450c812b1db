import type { Outcome } from "./call-record.ts";

/**
 * One call as far as it is known: a row of calls.csv, of a PBX's log or of any
 * mapped table. A {@link CallRecord} is one too. Times of several days run on:
 * the second day begins at 86,400.
 */
export interface MeasuredCall {
  /** Seconds after midnight of the file's first day. */
  readonly arrivalSeconds: number;
  /**
   * `censored`: the caller waited so long and was then neither answered nor gave
   * up: the record ended, or the queue put the caller out.
   */
  readonly outcome: Outcome | "censored";
  readonly waitSeconds?: number | undefined;
  readonly ringSeconds?: number | undefined;
  readonly talkSeconds?: number | undefined;
  readonly wrapUpSeconds?: number | undefined;
  /** True where the talk was still going on when the record ended; `talkSeconds` is then what had passed. */
  readonly talkIsOpen?: boolean | undefined;
  /** What tells this caller from others: the file's text, or the {@link callerHash} of it. */
  readonly callerId?: string | number | undefined;
  readonly agent?: string | undefined;
  readonly queue?: string | undefined;
  /** The patience that a scenario gave; its presence says that people's behaviour was injected. */
  readonly patienceSeconds?: number | undefined;
  readonly setupMilliseconds?: number | undefined;
  /** False in a lead-in, which counts nowhere; absent is true. */
  readonly counted?: boolean | undefined;
}

/** A call of which what is not known is absent. */
export type KnownFields<Call> = { readonly [Key in keyof Call]: Exclude<Call[Key], undefined> };

/** One row of the report that every PBX prints: what happened in an interval, calls by their arrival. */
export interface IntervalReport {
  /** Seconds after midnight of the file's first day. */
  readonly startSeconds: number;
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Talk, hold and wrap-up of the answered, their mean. */
  readonly meanHandleSeconds?: number;
  /** Mean wait of all offered calls. */
  readonly meanWaitSeconds?: number;
  /** Mean wait of the answered calls alone, which many PBXs print as ASA. */
  readonly meanAnsweredWaitSeconds?: number;
  /** Mean wait of those who gave up. */
  readonly meanAbandonedWaitSeconds?: number;
  /** Calls answered within the target that the PBX counts by. */
  readonly answeredWithin?: number;
}

const CENTURIES_SECONDS = 1e10;
const HUNDRED_DAYS_SECONDS = 8_640_000;

/** Whether a moment lies further away than any log's clock: a number in another unit, or a stray one. */
export const isTooFar = (seconds: number): boolean => Math.abs(seconds) > CENTURIES_SECONDS;

/** Whether a length is longer than any wait or talk. Milliseconds of set-up are held to the same figure. */
export const isTooLong = (seconds: number): boolean => seconds > HUNDRED_DAYS_SECONDS;
