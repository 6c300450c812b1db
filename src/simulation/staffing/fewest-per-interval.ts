import type { StaffStep } from "../../scenario/scenario.ts";
import { type IntervalGrid, intervalEnd, intervalGrid } from "../day-totals.ts";
import { leadInSeconds } from "../window.ts";
import {
  type FewestAgents,
  isAssured,
  meanLoad,
  remembering,
  type StaffingOptions,
  searchFewest,
} from "./fewest-for-day.ts";
import { judge, staffingTargets, type Verdict } from "./judge.ts";
import type { SampledDays } from "./sampled-days.ts";
import { createStaffTrial, intervalTotals, type StaffTrial } from "./try-staff.ts";

export interface IntervalStaffing {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly need: FewestAgents;
}

/** Which of the two recommendations is wanted. */
export type Recommendation = "expected" | "assured";

/** Rounds in which intervals that miss the target on whole days get one agent more. */
const MOST_ROUNDS = 25;

const stepsOf = (grid: IntervalGrid, agents: readonly number[]): StaffStep[] =>
  agents.map((count, interval) => ({
    startSeconds: grid.startSeconds + interval * grid.intervalSeconds,
    endSeconds: intervalEnd(grid, interval),
    agents: count,
  }));

/**
 * Raises the intervals that miss the target when whole days are simulated with
 * all intervals staffed; calls that wait at an interval's end are served by the
 * next one's staff, which the search by intervals cannot know.
 */
const holdOnWholeDays = (
  trial: StaffTrial,
  grid: IntervalGrid,
  agents: number[],
  fromSeconds: number,
  verdictOf: (totals: Float64Array) => Verdict,
  holds: (verdict: Verdict) => boolean,
  fixed: ReadonlySet<number>,
): readonly Verdict[] => {
  for (let round = 0; ; round++) {
    const rows = trial.rows(stepsOf(grid, agents), grid, fromSeconds);
    const verdicts = agents.map((_, interval) => verdictOf(intervalTotals(rows, grid, interval)));
    const missing = verdicts.flatMap((verdict, interval) =>
      holds(verdict) || fixed.has(interval) ? [] : [interval],
    );
    if (missing.length === 0 || round === MOST_ROUNDS) return verdicts;
    for (const interval of missing) agents[interval]! += 1;
  }
};

/**
 * The fewest people for every interval of the day, so that each holds the
 * targets by itself: forward in time, each interval searched with the staff
 * found for those before it, on the same days throughout, from three handling
 * times before it. In the end whole days are simulated and the intervals that
 * miss get one more.
 *
 * An interval whose target no number holds is `unreachable` and is staffed with
 * its mean load for the intervals after it.
 */
export const fewestPerInterval = (
  sampled: SampledDays,
  recommendation: Recommendation,
  options: StaffingOptions = {},
): readonly IntervalStaffing[] => {
  const { scenario } = sampled;
  const grid = intervalGrid(
    options.fromSeconds ?? scenario.hours.openSeconds,
    options.toSeconds ?? scenario.hours.closeSeconds,
    scenario.targets.intervalSeconds,
  );
  const targets = staffingTargets(scenario.targets);
  const probability = options.probability ?? 0.99;
  const holds =
    recommendation === "expected" ? ({ holdsExpected }: Verdict) => holdsExpected : isAssured(probability);
  const verdictOf = (totals: Float64Array): Verdict => judge(totals, targets, scenario.handling.ringSeconds);
  const trial = createStaffTrial(sampled);
  const leadIn = leadInSeconds(scenario);

  const agents: number[] = [];
  const needs: FewestAgents[] = [];
  for (let interval = 0; interval < grid.intervals; interval++) {
    const startSeconds = grid.startSeconds + interval * grid.intervalSeconds;
    const endSeconds = intervalEnd(grid, interval);
    const own = intervalGrid(startSeconds, endSeconds, endSeconds - startSeconds);
    const tryAgents = remembering((count) => {
      const rows = trial.rows(stepsOf(grid, [...agents, count]), own, startSeconds - leadIn);
      return verdictOf(intervalTotals(rows, own, 0));
    });
    const load = meanLoad(scenario, startSeconds, endSeconds);
    const margin = recommendation === "expected" ? 0.7 : 2.5;
    const need = searchFewest(tryAgents, holds, Math.ceil(load + margin * Math.sqrt(load)));
    needs.push(need);
    agents.push(need.state === "met" ? need.agents : Math.ceil(load));
  }

  const fixed = new Set(needs.flatMap((need, interval) => (need.state === "met" ? [] : [interval])));
  const from = grid.startSeconds - leadIn;
  const verdicts = holdOnWholeDays(trial, grid, agents, from, verdictOf, holds, fixed);
  return stepsOf(grid, agents).map(({ startSeconds, endSeconds, agents: count }, interval) => {
    const need = needs[interval]!;
    return {
      startSeconds,
      endSeconds,
      need: need.state === "met" ? { state: "met", agents: count, verdict: verdicts[interval]! } : need,
    };
  });
};
