import { type BlockSums, estimateDifference } from "./block-difference.ts";
import { busyPeriods, type CallerPair, pairCallers } from "./busy-periods.ts";
import type { CallerOutcome } from "./call-outcomes.ts";
import { COMPARED_METRICS, type ComparedMetric, type MetricComparison } from "./compared-metrics.ts";

export type ChangeVerdict = "worse" | "better" | "same";

/** One metric of two runs, in its own unit; larger values are worse. */
export interface MetricChange {
  readonly metric: ComparedMetric;
  readonly unit: MetricComparison["unit"];
  readonly base: number;
  readonly run: number;
  /** Run less base, mean over the callers of both. */
  readonly difference: number;
  /** 99 % interval of the difference. */
  readonly low: number;
  readonly high: number;
  /** Mean difference over its standard deviation between callers (Cohen's d for pairs); 0 where nothing differs, 1000 at most. */
  readonly effectSize: number;
  /** After Holm's correction for all metrics. */
  readonly probability: number;
  readonly tolerance: number;
  readonly verdict: ChangeVerdict;
  readonly callers: number;
}

export interface Comparison {
  /** Worse ones first, the largest effect first. */
  readonly changes: readonly MetricChange[];
  readonly callers: number;
  readonly onlyInBase: number;
  readonly onlyInRun: number;
  readonly busyPeriods: number;
}

/** A difference that is the same for every caller has no spread to be measured by. */
const LARGEST_EFFECT = 1000;

/** All metrics together err with this probability where nothing has changed. */
const LEVEL = 0.01;

interface Measured {
  readonly metric: MetricComparison;
  readonly base: number;
  readonly run: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly effectSize: number;
  readonly probability: number;
  readonly callers: number;
}

const measure = (
  metric: MetricComparison,
  pairs: readonly CallerPair[],
  starts: readonly number[],
  seed: number,
): Measured | undefined => {
  const differences: number[] = [];
  const counts: number[] = [];
  let base = 0;
  let run = 0;
  let sum = 0;
  let squares = 0;
  let callers = 0;
  for (let block = 0; block + 1 < starts.length; block++) {
    let blockSum = 0;
    let blockCount = 0;
    for (let index = starts[block]!; index < starts[block + 1]!; index++) {
      const pair = pairs[index] as CallerPair;
      const before = metric.valueOf(pair.base);
      const after = metric.valueOf(pair.run);
      if (before === undefined || after === undefined) continue;
      base += before;
      run += after;
      blockSum += after - before;
      squares += (after - before) ** 2;
      blockCount++;
    }
    if (blockCount === 0) continue;
    differences.push(blockSum);
    counts.push(blockCount);
    sum += blockSum;
    callers += blockCount;
  }
  if (callers === 0) return undefined;
  const sums: BlockSums = { differences: Float64Array.from(differences), counts: Float64Array.from(counts) };
  const estimate = estimateDifference(sums, seed);
  const mean = sum / callers;
  const deviation = callers > 1 ? Math.sqrt(Math.max(0, squares - callers * mean * mean) / (callers - 1)) : 0;
  return {
    metric,
    base: base / callers,
    run: run / callers,
    difference: mean,
    low: estimate.low,
    high: estimate.high,
    effectSize: mean === 0 ? 0 : mean / Math.max(deviation, Math.abs(mean) / LARGEST_EFFECT),
    probability: estimate.probability,
    callers,
  };
};

/**
 * Holm's step-down correction (Scandinavian Journal of Statistics 6, 1979):
 * probabilities as they count when all of them are looked at together.
 */
export const holmAdjusted = (probabilities: readonly number[]): readonly number[] => {
  const order = probabilities
    .map((probability, index) => ({ probability, index }))
    .sort((left, right) => left.probability - right.probability);
  const adjusted = probabilities.map(() => 1);
  let largest = 0;
  order.forEach(({ probability, index }, rank) => {
    largest = Math.max(largest, Math.min(1, probability * (order.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
};

/** How much weaker or stronger than usual differences must be to count. */
export interface CompareOptions {
  /** Multiplies every tolerance; 1 if not given. */
  readonly toleranceFactor?: number;
  /**
   * How exactly moments of the two runs are known, seconds of scenario time: no
   * difference of times that is less is one of the PBX. 0 if not given.
   */
  readonly timingErrorSeconds?: number;
  readonly seed?: number;
}

const SEVERITY: readonly ChangeVerdict[] = ["worse", "better", "same"];

/**
 * Compares two runs caller by caller. A metric is worse (or better) where chance
 * explains its difference in less than 1 % of cases, all metrics taken together,
 * and the difference is beyond its tolerance; anything else is the same.
 */
export const compareRuns = (
  base: readonly CallerOutcome[],
  run: readonly CallerOutcome[],
  options: CompareOptions = {},
): Comparison => {
  const pairs = pairCallers(base, run);
  const starts = busyPeriods(pairs);
  const measured = COMPARED_METRICS.flatMap((metric, index) => {
    const found = measure(metric, pairs, starts, (options.seed ?? 1) + index);
    return found === undefined ? [] : [found];
  });
  const adjusted = holmAdjusted(measured.map(({ probability }) => probability));
  const changes = measured.map((found, index): MetricChange => {
    const { metric, difference } = found;
    const probability = adjusted[index]!;
    const tolerance =
      Math.max(
        metric.tolerance.atLeast,
        metric.tolerance.relative * Math.abs(found.base),
        metric.unit === "seconds" ? (options.timingErrorSeconds ?? 0) : 0,
      ) * (options.toleranceFactor ?? 1);
    const differs = probability < LEVEL && Math.abs(difference) > tolerance;
    return {
      metric: metric.name,
      unit: metric.unit,
      base: found.base,
      run: found.run,
      difference,
      low: found.low,
      high: found.high,
      effectSize: found.effectSize,
      probability,
      tolerance,
      verdict: differs ? (difference > 0 ? "worse" : "better") : "same",
      callers: found.callers,
    };
  });
  return {
    changes: changes.sort(
      (left, right) =>
        SEVERITY.indexOf(left.verdict) - SEVERITY.indexOf(right.verdict) ||
        Math.abs(right.effectSize) - Math.abs(left.effectSize),
    ),
    callers: pairs.length,
    onlyInBase: base.length - pairs.length,
    onlyInRun: run.length - pairs.length,
    busyPeriods: starts.length - 1,
  };
};
