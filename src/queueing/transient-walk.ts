import type { RatePiece } from "./arrival-rate.ts";
import { rateWithin, slopeOf } from "./arrival-rate.ts";
import { type StateVector, totalOf, trimmed } from "./state-vector.ts";
import type { QueueRates } from "./tagged-caller.ts";
import { carryOver, leaveRate, longestStretch, type StretchOutcome } from "./uniformization.ts";

/** Where a walk through time stands. */
export interface WalkState {
  readonly vector: StateVector;
  /** States to carry below and above the vector's own; grow where probability would be lost. */
  readonly marginBelow: number;
  readonly marginAbove: number;
  /** Probability left out by ended series so far. */
  readonly seriesRest: number;
  readonly rounding: number;
}

/** Margins grow by half each time: twelve times are a factor of a hundred. What is still lost then is reported. */
const MOST_WIDENINGS = 12;

/** States beyond those that the last stretch moved by, for paths that leave and come back. */
const SPARE_STATES = 8;

const topOf = (vector: StateVector): number => vector.low + vector.values.length - 1;

/** Called after each stretch with its integrals over the states from `low` on. */
export type StretchListener = (outcome: StretchOutcome, fromSeconds: number, toSeconds: number) => void;

/** The rate that holds from a time on, until when, and its slope; no call between pieces. */
const rateFrom = (
  rates: readonly RatePiece[],
  seconds: number,
): { readonly callsPerSecond: number; readonly slope: number; readonly untilSeconds: number } => {
  for (const piece of rates) {
    if (piece.endSeconds <= seconds) continue;
    if (piece.startSeconds > seconds)
      return { callsPerSecond: 0, slope: 0, untilSeconds: piece.startSeconds };
    return {
      callsPerSecond: rateWithin(piece, seconds),
      slope: slopeOf(piece),
      untilSeconds: piece.endSeconds,
    };
  }
  return { callsPerSecond: 0, slope: 0, untilSeconds: Number.POSITIVE_INFINITY };
};

/**
 * Walks the chain from one time to another under steady staff, in stretches over
 * which the rate is a straight line. `lossPerSecond` is the probability that may be
 * lost in a second, to windows and ended series; a stretch that would lose more is
 * done again on a wider window.
 */
export const walk = (
  start: WalkState,
  rates: readonly RatePiece[],
  queue: QueueRates,
  fromSeconds: number,
  toSeconds: number,
  lossPerSecond: number,
  listener: StretchListener,
): WalkState => {
  let { vector, marginBelow, marginAbove, seriesRest, rounding } = start;
  let at = fromSeconds;
  while (at < toSeconds) {
    const rate = rateFrom(rates, at);
    const until = Math.min(toSeconds, rate.untilSeconds);
    const highest = Math.max(rate.callsPerSecond, rate.callsPerSecond + rate.slope * (until - at));
    const total = totalOf(vector);
    let seconds = until - at;
    let allowed = 0;
    let outcome: StretchOutcome;
    let rounds = 0;
    do {
      if (rounds > 0) {
        marginBelow = Math.ceil(marginBelow * 1.5) + 4;
        marginAbove = Math.ceil(marginAbove * 1.5) + 4;
      }
      const window = { low: Math.max(0, vector.low - marginBelow), top: topOf(vector) + marginAbove };
      const fastest = highest + leaveRate(queue, window.top);
      const longest = longestStretch(fastest, rate.slope);
      // Stretches of one length up to the bound, rather than a short one at its end.
      seconds = (until - at) / Math.max(1, Math.ceil((until - at) / longest));
      allowed = (lossPerSecond * seconds) / 4;
      const stretch = {
        rates: queue,
        callsPerSecondAtStart: rate.callsPerSecond,
        slope: rate.slope,
        seconds,
      };
      outcome = carryOver(vector, stretch, window, allowed);
      rounds++;
    } while (
      rounds < MOST_WIDENINGS &&
      total - totalOf(outcome.end) > 2 * allowed + outcome.seriesRest + 4 * outcome.rounding
    );
    const next = until - at <= seconds * (1 + 1e-12) ? until : at + seconds;
    listener(outcome, at, next);
    seriesRest += outcome.seriesRest;
    rounding += outcome.rounding;
    const after = trimmed(outcome.end, allowed);
    // The next stretch will move much as this one did.
    marginBelow = Math.max(0, vector.low - after.low) + SPARE_STATES;
    marginAbove = Math.max(0, topOf(after) - topOf(vector)) + SPARE_STATES;
    vector = after;
    at = next;
  }
  return { vector, marginBelow, marginAbove, seriesRest, rounding };
};

/** The start of a walk from given probabilities. */
export const walkFrom = (vector: StateVector): WalkState => ({
  vector,
  marginBelow: SPARE_STATES,
  marginAbove: SPARE_STATES,
  seriesRest: 0,
  rounding: 0,
});
