import { fillExponential, nextExponential } from "../../random/exponential.ts";
import type { Law } from "../law.ts";
import { incompleteGamma } from "../special/incomplete-gamma.ts";
import { logGamma } from "../special/log-gamma.ts";
import { weibullShape } from "../weibull-shape.ts";

/**
 * P(X > x) = exp(−(x/scale)^k), so X = scale·E^(1/k) with E exponential of
 * mean 1. E[min(X, x)] = mean·P(1/k, (x/scale)^k), by substituting (u/scale)^k
 * in the integral of the survival.
 */
export const weibullLaw = (meanSeconds: number, cv: number): Law => {
  const shape = weibullShape(cv);
  const reciprocal = 1 / shape;
  const scale = meanSeconds / Math.exp(logGamma(1 + reciprocal));
  const hazard = (x: number): number => Math.exp(shape * Math.log(x / scale));
  const fromExponential = (e: number): number => scale * Math.exp(reciprocal * Math.log(e));
  return {
    meanSeconds,
    cv,
    survival: (x) => (x <= 0 ? 1 : Math.exp(-hazard(x))),
    survivalIntegral: (x) => (x <= 0 ? 0 : meanSeconds * incompleteGamma(reciprocal, hazard(x)).lower),
    quantile: (p) => (p === 0 ? 0 : fromExponential(-Math.log1p(-p))),
    draw: (stream) => fromExponential(nextExponential(stream)),
    fill: (stream, out, from, to) => {
      fillExponential(stream, 1, out, from, to);
      for (let i = from; i < to; i++) out[i] = fromExponential(out[i]!);
    },
  };
};
