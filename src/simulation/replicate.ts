import type { Scenario, StaffStep } from "../scenario/scenario.ts";
import { createDaySampler } from "../trace/day-sampler.ts";
import { createRedialDraws } from "../trace/redial-draws.ts";
import type { RoutedMeasure } from "./accumulate.ts";
import { createDayCounter } from "./count-day.ts";
import { type IntervalGrid, intervalGrid, rowLength } from "./day-totals.ts";
import type { CallerColumns } from "./hotline.ts";
import { hotlineOf } from "./scenario-hotline.ts";
import { createWorkspace, simulateQueue } from "./simulate-queue.ts";
import { leadInSeconds } from "./window.ts";

/** What is to be simulated; it can be sent to another thread as it is. */
export interface SimulationPlan {
  readonly scenario: Scenario;
  readonly seed: number;
  /** People really at work, in place of the scenario's effective staff. */
  readonly steps?: readonly StaffStep[];
  /** A part of the day, after a lead-in that is simulated and not counted; absent: the whole day. */
  readonly window?: { readonly fromSeconds: number; readonly toSeconds: number };
  /** What the PBX adds between two calls of an agent while somebody waits. */
  readonly idleGapSeconds?: number;
}

/** Simulates one replication after the other in memory of its own. */
export interface Replicator {
  readonly grid: IntervalGrid;
  /** Numbers of a day's row: `rowLength(grid)`, and more where there is a routing. */
  readonly numbers: number;
  /** What is taken from the numbers after the intervals. */
  readonly routed: readonly RoutedMeasure[];
  /**
   * Simulates the replication and writes its totals to the numbers of `row`. The row depends on plan and replication alone.
   */
  readonly run: (replication: number, row: Float64Array) => void;
}

/** What the plan's totals are counted in: the target's intervals over the window or the opening hours. */
export const gridOf = ({ scenario, window }: SimulationPlan): IntervalGrid =>
  intervalGrid(
    window?.fromSeconds ?? scenario.hours.openSeconds,
    window?.toSeconds ?? scenario.hours.closeSeconds,
    scenario.targets.intervalSeconds,
  );

/** The first of `count` times, sorted upwards, that is not before a moment. */
export const firstNotBefore = (times: Float64Array, count: number, seconds: number): number => {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The callers from a moment on, without copying. */
export const callersFrom = (day: Omit<CallerColumns, "firstCaller">, seconds: number): CallerColumns => {
  const first = firstNotBefore(day.arrivalSeconds, day.callers, seconds);
  if (first === 0) return day;
  return {
    firstCaller: first,
    callers: day.callers - first,
    arrivalSeconds: day.arrivalSeconds.subarray(first),
    patienceSeconds: day.patienceSeconds.subarray(first),
    talkSeconds: day.talkSeconds.subarray(first),
    wrapUpSeconds: day.wrapUpSeconds.subarray(first),
  };
};

/** Whether anybody may call again: without redials no draws are made for them. */
export const mayRedial = ({ callers }: Scenario): boolean =>
  callers.redial.maximumAttempts > 1 &&
  (callers.redial.afterAbandoning.probability > 0 || callers.redial.afterBlocked.probability > 0);

/**
 * Prepares the replications of a plan. Replication r is the day r of the seed:
 * the same callers, patience, talk and redials under every staffing, and
 * replication 0 is the day that a flood with this seed lives.
 */
export const createReplicator = (plan: SimulationPlan): Replicator => {
  const { scenario, seed, window } = plan;
  const grid = gridOf(plan);
  const hotline = hotlineOf(scenario, {
    admitUntilSeconds: grid.endSeconds,
    ...(plan.steps === undefined ? {} : { steps: plan.steps }),
    ...(plan.idleGapSeconds === undefined ? {} : { idleGapSeconds: plan.idleGapSeconds }),
  });
  const sampler = createDaySampler(scenario, { topics: false });
  const counter = createDayCounter(hotline, grid, scenario.targets.withinSeconds);
  const workspace = createWorkspace();
  const redials = mayRedial(scenario);
  const fromSeconds = window === undefined ? undefined : window.fromSeconds - leadInSeconds(scenario);
  return {
    grid,
    numbers: rowLength(grid),
    routed: [],
    run: (replication, row) => {
      const day = sampler.draw(seed, replication);
      const callers = fromSeconds === undefined ? day : callersFrom(day, fromSeconds);
      const draws = redials ? createRedialDraws(scenario, seed, replication) : undefined;
      counter.begin(callers);
      simulateQueue(hotline, callers, draws, workspace, counter.take);
      counter.end(workspace.duty, row);
    },
  };
};
