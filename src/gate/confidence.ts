import { NORMAL_975, wilsonInterval } from "../distributions/wilson-interval.ts";

/** An interval that is open on a side where the sample says nothing about it. */
export interface Interval {
  readonly low?: number;
  readonly high?: number;
}

/**
 * The 97.5th percentile of Student's t, by the expansion of Abramowitz and
 * Stegun, Handbook of Mathematical Functions (1964), 26.7.5. Within 0.3 % from
 * 4 degrees of freedom on.
 */
export const studentT95 = (degreesOfFreedom: number): number => {
  const z = NORMAL_975;
  const v = degreesOfFreedom;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const fourth = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160;
  return z + first / v + second / v ** 2 + third / v ** 3 + fourth / v ** 4;
};

/**
 * The quantile of a sorted sample by linear interpolation between order
 * statistics, R's type 7 and what k6 prints.
 */
export const quantileOfSorted = (sorted: Float64Array, probability: number): number => {
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
};

/**
 * An interval for a quantile from the order statistics (David and Nagaraja,
 * Order Statistics, 2003, section 7.1): the share of calls below the true
 * quantile is the probability itself, so its score interval gives the two
 * ranks. Distribution-free. A side whose rank lies outside the sample is open.
 *
 * @param effectiveCount calls that the sample is worth, at most its length.
 */
export const quantileInterval = (
  sorted: Float64Array,
  probability: number,
  effectiveCount: number,
  quantile = NORMAL_975,
): Interval => {
  const { low, high } = wilsonInterval(probability, effectiveCount, quantile);
  const lowRank = Math.floor(sorted.length * low);
  const highRank = Math.ceil(sorted.length * high) + 1;
  return {
    ...(lowRank >= 1 ? { low: sorted[lowRank - 1]! } : {}),
    ...(highRank <= sorted.length ? { high: sorted[highRank - 1]! } : {}),
  };
};
