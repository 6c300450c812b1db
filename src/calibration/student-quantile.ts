/**
 * The 97.5 % quantile of Student's distribution, for two-sided 95 % intervals,
 * to three digits from 3 degrees of freedom on and exact at 1 and 2.
 *
 * Source: Abramowitz, Stegun, Handbook of Mathematical Functions, 26.7.5.
 */
export const student975 = (degreesOfFreedom: number): number => {
  if (degreesOfFreedom <= 1) return 12.706204736174705;
  if (degreesOfFreedom <= 2) return 4.302652729749462;
  const z = 1.959963984540054;
  const n = degreesOfFreedom;
  return (
    z +
    (z ** 3 + z) / (4 * n) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * n ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * n ** 3) +
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92_160 * n ** 4)
  );
};
