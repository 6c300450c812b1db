import type { Scenario } from "../scenario/scenario.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import type { Forecast } from "./forecast.ts";
import type { SimulatedNeeds } from "./simulated-need.ts";
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
    notes.push(`The ${scenario.trunks} lines of the scenario limit the simulated calls, not the formulas'.`);
  }
  return notes;
};

/** What simulation could not reach. */
export const reachNotes = (
  scenario: Scenario,
  needs: SimulatedNeeds,
  forecast: Forecast,
  probability: number,
): string[] => {
  const notes: string[] = [];
  const clocks = (intervals: readonly number[]): string =>
    intervals.map((i) => formatTimeOfDay(forecast.intervals[i]?.startSeconds ?? 0)).join(", ");
  const { expected, assured } = needs;
  if (expected === undefined) {
    notes.push("No staff meets the targets in the simulation; they may contradict each other.");
  } else if (expected.outOfReach.length > 0) {
    notes.push(
      `In the intervals from ${clocks(expected.outOfReach)} no staff meets every target: callers give up even while the telephone rings, or find all lines busy.`,
    );
  }
  if (assured === undefined) {
    notes.push(`No staff was found with which ${100 * probability} % of days meet the target.`);
  } else if (assured.outOfReach.length > 0) {
    notes.push(
      `In the intervals from ${clocks(assured.outOfReach)} so few call that chance alone misses the service level on more than ${Math.round(1000 * (1 - probability)) / 10} % of days; they are staffed by their load and a margin.`,
    );
  }
  if (scenario.targets.scope === "interval") {
    notes.push(
      "The target is meant for every interval: assured is each interval for itself; that all of them are good on one day is less likely, and told as good days.",
    );
  }
  return notes;
};
