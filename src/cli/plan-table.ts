import type { CampaignDay } from "../planning/campaign.ts";
import type { ShiftCover } from "../planning/cover-by-shifts.ts";
import type { DayOutcome, IntervalPlan, StaffPlan } from "../planning/staff-plan.ts";
import { alignedRows, percent } from "./load-flags.ts";

/** A number with its noun. */
export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** Columns of texts, numbers to the right. */
const table = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)))
        .join("  "),
    )
    .join("\n");
};

const whole = (value: number | undefined): string => (value === undefined ? "–" : String(value));

const between = (value: number | undefined, low: number | undefined, high: number | undefined): string =>
  low === undefined || high === undefined ? whole(value) : `${whole(value)} (${low}–${high})`;

const intervalRow = (one: IntervalPlan): string[] => [
  `${one.start}–${one.end}`,
  one.calls.toFixed(0),
  whole(one.erlangC),
  whole(one.erlangA),
  whole(one.offeredLoad),
  whole(one.transient),
  between(one.expected, one.expectedLow, one.expectedHigh) + (one.unreachable === "both" ? "!" : ""),
  between(one.assured, one.assuredLow, one.assuredHigh) + (one.unreachable === undefined ? "" : "!"),
  String(one.staffed),
  one.abandonment === undefined ? "–" : percent(one.abandonment),
  one.missedDays === undefined ? "–" : percent(one.missedDays),
];

const HEADER = [
  "interval",
  "calls",
  "Erlang C",
  "Erlang A",
  "load",
  "transient",
  "expected",
  "assured",
  "scheduled",
  "abandoned*",
  "missed*",
];

const shareCell = (share: number | undefined): string => (share === undefined ? "–" : percent(share));

const OUTCOME_HEADER = [
  "day with",
  "agent-hours",
  "in time",
  "abandoned",
  "lines busy",
  "never served",
  "mean wait",
  "occupancy",
  "good days",
];
const LINES_BUSY = OUTCOME_HEADER.indexOf("lines busy");

const outcomeRow = (name: string, outcome: DayOutcome): string[] => [
  name,
  outcome.agentHours.toFixed(1),
  shareCell(outcome.serviceLevel),
  shareCell(outcome.abandonment),
  shareCell(outcome.blocking),
  shareCell(outcome.neverServed),
  outcome.meanWaitSeconds === undefined ? "–" : `${outcome.meanWaitSeconds.toFixed(1)} s`,
  shareCell(outcome.occupancy),
  percent(outcome.goodDays),
];

/** The day under each staffing; the column for busy lines where there is a limit of lines. */
const outcomeTable = ({ outcomes, scenarioLines }: StaffPlan): string[] => {
  const { staffed, expected, assured, oneMore, oneFewer, assuredOneMore, assuredOneFewer } = outcomes;
  const named: readonly (readonly [string, DayOutcome | undefined])[] = [
    ["the schedule", staffed],
    [`${counted(scenarioLines?.lines ?? 0, "line", "lines")}, an agent for each`, scenarioLines?.atBest],
    ["expected, one fewer", oneFewer],
    ["expected", expected],
    ["expected, one more", oneMore],
    ["assured, one fewer", assuredOneFewer],
    ["assured", assured],
    ["assured, one more", assuredOneMore],
  ];
  const told = named.flatMap(([name, outcome]) => (outcome === undefined ? [] : [{ name, outcome }]));
  if (told.length === 0) return [];
  const limited = told.some(({ outcome }) => outcome.blocking !== undefined);
  const shown = (row: readonly string[]): string[] => row.filter((_, i) => limited || i !== LINES_BUSY);
  return [
    table(
      shown(OUTCOME_HEADER),
      told.map(({ name, outcome }) => shown(outcomeRow(name, outcome))),
    ),
  ];
};

/** The shifts, and how many hours more than needed they take. */
const shiftTable = (cover: ShiftCover, plan: StaffPlan): string => {
  const { shifts, agentHours, neededHours } = cover;
  const more = agentHours - neededHours;
  const share = neededHours > 0 ? `, ${percent(more / neededHours)}` : "";
  return `${table(
    ["shift", "people"],
    shifts.map(({ from, to, people }) => [
      `${plan.intervals[from]?.start}–${plan.intervals[to - 1]?.end}`,
      String(people),
    ]),
  )}\n${agentHours.toFixed(1)} agent-hours in shifts, ${more.toFixed(1)} more than needed${share}; no shifts of these lengths cover it with fewer.`;
};

/** The plan for the terminal. */
export const planTable = (plan: StaffPlan, shiftCover?: ShiftCover): string => {
  const parts = [table(HEADER, plan.intervals.map(intervalRow))];
  if (plan.assured !== undefined) {
    parts.push(
      "* with the assured staff: callers who give up, and days on which the interval misses its service level",
    );
  }
  if (plan.intervals.some(({ unreachable }) => unreachable !== undefined)) {
    parts.push("! no number of people meets the target there; this is what the load asks for and a margin");
  }
  parts.push(...outcomeTable(plan));
  const summary: (readonly [string, string])[] = [];
  if (plan.expected) summary.push(["expected at the peak", peak(plan.expected, plan)]);
  if (plan.assured) summary.push(["assured at the peak", peak(plan.assured, plan)]);
  if (plan.headcount !== undefined) summary.push(["headcount after shrinkage", String(plan.headcount)]);
  if (plan.agentHours !== undefined) summary.push(["agent-hours of the assured", plan.agentHours.toFixed(1)]);
  if (plan.lines !== undefined)
    summary.push(["lines, one call in 1,000 refused on the mean day", String(plan.lines)]);
  if (summary.length > 0) parts.push(alignedRows(summary));
  if (shiftCover) parts.push(shiftTable(shiftCover, plan));
  if (plan.notes.length > 0) parts.push(`To know:\n${plan.notes.map((note) => `- ${note}`).join("\n")}`);
  return parts.join("\n\n");
};

const peak = (staff: NonNullable<StaffPlan["expected"]>, plan: StaffPlan): string =>
  plan.intervalsFromEstimates
    ? `${staff.agents} (${staff.low} to ${staff.high} by the uncertainty of the estimates)`
    : `${staff.agents}`;

/** A campaign for the terminal. */
export const campaignTable = (days: readonly CampaignDay[]): string =>
  table(
    [
      "day",
      "calls",
      "planned for",
      "load",
      "expected",
      "assured",
      "headcount",
      "agent-hours",
      "in time",
      "never served",
    ],
    days.map((day) => [
      day.date,
      day.calls.toFixed(0),
      day.plannedFor.toFixed(0),
      whole(day.offeredLoad),
      whole(day.expected),
      whole(day.assured),
      String(day.headcount),
      day.agentHours.toFixed(0),
      shareCell(day.outcome?.serviceLevel),
      shareCell(day.outcome?.neverServed),
    ]),
  );
