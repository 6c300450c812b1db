import type { CallRecord } from "../calls/call-record.ts";
import { NORMAL_975, wilsonInterval } from "../distributions/wilson-interval.ts";
import type { ThresholdResult } from "../runs/summary.ts";
import type { Scenario, StaffStep } from "../scenario/scenario.ts";
import { agentTime } from "./agent-time.ts";
import { type Interval, quantileInterval, quantileOfSorted, studentT95 } from "./confidence.ts";
import { effectiveSample } from "./correlation.ts";
import {
  QUEUE_METRICS,
  type QueueMetric,
  type RedrawnDay,
  redrawDays,
  redrawnSamples,
} from "./redrawn-days.ts";
import { logarithmicInterval, meanSpread, quantileWorth, shareWorth } from "./redrawn-spread.ts";
import { metricSamples } from "./samples.ts";
import { type Comparator, meets, metricWithSelector, type Threshold } from "./threshold.ts";

/** What thresholds are judged by, beside the calls. */
export interface GateContext {
  /** T: an answer counts for the service level within so many seconds. */
  readonly withinSeconds: number;
  /** People on duty, for `occupancy`; without it, or without the period, occupancy has no sample. */
  readonly schedule?: readonly StaffStep[];
  /** The counted part of the day, without the lead-in. */
  readonly period?: { readonly startSeconds: number; readonly endSeconds: number };
  /** Where it is given, days like this one are drawn again to tell how far chance moves a figure. */
  readonly scenario?: Scenario;
  /** The topic a caller calls about, for thresholds on a topic. */
  readonly topicOfCaller?: (callerId: string) => string | undefined;
}

/**
 * A threshold judged on a run. `observed`, `low` and `high` are in the metric's
 * own unit; the interval is at 95 %, and a side that the sample cannot bound is
 * absent. `callsToSettle` is about how many calls like these would settle an
 * inconclusive one; absent where the figure stands on the bound itself.
 */
export interface JudgedThreshold extends ThresholdResult {
  /** Calls (callers for `never_served`) that the figure is taken from. */
  readonly samples: number;
  readonly method: IntervalMethod;
}

/**
 * `score`: Wilson's interval of a share; `order statistics`: of a quantile;
 * `mean`: Student's interval of a mean; each with the calls counted for what
 * they are worth given that neighbours are correlated. `exact`: a minimum, a
 * maximum or a test of equality is a statement on this run alone.
 */
export type IntervalMethod = "score" | "order statistics" | "mean" | "exact";

interface Estimate extends Interval {
  readonly observed: number;
  readonly method: IntervalMethod;
  /** The interval if there were so many times as many calls, all else being the same. */
  readonly atScale?: (factor: number) => Interval;
}

/** The samples of redrawn days beside the measured ones; empty where none were redrawn. */
type RedrawnSamples = readonly Float64Array[];

const shareEstimate = (samples: Float64Array, redrawn: RedrawnSamples): Estimate => {
  let ones = 0;
  for (const sample of samples) ones += sample;
  const observed = ones / samples.length;
  const { effectiveCount, quantile } =
    shareWorth(observed, samples.length, redrawn) ?? effectiveSample(samples);
  return {
    observed,
    ...wilsonInterval(observed, effectiveCount, quantile),
    method: "score",
    atScale: (factor) => wilsonInterval(observed, effectiveCount * factor, NORMAL_975),
  };
};

const quantileEstimate = (samples: Float64Array, probability: number, redrawn: RedrawnSamples): Estimate => {
  const sorted = Float64Array.from(samples).sort();
  const observed = quantileOfSorted(sorted, probability);
  // what is correlated is whether neighbours both lie above the quantile
  const above = samples.map((sample) => (sample > observed ? 1 : 0));
  const { effectiveCount, quantile } =
    quantileWorth(observed, probability, samples.length, redrawn) ?? effectiveSample(above);
  return {
    observed,
    ...quantileInterval(sorted, probability, effectiveCount, quantile),
    method: "order statistics",
    atScale: (factor) => {
      const { low, high } = wilsonInterval(probability, effectiveCount * factor, NORMAL_975);
      const calls = sorted.length * factor;
      // a rank beyond the sample bounds nothing: that side opens only with enough calls beyond the quantile
      return {
        ...(calls * low >= 1 ? { low: quantileOfSorted(sorted, low) } : {}),
        ...(calls * (1 - high) >= 1 ? { high: quantileOfSorted(sorted, high) } : {}),
      };
    },
  };
};

