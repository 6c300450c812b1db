import { GAUSS_16, NEGLIGIBLE_EXPONENT, negligibleDistance } from "./quadrature.ts";

/**
 * The offered wait of M/M/s+M with the handling time as the unit of time: load
 * a, agents s, patience rate θ (handling time over mean patience). Its density
 * for x > 0 is proportional to a·exp(φ(x)), φ(x) = aH(x) − sx with
 * H(x) = (1 − e^(−θx))/θ (Baccelli and Hebuterne 1981).
 */
export interface OfferedWait {
  readonly load: number;
  readonly agents: number;
  readonly patienceRate: number;
  /** Where φ is largest. */
  readonly mode: number;
  /** φ at its mode; 0 where the mode is 0. */
  readonly peak: number;
}

/** ∫exp(φ − peak) over a range: all of it, and weighted by the chance of patience ending before and after. */
export interface OfferedWaitIntegrals {
  readonly all: number;
  readonly abandoning: number;
  readonly served: number;
  /** As `served`, times the wait. */
  readonly servedWait: number;
}

/** u − 1 + e^(−u) without cancellation near 0. */
const excess = (u: number): number => {
  if (Math.abs(u) > 0.3) return u + Math.expm1(-u);
  let term = (u * u) / 2;
  let sum = term;
  for (let k = 3; Math.abs(term) > 1e-18 * sum; k++) {
    term *= -u / k;
    sum += term;
  }
  return sum;
};

/** d − ln(1 + d) for d ≥ 0 without cancellation near 0. */
const logExcess = (d: number): number => {
  if (d > 0.3) return d - Math.log1p(d);
  let power = d * d;
  let sum = power / 2;
  for (let k = 3; power > 1e-18 * sum * k; k++) {
    power *= d;
    sum += k % 2 === 0 ? power / k : -power / k;
  }
  return sum;
};

/** The offered wait of a load on some agents; arguments are trusted. */
export const offeredWait = (load: number, agents: number, patienceRate: number): OfferedWait =>
  load <= agents
    ? { load, agents, patienceRate, mode: 0, peak: 0 }
    : {
        load,
        agents,
        patienceRate,
        mode: Math.log(load / agents) / patienceRate,
        peak: (agents / patienceRate) * logExcess((load - agents) / agents),
      };

/** φ(x) − peak, in the form that does not cancel. */
const exponentAt = (wait: OfferedWait, x: number): number => {
  const { load, agents, patienceRate, mode } = wait;
  return mode > 0
    ? (-agents / patienceRate) * excess(patienceRate * (x - mode))
    : -(agents - load) * x - (load / patienceRate) * excess(patienceRate * x);
};

/**
 * Up to this many of (load or agents)/θ the plain form of φ loses no more than its
 * twelfth digit: what cancels is below √(120·ratio) where the density counts.
 */
const MOST_DIRECT = 1e5;

/** As {@link exponentAt}, in the plain form, from the share of callers gone by x. */
const directExponent = (wait: OfferedWait, x: number, gone: number): number => {
  const { load, agents, patienceRate, peak } = wait;
  return (load * gone) / patienceRate - agents * x - peak;
};

/** Where the density has fallen to nothing beside its value at `from`'s side of `highest`. */
const leftEnd = (wait: OfferedWait, highest: number, from: number): number => {
  if (highest <= from) return from;
  const top = exponentAt(wait, highest);
  const guess = Math.min(highest - from, Math.sqrt(90 / (wait.agents * wait.patienceRate)));
  const fall = (distance: number): number => exponentAt(wait, highest - distance) - top;
  return highest - negligibleDistance(fall, guess, highest - from);
};

/**
 * The integrals over [from, to] by 16-point panels. A panel is as wide as φ
 * changes by some 12 at most and the survival e^(−θx) by e³, so that the rule is
 * exact to the last digits. Where patience has surely run out φ is a straight line
 * of slope −s and the rest is taken in closed form.
 */
export const integrateOfferedWait = (wait: OfferedWait, from: number, to: number): OfferedWaitIntegrals => {
  const { load, agents, patienceRate, mode } = wait;
  let all = 0;
  let abandoning = 0;
  let served = 0;
  let servedWait = 0;
  // Where the density is highest within the range: what is left out is small beside that.
  const highest = Math.min(Math.max(mode, from), to);
  const negligible = exponentAt(wait, highest) - NEGLIGIBLE_EXPONENT;
  const direct = Math.max(load, agents) < MOST_DIRECT * patienceRate;
  let x = leftEnd(wait, highest, from);
  while (x < to) {
    const stillPatient = load * Math.exp(-patienceRate * x);
    const height = exponentAt(wait, x);
    if (x > highest && height < negligible) break;
    if (stillPatient < 1e-18 * agents) {
      const rest = (Math.exp(height) * -Math.expm1(-agents * Math.min(to - x, 1e300))) / agents;
      all += rest;
      abandoning += rest;
      break;
    }
    const slope = Math.abs(stillPatient - agents);
    const width = Math.min(3 / patienceRate, 12 / slope, Math.sqrt(20 / (patienceRate * stillPatient)));
    const end = Math.min(to, x + width);
    const half = (end - x) / 2;
    const middle = (end + x) / 2;
    for (let i = 0; i < 16; i++) {
      const at = middle + half * GAUSS_16.nodes[i]!;
      const gone = -Math.expm1(-patienceRate * at);
      const exponent = direct ? directExponent(wait, at, gone) : exponentAt(wait, at);
      const weight = half * GAUSS_16.weights[i]! * Math.exp(exponent);
      all += weight;
      abandoning += weight * gone;
      served += weight * (1 - gone);
      servedWait += weight * (1 - gone) * at;
    }
    if (end === x) break;
    x = end;
  }
  return { all, abandoning, served, servedWait };
};
