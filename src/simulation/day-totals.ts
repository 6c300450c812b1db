/** Equal intervals from the first counted moment to the last; the last one may be shorter. */
export interface IntervalGrid {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly intervalSeconds: number;
  readonly intervals: number;
}

/** The grid from `startSeconds` to `endSeconds`; a remainder of rounding is no interval. */
export const intervalGrid = (
  startSeconds: number,
  endSeconds: number,
  intervalSeconds: number,
): IntervalGrid => ({
  startSeconds,
  endSeconds,
  intervalSeconds,
  intervals: Math.max(1, Math.ceil((endSeconds - startSeconds) / intervalSeconds - 1e-9)),
});

/**
 * What is counted in each interval. A day is one row of numbers: for each
 * interval these columns, and after the last interval the same columns once
 * more for what happens after the end.
 */
export const TOTALS = {
  /** Callers whose first attempt came. */
  callers: 0,
  /** Callers whose first attempt came and who were answered at one of theirs. */
  served: 1,
  offered: 2,
  answered: 3,
  /** Answered with a wait within the target. */
  inTime: 4,
  abandoned: 5,
  blocked: 6,
  /** Waits of all who were not blocked, and of the answered alone. */
  waitSeconds: 7,
  answeredWaitSeconds: 8,
  longestWaitSeconds: 9,
  /** Agents' seconds of ringing, talk and wrap-up within the interval. */
  busySeconds: 10,
  /** Agents' seconds on duty within the interval, overtime included. */
  staffedSeconds: 11,
  /** ∫ number waiting dt within the interval, telephones that ring included. */
  queueSeconds: 12,
} as const;

export type TotalName = keyof typeof TOTALS;

/** Numbers per interval. */
export const TOTAL_COLUMNS = 13;

/** Numbers in a day's row: the intervals and what comes after them. */
export const rowLength = (grid: IntervalGrid): number => (grid.intervals + 1) * TOTAL_COLUMNS;

/** When interval `interval` of the grid ends. */
export const intervalEnd = (grid: IntervalGrid, interval: number): number =>
  Math.min(grid.startSeconds + (interval + 1) * grid.intervalSeconds, grid.endSeconds);

/** The interval that a moment lies in; −1 before the grid, `intervals` after it. */
export const intervalOf = (grid: IntervalGrid, seconds: number): number => {
  if (seconds < grid.startSeconds) return -1;
  if (seconds >= grid.endSeconds) return grid.intervals;
  const near = Math.min(grid.intervals - 1, Math.floor((seconds - grid.startSeconds) / grid.intervalSeconds));
  // division may round a moment on an interval's edge to the wrong side of it
  if (seconds >= intervalEnd(grid, near)) return near + 1;
  return near > 0 && seconds < intervalEnd(grid, near - 1) ? near - 1 : near;
};

/**
 * Adds the stretch between two moments to a column of a row, each interval
 * what lies in it, times `weight`; what lies outside the grid is left out.
 */
export const addStretch = (
  row: Float64Array,
  column: number,
  grid: IntervalGrid,
  startSeconds: number,
  endSeconds: number,
  weight: number,
): void => {
  const first = Math.floor((startSeconds - grid.startSeconds) / grid.intervalSeconds) - 1;
  for (let interval = Math.max(0, first); interval < grid.intervals; interval++) {
    const from = Math.max(startSeconds, grid.startSeconds + interval * grid.intervalSeconds);
    if (from >= endSeconds) return;
    const to = Math.min(endSeconds, intervalEnd(grid, interval));
    if (to > from) row[interval * TOTAL_COLUMNS + column]! += weight * (to - from);
  }
};
