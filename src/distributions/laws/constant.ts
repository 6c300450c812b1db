import type { Law } from "../law.ts";

/** Always the same value. Draws use up no random numbers. */
export const constantLaw = (valueSeconds: number): Law => ({
  meanSeconds: valueSeconds,
  cv: 0,
  survival: (x) => (x < valueSeconds ? 1 : 0),
  survivalIntegral: (x) => Math.max(0, Math.min(x, valueSeconds)),
  quantile: () => valueSeconds,
  draw: () => valueSeconds,
  fill: (_stream, out, from, to) => {
    out.fill(valueSeconds, from, to);
  },
});
