import type { CallerOutcome } from "./call-outcomes.ts";

export type ComparedMetric =
  | "setup_time"
  | "dispatch"
  | "wait"
  | "abandonment"
  | "blocking"
  | "failure"
  | "never_served";

export interface MetricComparison {
  readonly name: ComparedMetric;
  readonly unit: "seconds" | "milliseconds" | "share";
  /** The caller's value; undefined where the call says nothing of it. Larger is worse. */
  readonly valueOf: (caller: CallerOutcome) => number | undefined;
  /**
   * How much worse a run may be before it counts as worse: a part of the
   * baseline's mean, and never less than `atLeast` in the metric's unit.
   */
  readonly tolerance: { readonly relative: number; readonly atLeast: number };
}

const among = (caller: CallerOutcome, yes: boolean): number | undefined =>
  caller.outcome === "failed" ? undefined : yes ? 1 : 0;

/** What two runs are compared on. */
export const COMPARED_METRICS: readonly MetricComparison[] = [
  {
    name: "setup_time",
    unit: "milliseconds",
    valueOf: ({ setupMilliseconds }) => setupMilliseconds,
    // a millisecond more comes and goes with what else a machine does
    tolerance: { relative: 0.05, atLeast: 2 },
  },
  {
    // how long a free agent waits for the next waiting caller: what a queue's own slowness costs
    name: "dispatch",
    unit: "seconds",
    valueOf: ({ dispatchSeconds }) => dispatchSeconds,
    tolerance: { relative: 0.1, atLeast: 0.5 },
  },
  {
    name: "wait",
    unit: "seconds",
    valueOf: ({ outcome, waitSeconds }) =>
      outcome === "answered" || outcome === "abandoned" ? waitSeconds : undefined,
    tolerance: { relative: 0.03, atLeast: 0.5 },
  },
  {
    name: "abandonment",
    unit: "share",
    valueOf: (caller) => among(caller, caller.outcome === "abandoned"),
    tolerance: { relative: 0, atLeast: 0.005 },
  },
  {
    name: "blocking",
    unit: "share",
    valueOf: (caller) => among(caller, caller.outcome === "blocked"),
    tolerance: { relative: 0, atLeast: 0.005 },
  },
  {
    name: "failure",
    unit: "share",
    valueOf: ({ outcome }) => (outcome === "failed" ? 1 : 0),
    tolerance: { relative: 0, atLeast: 0.001 },
  },
  {
    name: "never_served",
    unit: "share",
    valueOf: ({ served }) => (served ? 0 : 1),
    tolerance: { relative: 0, atLeast: 0.005 },
  },
];