const meanEstimate = (samples: Float64Array, redrawn: RedrawnSamples): Estimate => {
  let sum = 0;
  for (const sample of samples) sum += sample;
  const observed = sum / samples.length;
  // one call has a mean and no spread
  if (samples.length < 2) return { observed, method: "mean" };
  const spread = meanSpread(observed, redrawn);
  if (spread !== undefined) {
    return {
      observed,
      ...logarithmicInterval(observed, spread, spread.quantile),
      method: "mean",
      atScale: (factor) => logarithmicInterval(observed, spread, NORMAL_975 / Math.sqrt(factor)),
    };
  }
  const { varianceOfMean, quantile } = effectiveSample(samples);
  const half = (samples.length < 5 ? studentT95(4) * 2 : quantile) * Math.sqrt(varianceOfMean);
  const normalHalf = NORMAL_975 * Math.sqrt(varianceOfMean);
  // a mean of times that cannot be negative is not either; lateness can, since a call may be early
  const least = samples.some((sample) => sample < 0) ? Number.NEGATIVE_INFINITY : 0;
  return {
    observed,
    low: Math.max(least, observed - half),
    high: observed + half,
    method: "mean",
    atScale: (factor) => ({
      low: observed - normalHalf / Math.sqrt(factor),
      high: observed + normalHalf / Math.sqrt(factor),
    }),
  };
};

const SLICES = 20;

const occupancyEstimate = (
  calls: readonly CallRecord[],
  during: { readonly startSeconds: number; readonly endSeconds: number } | undefined,
  context: GateContext,
): Estimate | undefined => {
  const period = during ?? context.period;
  if (period === undefined || context.schedule === undefined) return undefined;
  const time = agentTime(calls, context.schedule, period.startSeconds, period.endSeconds, SLICES);
  const busy = time.busySeconds.reduce((sum, seconds) => sum + seconds, 0);
  const staffed = time.staffedSeconds.reduce((sum, seconds) => sum + seconds, 0);
  if (staffed === 0) return undefined;
  const observed = busy / staffed;
  // a ratio of sums: its residuals busy − ratio · staffed, slice by slice (Cochran, Sampling Techniques, 6.3)
  let differences = 0;
  let previous = 0;
  for (let slice = 0; slice < SLICES; slice++) {
    const residual = time.busySeconds[slice]! - observed * time.staffedSeconds[slice]!;
    if (slice > 0) differences += (residual - previous) ** 2;
    previous = residual;
  }
  const error = Math.sqrt((SLICES * differences) / (2 * (SLICES - 1))) / staffed;
  const half = studentT95((2 * (SLICES - 1)) / 3) * error;
  return {
    observed,
    low: Math.max(0, observed - half),
    high: Math.min(1, observed + half),
    method: "mean",
    atScale: (factor) => ({
      low: observed - (NORMAL_975 * error) / Math.sqrt(factor),
      high: observed + (NORMAL_975 * error) / Math.sqrt(factor),
    }),
  };
};

const estimateTrend = (threshold: Threshold, samples: Float64Array, redrawn: RedrawnSamples): Estimate => {
  const { aggregation } = threshold;
  switch (aggregation.kind) {
    case "min":
    case "max": {
      let extreme = samples[0]!;
      for (const sample of samples) {
        extreme = aggregation.kind === "min" ? Math.min(extreme, sample) : Math.max(extreme, sample);
      }
      return { observed: extreme, low: extreme, high: extreme, method: "exact" };
    }
    case "med":
      return quantileEstimate(samples, 0.5, redrawn);
    case "percentile":
      return quantileEstimate(samples, aggregation.percentile / 100, redrawn);
    default:
      return meanEstimate(samples, redrawn);
  }
};

/** Whether the interval lies on one side of the bound, and on which. */
const judge = (
  comparator: Comparator,
  bound: number,
  observed: number,
  interval: Interval,
): "pass" | "fail" | "inconclusive" => {
  if (comparator === "==" || comparator === "!=") {
    return meets(comparator, observed, bound) ? "pass" : "fail";
  }
  const low = interval.low ?? Number.NEGATIVE_INFINITY;
  const high = interval.high ?? Number.POSITIVE_INFINITY;
  const lowMeets = meets(comparator, low, bound);
  const highMeets = meets(comparator, high, bound);
  if (lowMeets && highMeets) return "pass";
  return lowMeets || highMeets ? "inconclusive" : "fail";
};

/** A run of this many times the calls is not asked of anyone: the figure stands on its bound. */
const LARGEST_SCALE = 1e6;

