import type { StaffStep } from "../../scenario/scenario.ts";
import { createDayCounter } from "../count-day.ts";
import { type IntervalGrid, rowLength, TOTAL_COLUMNS, TOTALS } from "../day-totals.ts";
import { hotlineOf } from "../scenario-hotline.ts";
import { createWorkspace, simulateQueue, type Workspace } from "../simulate-queue.ts";
import { callersBetween, type SampledDays } from "./sampled-days.ts";

/** Tries staffings on the same days; it keeps its memory from one to the next. */
export interface StaffTrial {
  /**
   * Simulates every day from `fromSeconds` up to the grid's end with these
   * people and returns the totals of each day, `rowLength(grid)` numbers each.
   */
  readonly rows: (steps: readonly StaffStep[], grid: IntervalGrid, fromSeconds: number) => Float64Array;
  /**
   * The same, unless `isLost` says of a day's totals that the others need not be
   * seen: then undefined. Days are simulated in the order of `order`, which
   * decides how soon that shows and nothing else.
   */
  readonly rowsUnless: (
    steps: readonly StaffStep[],
    grid: IntervalGrid,
    fromSeconds: number,
    isLost: (row: Float64Array) => boolean,
    order: Int32Array,
  ) => Float64Array | undefined;
}

export const createStaffTrial = (sampled: SampledDays): StaffTrial => {
  const { scenario, days, redialDraws } = sampled;
  const workspace: Workspace = createWorkspace();
  const asDrawn = Int32Array.from(days.keys());
  const rowsUnless: StaffTrial["rowsUnless"] = (steps, grid, fromSeconds, isLost, order) => {
    const hotline = hotlineOf(scenario, { steps, admitUntilSeconds: grid.endSeconds });
    const counter = createDayCounter(hotline, grid, scenario.targets.withinSeconds);
    const length = rowLength(grid);
    const rows = new Float64Array(days.length * length);
    for (const day of order) {
      const row = rows.subarray(day * length, (day + 1) * length);
      const callers = callersBetween(days[day]!, fromSeconds, grid.endSeconds);
      counter.begin(callers);
      simulateQueue(hotline, callers, redialDraws[day], workspace, counter.take);
      counter.end(workspace.duty, row);
      if (isLost(row)) return undefined;
    }
    return rows;
  };
  return {
    rows: (steps, grid, fromSeconds) => rowsUnless(steps, grid, fromSeconds, never, asDrawn) as Float64Array,
    rowsUnless,
  };
};

const never = (): boolean => false;

/** One interval's totals of every day. */
export const intervalTotals = (rows: Float64Array, grid: IntervalGrid, interval: number): Float64Array => {
  const length = rowLength(grid);
  const days = rows.length / length;
  const totals = new Float64Array(days * TOTAL_COLUMNS);
  for (let day = 0; day < days; day++) {
    const from = day * length + interval * TOTAL_COLUMNS;
    totals.set(rows.subarray(from, from + TOTAL_COLUMNS), day * TOTAL_COLUMNS);
  }
  return totals;
};

/** The whole day's totals of every day, what is after the end left out. */
export const dayTotals = (rows: Float64Array, grid: IntervalGrid): Float64Array => {
  const length = rowLength(grid);
  const days = rows.length / length;
  const totals = new Float64Array(days * TOTAL_COLUMNS);
  for (let day = 0; day < days; day++) {
    const to = day * TOTAL_COLUMNS;
    for (let interval = 0; interval < grid.intervals; interval++) {
      const from = day * length + interval * TOTAL_COLUMNS;
      for (let column = 0; column < TOTAL_COLUMNS; column++) {
        const value = rows[from + column]!;
        if (column === TOTALS.longestWaitSeconds) {
          totals[to + column] = Math.max(totals[to + column]!, value);
        } else totals[to + column]! += value;
      }
    }
  }
  return totals;
};
