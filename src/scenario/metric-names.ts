/** The metrics that a threshold may judge, as the documentation of thresholds lists them. */
export const METRIC_NAMES = [
  "wait",
  "answer_wait",
  "setup_time",
  "schedule_lateness",
  "abandonment",
  "blocking",
  "failure",
  "service_level",
  "never_served",
  "occupancy",
] as const;

export type MetricName = (typeof METRIC_NAMES)[number];

/** The metric that a key of `thresholds` names, a narrowing such as `{queue:general}` left off. */
export const metricOf = (key: string): string => key.replace(/\{.*\}$/, "").trim();
