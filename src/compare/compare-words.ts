import type { ChangeVerdict } from "./compare-runs.ts";
import type { ComparedMetric } from "./compared-metrics.ts";

/** What a comparison is told in; one such object a language. */
export interface CompareWords {
  /** What stands between a figure's whole and its decimals. */
  readonly decimalMark: string;
  readonly metrics: Readonly<Record<ComparedMetric, string>>;
  readonly verdict: (verdict: ChangeVerdict, metric: string) => string;
  readonly beforeAndNow: (before: string, now: string) => string;
  /** Between the parts of what stands in brackets. */
  readonly semicolon: string;
  /** Several metrics at once in which two runs do not differ. */
  readonly same: (metrics: readonly string[]) => string;
  /** A difference of shares, in points of a hundred. */
  readonly points: (points: string) => string;
  readonly interval: (low: string, high: string) => string;
  readonly strength: (effect: string, probability: string, callers: number) => string;
  readonly heading: (run: string, base: string, callers: number) => string;
  readonly unpaired: (onlyBefore: number, onlyNow: number) => string;
  readonly invalid: (run: string) => string;
  readonly interrupted: (run: string) => string;
  readonly baselineMade: (file: string, run: string, callers: number) => string;
  readonly baselineRefused: Readonly<Record<"invalid" | "interrupted", (run: string) => string>>;
  /** The heads of the trend's columns on a terminal. */
  readonly trend: readonly [
    run: string,
    offered: string,
    inTime: string,
    gaveUp: string,
    meanWait: string,
    setup: string,
  ];
  readonly trendMade: (file: string, runs: number) => string;
}

export const ENGLISH_COMPARE: CompareWords = {
  decimalMark: ".",
  metrics: {
    setup_time: "set-up time",
    dispatch: "dispatch (a free agent's wait for the next caller)",
    wait: "wait",
    abandonment: "abandonment",
    blocking: "blocked calls",
    failure: "failed calls",
    never_served: "callers never served",
  },
  verdict: (verdict, metric) => `${verdict === "same" ? "no difference" : verdict} in ${metric}: `,
  beforeAndNow: (before, now) => `${before} before, ${now} now`,
  semicolon: "; ",
  same: (metrics) => `no difference in ${metrics.join(", ")}`,
  points: (points) => `${points} points`,
  interval: (low, high) => `99%: ${low} to ${high}`,
  strength: (effect, probability, callers) => `effect ${effect}, p ${probability}, ${callers} callers`,
  heading: (run, base, callers) => `${run} against ${base}: ${callers} callers of both`,
  unpaired: (onlyBefore, onlyNow) => `, ${onlyBefore} only before, ${onlyNow} only now`,
  invalid: (run) =>
    `${run} is invalid: its generator did not hold the schedule, so the comparison proves nothing.`,
  interrupted: (run) => `${run} was interrupted: only callers until then are compared.`,
  baselineMade: (file, run, callers) =>
    `${file} is made of ${run}: ${callers} callers. Later runs are compared with it.`,
  baselineRefused: {
    invalid: (run) =>
      `${run} is invalid: its generator did not hold the schedule, so no baseline is made of it.`,
    interrupted: (run) => `${run} was interrupted, so no baseline is made of it.`,
  },
  trend: ["run", "offered", "in time", "gave up", "mean wait", "set-up p95"],
  trendMade: (file, runs) => `The trend of ${runs} runs, as a page: ${file}`,
};
