import { studentQuantile } from "./student-t.ts";

/**
 * A value estimated over replications, with its confidence interval. A single
 * replication gives no interval: one day says nothing about how days differ.
 */
export interface Estimate {
  readonly mean: number;
  readonly low?: number;
  readonly high?: number;
}

/** Running sums of pairs, one pair a day. */
export interface RatioSums {
  days: number;
  above: number;
  below: number;
  aboveAbove: number;
  aboveBelow: number;
  belowBelow: number;
}

export const createRatioSums = (): RatioSums => ({
  days: 0,
  above: 0,
  below: 0,
  aboveAbove: 0,
  aboveBelow: 0,
  belowBelow: 0,
});

export const addDay = (sums: RatioSums, above: number, below: number): void => {
  sums.days++;
  sums.above += above;
  sums.below += below;
  sums.aboveAbove += above * above;
  sums.aboveBelow += above * below;
  sums.belowBelow += below * below;
};

/**
 * Expected value over expected value, with the interval of the ratio estimator
 * (Cochran, Sampling Techniques, 1977, chapter 6): the days are what is
 * independent, so the correlation of calls within a day is allowed for.
 * Undefined where nothing was counted.
 *
 * @param confidence the interval's coverage, such as 0.95
 */
export const ratioEstimate = (sums: RatioSums, confidence: number, share: boolean): Estimate | undefined => {
  const { days, above, below } = sums;
  if (!(below > 0)) return undefined;
  const mean = above / below;
  if (days < 2) return { mean };
  const squares = sums.aboveAbove - 2 * mean * sums.aboveBelow + mean * mean * sums.belowBelow;
  const deviation = Math.sqrt(Math.max(0, squares) / (days * (days - 1))) / (below / days);
  const half = studentQuantile((1 + confidence) / 2, days - 1) * deviation;
  return {
    mean,
    // every count, wait and share is 0 or more
    low: Math.max(0, mean - half),
    high: share ? Math.min(1, mean + half) : mean + half,
  };
};

/** The mean of a count a day: the ratio to a constant of 1. */
export const meanEstimate = (
  days: number,
  sum: number,
  squares: number,
  confidence: number,
): Estimate | undefined =>
  ratioEstimate(
    { days, above: sum, below: days, aboveAbove: squares, aboveBelow: sum, belowBelow: days },
    confidence,
    false,
  );
