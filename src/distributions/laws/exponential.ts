import { fillExponential, nextExponential } from "../../random/exponential.ts";
import type { Law } from "../law.ts";

/** P(X > x) = exp(−x / mean). */
export const exponentialLaw = (meanSeconds: number): Law => ({
  meanSeconds,
  cv: 1,
  survival: (x) => (x <= 0 ? 1 : Math.exp(-x / meanSeconds)),
  survivalIntegral: (x) => (x <= 0 ? 0 : -meanSeconds * Math.expm1(-x / meanSeconds)),
  quantile: (p) => (p === 0 ? 0 : -meanSeconds * Math.log1p(-p)),
  draw: (stream) => meanSeconds * nextExponential(stream),
  fill: (stream, out, from, to) => fillExponential(stream, meanSeconds, out, from, to),
});
