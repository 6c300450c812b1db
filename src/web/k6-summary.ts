import { z } from "zod";

/**
 * A metric as k6's end-of-test summary has it: `values` by aggregation, such as
 * `count` and `rate` of a counter, `avg` and `p(95)` of a trend.
 */
export const k6MetricSchema = z.object({
  type: z.enum(["counter", "gauge", "rate", "trend"]),
  contains: z.string(),
  // a trend without a sample has no percentiles
  values: z.record(z.string(), z.number().nullable()),
  thresholds: z.record(z.string(), z.object({ ok: z.boolean() })).optional(),
});

/** What k6 hands to `handleSummary`, as far as it is read here. */
export const k6SummarySchema = z.object({
  state: z.object({ testRunDurationMs: z.number() }),
  metrics: z.record(z.string(), k6MetricSchema),
});

export type K6Metric = z.infer<typeof k6MetricSchema>;
export type K6Summary = z.infer<typeof k6SummarySchema>;

/** One value of one metric; undefined where k6 measured none. */
export const k6Value = (
  summary: K6Summary | undefined,
  metric: string,
  aggregation: string,
): number | undefined => summary?.metrics[metric]?.values[aggregation] ?? undefined;

/** A counter's count; 0 where nothing was counted. */
export const k6Count = (summary: K6Summary | undefined, metric: string): number =>
  k6Value(summary, metric, "count") ?? 0;
