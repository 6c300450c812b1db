import { attemptSlips, SLIP, SLIPS_AT_A_TIME, type TakeSlips } from "./attempt-slips.ts";
import * as attemptColumns from "./attempts.ts";
import {
  addStretch,
  type IntervalGrid,
  intervalEnd,
  intervalOf,
  rowLength,
  TOTAL_COLUMNS,
  TOTALS,
} from "./day-totals.ts";
import type { CallerColumns, Hotline } from "./hotline.ts";
import { addFrom, clearStretches, createStretchSums, takeFrom, writeStretches } from "./stretch-sums.ts";

/** Counts one simulated day after the other; made by `createDayCounter`. */
export interface DayCounter {
  readonly grid: IntervalGrid;
  /** Begins a day of these callers. */
  readonly begin: (callers: CallerColumns) => void;
  /** Counts attempts, which come in the order of arrival. */
  readonly take: TakeSlips;
  /** Counts an agent's work that belongs to no attempt: a second talk, a message. */
  readonly work: (fromSeconds: number, untilSeconds: number) => void;
  /** Ends the day and writes its totals to the first `rowLength(grid)` numbers of `row`. */
  readonly end: (overtime: OvertimeColumns, row: Float64Array) => void;
}

/** Stretches that agents worked after their duty, as columns of which the first `overtimeCount` are filled. */
export interface OvertimeColumns {
  readonly overtimeCount: number;
  readonly overtimeFromSeconds: ArrayLike<number>;
  readonly overtimeToSeconds: ArrayLike<number>;
}

/** What of a hotline the counting needs. */
export type CountedHotline = Pick<Hotline, "staff" | "ringSeconds">;

// what is imported is read and checked anew each time it is named; what stands here is constant to the compiler
const slips = attemptSlips;
const { ANSWERED, BLOCKED } = attemptColumns;
/** Marks of slips: a first attempt that was answered, and the least of a second attempt. */
const FIRST_ANSWERED = 4 + ANSWERED;
const SECOND = 8;

