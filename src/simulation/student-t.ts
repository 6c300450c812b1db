import { normalQuantile } from "../distributions/special/normal-quantile.ts";

/**
 * The quantile of Student's t distribution: exact for 1 and 2 degrees of
 * freedom, else the expansion of Abramowitz and Stegun, Handbook of
 * Mathematical Functions (1964), 26.7.5: within 1 % at 3 degrees of freedom,
 * 0.1 % from 5 and 0.01 % from 10 on, for p from 0.005 to 0.995.
 */
export const studentQuantile = (p: number, degreesOfFreedom: number): number => {
  const v = degreesOfFreedom;
  if (v === 1) return Math.tan(Math.PI * (p - 0.5));
  if (v === 2) return (2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p)));
  const z = normalQuantile(p);
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const fourth = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160;
  return z + first / v + second / v ** 2 + third / v ** 3 + fourth / v ** 4;
};
