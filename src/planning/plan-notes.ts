import type { Scenario } from "../scenario/scenario.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import type { Forecast } from "./forecast.ts";
import { MOST_CALLS_A_DAY, type PlannedDays } from "./planned-days.ts";
import type { DaySimulation } from "./simulate-day.ts";
import type { ScenarioLines } from "./staff-plan.ts";
import type { StationaryNeed } from "./stationary-need.ts";

/** Why the models differ on this day, and what none of them knows. */
export const modelNotes = (
  scenario: Scenario,
  need: StationaryNeed,
  forecast: Forecast,
  patienceSeconds: number,
): string[] => {
  const notes: string[] = [];
  const { patience, redial } = scenario.callers;
  const { ringSeconds } = scenario.handling;
  if (patience.kind !== "exponential") {
    notes.push(
      `The formulas take patience as exponential with the mean ${Math.round(patienceSeconds)} s; simulation takes it as the ${patience.kind} that it is.`,
    );
  }
  if (ringSeconds > 0) {
    notes.push(
      `The agent's telephone rings for ${Math.round(10 * ringSeconds) / 10} s: in the formulas that is handling time alone, in simulation it is also waiting.`,
    );
  }
  if (ringSeconds > scenario.targets.withinSeconds) {
    notes.push(
      `The agent's telephone rings for longer than the ${scenario.targets.withinSeconds} s within which calls are to be answered: no call is in time, whatever the staff.`,
    );
  }
  if (redial.maximumAttempts > 1 && redial.afterAbandoning.probability > 0) {
    notes.push("Callers who call again are in the simulation alone; the formulas count fresh calls.");
  }
  if (scenario.arrivals.dayCv > 0) {
    notes.push(
      `Days differ by ${Math.round(100 * scenario.arrivals.dayCv)} % (coefficient of variation); simulation draws that, the formulas take the mean day.`,
    );
  }
  const long = forecast.intervals.some(
    ({ startSeconds, endSeconds }) => endSeconds - startSeconds < 2 * forecast.handlingSeconds,
  );
  if (long) {
    notes.push(
      "Calls last longer than half an interval: Erlang C and A staff a spike and starve the time after it; the load over time does not.",
    );
  }
  if (need.erlangC.includes(undefined) || need.erlangA.includes(undefined)) {
    notes.push("In some intervals no number of agents meets the targets by the formulas; those are empty.");
  }
  if (scenario.trunks !== undefined) {
    notes.push(
      `The scenario's limit of lines, ${scenario.trunks}, holds in the simulation alone; the formulas and the transient model know none.`,
    );
  }
  return notes;
};

const inPercent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** That the scenario's lines are too few whatever the staff, and what the plan is for instead. */
export const lineNote = ({ lines, unreachable, needed, atBest }: ScenarioLines): string => {
  const missed =
    unreachable === "both"
      ? "no staff meets the targets"
      : "no staff meets the targets on single days so surely";
  const best = `even with an agent for every line ${inPercent(atBest.blocking ?? 0)} of attempts find them all busy and ${inPercent(atBest.serviceLevel ?? 0)} are answered in time`;
  const instead =
    needed === undefined
      ? "The staff below is planned as if there were a line for every call."
      : `The staff below is planned for ${needed} lines, with which it holds them.`;
  return `Unreachable with the scenario's lines (${lines}): ${missed}; ${best}. ${instead}`;
};

/** Why a day is not simulated at all. */
export const notSimulatedNote = (calls: number): string =>
  `${Math.round(calls)} calls a day are more than the ${MOST_CALLS_A_DAY} of which days can be kept in memory to try staffings on; the formulas stand alone.`;

/** What so few days can tell of single days. */
export const daysNotes = (planned: PlannedDays, probability: number): string[] => {
  const days = planned.assured.days.length;
  if (!planned.spread || days === 0) return [];
  const levels =
    planned.expected.scenario.arrivals.dayCv > 0
      ? `, whose levels are spread evenly over those that a day may have, up to the one that ${inPercent(probability)} of days stay below`
      : "";
  return [
    `With so many calls a day the expected staff is tried on ${planned.expected.days.length} days and the assured on ${days}${levels}. The assured staff is good on every one of them; of chance within a day, which matters less the more calls there are, so few days show that it is good with at least ${inPercent(0.05 ** (1 / days))} (at 95 % confidence).`,
  ];
};

/** What simulation could not reach in the intervals from `from` on. */
export const reachNotes = (
  scenario: Scenario,
  { needs, limit }: DaySimulation,
  forecast: Forecast,
  probability: number,
  from: number,
): string[] => {
  const notes: string[] = [];
  const toCome = (i: number): boolean => i >= from;
  const clocks = (intervals: readonly number[]): string =>
    intervals.map((i) => formatTimeOfDay(forecast.intervals[i]?.startSeconds ?? 0)).join(", ");
  const { expected, assured } = needs;
  const never = expected?.outOfReach.filter(toCome) ?? [];
  const byChance =
    assured?.outOfReach.filter((i) => toCome(i) && expected?.outOfReach.includes(i) !== true) ?? [];
  if (expected === undefined) {
    notes.push("No staff meets the targets in the simulation; they may contradict each other.");
  } else if (never.length > 0) {
    notes.push(
      `In the intervals from ${clocks(never)} no staff meets every target: callers give up even while the telephone rings${scenario.trunks === undefined || limit !== undefined ? "" : ", or find all lines busy"}.`,
    );
  }
  if (assured === undefined) {
    notes.push(`No staff was found with which ${100 * probability} % of days meet the target.`);
  } else if (byChance.length > 0) {
    notes.push(
      `In the intervals from ${clocks(byChance)} so few call that chance alone misses the service level on more than ${Math.round(1000 * (1 - probability)) / 10} % of days; they are staffed by their load and a margin.`,
    );
  }
  if (scenario.targets.scope === "interval") {
    notes.push(
      "The target is meant for every interval: assured is each interval for itself; that all of them are good on one day is less likely, and told as good days.",
    );
  }
  return notes;
};