/** Seconds on duty by the schedule, for each interval. */
const scheduledRow = (hotline: CountedHotline, grid: IntervalGrid): Float64Array => {
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
 */
export const createDayCounter = (
  hotline: CountedHotline,
  grid: IntervalGrid,
  withinSeconds: number,
): DayCounter => {
  const { intervals, startSeconds } = grid;
  const { ringSeconds } = hotline;
  const scheduled = scheduledRow(hotline, grid);
  const totals = new Float64Array(rowLength(grid));
  const busy = createStretchSums(grid);
  const waiting = createStretchSums(grid);
  const ends = Float64Array.from({ length: intervals }, (_, interval) => intervalEnd(grid, interval));
  /** The interval that is being counted, and all waits from the grid's start on. */
  let interval = 0;
  let waitedSeconds = 0;
  let queuedSeconds = 0;
  let firstArrivals = new Float64Array(0);
  /** Callers answered at a later attempt, until they are counted where they called first. */
  const servedAgain = new Int32Array(SLIPS_AT_A_TIME);

  /** Counts what the lead-in leaves behind, and returns the place of the first slip after it. */
  const takeLeadIn = (filled: number): number => {
    let at = 0;
    for (; at < filled && slips[at]! < startSeconds; at += SLIP) {
      const from = slips[at + 2]!;
      const to = slips[at + 3]!;
      if (to > from) {
        addFrom(busy, from);
        takeFrom(busy, to);
      }
      const leaves = (slips[at + 4]! & 3) === ANSWERED ? from + ringSeconds : slips[at]! + slips[at + 1]!;
      if (leaves <= startSeconds) continue;
      addFrom(waiting, slips[at]!);
      takeFrom(waiting, leaves);
      waitedSeconds += leaves - startSeconds;
    }
    return at;
  };

  const take: TakeSlips = (count) => {
    const filled = count * SLIP;
    let at = takeLeadIn(filled);
    while (at < filled) {
      while (interval < intervals && slips[at]! >= ends[interval]!) interval++;
      const until = interval < intervals ? ends[interval]! : Number.POSITIVE_INFINITY;
      const first = at;
      let busyWithin = 0;
      let queuedWithin = 0;
      let answeredWaited = 0;
      let abandonedWaited = 0;
      let longest = 0;
      let late = 0;
      // those that are not first attempts answered
      let others = 0;
      let firstOthers = 0;
      let blocked = 0;
      let again = 0;
      for (; at < filled; at += 8) {
        // places of a slip: attempt-slips.ts
        const arrival = slips[at]!;
        if (arrival >= until) break;
        const wait = slips[at + 1]!;
        const from = slips[at + 2]!;
        const to = slips[at + 3]!;
        const mark = slips[at + 4]!;
        let leaves = from + ringSeconds;
        if (mark === FIRST_ANSWERED) {
          answeredWaited += wait;
          if (wait > withinSeconds) late++;
        } else {
          others++;
          if (mark < SECOND) firstOthers++;
          const ended = mark & 3;
          if (ended === BLOCKED) {
            blocked++;
            continue;
          }
          if (ended === ANSWERED) {
            answeredWaited += wait;
            if (wait > withinSeconds) late++;
            servedAgain[again] = slips[at + 5]!;
            again++;
          } else {
            leaves = arrival + wait;
            abandonedWaited += wait;
          }
        }
        if (wait > longest) longest = wait;
        // most work, and most waits, end within the interval that is being counted
        if (to <= until) busyWithin += to - from;
        else if (to > from) {
          addFrom(busy, from);
          takeFrom(busy, to);
        }
        if (leaves <= until) queuedWithin += leaves - arrival;
        else {
          addFrom(waiting, arrival);
          takeFrom(waiting, leaves);
        }
      }
      // apart, since a call in the loop above would make every step of it check its arrays anew
      for (let index = 0; index < again; index++) {
        const home = intervalOf(grid, firstArrivals[servedAgain[index]!]!);
        if (home >= 0) totals[home * TOTAL_COLUMNS + TOTALS.served]! += 1;
      }
      const offered = (at - first) / SLIP;
      const served = offered - others;
      const answered = served + again;
      const place = interval * TOTAL_COLUMNS;
      totals[place + TOTALS.busySeconds]! += busyWithin;
      totals[place + TOTALS.queueSeconds]! += queuedWithin;
      queuedSeconds += queuedWithin;
      waitedSeconds += answeredWaited + abandonedWaited;
      totals[place + TOTALS.callers]! += served + firstOthers;
      totals[place + TOTALS.served]! += served;
      totals[place + TOTALS.offered]! += offered;
      totals[place + TOTALS.answered]! += answered;
      totals[place + TOTALS.inTime]! += answered - late;
      totals[place + TOTALS.abandoned]! += offered - answered - blocked;
      totals[place + TOTALS.blocked]! += blocked;
      totals[place + TOTALS.waitSeconds]! += answeredWaited + abandonedWaited;
      totals[place + TOTALS.answeredWaitSeconds]! += answeredWaited;
      const longestSoFar = totals[place + TOTALS.longestWaitSeconds]!;
      totals[place + TOTALS.longestWaitSeconds] = longest > longestSoFar ? longest : longestSoFar;
    }
  };

  return {
    grid,
    begin: (callers) => {
      totals.set(scheduled);
      clearStretches(busy);
      clearStretches(waiting);
      interval = 0;
      waitedSeconds = 0;
      queuedSeconds = 0;
      firstArrivals = callers.arrivalSeconds as Float64Array<ArrayBuffer>;
    },
    take,
    work: (fromSeconds, untilSeconds) => {
      addFrom(busy, fromSeconds);
      takeFrom(busy, untilSeconds);
    },
    end: (overtime, row) => {
      writeStretches(busy, totals, TOTALS.busySeconds);
      checkLittle(queuedSeconds + writeStretches(waiting, totals, TOTALS.queueSeconds), waitedSeconds);
      for (let stretch = 0; stretch < overtime.overtimeCount; stretch++) {
        const from = overtime.overtimeFromSeconds[stretch]!;
        addStretch(totals, TOTALS.staffedSeconds, grid, from, overtime.overtimeToSeconds[stretch]!, 1);
      }
      const last = intervals * TOTAL_COLUMNS;
      totals[last + TOTALS.staffedSeconds] = totals[last + TOTALS.busySeconds]!;
      row.set(totals);
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
