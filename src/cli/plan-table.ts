import type { CampaignDay } from "../planning/campaign.ts";
import type { ShiftCover } from "../planning/cover-by-shifts.ts";
import type { DayOutcome, IntervalPlan, StaffPlan } from "../planning/staff-plan.ts";
import type { Phrase, Tongue } from "../report/tongue.ts";
import { parseTimeOfDay } from "../scenario/time-of-day.ts";
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

const shareCell = (share: number | undefined, { figure }: Tongue): string =>
  share === undefined ? "–" : figure(percent(share));

/** From one time of day to another. */
const span = (start: string | undefined, end: string | undefined, { clock }: Tongue): string =>
  [start, end].map((time) => clock(parseTimeOfDay(time ?? "") ?? 0)).join("–");

const intervalRow = (one: IntervalPlan, tongue: Tongue): string[] => [
  span(one.start, one.end, tongue),
  one.calls.toFixed(0),
  whole(one.erlangC),
  whole(one.erlangA),
  whole(one.offeredLoad),
  whole(one.transient),
  between(one.expected, one.expectedLow, one.expectedHigh) + (one.unreachable === "both" ? "!" : ""),
  between(one.assured, one.assuredLow, one.assuredHigh) + (one.unreachable === undefined ? "" : "!"),
  String(one.staffed),
  shareCell(one.abandonment, tongue),
  shareCell(one.missedDays, tongue),
];

const HEADER: readonly Phrase[] = [
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

const OUTCOME_HEADER: readonly Phrase[] = [
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

const outcomeRow = (name: string, outcome: DayOutcome, tongue: Tongue): string[] => [
  name,
  tongue.figure(outcome.agentHours.toFixed(1)),
  shareCell(outcome.serviceLevel, tongue),
  shareCell(outcome.abandonment, tongue),
  shareCell(outcome.blocking, tongue),
  shareCell(outcome.neverServed, tongue),
  outcome.meanWaitSeconds === undefined ? "–" : tongue.figure(`${outcome.meanWaitSeconds.toFixed(1)} s`),
  shareCell(outcome.occupancy, tongue),
  shareCell(outcome.goodDays, tongue),
];

/** The day under each staffing; the column for busy lines where there is a limit of lines. */
const outcomeTable = ({ outcomes, scenarioLines }: StaffPlan, tongue: Tongue): string[] => {
  const { say } = tongue;
  const lines = scenarioLines?.lines ?? 0;
  const { staffed, expected, assured, oneMore, oneFewer, assuredOneMore, assuredOneFewer } = outcomes;
  const named: readonly (readonly [string, DayOutcome | undefined])[] = [
    [say("the schedule"), staffed],
    [
      lines === 1 ? say("1 line, an agent for each") : say("{0} lines, an agent for each", lines),
      scenarioLines?.atBest,
    ],
    [say("expected, one fewer"), oneFewer],
    [say("expected"), expected],
    [say("expected, one more"), oneMore],
    [say("assured, one fewer"), assuredOneFewer],
    [say("assured"), assured],
    [say("assured, one more"), assuredOneMore],
  ];
  const told = named.flatMap(([name, outcome]) => (outcome === undefined ? [] : [{ name, outcome }]));
  if (told.length === 0) return [];
  const limited = told.some(({ outcome }) => outcome.blocking !== undefined);
  const shown = (row: readonly string[]): string[] => row.filter((_, i) => limited || i !== LINES_BUSY);
  return [
    table(
      shown(OUTCOME_HEADER.map((title) => say(title))),
      told.map(({ name, outcome }) => shown(outcomeRow(name, outcome, tongue))),
    ),
  ];
};

/** The shifts, and how many hours more than needed they take. */
const shiftTable = (cover: ShiftCover, plan: StaffPlan, tongue: Tongue): string => {
  const { say, figure } = tongue;
  const { shifts, agentHours, neededHours } = cover;
  const more = agentHours - neededHours;
  const share = neededHours > 0 ? `, ${figure(percent(more / neededHours))}` : "";
  return `${table(
    [say("shift"), say("people")],
    shifts.map(({ from, to, people }) => [
      span(plan.intervals[from]?.start, plan.intervals[to - 1]?.end, tongue),
      String(people),
    ]),
  )}\n${say(
    "{0} agent-hours in shifts, {1} more than needed{2}; no shifts of these lengths cover it with fewer.",
    figure(agentHours.toFixed(1)),
    figure(more.toFixed(1)),
    share,
  )}`;
};

/** Notes as a list under its heading. */
export const toKnow = (notes: readonly string[], { say, note }: Tongue): string =>
  `${say("To know:")}\n${notes.map((one) => `- ${note(one)}`).join("\n")}`;

/** The plan for the terminal. */
export const planTable = (plan: StaffPlan, tongue: Tongue, shiftCover?: ShiftCover): string => {
  const { say, figure } = tongue;
  const parts = [
    table(
      HEADER.map((title) => say(title)),
      plan.intervals.map((interval) => intervalRow(interval, tongue)),
    ),
  ];
  if (plan.assured !== undefined) {
    parts.push(
      say(
        "* with the assured staff: callers who give up, and days on which the interval misses its service level",
      ),
    );
  }
  if (plan.intervals.some(({ unreachable }) => unreachable !== undefined)) {
    parts.push(
      say("! no number of people meets the target there; this is what the load asks for and a margin"),
    );
  }
  parts.push(...outcomeTable(plan, tongue));
  const summary: (readonly [string, string])[] = [];
  if (plan.expected) summary.push([say("expected at the peak"), peak(plan.expected, plan, tongue)]);
  if (plan.assured) summary.push([say("assured at the peak"), peak(plan.assured, plan, tongue)]);
  if (plan.headcount !== undefined) summary.push([say("headcount after shrinkage"), String(plan.headcount)]);
  if (plan.agentHours !== undefined)
    summary.push([say("agent-hours of the assured"), figure(plan.agentHours.toFixed(1))]);
  if (plan.lines !== undefined)
    summary.push([say("lines, one call in 1,000 refused on the mean day"), String(plan.lines)]);
  if (summary.length > 0) parts.push(alignedRows(summary));
  if (shiftCover) parts.push(shiftTable(shiftCover, plan, tongue));
  if (plan.notes.length > 0) parts.push(toKnow(plan.notes, tongue));
  return parts.join("\n\n");
};

const peak = (staff: NonNullable<StaffPlan["expected"]>, plan: StaffPlan, { say }: Tongue): string =>
  plan.intervalsFromEstimates
    ? say("{0} ({1} to {2} by the uncertainty of the estimates)", staff.agents, staff.low, staff.high)
    : `${staff.agents}`;

/** A campaign for the terminal. */
export const campaignTable = (days: readonly CampaignDay[], tongue: Tongue): string =>
  table(
    (
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
      ] as const
    ).map((title) => tongue.say(title)),
    days.map((day) => [
      tongue.date(day.date),
      day.calls.toFixed(0),
      day.plannedFor.toFixed(0),
      whole(day.offeredLoad),
      whole(day.expected),
      whole(day.assured),
      String(day.headcount),
      day.agentHours.toFixed(0),
      shareCell(day.outcome?.serviceLevel, tongue),
      shareCell(day.outcome?.neverServed, tongue),
    ]),
  );
