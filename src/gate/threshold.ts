import { formatTimeSpan, type TimeSpan } from "../scenario/time-of-day.ts";
import type { MetricName } from "./metrics.ts";

export type Aggregation =
  | { readonly kind: "avg" | "min" | "med" | "max" | "rate" | "value" }
  /** `p(95)`: percentile from 0 to 100. */
  | { readonly kind: "percentile"; readonly percentile: number };

export type Comparator = "<" | "<=" | ">" | ">=" | "==" | "!=";

/** Limits a threshold to some of the calls; what is absent does not limit. */
export interface Selector {
  readonly queue?: string;
  readonly topic?: string;
  /** Calls that fall due from the start on and before the end, seconds after midnight. */
  readonly during?: TimeSpan;
}

/** One demand on a run: `wait{queue:general}: p(95)<120s`. */
export interface Threshold {
  readonly metric: MetricName;
  readonly selector: Selector;
  readonly aggregation: Aggregation;
  readonly comparator: Comparator;
  /** In the metric's own unit: seconds, milliseconds, or a share from 0 to 1. */
  readonly bound: number;
  /** As it was written, without blanks: `p(95)<120s`. */
  readonly expression: string;
  readonly abortOnFail: boolean;
}

/** The metric with its selector, as written in a scenario: `wait{queue:general,during:11:30-13:00}`. */
export const metricWithSelector = ({ metric, selector }: Threshold): string => {
  const parts = [
    ...(selector.queue === undefined ? [] : [`queue:${selector.queue}`]),
    ...(selector.topic === undefined ? [] : [`topic:${selector.topic}`]),
    ...(selector.during === undefined ? [] : [`during:${formatTimeSpan(selector.during)}`]),
  ];
  return parts.length === 0 ? metric : `${metric}{${parts.join(",")}}`;
};

/** Whether an observed figure meets the bound. */
export const meets = (comparator: Comparator, observed: number, bound: number): boolean => {
  switch (comparator) {
    case "<":
      return observed < bound;
    case "<=":
      return observed <= bound;
    case ">":
      return observed > bound;
    case ">=":
      return observed >= bound;
    case "==":
      return observed === bound;
    case "!=":
      return observed !== bound;
  }
};
