import { ABANDONED, ANSWERED, BLOCKED } from "./attempts.ts";
import {
  addStretch,
  type IntervalGrid,
  intervalEnd,
  rowLength,
  TOTAL_COLUMNS,
  TOTALS,
} from "./day-totals.ts";
import type { CallerColumns, Hotline } from "./hotline.ts";
import type { Workspace } from "./simulate-queue.ts";

/** Counts one simulated day after the other into rows; made by `createDayCounter`. */
export interface DayCounter {
  readonly grid: IntervalGrid;
  /** Writes the totals of the day that stands in the workspace to the `rowLength(grid)` numbers of `row`. */
  readonly count: (workspace: Workspace, callers: CallerColumns, row: Float64Array) => void;
}

/** Seconds on duty by the schedule, for each interval. */
const scheduledRow = (hotline: Hotline, grid: IntervalGrid): Float64Array => {
  const row = new Float64Array(rowLength(grid));
  const { changeSeconds, agents } = hotline.staff;
  changeSeconds.forEach((from, change) => {
    const to = changeSeconds[change + 1] ?? Number.POSITIVE_INFINITY;
    addStretch(row, TOTALS.staffedSeconds, grid, from, Math.min(to, grid.endSeconds), agents[change]!);
  });
  return row;
};

/**
 * Prepares the counting of days of one hotline.
 *
 * Every attempt counts in the interval of its arrival; attempts before the
 * grid's start, the lead-in, do not count, but keep agents busy. Occupancy's
 * two parts are clipped to the intervals: overtime is in both, and after the
 * end whoever is busy is staffed.
 *
 * Stretches of time are added as differences: at its start a stretch adds what
 * is left of that interval and one to all later ones, at its end it takes the
 * same away, so that a long call costs no more than a short one.
 */
export const createDayCounter = (hotline: Hotline, grid: IntervalGrid, withinSeconds: number): DayCounter => {
  const { intervals, startSeconds, endSeconds, intervalSeconds } = grid;
  const { ringSeconds } = hotline;
  const perInterval = 1 / intervalSeconds;
  const scheduled = scheduledRow(hotline, grid);
  /** Changes of the number busy and of the number waiting that hold from the interval after. */
  const busySteps = new Int32Array(intervals + 2);
  const queueSteps = new Int32Array(intervals + 2);
  const ends = Float64Array.from({ length: intervals }, (_, interval) => intervalEnd(grid, interval));
  const last = intervals * TOTAL_COLUMNS;
  const sums = new Float64Array(2);

  /** Adds `sign` times the time from a moment on, up to the end of everything, to a column. */
  const addFrom = (
    row: Float64Array,
    column: number,
    steps: Int32Array,
    moment: number,
    sign: number,
  ): void => {
    if (moment >= endSeconds) {
      row[last + column]! -= sign * (moment - endSeconds);
      return;
    }
    const at = moment > startSeconds ? moment : startSeconds;
    const interval = ((at - startSeconds) * perInterval) | 0;
    const place = interval < intervals ? interval : intervals - 1;
    row[place * TOTAL_COLUMNS + column]! += sign * (ends[place]! - at);
    steps[place + 1]! += sign;
  };

  /** Turns the differences of a column into the time in each interval. */
  const addUp = (row: Float64Array, column: number, steps: Int32Array): number => {
    let held = 0;
    let sum = 0;
    for (let interval = 0; interval < intervals; interval++) {
      held += steps[interval]!;
      const begins = interval === 0 ? startSeconds : ends[interval - 1]!;
      row[interval * TOTAL_COLUMNS + column]! += held * (ends[interval]! - begins);
      sum += row[interval * TOTAL_COLUMNS + column]!;
    }
    return sum + row[last + column]!;
  };

  const countAttempts = (workspace: Workspace, callers: CallerColumns, row: Float64Array): void => {
    const { attempts } = workspace;
    const { count, caller, attempt, outcome, arrivalSeconds, waitSeconds } = attempts;
    const { busyFromSeconds, busyUntilSeconds, agent } = attempts;
    let interval = 0;
    let place = 0;
    let waitedSeconds = 0;
    for (let index = 0; index < count; index++) {
      const arrival = arrivalSeconds[index]!;
      const ended = outcome[index]!;
      const wait = waitSeconds[index]!;
      if (agent[index]! > 0) {
        addFrom(row, TOTALS.busySeconds, busySteps, busyFromSeconds[index]!, 1);
        addFrom(row, TOTALS.busySeconds, busySteps, busyUntilSeconds[index]!, -1);
      }
      if (wait > 0) {
        const leaves = ended === ANSWERED ? busyFromSeconds[index]! + ringSeconds : arrival + wait;
        addFrom(row, TOTALS.queueSeconds, queueSteps, arrival, 1);
        addFrom(row, TOTALS.queueSeconds, queueSteps, leaves, -1);
        waitedSeconds += arrival < startSeconds ? Math.max(0, leaves - startSeconds) : wait;
      }
      if (arrival < startSeconds) continue;
      while (interval < intervals && arrival >= ends[interval]!) {
        interval++;
        place = interval * TOTAL_COLUMNS;
      }
      const first = attempt[index] === 1;
      row[place + TOTALS.offered]! += 1;
      if (first) row[place + TOTALS.callers]! += 1;
      if (ended === BLOCKED) {
        row[place + TOTALS.blocked]! += 1;
        continue;
      }
      row[place + TOTALS.waitSeconds]! += wait;
      if (wait > row[place + TOTALS.longestWaitSeconds]!) row[place + TOTALS.longestWaitSeconds] = wait;
      if (ended === ABANDONED) {
        row[place + TOTALS.abandoned]! += 1;
        continue;
      }
      row[place + TOTALS.answered]! += 1;
      row[place + TOTALS.answeredWaitSeconds]! += wait;
      if (wait <= withinSeconds) row[place + TOTALS.inTime]! += 1;
      if (first) row[place + TOTALS.served]! += 1;
      else {
        const firstArrival = callers.arrivalSeconds[caller[index]!]!;
        if (firstArrival >= startSeconds) {
          const home = Math.min(intervals - 1, ((firstArrival - startSeconds) * perInterval) | 0);
          row[home * TOTAL_COLUMNS + TOTALS.served]! += 1;
        }
      }
    }
    sums[0] = waitedSeconds;
  };

  return {
    grid,
    count: (workspace, callers, row) => {
      row.set(scheduled);
      busySteps.fill(0);
      queueSteps.fill(0);
      countAttempts(workspace, callers, row);
      addUp(row, TOTALS.busySeconds, busySteps);
      checkLittle(addUp(row, TOTALS.queueSeconds, queueSteps), sums[0]!);
      const { duty } = workspace;
      for (let stretch = 0; stretch < duty.overtimeCount; stretch++) {
        const from = duty.overtimeFromSeconds[stretch]!;
        addStretch(row, TOTALS.staffedSeconds, grid, from, duty.overtimeToSeconds[stretch]!, 1);
      }
      row[last + TOTALS.staffedSeconds] = row[last + TOTALS.busySeconds]!;
    },
  };
};

/**
 * Little's law on one path: the time integral of the number waiting is the sum
 * of the waits (Little 1961). It holds exactly, so a difference beyond rounding
 * is a defect of the simulation.
 */
const checkLittle = (queueSeconds: number, waitedSeconds: number): void => {
  if (Math.abs(queueSeconds - waitedSeconds) > 1e-6 * (1 + waitedSeconds)) {
    throw new Error(
      `Little's law fails on a simulated day: the queue's integral is ${queueSeconds} s, the waits add up to ${waitedSeconds} s.`,
    );
  }
};
