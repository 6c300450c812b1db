import type { Phrase, Tongue } from "../report/tongue.ts";
import type { SimulationEstimates } from "../simulation/accumulate.ts";
import type { Estimate } from "../simulation/estimate.ts";
import { NOTHING, percentOf, perDayOf, tableOf, withInterval } from "./table-cells.ts";

type Routed = Pick<SimulationEstimates, "routed" | "routedGreatest">;
type Write = (value: number, tongue: Tongue) => string;
type Column = readonly [title: Phrase, measure: string, write: Write];

const count: Write = (value, { figure }) => figure(perDayOf(value));
const share: Write = (value, { figure }) => figure(percentOf(value));
const time: Write = (value, { duration }) => duration(value);

const FLOW_COLUMNS: readonly Column[] = [
  ["attempts", "attempts", count],
  ["service level", "serviceLevel", share],
  ["abandoned", "abandonment", share],
  ["blocked", "blocking", share],
  ["mean wait", "meanWaitSeconds", time],
  ["longest wait", "longestWaitSeconds", time],
];

const WORK_COLUMNS: readonly Column[] = [
  ["staff", "staff", (staff, { figure }) => figure(staff.toFixed(1))],
  ["answered", "answered", count],
  ["in time", "answeredInTime", share],
  ["mean wait", "meanAnsweredWaitSeconds", time],
  ["by overflow", "overflowed", share],
  ["second talks", "secondTalks", count],
  ["messages", "messages", count],
  ["busy", "occupancy", share],
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

/** Names that the simulation gives, not the scenario. */
const isOwnName = (name: string): name is "other" | "no site" => name === "other" || name === "no site";

/** A line for each of the group; columns in which nothing happened are left out. */
const groupTable = (
  estimates: Routed,
  group: string,
  title: Phrase,
  columns: readonly Column[],
  tongue: Tongue,
): string => {
  const names = groupOf(estimates, group);
  const seen = columns.filter(([, measure]) =>
    [...names.values()].some((measures) => (measures.get(measure)?.mean ?? 0) > 0),
  );
  if (names.size === 0) return "";
  return tableOf([
    [tongue.say(title), ...seen.map(([column]) => tongue.say(column))],
    ...[...names].map(([name, measures]) => [
      isOwnName(name) ? tongue.say(name) : name,
      ...seen.map(([, measure, write]) => {
        const estimate = measures.get(measure);
        return estimate === undefined ? NOTHING : write(estimate.mean, tongue);
      }),
    ]),
  ]);
};

interface Sentence {
  readonly group: string;
  readonly title: Phrase;
  readonly parts: readonly (readonly [measure: string, words: Phrase, write: Write])[];
}

const SENTENCES: readonly Sentence[] = [
  {
    group: "transfers",
    title: "transfers",
    parts: [
      ["perDay", "a day", count],
      ["answered", "reach the second talk", share],
      ["meanWaitSeconds", "mean second wait", time],
      ["longestWaitSeconds", "longest of any day", time],
    ],
  },
  {
    group: "callbacks",
    title: "callbacks",
    parts: [
      ["perDay", "accepted a day", count],
      ["reached", "reached", share],
      ["meanWaitSeconds", "mean wait to the answer", time],
      ["longestWaitSeconds", "longest of any day", time],
    ],
  },
  {
    group: "messages",
    title: "messages",
    parts: [
      ["perDay", "a day", count],
      ["inTime", "done within the deadline", share],
      ["late", "past it", share],
      ["meanSeconds", "mean from coming to done", time],
      ["longestSeconds", "longest of any day", time],
      ["openAtEnd", "left open at the end of a day", count],
      ["oldestOpenSeconds", "mean age of the oldest open one then", time],
      ["longestOpenSeconds", "its greatest age on any day", time],
    ],
  },
];

const sentenceRows = (estimates: Routed, tongue: Tongue): string => {
  const rows = SENTENCES.flatMap(({ group, title, parts }) => {
    const measures = groupOf(estimates, group).get("");
    if (measures === undefined || !((measures.get("perDay")?.mean ?? 0) > 0)) return [];
    return parts.flatMap(([measure, words, write]) => {
      const estimate = measures.get(measure);
      // a backlog that is never left needs no line for its age
      if (estimate === undefined || (measure.endsWith("OpenSeconds") && estimate.mean === 0)) return [];
      const name = tongue.say("{0}: {1}", tongue.say(title), tongue.say(words));
      return [[name, withInterval(estimate, (value) => write(value, tongue), tongue)]];
    });
  });
  return rows.length === 0 ? "" : tableOf(rows);
};

/** What a routing adds: kinds of calls, teams, sites, then transfers, callbacks and messages; none without one. */
export const routedTables = (estimates: Routed, tongue: Tongue): readonly string[] =>
  [
    groupTable(estimates, "flows", "kind of call", FLOW_COLUMNS, tongue),
    groupTable(estimates, "teams", "team", WORK_COLUMNS, tongue),
    groupTable(estimates, "sites", "site", WORK_COLUMNS, tongue),
    sentenceRows(estimates, tongue),
  ].filter((part) => part !== "");
