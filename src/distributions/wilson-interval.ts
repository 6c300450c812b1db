/** The 97.5th percentile of the standard normal distribution: intervals here are two-sided, at 95 %. */
export const NORMAL_975 = 1.959963984540054;

/**
 * The score interval of a share (Wilson 1927): it stays within 0 and 1 and
 * keeps its coverage at shares near them. `count` may be a fraction where the
 * calls are correlated and count for fewer than they are.
 *
 * @param quantile of the reference distribution, `NORMAL_975` or a Student's t.
 */
export const wilsonInterval = (
  share: number,
  count: number,
  quantile = NORMAL_975,
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
