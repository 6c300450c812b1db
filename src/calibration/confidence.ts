import { countOf } from "../calls/count-of.ts";
import type { AgentEstimates } from "./agents-at-work.ts";
import {
  allowingForNeighbours,
  extremeShareInterval,
  type Interval,
  logInterval,
  meanScoreInterval,
  type RatioEstimate,
  scoreInterval,
  shareInterval,
} from "./block-interval.ts";
import { type Block, bindToBlocks, blocksOf, offeredOf, ratio, sumOf, totalOf } from "./blocks.ts";
import type { Estimates, HandleTimeEstimates } from "./estimates.ts";
import type { SurvivalCurve } from "./kaplan-meier.ts";
import type { Observations } from "./observe.ts";
import { exponentialPatienceInterval } from "./patience.ts";
import { type RecordSpread, spreadOfRecord } from "./redrawn-records.ts";
import type { SUM } from "./slot-sums.ts";

/** Fewer talks say too little on how they vary. */
const FEWEST_TALKS = 10;

/** A record shorter than this holds too few blocks; its intervals come from the calls. */
const SHORT_RECORD_SECONDS = 2 * 3600;
/** Fewer calls say too little even of that. */
const FEWEST_CALLS = 10;

const noteOfSpread = ({ agents, withinPerCall }: RecordSpread, offered: number): string =>
  `The record is short: its intervals come from its calls, of which ${offered} are worth about ${countOf(Math.max(1, Math.round(offered / withinPerCall)), "that shares", "that share")} no queue. How much they share is taken from the record drawn again as one queue with these arrivals and handling times, exponential patience and ${agents === 1 ? "one agent" : `${agents} agents`} throughout; where staff changed in between, the intervals are off.`;

const noteOfNone = (seen: Observations, offered: number): string => {
  if (offered < FEWEST_CALLS) return "There are too few calls for intervals of rates and waits.";
  if (seen.fromIntervals)
    return "The report has too few rows for intervals of rates and waits: six rows or five days are needed.";
  return sumOf(totalOf(blocksOf(seen.sums, 3600).values()), "handled") === 0
    ? "The record is too short for intervals between blocks, and says nothing of handling times, from which it could be told how calls of one time hang together."
    : "The record is too short for intervals that respect how calls of one time hang together.";
};

const shareWorth = (spread: RecordSpread, name: keyof typeof SUM): number =>
  name === "abandoned" ? spread.abandonedPerCall : spread.withinPerCall;

/** The 95 % intervals of the estimates, from days, blocks of the day or, where the record is short, its calls, with notes on how they came about. */
export const confidenceOf = (
  seen: Observations,
  total: Block,
  curve: SurvivalCurve | undefined,
  handleTime: HandleTimeEstimates | undefined,
  agents: AgentEstimates | undefined,
  notes: string[],
): { confidence: Record<string, Interval>; intervalsFrom: Estimates["intervalsFrom"] } => {
  const { unit: bound, blocks, blockSeconds, dependent } = bindToBlocks(seen.sums);
  const confidence: Record<string, Interval> = {};
  const offered = offeredOf(total);
  const short =
    bound !== "days" &&
    offered >= FEWEST_CALLS &&
    seen.lastArrival - seen.firstArrival < SHORT_RECORD_SECONDS;
  const spread = short ? spreadOfRecord(seen, total, handleTime, agents) : undefined;
  const unit = spread === undefined ? bound : "calls";
  if (spread !== undefined) {
    notes.push(noteOfSpread(spread, offered));
  } else if (unit === "none") {
    notes.push(noteOfNone(seen, offered));
  } else if (unit === "blocks") {
    notes.push(
      `Intervals come from blocks of ${blockSeconds / 60} minutes within the days${dependent ? ", which still hang together: the intervals are too narrow" : ""}; five days or more would give intervals between days.`,
    );
  }
  const ratioOf = (
    numerator: (block: Block) => number,
    denominator: (block: Block) => number,
  ): RatioEstimate | undefined => {
    if (spread !== undefined) return undefined;
    const estimate = ratio(blocks, numerator, denominator);
    return estimate === undefined || unit === "days" ? estimate : allowingForNeighbours(estimate);
  };
  const share = (name: string, numerator: keyof typeof SUM, denominator: (block: Block) => number): void => {
    const calls = denominator(total);
    const value = calls > 0 ? sumOf(total, numerator) / calls : undefined;
    if (value !== undefined && spread !== undefined) {
      confidence[name] = scoreInterval(value, calls / shareWorth(spread, numerator));
      return;
    }
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
  /** A mean wait, whose spread a short record takes from the records drawn again. */
  const wait = (
    name: string,
    numerator: keyof typeof SUM,
    denominator: keyof typeof SUM,
    spreadSeconds = 0,
  ): void => {
    if (spread === undefined) {
      mean(name, (block) => sumOf(block, numerator), denominator);
      return;
    }
    const calls = sumOf(total, denominator);
    if (calls === 0 || spreadSeconds === 0) return;
    confidence[name] = meanScoreInterval(
      sumOf(total, numerator) / calls,
      spreadSeconds,
      offered / spread.withinPerCall,
    );
  };

  if (offered > 0) share("abandonment", "abandoned", offeredOf);
  if (sumOf(total, "judged") > 0) share("serviceLevel", "within", (block) => sumOf(block, "judged"));
  wait("meanWaitSeconds", "wait", "waited", spread?.waitSpreadSeconds);
  wait("meanAnsweredWaitSeconds", "answeredWait", "answered", spread?.answeredWaitSpreadSeconds);
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
    } else if (calls >= FEWEST_TALKS && meanSeconds > 0 && cv !== undefined && cv > 0) {
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
