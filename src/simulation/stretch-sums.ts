import { type IntervalGrid, intervalEnd, TOTAL_COLUMNS } from "./day-totals.ts";

/**
 * How much of many stretches of time lies in each interval of a grid. A stretch
 * is added at its start and taken away at its end: its start adds what is left
 * of that interval and one to all later intervals, its end takes the same away,
 * so that a long stretch costs no more than a short one.
 */
export interface StretchSums {
  readonly grid: IntervalGrid;
  readonly startSeconds: number;
  readonly perInterval: number;
  readonly intervals: number;
  /** When each interval ends; last, the end of everything counted in the grid once more. */
  readonly ends: Float64Array;
  /** Within the interval itself; last, after the grid's end. */
  readonly seconds: Float64Array;
  /** How many more stretches hold from the interval on. */
  readonly steps: Int32Array;
}

export const createStretchSums = (grid: IntervalGrid): StretchSums => ({
  grid,
  startSeconds: grid.startSeconds,
  perInterval: 1 / grid.intervalSeconds,
  intervals: grid.intervals,
  ends: Float64Array.from({ length: grid.intervals + 1 }, (_, interval) => intervalEnd(grid, interval)),
  seconds: new Float64Array(grid.intervals + 1),
  steps: new Int32Array(grid.intervals + 2),
});

export const clearStretches = (sums: StretchSums): void => {
  sums.seconds.fill(0);
  sums.steps.fill(0);
};

/** Begins a stretch; what lies before the grid's start is left out. */
export const addFrom = (sums: StretchSums, moment: number): void => {
  const since = moment - sums.startSeconds;
  const at = since > 0 ? since * sums.perInterval : 0;
  // past the grid's end every moment has the last place, whose end is the grid's
  const place = at < sums.intervals ? at | 0 : sums.intervals;
  sums.seconds[place]! += sums.ends[place]! - (since > 0 ? moment : sums.startSeconds);
  sums.steps[place + 1]! += 1;
};

/** Ends a stretch. */
export const takeFrom = (sums: StretchSums, moment: number): void => {
  const since = moment - sums.startSeconds;
  const at = since > 0 ? since * sums.perInterval : 0;
  const place = at < sums.intervals ? at | 0 : sums.intervals;
  sums.seconds[place]! -= sums.ends[place]! - (since > 0 ? moment : sums.startSeconds);
  sums.steps[place + 1]! -= 1;
};

/** Adds each interval's seconds to a column of a day's row and returns their sum. */
export const writeStretches = (sums: StretchSums, row: Float64Array, column: number): number => {
  const { intervals, ends, seconds, steps } = sums;
  let held = 0;
  let all = seconds[intervals]!;
  row[intervals * TOTAL_COLUMNS + column]! += seconds[intervals]!;
  for (let interval = 0; interval < intervals; interval++) {
    held += steps[interval]!;
    const begins = interval === 0 ? sums.startSeconds : ends[interval - 1]!;
    const inInterval = seconds[interval]! + held * (ends[interval]! - begins);
    row[interval * TOTAL_COLUMNS + column]! += inInterval;
    all += inInterval;
  }
  return all;
};
