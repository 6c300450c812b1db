import { fillNormal, nextNormal } from "../../random/normal.ts";
import type { Law } from "../law.ts";
import { normalQuantile } from "../special/normal-quantile.ts";
import { normalTail } from "../special/normal-tail.ts";
import { exponentiate, quickExp } from "../special/quick-exp.ts";

/**
 * ln X is normal with variance σ² = ln(1 + cv²) and mean ln(mean) − σ²/2.
 * E[min(X, x)] = mean·Φ((ln x − μ − σ²)/σ) + x·P(X > x), the limited expected
 * value (Klugman, Panjer, Willmot, Loss Models, appendix A).
 */
export const lognormalLaw = (meanSeconds: number, cv: number): Law => {
  const variance = Math.log1p(cv * cv);
  const sigma = Math.sqrt(variance);
  const mu = Math.log(meanSeconds) - variance / 2;
  const survival = (x: number): number => (x <= 0 ? 1 : normalTail((Math.log(x) - mu) / sigma));
  return {
    meanSeconds,
    cv,
    survival,
    survivalIntegral: (x) => {
      if (x <= 0) return 0;
      if (x === Number.POSITIVE_INFINITY) return meanSeconds;
      return meanSeconds * normalTail((mu + variance - Math.log(x)) / sigma) + x * survival(x);
    },
    quantile: (p) => quickExp(mu + sigma * normalQuantile(p)),
    draw: (stream) => quickExp(mu + sigma * nextNormal(stream)),
    fill: (stream, out, from, to) => {
      fillNormal(stream, out, from, to);
      exponentiate(out, mu, sigma, from, to);
    },
  };
};
