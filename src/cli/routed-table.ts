import { formatDuration } from "../scenario/duration.ts";
import type { SimulationEstimates } from "../simulation/accumulate.ts";
import type { Estimate } from "../simulation/estimate.ts";
import { NOTHING, percentOf, perDayOf, tableOf, withInterval } from "./table-cells.ts";

type Routed = Pick<SimulationEstimates, "routed" | "routedGreatest">;
type Write = (value: number) => string;
type Column = readonly [title: string, measure: string, write: Write];

const FLOW_COLUMNS: readonly Column[] = [
  ["attempts", "attempts", perDayOf],
  ["service level", "serviceLevel", percentOf],
  ["abandoned", "abandonment", percentOf],
  ["blocked", "blocking", percentOf],
  ["mean wait", "meanWaitSeconds", formatDuration],
  ["longest wait", "longestWaitSeconds", formatDuration],
];

const WORK_COLUMNS: readonly Column[] = [
  ["staff", "staff", (staff) => staff.toFixed(1)],
  ["answered", "answered", perDayOf],
  ["in time", "answeredInTime", percentOf],
  ["mean wait", "meanAnsweredWaitSeconds", formatDuration],
  ["by overflow", "overflowed", percentOf],
  ["second talks", "secondTalks", perDayOf],
  ["messages", "messages", perDayOf],
  ["busy", "occupancy", percentOf],
];

/** Estimates and greatest values of one group (`flows`), by name and measure; a name may have points in it. */
const groupOf = ({ routed, routedGreatest }: Routed, group: string): Map<string, Map<string, Estimate>> => {
  const names = new Map<string, Map<string, Estimate>>();
  const greatest = Object.entries(routedGreatest).map(([path, mean]) => [path, { mean }] as const);
  for (const [path, estimate] of [...Object.entries(routed), ...greatest]) {
    if (!path.startsWith(`${group}.`)) continue;
    const last = path.lastIndexOf(".");
    const name = path.slice(group.length + 1, Math.max(group.length + 1, last));
    const measures = names.get(name) ?? new Map<string, Estimate>();
    names.set(name, measures.set(path.slice(last + 1), estimate));
  }
  return names;
};

/** A line for each of the group; columns in which nothing happened are left out. */
const groupTable = (estimates: Routed, group: string, title: string, columns: readonly Column[]): string => {
  const names = groupOf(estimates, group);
  const seen = columns.filter(([, measure]) =>
    [...names.values()].some((measures) => (measures.get(measure)?.mean ?? 0) > 0),
  );
  if (names.size === 0) return "";
  return tableOf([
    [title, ...seen.map(([column]) => column)],
    ...[...names].map(([name, measures]) => [
      name,
      ...seen.map(([, measure, write]) => {
        const estimate = measures.get(measure);
        return estimate === undefined ? NOTHING : write(estimate.mean);
      }),
    ]),
  ]);
};

interface Sentence {
  readonly group: string;
  readonly title: string;
  readonly parts: readonly (readonly [measure: string, words: string, write: Write])[];
}

const SENTENCES: readonly Sentence[] = [
  {
    group: "transfers",
    title: "transfers",
    parts: [
      ["perDay", "a day", perDayOf],
      ["answered", "reach the second talk", percentOf],
      ["meanWaitSeconds", "mean second wait", formatDuration],
      ["longestWaitSeconds", "longest of any day", formatDuration],
    ],
  },
  {
    group: "callbacks",
    title: "callbacks",
    parts: [
      ["perDay", "accepted a day", perDayOf],
      ["reached", "reached", percentOf],
      ["meanWaitSeconds", "mean wait to the answer", formatDuration],
      ["longestWaitSeconds", "longest of any day", formatDuration],
    ],
  },
  {
    group: "messages",
    title: "messages",
    parts: [
      ["perDay", "a day", perDayOf],
      ["inTime", "done within the deadline", percentOf],
      ["late", "past it", percentOf],
      ["meanSeconds", "mean from coming to done", formatDuration],
      ["longestSeconds", "longest of any day", formatDuration],
      ["openAtEnd", "left open at the end of a day", perDayOf],
      ["oldestOpenSeconds", "mean age of the oldest open one then", formatDuration],
      ["longestOpenSeconds", "its greatest age on any day", formatDuration],
    ],
  },
];

const sentenceRows = (estimates: Routed): string => {
  const rows = SENTENCES.flatMap(({ group, title, parts }) => {
    const measures = groupOf(estimates, group).get("");
    if (measures === undefined || !((measures.get("perDay")?.mean ?? 0) > 0)) return [];
    return parts.flatMap(([measure, words, write]) => {
      const estimate = measures.get(measure);
      // a backlog that is never left needs no line for its age
      if (estimate === undefined || (measure.endsWith("OpenSeconds") && estimate.mean === 0)) return [];
      return [[`${title}: ${words}`, withInterval(estimate, write)]];
    });
  });
  return rows.length === 0 ? "" : tableOf(rows);
};

/** What a routing adds: kinds of calls, teams, sites, then transfers, callbacks and messages; none without one. */
export const routedTables = (estimates: Routed): readonly string[] =>
  [
    groupTable(estimates, "flows", "kind of call", FLOW_COLUMNS),
    groupTable(estimates, "teams", "team", WORK_COLUMNS),
    groupTable(estimates, "sites", "site", WORK_COLUMNS),
    sentenceRows(estimates),
  ].filter((part) => part !== "");
