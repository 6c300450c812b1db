import { METRIC_NAMES, type MetricName } from "../scenario/metric-names.ts";
import { nearestName } from "../scenario/nearest-name.ts";
import { webMetricUnit } from "../scenario/web-metric-names.ts";

export type { MetricName };

/** What a threshold's figure is computed from. */
export type MetricFamily = "trend" | "rate" | "value";

export interface MetricDefinition {
  readonly family: MetricFamily;
  /** The unit of a bound without one: scenario seconds, wall milliseconds, or a share from 0 to 1. */
  readonly unit: "seconds" | "milliseconds" | "share";
}

/** Every metric that a threshold may name; `docs/definitions.md` says what each means. */
export const METRICS: Readonly<Record<MetricName, MetricDefinition>> = {
  wait: { family: "trend", unit: "seconds" },
  answer_wait: { family: "trend", unit: "seconds" },
  setup_time: { family: "trend", unit: "milliseconds" },
  schedule_lateness: { family: "trend", unit: "milliseconds" },
  abandonment: { family: "rate", unit: "share" },
  blocking: { family: "rate", unit: "share" },
  failure: { family: "rate", unit: "share" },
  service_level: { family: "rate", unit: "share" },
  never_served: { family: "rate", unit: "share" },
  occupancy: { family: "value", unit: "share" },
};

export const isMetricName = (name: string): name is MetricName => Object.hasOwn(METRICS, name);

/** What a figure of a metric counts, ours or k6's, a selector in braces left off. */
export const unitOf = (metric: string): MetricDefinition["unit"] | "count" => {
  const name = metric.replace(/\{.*$/, "");
  return isMetricName(name) ? METRICS[name].unit : webMetricUnit(name);
};

/** The metric that an unknown name most likely meant; undefined where none is near. */
export const nearestMetric = (name: string): string | undefined =>
  METRIC_NAMES.find((metric) => name.length >= 4 && metric.startsWith(name)) ??
  nearestName(name, METRIC_NAMES);
