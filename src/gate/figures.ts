import type { ThresholdResult } from "../runs/summary.ts";
import { ENGLISH_GATE, type GateWords } from "./gate-words.ts";
import { unitOf } from "./metrics.ts";

const plainFigure = (metric: string, value: number): string => {
  const unit = unitOf(metric);
  if (unit === "count") return String(Number(value.toFixed(2)));
  if (unit === "share") return `${(value * 100).toFixed(2)} %`;
  return `${value.toFixed(value < 10 ? 2 : 1)} ${unit === "seconds" ? "s" : "ms"}`;
};

/** A metric's figure with its unit, with plain blanks for machines and logs: `12.3 s`, `4.56 %`. */
export const writeFigure = (metric: string, value: number, words: GateWords = ENGLISH_GATE): string =>
  plainFigure(metric, value).replace(".", words.decimalMark);

/** The 95 % interval of a result; a side that the sample cannot bound is `...`. */
export const writeInterval = (
  { metric, low, high }: ThresholdResult,
  words: GateWords = ENGLISH_GATE,
): string => {
  if (low === undefined && high === undefined) return "";
  const side = (value: number | undefined): string =>
    value === undefined ? "..." : writeFigure(metric, value, words);
  return words.between(side(low), side(high));
};

/** A result in one sentence: what was demanded, seen, and what it takes to be sure. */
export const resultSentence = (result: ThresholdResult, words: GateWords = ENGLISH_GATE): string => {
  const demand = `${result.metric}: ${result.expression}`;
  if (result.observed === undefined) return words.noSample(demand);
  const interval = writeInterval(result, words);
  return [
    words.observed(demand, writeFigure(result.metric, result.observed, words)),
    interval === "" ? "" : words.interval(interval),
    result.callsToSettle === undefined ? "" : `; ${words.settle(result.callsToSettle)}`,
  ].join("");
};
