import type { Phrase, Tongue } from "../report/tongue.ts";
import type { IntervalEstimates, SimulationEstimates } from "../simulation/accumulate.ts";
import { alignedRows } from "./load-flags.ts";
import { routedTables } from "./routed-table.ts";
import { NOTHING, percentOf, perDayOf, tableOf, withBand, withInterval } from "./table-cells.ts";

const summaryRows = (day: IntervalEstimates, tongue: Tongue): readonly (readonly [string, string])[] => {
  const { measures } = day;
  const { say, figure, duration } = tongue;
  const count = (value: number): string => figure(perDayOf(value));
  const share = (value: number): string => figure(percentOf(value));
  return [
    [say("callers a day"), withInterval(day.callers, count, tongue)],
    [say("attempts"), withInterval(day.attempts, count, tongue)],
    [say("answered"), withInterval(day.answered, count, tongue)],
    [say("abandoned"), withInterval(day.abandoned, count, tongue)],
    [say("blocked"), withInterval(day.blocked, count, tongue)],
    [say("service level"), withInterval(measures.serviceLevel, share, tongue)],
    [say("abandonment"), withInterval(measures.abandonment, share, tongue)],
    [say("callers never served"), withInterval(measures.neverServed, share, tongue)],
    [say("mean wait"), withInterval(measures.meanWaitSeconds, duration, tongue)],
    [say("longest wait of any day"), duration(day.longestWaitSeconds)],
    [say("occupancy"), withInterval(measures.occupancy, share, tongue)],
  ];
};

const COLUMNS: readonly (readonly [Phrase, (interval: IntervalEstimates, tongue: Tongue) => string])[] = [
  ["from", ({ startSeconds }, { clock }) => clock(startSeconds)],
  ["staff", ({ meanStaff }, { figure }) => figure(meanStaff.toFixed(1))],
  ["attempts", ({ attempts }, { figure }) => figure(perDayOf(attempts.mean))],
  [
    "service level [nine days in ten]",
    ({ measures }, { figure }) => figure(withBand(measures.serviceLevel, percentOf)),
  ],
  ["abandoned", ({ measures }, { figure }) => figure(withBand(measures.abandonment, percentOf))],
  ["mean wait", ({ measures }, { duration }) => withBand(measures.meanWaitSeconds, duration)],
  ["longest", ({ longestWaitSeconds }, { duration }) => duration(longestWaitSeconds)],
  ["waiting", ({ meanQueue }, { figure }) => figure(meanQueue.toFixed(1))],
  [
    "busy",
    ({ measures }, { figure }) => (measures.occupancy ? figure(percentOf(measures.occupancy.mean)) : NOTHING),
  ],
];

/** The day's figures with their intervals of confidence, what a routing adds, and a line an interval with its band. */
export const simulationTable = (estimates: SimulationEstimates, tongue: Tongue): string =>
  [
    alignedRows(summaryRows(estimates.day, tongue)),
    ...routedTables(estimates, tongue),
    tableOf([
      COLUMNS.map(([title]) => tongue.say(title)),
      ...estimates.intervals.map((interval) => COLUMNS.map(([, write]) => write(interval, tongue))),
    ]),
  ].join("\n\n");
