import { gammaDensityTimesX, incompleteGamma } from "./incomplete-gamma.ts";
import { logGamma } from "./log-gamma.ts";
import { normalQuantile } from "./normal-quantile.ts";

/** Below this x, P(a, x) is x^a/Γ(a + 1) to the last digit. */
const LOG_NEGLIGIBLE = Math.log(1e-17);

/**
 * The x with P(a, x) = p for the gamma distribution of shape a > 0 and scale 1,
 * to about twelve digits; 0 at p = 0 and Infinity at 1.
 *
 * Newton's method on ln x for the logarithm of the smaller tail, which is
 * nearly straight there, kept between bounds by bisection; it starts from
 * Wilson and Hilferty's cube of a normal variable (1931).
 */
export const gammaQuantile = (a: number, p: number): number => {
  if (p <= 0) return 0;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  const logSmall = (Math.log(p) + logGamma(a + 1)) / a;
  if (logSmall < LOG_NEGLIGIBLE) return Math.exp(logSmall);

  const left = p <= 0.5;
  const target = Math.log(left ? p : 1 - p);
  // ln x lies above logSmall, since P(a, x) < x^a/Γ(a + 1)
  let low = logSmall;
  let high = Number.POSITIVE_INFINITY;
  const cube = 1 + normalQuantile(p) / (3 * Math.sqrt(a)) - 1 / (9 * a);
  let logX = cube > 0 ? Math.max(logSmall, Math.log(a) + 3 * Math.log(cube)) : logSmall;
  for (let round = 0; round < 200; round++) {
    const x = Math.exp(logX);
    const { lower, upper } = incompleteGamma(a, x);
    const tail = left ? lower : upper;
    // positive where x is too far right
    const excess = left ? Math.log(tail) - target : target - Math.log(tail);
    if (excess > 0) high = logX;
    else low = logX;
    const next = logX - (excess * tail) / gammaDensityTimesX(a, x);
    const inside = next > low && next < high;
    const bisected = high === Number.POSITIVE_INFINITY ? low + 1 : (low + high) / 2;
    const moved = inside ? next : bisected;
    if (Math.abs(moved - logX) <= 2 ** -50 * Math.max(1, Math.abs(logX))) return Math.exp(moved);
    logX = moved;
  }
  return Math.exp(logX);
};
