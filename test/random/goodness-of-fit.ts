/**
 * The statistics that the statistical tests use, written for them alone.
 * Seeds are fixed, so a test passes always or never; the false-alarm rate it
 * states is the chance that a right implementation had been refused.
 */

/** Kolmogorov-Smirnov distance between draws and a continuous distribution function. */
export const kolmogorovDistance = (draws: ArrayLike<number>, below: (x: number) => number): number => {
  const sorted = Float64Array.from(draws).sort();
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = below(x);
    distance = Math.max(distance, p - i / sorted.length, (i + 1) / sorted.length - p);
  });
  return distance;
};

/**
 * The distance that right draws exceed with probability alpha at most:
 * Massart's bound P(D > d) ≤ 2 exp(−2nd²) (Annals of Probability 18, 1990).
 */
export const kolmogorovBound = (draws: number, alpha: number): number =>
  Math.sqrt(Math.log(2 / alpha) / (2 * draws));

/** Pearson's statistic Σ (observed − expected)² / expected. */
export const chiSquare = (observed: ArrayLike<number>, expected: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < observed.length; i++) sum += (observed[i]! - expected[i]!) ** 2 / expected[i]!;
  return sum;
};

/**
 * A chi-square value as a standard normal one, by Wilson and Hilferty (1931);
 * beyond ±5 once in two million.
 */
export const chiSquareScore = (value: number, degrees: number): number => {
  const spread = 2 / (9 * degrees);
  return (Math.cbrt(value / degrees) - (1 - spread)) / Math.sqrt(spread);
};

export const meanOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
};

export const varianceOf = (values: ArrayLike<number>): number => {
  const mean = meanOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - mean) ** 2;
  return sum / (values.length - 1);
};
