import type { ThresholdResult } from "../runs/summary.ts";
import { unitOf } from "./metrics.ts";

/** A metric's figure with its unit, in plain ASCII for machines and logs: `12.3 s`, `4.56 %`. */
export const writeFigure = (metric: string, value: number): string => {
  const unit = unitOf(metric);
  if (unit === "count") return String(Number(value.toFixed(2)));
  if (unit === "share") return `${(value * 100).toFixed(2)} %`;
  return `${value.toFixed(value < 10 ? 2 : 1)} ${unit === "seconds" ? "s" : "ms"}`;
};

/** The 95 % interval of a result; a side that the sample cannot bound is `...`. */
export const writeInterval = ({ metric, low, high }: ThresholdResult): string => {
  if (low === undefined && high === undefined) return "";
  const side = (value: number | undefined): string =>
    value === undefined ? "..." : writeFigure(metric, value);
  return `${side(low)} to ${side(high)}`;
};

/** A result in one sentence: what was demanded, seen, and what it takes to be sure. */
export const resultSentence = (result: ThresholdResult): string => {
  const demand = `${result.metric}: ${result.expression}`;
  if (result.observed === undefined) return `${demand}: no call gives this figure, which counts as a failure`;
  const interval = writeInterval(result);
  return [
    `${demand}: observed ${writeFigure(result.metric, result.observed)}`,
    interval === "" ? "" : ` (95 %: ${interval})`,
    result.callsToSettle === undefined ? "" : `; about ${result.callsToSettle} calls would settle it`,
  ].join("");
};
