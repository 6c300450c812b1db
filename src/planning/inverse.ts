import type { Scenario } from "../scenario/scenario.ts";
import { intervalGrid } from "../simulation/day-totals.ts";
import { judge, staffingTargets } from "../simulation/staffing/judge.ts";
import { sampleDays } from "../simulation/staffing/sampled-days.ts";
import { createStaffTrial, dayTotals, intervalTotals } from "../simulation/staffing/try-staff.ts";
import { createArrivalRate } from "../trace/arrival-rate.ts";
import { staffSteps } from "../trace/staff-steps.ts";
import { mostDays } from "./planned-days.ts";
import { withCallsTimes } from "./scaled-calls.ts";

/** What may be asked of a staff that is given. */
export type InverseQuestion = "calls" | "handling-time" | "spike";

/** How far the thing asked for may be stretched, relative to the scenario's own. */
export interface InverseAnswer {
  readonly question: InverseQuestion;
  readonly state: "found" | "none" | "unlimited";
  /** Multiplies the scenario's figure; absent unless found. */
  readonly factor?: number;
}

const scaled = (scenario: Scenario, question: InverseQuestion, factor: number): Scenario => {
  const { arrivals, handling } = scenario;
  if (question === "calls") return withCallsTimes(scenario, factor);
  if (question === "spike") {
    const spikes = arrivals.spikes.map((spike) => ({ ...spike, calls: spike.calls * factor }));
    return { ...scenario, arrivals: { ...arrivals, spikes } };
  }
  const stretch = <Law extends Scenario["handling"]["talk"]>(law: Law): Law =>
    law.kind === "empirical"
      ? { ...law, sortedSeconds: law.sortedSeconds.map((seconds) => seconds * factor) }
      : { ...law, meanSeconds: law.meanSeconds * factor };
  return {
    ...scenario,
    handling: { ...handling, talk: stretch(handling.talk), wrapUp: stretch(handling.wrapUp) },
  };
};

/** A thousandth is finer than any forecast. */
const PRECISION = 0.001;
const MOST_FACTOR = 64;

/**
 * The largest factor by which calls, handling time (talk and wrap-up) or the
 * spikes may be multiplied so that the scenario's staff still meets its targets
 * in expectation: each interval with anybody on duty, or the day as a whole, by
 * the targets' scope. By simulation of the same days throughout, to a thousandth.
 *
 * @param days simulated for each factor, fewer where so many calls do not fit in memory.
 */
export const largestFactor = (
  scenario: Scenario,
  question: InverseQuestion,
  seed: number,
  days: number,
): InverseAnswer => {
  const { hours, targets } = scenario;
  const grid = intervalGrid(hours.openSeconds, hours.closeSeconds, targets.intervalSeconds);
  const limits = staffingTargets(targets);
  const steps = staffSteps(scenario.staff);
  const holds = (factor: number): boolean => {
    const tried = scaled(scenario, question, factor);
    const calls = createArrivalRate(tried).totalCalls;
    const sampled = sampleDays(tried, seed, Math.min(days, mostDays(calls)));
    const rows = createStaffTrial(sampled).rows(steps, grid, grid.startSeconds);
    const { ringSeconds } = scenario.handling;
    if (targets.scope === "day") return judge(dayTotals(rows, grid), limits, ringSeconds).holdsExpected;
    return Array.from({ length: grid.intervals }, (_, interval) =>
      judge(intervalTotals(rows, grid, interval), limits, ringSeconds),
    ).every(({ holdsExpected }) => holdsExpected);
  };
  let low = 0;
  let high = 1;
  if (!holds(PRECISION)) return { question, state: "none" };
  while (high <= MOST_FACTOR && holds(high)) {
    low = high;
    high *= 2;
  }
  if (high > MOST_FACTOR) return { question, state: "unlimited" };
  while (high - low > PRECISION * Math.max(low, PRECISION)) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low === 0 ? { question, state: "none" } : { question, state: "found", factor: low };
};
