import type { Distribution } from "../distributions/distribution.ts";
import { lawOf } from "../distributions/law-of.ts";
import { requirePositive } from "./domain.ts";
import { DomainError } from "./domain-error.ts";
import { integrateAdaptively } from "./quadrature.ts";

/** How long callers are ready to wait, as the models need it. */
export interface PatienceLaw {
  /** P(patience > x). */
  readonly survival: (xSeconds: number) => number;
  /** ∫₀ˣ P(patience > u) du, in seconds. */
  readonly survivalIntegral: (xSeconds: number) => number;
  /** Where the survival jumps or bends; sorted upwards. */
  readonly breaksSeconds: readonly number[];
  /** P(patience is endless): what the survival falls to. */
  readonly neverLeaving: number;
}

const breaksOf = (distribution: Distribution): readonly number[] => {
  if (distribution.kind === "constant") return [distribution.meanSeconds];
  if (distribution.kind === "empirical") return [...new Set(distribution.sortedSeconds)];
  if (distribution.kind === "exponential") return [];
  const { kind, meanSeconds, cv } = distribution;
  if (cv === 0) return [meanSeconds];
  const halfWidth = meanSeconds * cv * Math.sqrt(3);
  return kind === "uniform" ? [meanSeconds - halfWidth, meanSeconds + halfWidth] : [];
};

/** Patience by one of the distributions. */
export const patienceOf = (distribution: Distribution): PatienceLaw => {
  const law = lawOf(distribution);
  requirePositive("patience.meanSeconds", law.meanSeconds);
  return {
    survival: law.survival,
    survivalIntegral: law.survivalIntegral,
    breaksSeconds: breaksOf(distribution),
    neverLeaving: 0,
  };
};

/** What an estimated curve does after its last point, which nothing was observed of. */
export type CurveTail =
  /** Those left keep leaving at a constant rate. */
  | { readonly kind: "exponential"; readonly meanSeconds: number }
  /** Those left wait without end. */
  | { readonly kind: "neverLeave" }
  /** Those left all leave at the last point. */
  | { readonly kind: "leaveAtLast" };

/** One step of an estimated survival curve: from `seconds` on, this share is still patient. */
export interface CurvePoint {
  readonly seconds: number;
  readonly probability: number;
}

const requireCurve = (points: readonly CurvePoint[]): void => {
  if (points.length === 0) throw new DomainError("points", "empty", "at least one point of a survival curve");
  let before: CurvePoint = { seconds: 0, probability: 1 };
  points.forEach((point, index) => {
    if (!(point.seconds >= before.seconds && Number.isFinite(point.seconds))) {
      throw new DomainError(`points[${index}].seconds`, point.seconds, `at least ${before.seconds}`);
    }
    if (!(point.probability >= 0 && point.probability <= before.probability)) {
      throw new DomainError(
        `points[${index}].probability`,
        point.probability,
        `from 0 to ${before.probability}, since survival never rises`,
      );
    }
    before = point;
  });
};

/**
 * Patience by an estimated survival curve, a step function such as Kaplan-Meier's:
 * 1 before the first point, then each point's probability until the next. Beyond
 * the longest wait the estimate is silent, so the tail must be named.
 */
export const patienceFromCurve = (points: readonly CurvePoint[], tail: CurveTail): PatienceLaw => {
  requireCurve(points);
  if (tail.kind === "exponential") requirePositive("tail.meanSeconds", tail.meanSeconds);
  const count = points.length;
  const integrals = new Float64Array(count);
  let previous: CurvePoint = { seconds: 0, probability: 1 };
  let sum = 0;
  points.forEach((point, index) => {
    sum += previous.probability * (point.seconds - previous.seconds);
    integrals[index] = sum;
    previous = point;
  });
  const last = points[count - 1]!;
  /** The last point at or before x; −1 before the first. */
  const indexAt = (x: number): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (points[middle]!.seconds <= x) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const tailSurvival = (beyond: number): number => {
    if (tail.kind === "exponential") return last.probability * Math.exp(-beyond / tail.meanSeconds);
    return tail.kind === "neverLeave" ? last.probability : 0;
  };
  const tailIntegral = (beyond: number): number => {
    if (tail.kind === "exponential") {
      return last.probability * tail.meanSeconds * -Math.expm1(-beyond / tail.meanSeconds);
    }
    return tail.kind === "neverLeave" ? last.probability * beyond : 0;
  };
  return {
    survival: (x) => {
      const index = indexAt(x);
      if (index < 0) return 1;
      return index === count - 1 ? tailSurvival(x - last.seconds) : points[index]!.probability;
    },
    survivalIntegral: (x) => {
      if (x <= 0) return 0;
      const index = indexAt(x);
      if (index < 0) return x;
      if (index === count - 1) return integrals[index]! + tailIntegral(x - last.seconds);
      return integrals[index]! + points[index]!.probability * (x - points[index]!.seconds);
    },
    breaksSeconds: points.map((point) => point.seconds),
    neverLeaving: tail.kind === "neverLeave" ? last.probability : 0,
  };
};

/**
 * Patience by any survival function of seconds that falls from 1 (or less) to
 * `neverLeaving`. Its integral is taken numerically; name where it jumps or bends
 * in `breaksSeconds`, sorted upwards, and a time of its own size in `scaleSeconds`.
 */
export const patienceFromSurvival = (
  survival: (xSeconds: number) => number,
  scaleSeconds: number,
  breaksSeconds: readonly number[] = [],
  neverLeaving = 0,
): PatienceLaw => {
  requirePositive("scaleSeconds", scaleSeconds);
  const grid = [0, ...breaksSeconds];
  for (let power = -30; power <= 30; power++) grid.push(scaleSeconds * 2 ** power);
  const bounds = Float64Array.from(new Set(grid)).sort();
  const integrals = new Float64Array(bounds.length);
  for (let i = 1; i < bounds.length; i++) {
    integrals[i] = integrals[i - 1]! + integrateAdaptively(survival, bounds[i - 1]!, bounds[i]!);
  }
  const survivalIntegral = (x: number): number => {
    if (x <= 0) return 0;
    let low = 0;
    let high = bounds.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (bounds[middle]! <= x) low = middle;
      else high = middle;
    }
    return integrals[low]! + integrateAdaptively(survival, bounds[low]!, x);
  };
  return { survival, survivalIntegral, breaksSeconds, neverLeaving };
};
