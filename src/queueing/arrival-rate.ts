import { requireNonNegative } from "./domain.ts";
import { DomainError } from "./domain-error.ts";

/** A stretch of time over which the arrival rate is a straight line. */
export interface RatePiece {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly callsPerSecondAtStart: number;
  readonly callsPerSecondAtEnd: number;
}

/** Checks pieces: in order of time, without overlap, no negative rate. Gaps are times without calls. */
export const requireRates = (rates: readonly RatePiece[]): void => {
  let before = Number.NEGATIVE_INFINITY;
  rates.forEach((piece, index) => {
    const name = `rates[${index}]`;
    if (!(Number.isFinite(piece.startSeconds) && piece.startSeconds >= before)) {
      throw new DomainError(
        `${name}.startSeconds`,
        piece.startSeconds,
        "at or after the end of the piece before",
      );
    }
    if (!(Number.isFinite(piece.endSeconds) && piece.endSeconds > piece.startSeconds)) {
      throw new DomainError(`${name}.endSeconds`, piece.endSeconds, `after ${piece.startSeconds}`);
    }
    requireNonNegative(`${name}.callsPerSecondAtStart`, piece.callsPerSecondAtStart);
    requireNonNegative(`${name}.callsPerSecondAtEnd`, piece.callsPerSecondAtEnd);
    before = piece.endSeconds;
  });
};

/** A steady rate in each interval of one length, from counts of calls. */
export const ratesFromCounts = (
  startSeconds: number,
  intervalSeconds: number,
  callsPerInterval: readonly number[],
): RatePiece[] =>
  callsPerInterval.map((calls, index) => {
    const callsPerSecond = requireNonNegative(`callsPerInterval[${index}]`, calls) / intervalSeconds;
    return {
      startSeconds: startSeconds + index * intervalSeconds,
      endSeconds: startSeconds + (index + 1) * intervalSeconds,
      callsPerSecondAtStart: callsPerSecond,
      callsPerSecondAtEnd: callsPerSecond,
    };
  });

/** Slope of a piece, in calls per second per second. */
export const slopeOf = (piece: RatePiece): number =>
  (piece.callsPerSecondAtEnd - piece.callsPerSecondAtStart) / (piece.endSeconds - piece.startSeconds);

/** The rate of a piece at a time within it. */
export const rateWithin = (piece: RatePiece, seconds: number): number =>
  piece.callsPerSecondAtStart + slopeOf(piece) * (seconds - piece.startSeconds);

/** The rate at a time; 0 outside the pieces, and a piece's own from its start to just before its end. */
export const rateAt = (rates: readonly RatePiece[], seconds: number): number => {
  const piece = rates.find((one) => one.startSeconds <= seconds && seconds < one.endSeconds);
  return piece ? rateWithin(piece, seconds) : 0;
};

/** Calls expected between two times. */
export const expectedCalls = (
  rates: readonly RatePiece[],
  fromSeconds: number,
  toSeconds: number,
): number => {
  let calls = 0;
  for (const piece of rates) {
    const from = Math.max(fromSeconds, piece.startSeconds);
    const to = Math.min(toSeconds, piece.endSeconds);
    if (to > from) calls += ((rateWithin(piece, from) + rateWithin(piece, to)) / 2) * (to - from);
  }
  return calls;
};

/** The highest rate between two times. */
export const highestRate = (rates: readonly RatePiece[], fromSeconds: number, toSeconds: number): number => {
  let highest = 0;
  for (const piece of rates) {
    const from = Math.max(fromSeconds, piece.startSeconds);
    const to = Math.min(toSeconds, piece.endSeconds);
    if (to > from) highest = Math.max(highest, rateWithin(piece, from), rateWithin(piece, to));
  }
  return highest;
};
