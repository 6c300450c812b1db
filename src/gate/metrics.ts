import { nearestName } from "./nearest-name.ts";

/** What a threshold's figure is computed from. */
export type MetricFamily = "trend" | "rate" | "value";

export interface MetricDefinition {
  readonly family: MetricFamily;
  /** The unit of a bound without one: scenario seconds, wall milliseconds, or a share from 0 to 1. */
  readonly unit: "seconds" | "milliseconds" | "share";
}

/** Every metric that a threshold may name; `docs/definitions.md` says what each means. */
export const METRICS = {
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
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof METRICS;

export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];

export const isMetricName = (name: string): name is MetricName => Object.hasOwn(METRICS, name);

/** The metric that an unknown name most likely meant; undefined where none is near. */
export const nearestMetric = (name: string): MetricName | undefined =>
  nearestName(name, METRIC_NAMES) as MetricName | undefined;
