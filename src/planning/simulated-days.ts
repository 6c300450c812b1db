import type { Scenario, StaffStep } from "../scenario/scenario.ts";
import { createDayCounter } from "../simulation/count-day.ts";
import {
  type IntervalGrid,
  intervalGrid,
  rowLength,
  TOTAL_COLUMNS,
  TOTALS,
} from "../simulation/day-totals.ts";
import type { CallerColumns } from "../simulation/hotline.ts";
import { mayRedial } from "../simulation/replicate.ts";
import { hotlineOf } from "../simulation/scenario-hotline.ts";
import { createWorkspace, simulateQueue } from "../simulation/simulate-queue.ts";
import { createDaySampler } from "../trace/day-sampler.ts";
import { createRedialDraws, type RedialDraws } from "../trace/redial-draws.ts";

/** What one staffing gives, per interval and over the day, summed over the days simulated. */
export interface StaffingFigures {
  readonly days: number;
  /** Sums over the days, one row of `TOTALS` an interval. */
  readonly sums: Float64Array;
  /** Sums over the days and the intervals. */
  readonly dayTotals: Float64Array;
  /** Days on which an interval misses the service level. */
  readonly misses: Float64Array;
  /**
   * Days that meet the targets: the service level over the day or in every
   * interval by the targets' scope, the limit on abandonment over the day, since a
   * single caller would break it in an interval of few.
   */
  readonly goodDays: number;
}

/** Days drawn once, to be lived through under any staffing. */
export interface SimulatedDays {
  readonly grid: IntervalGrid;
  readonly days: number;
  /** Simulates the first `days` of them (all unless given) with so many agents at work in each interval. */
  readonly evaluate: (agents: readonly number[], days?: number) => StaffingFigures;
}

/** The agents of each interval as steps, those of no length or no people left out. */
export const stepsOf = (grid: IntervalGrid, agents: readonly number[]): StaffStep[] => {
  const steps: StaffStep[] = [];
  agents.forEach((count, interval) => {
    if (count === 0) return;
    const startSeconds = grid.startSeconds + interval * grid.intervalSeconds;
    const endSeconds = Math.min(startSeconds + grid.intervalSeconds, grid.endSeconds);
    const last = steps.at(-1);
    if (last !== undefined && last.agents === count && last.endSeconds === startSeconds) {
      steps[steps.length - 1] = { ...last, endSeconds };
    } else steps.push({ startSeconds, endSeconds, agents: count });
  });
  return steps;
};

/**
 * Draws days of a scenario. Every staffing is then tried on the same days with
 * the same callers, so that two staffings differ by the staff alone.
 *
 * @param firstReplication number of the first day; days of different numbers are independent.
 */
export const simulateDays = (
  scenario: Scenario,
  seed: number,
  days: number,
  firstReplication = 0,
): SimulatedDays => {
  const { hours, targets } = scenario;
  const grid = intervalGrid(hours.openSeconds, hours.closeSeconds, targets.intervalSeconds);
  const sampler = createDaySampler(scenario, { topics: false });
  const redials = mayRedial(scenario);
  const drawn = Array.from(
    { length: days },
    (_, index): { callers: CallerColumns; redials?: RedialDraws } => {
      const replication = firstReplication + index;
      const day = sampler.draw(seed, replication);
      const callers = {
        callers: day.callers,
        arrivalSeconds: day.arrivalSeconds.slice(0, day.callers),
        patienceSeconds: day.patienceSeconds.slice(0, day.callers),
        talkSeconds: day.talkSeconds.slice(0, day.callers),
        wrapUpSeconds: day.wrapUpSeconds.slice(0, day.callers),
      };
      return redials ? { callers, redials: createRedialDraws(scenario, seed, replication) } : { callers };
    },
  );
  const workspace = createWorkspace();
  const row = new Float64Array(rowLength(grid));
  const missesServiceLevel = (totals: Float64Array, at: number): boolean =>
    (totals[at + TOTALS.inTime] as number) <
    targets.serviceLevel * (totals[at + TOTALS.offered] as number) * (1 - 1e-12);
  const losesTooMany = (totals: Float64Array): boolean =>
    targets.maximumAbandonment !== undefined &&
    (totals[TOTALS.abandoned] as number) >
      targets.maximumAbandonment * (totals[TOTALS.offered] as number) * (1 + 1e-12);

  const evaluate = (agents: readonly number[], limit = days): StaffingFigures => {
    const hotline = hotlineOf(scenario, { steps: stepsOf(grid, agents), admitUntilSeconds: grid.endSeconds });
    const counter = createDayCounter(hotline, grid, targets.withinSeconds);
    const sums = new Float64Array(rowLength(grid));
    const dayTotals = new Float64Array(TOTAL_COLUMNS);
    const today = new Float64Array(TOTAL_COLUMNS);
    const misses = new Float64Array(grid.intervals);
    const simulated = Math.min(limit, days);
    let goodDays = 0;
    for (let day = 0; day < simulated; day++) {
      const { callers, redials: draws } = drawn[day] as (typeof drawn)[number];
      counter.begin(callers);
      simulateQueue(hotline, callers, draws, workspace, counter.take);
      counter.end(workspace.duty, row);
      today.fill(0);
      let missed = false;
      for (let interval = 0; interval <= grid.intervals; interval++) {
        const at = interval * TOTAL_COLUMNS;
        for (let column = 0; column < TOTAL_COLUMNS; column++) {
          const value = row[at + column] as number;
          sums[at + column] = (sums[at + column] as number) + value;
          today[column] = (today[column] as number) + value;
        }
        if (interval < grid.intervals && missesServiceLevel(row, at)) {
          misses[interval] = (misses[interval] as number) + 1;
          missed = true;
        }
      }
      if (targets.scope === "day") missed = missesServiceLevel(today, 0);
      if (!missed && !losesTooMany(today)) goodDays++;
      for (let column = 0; column < TOTAL_COLUMNS; column++) {
        dayTotals[column] = (dayTotals[column] as number) + (today[column] as number);
      }
    }
    return { days: simulated, sums, dayTotals, misses, goodDays };
  };
  return { grid, days, evaluate };
};
