/** An interval that is open on a side where the sample says nothing about it. */
export interface Interval {
  readonly low?: number;
  readonly high?: number;
}

/** The 97.5th percentile of the standard normal distribution: intervals here are two-sided, at 95 %. */
export const NORMAL_95 = 1.959963984540054;

/**
 * The 97.5th percentile of Student's t, by the expansion of Abramowitz and
 * Stegun, Handbook of Mathematical Functions (1964), 26.7.5. Within 0.3 % from
 * 4 degrees of freedom on.
 */
export const studentT95 = (degreesOfFreedom: number): number => {
  const z = NORMAL_95;
  const v = degreesOfFreedom;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const fourth = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160;
  return z + first / v + second / v ** 2 + third / v ** 3 + fourth / v ** 4;
};

/**
 * The score interval of a share (Wilson 1927): it stays within 0 and 1 and
 * keeps its coverage at shares near them. `count` may be a fraction where the
 * calls are correlated and count for fewer than they are.
 *
 * @param quantile of the reference distribution, `NORMAL_95` or a Student's t.
 */
export const wilsonInterval = (
  share: number,
  count: number,
  quantile = NORMAL_95,
): { readonly low: number; readonly high: number } => {
  const square = quantile * quantile;
  const centre = (share + square / (2 * count)) / (1 + square / count);
  const half =
    (quantile * Math.sqrt((share * (1 - share)) / count + square / (4 * count * count))) /
    (1 + square / count);
  return {
    low: share === 0 ? 0 : Math.max(0, centre - half),
    high: share === 1 ? 1 : Math.min(1, centre + half),
  };
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
  quantile = NORMAL_95,
): Interval => {
  const { low, high } = wilsonInterval(probability, effectiveCount, quantile);
  const lowRank = Math.floor(sorted.length * low);
  const highRank = Math.ceil(sorted.length * high) + 1;
  return {
    ...(lowRank >= 1 ? { low: sorted[lowRank - 1]! } : {}),
    ...(highRank <= sorted.length ? { high: sorted[highRank - 1]! } : {}),
  };
};
