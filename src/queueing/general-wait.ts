import type { PatienceLaw } from "./patience.ts";
import { GAUSS_16, negligibleDistance } from "./quadrature.ts";

/**
 * The offered wait of M/M/s+G: density for x > 0 proportional to exp(φ(x)) with
 * φ(x) = λH(x) − x·s/handling time, H the integral of the patience's survival.
 */
export interface GeneralWait {
  readonly callsPerSecond: number;
  /** Calls that all agents together finish in a second when busy. */
  readonly callsFinishedPerSecond: number;
  readonly patience: PatienceLaw;
  /** Where φ is largest, and how large. */
  readonly mode: number;
  readonly peak: number;
  /** Outside these the density is below e^(−60) of its peak. */
  readonly left: number;
  readonly right: number;
}

/** ∫exp(φ − peak) over a range, plain and weighted. */
export interface GeneralWaitIntegrals {
  readonly all: number;
  /** Weighted by the chance that patience ends before. */
  readonly abandoning: number;
  readonly served: number;
  /** Weighted by E[min(patience, wait)]. */
  readonly waited: number;
  /** `served` times the wait. */
  readonly servedWait: number;
}

/** Where λ·survival falls to what the agents finish: the mode of the density. */
const modeOf = (arrivals: number, finished: number, patience: PatienceLaw): number => {
  if (arrivals * patience.survival(0) <= finished) return 0;
  let low = 0;
  let high = 1 / finished;
  while (arrivals * patience.survival(high) > finished) {
    low = high;
    high *= 2;
  }
  for (let round = 0; round < 200 && high - low > 1e-15 * high; round++) {
    const middle = (low + high) / 2;
    if (arrivals * patience.survival(middle) > finished) low = middle;
    else high = middle;
  }
  return high;
};

/** The offered wait; the caller has seen to it that the queue is stable. */
export const generalWait = (
  callsPerSecond: number,
  callsFinishedPerSecond: number,
  patience: PatienceLaw,
): GeneralWait => {
  const phi = (x: number): number =>
    callsPerSecond * patience.survivalIntegral(x) - callsFinishedPerSecond * x;
  const mode = modeOf(callsPerSecond, callsFinishedPerSecond, patience);
  const peak = phi(mode);
  const guess = 1 / callsFinishedPerSecond;
  const right = mode + negligibleDistance((distance) => phi(mode + distance) - peak, guess);
  const left =
    mode === 0
      ? 0
      : mode - negligibleDistance((distance) => phi(mode - distance) - peak, Math.min(guess, mode), mode);
  return { callsPerSecond, callsFinishedPerSecond, patience, mode, peak, left, right };
};

/** A panel and its halves must agree to this share of the largest sums seen. */
const AGREEMENT = 1e-12;
const MOST_HALVINGS = 40;

type Sums = readonly [all: number, abandoning: number, served: number, waited: number, servedWait: number];

const panelSums = (wait: GeneralWait, from: number, to: number): Sums => {
  const { patience, callsPerSecond, callsFinishedPerSecond, peak } = wait;
  const half = (to - from) / 2;
  const middle = (to + from) / 2;
  let all = 0;
  let abandoning = 0;
  let served = 0;
  let waited = 0;
  let servedWait = 0;
  for (let i = 0; i < 16; i++) {
    const x = middle + half * GAUSS_16.nodes[i]!;
    const integral = patience.survivalIntegral(x);
    const survival = patience.survival(x);
    const weight =
      half * GAUSS_16.weights[i]! * Math.exp(callsPerSecond * integral - callsFinishedPerSecond * x - peak);
    all += weight;
    abandoning += weight * (1 - survival);
    served += weight * survival;
    waited += weight * integral;
    servedWait += weight * survival * x;
  }
  return [all, abandoning, served, waited, servedWait];
};

/** Bounds of the first panels: every break, the mode, and points that close in on both from each side. */
const firstBounds = (wait: GeneralWait, from: number, to: number): readonly number[] => {
  const bounds = [from, to, wait.mode, ...wait.patience.breaksSeconds];
  const reach = wait.right - wait.left;
  for (let distance = reach; distance > 1e-9 * reach; distance /= 8) {
    bounds.push(wait.mode + distance, wait.mode - distance, distance);
  }
  return [...new Set(bounds)].filter((x) => x >= from && x <= to).sort((a, b) => a - b);
};

/** The integrals over [from, to]; 0 where that lies outside the density. */
export const integrateGeneralWait = (wait: GeneralWait, from: number, to: number): GeneralWaitIntegrals => {
  const total = [0, 0, 0, 0, 0];
  const start = Math.max(from, wait.left);
  const end = Math.min(to, wait.right);
  const largest = [0, 0, 0, 0, 0];
  const refine = (a: number, b: number, whole: Sums, halvings: number): void => {
    const middle = (a + b) / 2;
    const left = panelSums(wait, a, middle);
    const right = panelSums(wait, middle, b);
    let agrees = true;
    for (let k = 0; k < 5; k++) {
      const sum = left[k]! + right[k]!;
      largest[k] = Math.max(largest[k]!, sum);
      if (Math.abs(sum - whole[k]!) > AGREEMENT * largest[k]!) agrees = false;
    }
    if (agrees || halvings >= MOST_HALVINGS) {
      for (let k = 0; k < 5; k++) total[k] = total[k]! + left[k]! + right[k]!;
      return;
    }
    refine(a, middle, left, halvings + 1);
    refine(middle, b, right, halvings + 1);
  };
  if (end > start) {
    const bounds = firstBounds(wait, start, end);
    const sums = bounds.slice(1).map((b, i) => panelSums(wait, bounds[i]!, b));
    for (let k = 0; k < 5; k++) largest[k] = Math.max(...sums.map((sum) => sum[k]!));
    sums.forEach((sum, i) => {
      // A panel far below the largest need not be halved to add its last digits.
      if (sum.every((value, k) => value <= 1e-17 * largest[k]!)) return;
      refine(bounds[i]!, bounds[i + 1]!, sum, 0);
    });
  }
  const [all, abandoning, served, waited, servedWait] = total as unknown as Sums;
  return { all, abandoning, served, waited, servedWait };
};
