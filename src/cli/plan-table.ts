import type { CampaignDay } from "../planning/campaign.ts";
import type { ShiftCover } from "../planning/cover-by-shifts.ts";
import type { DayOutcome, IntervalPlan, StaffPlan } from "../planning/staff-plan.ts";
import { alignedRows, percent } from "./load-flags.ts";

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
  between(one.expected, one.expectedLow, one.expectedHigh),
  between(one.assured, one.assuredLow, one.assuredHigh),
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

const outcomeRow = (name: string, outcome: DayOutcome): string[] => [
  name,
  outcome.agentHours.toFixed(1),
  outcome.serviceLevel === undefined ? "–" : percent(outcome.serviceLevel),
  outcome.abandonment === undefined ? "–" : percent(outcome.abandonment),
  outcome.neverServed === undefined ? "–" : percent(outcome.neverServed),
  outcome.meanWaitSeconds === undefined ? "–" : `${outcome.meanWaitSeconds.toFixed(1)} s`,
  outcome.occupancy === undefined ? "–" : percent(outcome.occupancy),
  percent(outcome.goodDays),
];

/** The plan for the terminal. */
export const planTable = (plan: StaffPlan, shiftCover?: ShiftCover): string => {
  const parts = [table(HEADER, plan.intervals.map(intervalRow))];
  if (plan.assured !== undefined) {
    parts.push(
      "* with the assured staff: callers who give up, and days on which the interval misses its service level",
    );
  }
  const { staffed, expected, assured, oneMore, oneFewer } = plan.outcomes;
  const outcomes = [
    ...(staffed ? [outcomeRow("the schedule", staffed)] : []),
    ...(oneFewer ? [outcomeRow("expected, one fewer", oneFewer)] : []),
    ...(expected ? [outcomeRow("expected", expected)] : []),
    ...(oneMore ? [outcomeRow("expected, one more", oneMore)] : []),
    ...(assured ? [outcomeRow("assured", assured)] : []),
  ];
  parts.push(
    table(
      [
        "day with",
        "agent-hours",
        "in time",
        "abandoned",
        "never served",
        "mean wait",
        "occupancy",
        "good days",
      ],
      outcomes,
    ),
  );
  const summary: (readonly [string, string])[] = [];
  if (plan.expected) summary.push(["expected at the peak", peak(plan.expected, plan)]);
  if (plan.assured) summary.push(["assured at the peak", peak(plan.assured, plan)]);
  if (plan.headcount !== undefined) summary.push(["headcount after shrinkage", String(plan.headcount)]);
  if (plan.agentHours !== undefined) summary.push(["agent-hours of the assured", plan.agentHours.toFixed(1)]);
  if (plan.lines !== undefined) summary.push(["lines, one call in 1,000 refused", String(plan.lines)]);
  if (summary.length > 0) parts.push(alignedRows(summary));
  if (shiftCover) {
    const interval = (at: number, end: boolean): string =>
      (end ? plan.intervals[at - 1]?.end : plan.intervals[at]?.start) ?? "";
    parts.push(
      table(
        ["shift", "people"],
        shiftCover.shifts.map(({ from, to, people }) => [
          `${interval(from, false)}–${interval(to, true)}`,
          String(people),
        ]),
      ),
    );
  }
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
    ["day", "calls", "on duty at the peak", "headcount", "agent-hours"],
    days.map((day) => [
      day.date,
      day.calls.toFixed(0),
      String(day.agents),
      String(day.headcount),
      day.agentHours.toFixed(0),
    ]),
  );
