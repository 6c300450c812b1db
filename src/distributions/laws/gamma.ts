import { nextGamma } from "../../random/gamma.ts";
import type { Law } from "../law.ts";
import { gammaQuantile } from "../special/gamma-quantile.ts";
import { incompleteGamma } from "../special/incomplete-gamma.ts";

/**
 * Shape 1/cv² and scale mean·cv². E[min(X, x)] = mean·P(shape + 1, x/scale) +
 * x·P(X > x) (Klugman, Panjer, Willmot, Loss Models, appendix A).
 */
export const gammaLaw = (meanSeconds: number, cv: number): Law => {
  const shape = 1 / (cv * cv);
  const scale = meanSeconds * cv * cv;
  const survival = (x: number): number => (x <= 0 ? 1 : incompleteGamma(shape, x / scale).upper);
  return {
    meanSeconds,
    cv,
    survival,
    survivalIntegral: (x) => {
      if (x <= 0) return 0;
      if (x === Number.POSITIVE_INFINITY) return meanSeconds;
      return meanSeconds * incompleteGamma(shape + 1, x / scale).lower + x * survival(x);
    },
    quantile: (p) => scale * gammaQuantile(shape, p),
    draw: (stream) => scale * nextGamma(stream, shape),
    fill: (stream, out, from, to) => {
      for (let i = from; i < to; i++) out[i] = scale * nextGamma(stream, shape);
    },
  };
};
