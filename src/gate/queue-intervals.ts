import type { CallRecord } from "../calls/call-record.ts";
import { wilsonInterval } from "../distributions/wilson-interval.ts";
import { type QueueMetric, type RedrawnDay, redrawnSamples } from "./redrawn-days.ts";
import { logarithmicInterval, meanSpread, shareWorth } from "./redrawn-spread.ts";
import { metricSamples } from "./samples.ts";

/** The figures of a run that its queue makes, and what thresholds call them. */
const FIGURES: readonly {
  readonly name: string;
  readonly metric: QueueMetric;
  readonly is: "share" | "mean";
}[] = [
  { name: "abandonment", metric: "abandonment", is: "share" },
  { name: "serviceLevel", metric: "service_level", is: "share" },
  { name: "meanWaitSeconds", metric: "wait", is: "mean" },
  { name: "meanAnsweredWaitSeconds", metric: "answer_wait", is: "mean" },
];

/**
 * 95 % intervals of a run's figures by days drawn again, as its thresholds are
 * judged: where calls come in a spike, blocks of one day differ by the spike
 * and not by chance. A figure that the days do not tell of is left out.
 *
 * @param calls of the run; those of the lead-in are left out here
 * @param days as `redrawnDaysOf` draws them
 */
export const queueIntervals = (
  calls: readonly CallRecord[],
  days: readonly RedrawnDay[],
  withinSeconds: number,
): Readonly<Record<string, { readonly low: number; readonly high: number }>> => {
  const counted = calls.filter((call) => call.counted);
  const intervals: Record<string, { readonly low: number; readonly high: number }> = {};
  for (const { name, metric, is } of FIGURES) {
    const samples = metricSamples(metric, counted, withinSeconds);
    if (samples.length === 0) continue;
    const observed = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
    const drawn = days.map((day) => redrawnSamples(day, metric, { share: 1 }, withinSeconds));
    if (is === "share") {
      const worth = shareWorth(observed, samples.length, drawn);
      if (worth !== undefined) {
        intervals[name] = wilsonInterval(observed, worth.effectiveCount, worth.quantile);
      }
      continue;
    }
    const spread = meanSpread(observed, drawn);
    if (spread !== undefined) intervals[name] = logarithmicInterval(observed, spread, spread.quantile);
  }
  return intervals;
};
