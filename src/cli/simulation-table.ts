import { formatDuration } from "../scenario/duration.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import type { BandedEstimate, IntervalEstimates, SimulationEstimates } from "../simulation/accumulate.ts";
import type { Estimate } from "../simulation/estimate.ts";
import { alignedRows } from "./load-flags.ts";

const NOTHING = "–";

const percentOf = (share: number): string => `${(share * 100).toFixed(1)} %`;
const count = (value: number): string => value.toFixed(value < 100 ? 1 : 0);

/** `81.3 % (80.9 to 81.7)`, and between which values nine days in ten lie. */
const withInterval = (estimate: Estimate | undefined, write: (value: number) => string): string => {
  if (estimate === undefined) return NOTHING;
  if (estimate.low === undefined || estimate.high === undefined) return write(estimate.mean);
  return `${write(estimate.mean)} (${write(estimate.low)} to ${write(estimate.high)})`;
};

const withBand = (estimate: BandedEstimate | undefined, write: (value: number) => string): string => {
  if (estimate === undefined) return NOTHING;
  const { mean, band } = estimate;
  return band === undefined ? write(mean) : `${write(mean)} [${write(band.low)} … ${write(band.high)}]`;
};

const summaryRows = (day: IntervalEstimates): readonly (readonly [string, string])[] => {
  const { measures } = day;
  return [
    ["callers a day", withInterval(day.callers, count)],
    ["attempts", withInterval(day.attempts, count)],
    ["answered", withInterval(day.answered, count)],
    ["abandoned", withInterval(day.abandoned, count)],
    ["blocked", withInterval(day.blocked, count)],
    ["service level", withInterval(measures.serviceLevel, percentOf)],
    ["abandonment", withInterval(measures.abandonment, percentOf)],
    ["callers never served", withInterval(measures.neverServed, percentOf)],
    ["mean wait", withInterval(measures.meanWaitSeconds, formatDuration)],
    ["longest wait of any day", formatDuration(day.longestWaitSeconds)],
    ["occupancy", withInterval(measures.occupancy, percentOf)],
  ];
};

const COLUMNS: readonly (readonly [string, (interval: IntervalEstimates) => string])[] = [
  ["from", ({ startSeconds }) => formatTimeOfDay(startSeconds)],
  ["staff", ({ meanStaff }) => meanStaff.toFixed(1)],
  ["attempts", ({ attempts }) => count(attempts.mean)],
  ["service level [nine days in ten]", ({ measures }) => withBand(measures.serviceLevel, percentOf)],
  ["abandoned", ({ measures }) => withBand(measures.abandonment, percentOf)],
  ["mean wait", ({ measures }) => withBand(measures.meanWaitSeconds, formatDuration)],
  ["waiting", ({ meanQueue }) => meanQueue.toFixed(1)],
  ["busy", ({ measures }) => (measures.occupancy ? percentOf(measures.occupancy.mean) : NOTHING)],
];

const ROUTED_SHARES = /\.(serviceLevel|abandonment|occupancy|answered|reached|done|inTime)$/;

/** What a routing adds, a line each; those that come to nothing on every day are left out. */
const routedRows = (routed: SimulationEstimates["routed"]): readonly (readonly [string, string])[] =>
  Object.entries(routed)
    .filter(([name, { mean }]) => mean > 0 || ROUTED_SHARES.test(name))
    .map(([name, estimate]) => {
      const write = ROUTED_SHARES.test(name) ? percentOf : name.endsWith("Seconds") ? formatDuration : count;
      return [name, withInterval(estimate, write)] as const;
    });

/** The day's figures with their intervals of confidence, and a line an interval with its band. */
export const simulationTable = (estimates: SimulationEstimates): string => {
  const lines = [
    COLUMNS.map(([title]) => title),
    ...estimates.intervals.map((interval) => COLUMNS.map(([, write]) => write(interval))),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const table = lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
  const routed = routedRows(estimates.routed);
  const parts = [
    alignedRows(summaryRows(estimates.day)),
    ...(routed.length > 0 ? [alignedRows(routed)] : []),
    table,
  ];
  return parts.join("\n\n");
};
