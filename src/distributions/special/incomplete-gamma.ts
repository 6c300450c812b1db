import { logGamma, stirlingError } from "./log-gamma.ts";

/** P(a, x) and Q(a, x) = 1 − P(a, x), each without the loss of digits that a subtraction from 1 would bring. */
export interface IncompleteGamma {
  readonly lower: number;
  readonly upper: number;
}

const EPSILON = 2 ** -53;

/** t − ln(1 + t), exact also near t = 0, where the two cancel. */
const excessOverLog = (t: number): number => {
  if (Math.abs(t) > 0.1) return t - Math.log1p(t);
  // ln(1 + t) = 2 artanh(r) with r = t / (2 + t), so t − ln(1 + t) = r·t − 2(r³/3 + r⁵/5 + …)
  const r = t / (2 + t);
  const rr = r * r;
  let power = r * rr;
  let sum = 0;
  for (let odd = 3; ; odd += 2) {
    const term = power / odd;
    sum += term;
    if (Math.abs(term) <= EPSILON * Math.abs(sum)) break;
    power *= rr;
  }
  return r * t - 2 * sum;
};

/**
 * x^a e^(−x) / Γ(a) for a, x > 0: the density of the gamma distribution times
 * x. For large a by the saddle point, so that the large logarithms do not
 * cancel (Loader, "Fast and accurate computation of binomial probabilities",
 * 2000).
 */
export const gammaDensityTimesX = (a: number, x: number): number => {
  if (a < 10) return Math.exp(a * Math.log(x) - x - logGamma(a));
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(-a * excessOverLog((x - a) / a) - stirlingError(a));
};

/** P(a, x) = x^a e^(−x)/Γ(a) · Σ x^n / (a(a+1)…(a+n)); for x below a + 1. */
const lowerBySeries = (a: number, x: number): number => {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > EPSILON * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * gammaDensityTimesX(a, x);
};

/** Q(a, x) by Legendre's continued fraction, evaluated by Lentz's method; for x above a + 1. */
const upperByContinuedFraction = (a: number, x: number): number => {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; ; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = numerator * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + numerator / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) <= 4 * EPSILON) break;
  }
  return fraction * gammaDensityTimesX(a, x);
};

/**
 * The regularized incomplete gamma functions for a > 0 and x ≥ 0, to about
 * thirteen digits of the smaller one; the work grows with √a, a up to 10⁸.
 *
 * Source: Abramowitz, Stegun, Handbook of Mathematical Functions, 6.5.29 and
 * 6.5.31.
 */
export const incompleteGamma = (a: number, x: number): IncompleteGamma => {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  if (x < a + 1) {
    const lower = lowerBySeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = upperByContinuedFraction(a, x);
  return { lower: 1 - upper, upper };
};
