import type { ThresholdResult } from "../runs/summary.ts";

/** What the results of thresholds are told in; one such object a language. */
export interface GateWords {
  /** What stands between a figure's whole and its decimals. */
  readonly decimalMark: string;
  readonly between: (low: string, high: string) => string;
  readonly noSample: (demand: string) => string;
  readonly observed: (demand: string, figure: string) => string;
  /** The 95 % interval, as it stands behind the figure. */
  readonly interval: (between: string) => string;
  readonly settle: (calls: number) => string;
  /** The title of an annotation beside a change. */
  readonly annotation: Readonly<Record<ThresholdResult["verdict"], string>>;
  readonly table: {
    readonly columns: readonly [string, string, string, string, string];
    readonly verdicts: Readonly<Record<ThresholdResult["verdict"], string>>;
  };
  readonly invalid: string;
  readonly interrupted: string;
}

export const ENGLISH_GATE: GateWords = {
  decimalMark: ".",
  between: (low, high) => `${low} to ${high}`,
  noSample: (demand) => `${demand}: no call gives this figure, which counts as a failure`,
  observed: (demand, figure) => `${demand}: observed ${figure}`,
  interval: (between) => ` (95%: ${between})`,
  settle: (calls) => `about ${calls} calls would settle it`,
  annotation: {
    pass: "surgeline threshold pass",
    fail: "surgeline threshold fail",
    inconclusive: "surgeline threshold inconclusive",
    "no data": "surgeline threshold no data",
  },
  table: {
    columns: ["Metric", "Demand", "Observed", "95% interval", "Verdict"],
    verdicts: { pass: "met", fail: "missed", inconclusive: "not settled", "no data": "no data" },
  },
  invalid: "This run is invalid: its generator did not hold the schedule. Its figures prove nothing.",
  interrupted:
    "This run was stopped before its end; the thresholds are judged on what was measured until then.",
};
