import { formatDuration } from "../scenario/duration.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import type { IntervalEstimates, SimulationEstimates } from "../simulation/accumulate.ts";
import { alignedRows } from "./load-flags.ts";
import { routedTables } from "./routed-table.ts";
import { NOTHING, percentOf, perDayOf, tableOf, withBand, withInterval } from "./table-cells.ts";

const summaryRows = (day: IntervalEstimates): readonly (readonly [string, string])[] => {
  const { measures } = day;
  return [
    ["callers a day", withInterval(day.callers, perDayOf)],
    ["attempts", withInterval(day.attempts, perDayOf)],
    ["answered", withInterval(day.answered, perDayOf)],
    ["abandoned", withInterval(day.abandoned, perDayOf)],
    ["blocked", withInterval(day.blocked, perDayOf)],
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
  ["attempts", ({ attempts }) => perDayOf(attempts.mean)],
  ["service level [nine days in ten]", ({ measures }) => withBand(measures.serviceLevel, percentOf)],
  ["abandoned", ({ measures }) => withBand(measures.abandonment, percentOf)],
  ["mean wait", ({ measures }) => withBand(measures.meanWaitSeconds, formatDuration)],
  ["longest", ({ longestWaitSeconds }) => formatDuration(longestWaitSeconds)],
  ["waiting", ({ meanQueue }) => meanQueue.toFixed(1)],
  ["busy", ({ measures }) => (measures.occupancy ? percentOf(measures.occupancy.mean) : NOTHING)],
];

/** The day's figures with their intervals of confidence, what a routing adds, and a line an interval with its band. */
export const simulationTable = (estimates: SimulationEstimates): string =>
  [
    alignedRows(summaryRows(estimates.day)),
    ...routedTables(estimates),
    tableOf([
      COLUMNS.map(([title]) => title),
      ...estimates.intervals.map((interval) => COLUMNS.map(([, write]) => write(interval))),
    ]),
  ].join("\n\n");
