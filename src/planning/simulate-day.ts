import { isAssured } from "../simulation/staffing/fewest-for-day.ts";
import type { Verdict } from "../simulation/staffing/judge.ts";
import type { SampledDays } from "../simulation/staffing/sampled-days.ts";
import { judgeStaffing, type LineLimit, lineLimit, withLines } from "./line-limit.ts";
import { linesForStaff } from "./lines-needed.ts";
import { drawPlannedDays, MOST_CALLS_A_DAY, type PlannedDays } from "./planned-days.ts";
import { type SearchProgress, type SimulatedNeeds, simulatedNeeds } from "./simulated-need.ts";
import type { WeightedScenario } from "./weighted-days.ts";

/** What the simulation of a day's staffings comes to. */
export interface DaySimulation {
  readonly planned: PlannedDays;
  /** The days for expectations, with the scenario's lines and with those that the staff is planned for. */
  readonly asItIs: SampledDays;
  readonly asPlanned: SampledDays;
  readonly needs: SimulatedNeeds;
  /** Lines that carry the staff found; absent where there is none. */
  readonly lines?: number;
  /** Present where the scenario's lines are too few whatever the staff. */
  readonly limit?: LineLimit;
}

export interface DaySimulationOptions {
  readonly seed: number;
  readonly probability: number;
  readonly handlingOverPatience: number;
  readonly days: { readonly expected: number; readonly assured: number };
  /** Called as the search goes on. */
  readonly onProgress?: (progress: SearchProgress) => void;
}

/** One call in a thousand. */
const MAXIMUM_REFUSED = 0.001;

/** Whether so many lines leave a staff what it holds without a limit. */
const holdsWithLines = (
  sampled: SampledDays,
  agents: readonly number[] | undefined,
  holds: (verdict: Verdict) => boolean,
): ((lines: number) => boolean) => {
  if (agents === undefined) return () => true;
  const free = judgeStaffing(withLines(sampled, undefined), agents).map(holds);
  return (lines) =>
    judgeStaffing(withLines(sampled, lines), agents).every((verdict, i) => !free[i] || holds(verdict));
};

/**
 * Searches the expected and the assured staff of a day on days drawn once. Where the
 * scenario's lines are too few whatever the staff, the staff is searched without a
 * limit of lines, and then the lines on which it still holds the targets. Undefined
 * where nobody calls, and where a day has more calls than can be kept.
 */
export const simulateDay = (
  parts: readonly WeightedScenario[],
  loadErlangs: readonly number[],
  calls: number,
  { seed, probability, handlingOverPatience, days, onProgress }: DaySimulationOptions,
): DaySimulation | undefined => {
  if (calls > MOST_CALLS_A_DAY) return undefined;
  const planned = drawPlannedDays(parts, seed, days, probability);
  const asItIs = planned.expected;
  if (!loadErlangs.some((load) => load > 0)) return { planned, asItIs, asPlanned: asItIs, needs: {} };
  const limit = lineLimit(planned.expected, planned.assured, loadErlangs, probability);
  const searched =
    limit === undefined
      ? planned
      : {
          expected: withLines(planned.expected, undefined),
          assured: withLines(planned.assured, undefined),
        };
  const needs = simulatedNeeds(searched.expected, searched.assured, loadErlangs, probability, onProgress);
  const { expected, assured } = needs;
  const linesFor = (agents: readonly number[], holds?: (lines: number) => boolean): number | undefined =>
    linesForStaff(loadErlangs, agents, handlingOverPatience, MAXIMUM_REFUSED, holds);
  if (limit === undefined) {
    const lines = assured && linesFor(assured.agents);
    return { planned, asItIs, asPlanned: asItIs, needs, ...(lines === undefined ? {} : { lines }) };
  }
  const expectedHolds = holdsWithLines(planned.expected, expected?.agents, (one) => one.holdsExpected);
  const assuredHolds = holdsWithLines(planned.assured, assured?.agents, isAssured(probability));
  const fewer = expected ?? assured;
  const lines = fewer && linesFor(fewer.agents, (count) => expectedHolds(count) && assuredHolds(count));
  return {
    planned,
    asItIs,
    asPlanned: withLines(planned.expected, lines),
    needs,
    limit,
    ...(lines === undefined ? {} : { lines }),
  };
};
