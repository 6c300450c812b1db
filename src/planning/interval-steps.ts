import type { StaffStep } from "../scenario/scenario.ts";
import { type IntervalGrid, intervalEnd } from "../simulation/day-totals.ts";

/** The agents of each interval of a grid as steps. */
export const stepsOf = (grid: IntervalGrid, agents: readonly number[]): StaffStep[] =>
  agents.map((count, interval) => ({
    startSeconds: grid.startSeconds + interval * grid.intervalSeconds,
    endSeconds: intervalEnd(grid, interval),
    agents: count,
  }));