const scaleToSettle = (threshold: Threshold, estimate: Estimate): number | undefined => {
  const { atScale } = estimate;
  if (atScale === undefined) return undefined;
  const settles = (factor: number): boolean =>
    judge(threshold.comparator, threshold.bound, estimate.observed, atScale(factor)) !== "inconclusive";
  let enough = 1.05;
  while (!settles(enough)) {
    enough *= 2;
    if (enough > LARGEST_SCALE) return undefined;
  }
  let tooFew = Math.max(1, enough / 2);
  while (enough - tooFew > enough * 0.005) {
    const middle = (enough + tooFew) / 2;
    if (settles(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
};

const selectCalls = (
  threshold: Threshold,
  calls: readonly CallRecord[],
  context: GateContext,
): readonly CallRecord[] => {
  const { queue, topic, during } = threshold.selector;
  if (queue === undefined && topic === undefined && during === undefined) return calls;
  return calls.filter(
    (call) =>
      (queue === undefined || call.queue === queue) &&
      (topic === undefined || context.topicOfCaller?.(call.callerId) === topic) &&
      (during === undefined ||
        (call.arrivalSeconds >= during.startSeconds && call.arrivalSeconds < during.endSeconds)),
  );
};

const isQueueMetric = (metric: string): metric is QueueMetric =>
  QUEUE_METRICS.some((known) => known === metric);

/** What a threshold's metric was on redrawn days; a topic's callers are as many of them, whoever they are. */
const redrawnFor = (
  { metric, selector }: Threshold,
  selected: readonly CallRecord[],
  counted: readonly CallRecord[],
  context: GateContext,
  days: () => readonly RedrawnDay[],
): RedrawnSamples => {
  if (!isQueueMetric(metric)) return [];
  const { topic, during } = selector;
  const callsThen =
    during === undefined
      ? counted.length
      : counted.filter(
          ({ arrivalSeconds }) => arrivalSeconds >= during.startSeconds && arrivalSeconds < during.endSeconds,
        ).length;
  const part = { during, share: topic === undefined ? 1 : selected.length / Math.max(1, callsThen) };
  return days().map((day) => redrawnSamples(day, metric, part, context.withinSeconds));
};

const evaluateOne = (
  threshold: Threshold,
  counted: readonly CallRecord[],
  all: readonly CallRecord[],
  context: GateContext,
  days: () => readonly RedrawnDay[],
): JudgedThreshold => {
  const named = { metric: metricWithSelector(threshold), expression: threshold.expression };
  let estimate: Estimate | undefined;
  let samples: number;
  if (threshold.metric === "occupancy") {
    estimate = occupancyEstimate(all, threshold.selector.during, context);
    samples = estimate === undefined ? 0 : selectCalls(threshold, counted, context).length;
  } else {
    const selected = selectCalls(threshold, counted, context);
    const values = metricSamples(threshold.metric, selected, context.withinSeconds);
    samples = values.length;
    if (samples > 0) {
      const redrawn = redrawnFor(threshold, selected, counted, context, days);
      estimate =
        threshold.aggregation.kind === "rate"
          ? shareEstimate(values, redrawn)
          : estimateTrend(threshold, values, redrawn);
    }
  }
  if (estimate === undefined) return { ...named, verdict: "no data", samples: 0, method: "exact" };
  const equality = threshold.comparator === "==" || threshold.comparator === "!=";
  const verdict = judge(threshold.comparator, threshold.bound, estimate.observed, estimate);
  const scale = verdict === "inconclusive" ? scaleToSettle(threshold, estimate) : undefined;
  return {
    ...named,
    observed: estimate.observed,
    ...(estimate.low === undefined ? {} : { low: estimate.low }),
    ...(estimate.high === undefined ? {} : { high: estimate.high }),
    verdict,
    samples,
    method: equality ? "exact" : estimate.method,
    ...(scale === undefined ? {} : { callsToSettle: Math.ceil(samples * scale) }),
  };
};

/**
 * Days like the measured one, for intervals. Empty where they cannot be drawn:
 * nothing is known of the scenario, or the hotline is routed, and so more than
 * the one queue that is all that is drawn again here.
 */
export const redrawnDaysOf = (
  calls: readonly CallRecord[],
  { scenario, schedule, period }: GateContext,
): readonly RedrawnDay[] =>
  scenario === undefined || scenario.routing !== undefined || schedule === undefined || period === undefined
    ? []
    : redrawDays(calls, { scenario, schedule, period });

/**
 * Judges each threshold on a run's calls. A figure whose 95 % interval spans
 * its bound is inconclusive; one without a sample is "no data", which fails.
 * The lead-in counts nowhere.
 *
 * @param redrawn days drawn already by `redrawnDaysOf`; without them they are drawn where a metric needs them
 */
export const evaluateThresholds = (
  calls: readonly CallRecord[],
  thresholds: readonly Threshold[],
  context: GateContext,
  redrawn?: readonly RedrawnDay[],
): readonly JudgedThreshold[] => {
  const counted = calls
    .filter((call) => call.counted)
    .sort((left, right) => left.arrivalSeconds - right.arrivalSeconds);
  let drawn = redrawn;
  const days = (): readonly RedrawnDay[] => {
    drawn ??= redrawnDaysOf(calls, context);
    return drawn;
  };
  return thresholds.map((threshold) => evaluateOne(threshold, counted, calls, context, days));
};

/** Whether a run with these results fails: a threshold failed, had no sample, or is unsettled where that is not allowed. */
export const gateFails = (results: readonly ThresholdResult[], failOnInconclusive: boolean): boolean =>
  results.some(
    ({ verdict }) =>
      verdict === "fail" || verdict === "no data" || (failOnInconclusive && verdict === "inconclusive"),
  );
