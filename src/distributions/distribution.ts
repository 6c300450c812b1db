/**
 * A distribution of durations. Those with a `cv` (coefficient of variation,
 * standard deviation over mean) are defined by mean and cv alone; an
 * exponential has cv 1, a constant 0.
 */
export type Distribution =
  | { readonly kind: "constant"; readonly meanSeconds: number }
  | { readonly kind: "exponential"; readonly meanSeconds: number }
  | { readonly kind: "lognormal"; readonly meanSeconds: number; readonly cv: number }
  | { readonly kind: "gamma"; readonly meanSeconds: number; readonly cv: number }
  | { readonly kind: "weibull"; readonly meanSeconds: number; readonly cv: number }
  /** Uniform on mean ± mean·cv·√3, so cv is at most 1/√3. */
  | { readonly kind: "uniform"; readonly meanSeconds: number; readonly cv: number }
  /** Each value equally likely; sorted upwards, not empty. */
  | { readonly kind: "empirical"; readonly sortedSeconds: readonly number[] };
