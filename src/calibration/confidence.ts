import {
  allowingForNeighbours,
  extremeShareInterval,
  type Interval,
  logInterval,
  type RatioEstimate,
  shareInterval,
} from "./block-interval.ts";
import { type Block, bindToBlocks, offeredOf, ratio, sumOf } from "./blocks.ts";
import type { Estimates, HandleTimeEstimates } from "./estimates.ts";
import type { SurvivalCurve } from "./kaplan-meier.ts";
import type { Observations } from "./observe.ts";
import { exponentialPatienceInterval } from "./patience.ts";
import type { SUM } from "./slot-sums.ts";

/** Fewer talks say too little on how they vary. */
const FEWEST_TALKS = 10;

/** The 95 % intervals of the estimates, from days or blocks of the day, with notes on how they came about. */
export const confidenceOf = (
  seen: Observations,
  total: Block,
  curve: SurvivalCurve | undefined,
  handleTime: HandleTimeEstimates | undefined,
  notes: string[],
): { confidence: Record<string, Interval>; intervalsFrom: Estimates["intervalsFrom"] } => {
  const { unit, blocks, blockSeconds, dependent } = bindToBlocks(seen.sums);
  const confidence: Record<string, Interval> = {};
  const offered = offeredOf(total);
  if (unit === "none") {
    notes.push("The record is too short for intervals that respect how calls of one time hang together.");
  } else if (unit === "blocks") {
    notes.push(
      `Intervals come from blocks of ${blockSeconds / 60} minutes within the days${dependent ? ", which still hang together: the intervals are too narrow" : ""}; five days or more would give intervals between days.`,
    );
  }
  const ratioOf = (
    numerator: (block: Block) => number,
    denominator: (block: Block) => number,
  ): RatioEstimate | undefined => {
    const estimate = ratio(blocks, numerator, denominator);
    return estimate === undefined || unit === "days" ? estimate : allowingForNeighbours(estimate);
  };
  const share = (name: string, numerator: keyof typeof SUM, denominator: (block: Block) => number): void => {
    const calls = denominator(total);
    const value = calls > 0 ? sumOf(total, numerator) / calls : undefined;
    if (value === 0 || value === 1) {
      confidence[name] = extremeShareInterval(value, calls);
      return;
    }
    const estimate = ratioOf((block) => sumOf(block, numerator), denominator);
    const interval = estimate && shareInterval(estimate);
    if (interval) confidence[name] = interval;
  };
  const mean = (
    name: string,
    numerator: (block: Block) => number,
    denominator: keyof typeof SUM,
  ): Interval | undefined => {
    const estimate = ratioOf(numerator, (block) => sumOf(block, denominator));
    const interval = estimate && logInterval(estimate);
    if (interval) confidence[name] = interval;
    return interval;
  };

  if (offered > 0) share("abandonment", "abandoned", offeredOf);
  if (sumOf(total, "judged") > 0) share("serviceLevel", "within", (block) => sumOf(block, "judged"));
  mean("meanWaitSeconds", (block) => sumOf(block, "wait"), "waited");
  mean("meanAnsweredWaitSeconds", (block) => sumOf(block, "answeredWait"), "answered");
  const impatient = sumOf(total, "impatient");
  if (impatient > 0) {
    const between =
      unit === "days" ? mean("patience", (block) => sumOf(block, "exposure"), "impatient") : undefined;
    if (between === undefined) {
      confidence["patience"] = exponentialPatienceInterval(impatient, sumOf(total, "exposure"));
    }
  }
  if (curve?.medianLowSeconds !== undefined && curve.medianHighSeconds !== undefined) {
    confidence["patienceMedian"] = { low: curve.medianLowSeconds, high: curve.medianHighSeconds };
  }
  if (handleTime !== undefined) {
    const { meanSeconds, cv, calls } = handleTime;
    const handle = mean(
      "handleTime",
      (block) => sumOf(block, "handle") + sumOf(block, "openHandle"),
      "handled",
    );
    const plain = (sumOf(total, "handle") + sumOf(total, "openHandle")) / sumOf(total, "handled");
    if (handle && plain > 0) {
      // The censored mean moves the interval with it.
      const factor = meanSeconds / plain;
      confidence["handleTime"] = { low: handle.low * factor, high: handle.high * factor };
    } else if (calls >= FEWEST_TALKS && meanSeconds > 0 && cv > 0) {
      // Calls wait together but talk apart: their lengths may be taken as independent.
      const alone = logInterval({
        value: meanSeconds,
        standardError: (meanSeconds * cv) / Math.sqrt(calls),
        degreesOfFreedom: calls - 1,
        neighbourCorrelation: 0,
      });
      if (alone) confidence["handleTime"] = alone;
    }
  }
  return { confidence, intervalsFrom: unit };
};
