/** Stirling's series is good to the last bits from here on. */
const STIRLING_FROM = 15;

/**
 * How far Stirling's formula falls short: ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π],
 * for x > 0, to about 16 digits. The asymptotic series for large x, below that
 * by the recurrence Γ(x + 1) = xΓ(x).
 *
 * Source: Abramowitz, Stegun, Handbook of Mathematical Functions, 6.1.40.
 */
export const stirlingError = (x: number): number => {
  if (x < STIRLING_FROM) return logGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI);
  return stirlingSeries(x);
};

const HALF_LOG_TWO_PI = 0.9189385332046727;

const stirlingSeries = (x: number): number => {
  const y = 1 / (x * x);
  return (
    (1 / 12 -
      y *
        (1 / 360 -
          y *
            (1 / 1260 -
              y *
                (1 / 1680 - y * (1 / 1188 - y * (691 / 360_360 - y * (1 / 156 - (y * 3617) / 122_400))))))) /
    x
  );
};

/**
 * ln Γ(x) for x > 0. The absolute error is about 10⁻¹⁴ times the larger of 1
 * and |ln Γ(x)|.
 */
export const logGamma = (x: number): number => {
  if (x === 1 || x === 2) return 0;
  let shifted = x;
  let product = 1;
  while (shifted < STIRLING_FROM) {
    product *= shifted;
    shifted += 1;
  }
  return (
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    HALF_LOG_TWO_PI +
    stirlingSeries(shifted) -
    Math.log(product)
  );
};
