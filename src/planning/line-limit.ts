import { meanSeconds } from "../distributions/moments.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { intervalGrid } from "../simulation/day-totals.ts";
import { isAssured } from "../simulation/staffing/fewest-for-day.ts";
import { judge, staffingTargets, type Verdict } from "../simulation/staffing/judge.ts";
import type { SampledDays } from "../simulation/staffing/sampled-days.ts";
import { createStaffTrial, dayTotals, intervalTotals } from "../simulation/staffing/try-staff.ts";
import { stepsOf } from "./interval-steps.ts";

/** What the lines of a scenario keep out of reach, whatever the staff. */
export interface LineLimit {
  readonly lines: number;
  /** Which of the two recommendations no staff reaches with these lines. */
  readonly unreachable: "both" | "assured";
  /** Agents with whom nobody waits who gets a line; more change nothing. */
  readonly agents: number;
}

/** The same days with so many lines, or with as many as calls come. */
export const withLines = (sampled: SampledDays, lines: number | undefined): SampledDays => {
  const { trunks: _, ...without } = sampled.scenario;
  return { ...sampled, scenario: lines === undefined ? without : { ...without, trunks: lines } };
};

/** The first of the days drawn. */
export const firstDays = (sampled: SampledDays, days: number): SampledDays => ({
  ...sampled,
  days: sampled.days.slice(0, days),
  redialDraws: sampled.redialDraws.slice(0, days),
});

const FEW_DAYS = 5;
const CLEARLY = 0.8;

/** Judges a staffing on the days drawn, the day as a whole or each interval of it by the targets' scope. */
export const judgeStaffing = (sampled: SampledDays, agents: readonly number[]): readonly Verdict[] => {
  const { hours, targets, handling } = sampled.scenario;
  const grid = intervalGrid(hours.openSeconds, hours.closeSeconds, targets.intervalSeconds);
  const rows = createStaffTrial(sampled).rows(stepsOf(grid, agents), grid, grid.startSeconds);
  const limits = staffingTargets(targets);
  const verdictOf = (totals: Float64Array): Verdict => judge(totals, limits, handling.ringSeconds);
  return targets.scope === "day"
    ? [verdictOf(dayTotals(rows, grid))]
    : agents.map((_, interval) => verdictOf(intervalTotals(rows, grid, interval)));
};

/**
 * So many agents that everybody who gets a line is put through at once: one for
 * each line, and those who write up the calls before. A line is free from the
 * hanging up on, the agent from the end of wrap-up.
 */
const agentsForEveryLine = (scenario: Scenario, lines: number): number => {
  const { ringSeconds, talk, wrapUp } = scenario.handling;
  const writing = (lines * meanSeconds(wrapUp)) / Math.max(1, ringSeconds + meanSeconds(talk));
  return lines + (writing > 0 ? Math.ceil(writing + 6 * Math.sqrt(writing) + 4) : 0);
};

/**
 * Whether the scenario's lines are too few for its targets, whatever the staff:
 * callers who find every line busy count as offered. Tried on the days drawn, an
 * agent for every line against the same days without a limit of lines; what
 * fails in both is no matter of lines. Undefined where the lines are enough.
 */
export const lineLimit = (
  expectedDays: SampledDays,
  assuredDays: SampledDays,
  loadErlangs: readonly number[],
  probability: number,
): LineLimit | undefined => {
  const { scenario } = expectedDays;
  const lines = scenario.trunks;
  if (lines === undefined) return undefined;
  const agents = agentsForEveryLine(scenario, lines);
  const limited = loadErlangs.map(() => agents);
  const free = loadErlangs.map((load) => Math.max(agents, Math.ceil(2 * load + 10 * Math.sqrt(load)) + 10));
  const lost = (sampled: SampledDays, holds: (verdict: Verdict) => boolean): boolean => {
    const withLimit = judgeStaffing(sampled, limited);
    if (withLimit.every(holds)) return false;
    const without = judgeStaffing(withLines(sampled, undefined), free);
    return withLimit.some((verdict, i) => !holds(verdict) && holds(without[i] as Verdict));
  };
  const holdsExpected = (verdict: Verdict): boolean => verdict.holdsExpected;
  // lines that are far too few make each day a storm of redials that takes long to simulate: a few days show it
  const few = firstDays(expectedDays, FEW_DAYS);
  const clearly = judgeStaffing(few, limited).every(
    ({ expected }) => expected.serviceLevel < CLEARLY * scenario.targets.serviceLevel,
  );
  if (lost(clearly ? few : expectedDays, holdsExpected)) return { lines, unreachable: "both", agents };
  return lost(assuredDays, isAssured(probability)) ? { lines, unreachable: "assured", agents } : undefined;
};
