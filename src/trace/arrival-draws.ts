import { fillExponential } from "../random/exponential.ts";
import type { RandomStream } from "../random/stream.ts";
import { componentCalls, type RateComponent } from "./rate-component.ts";
import { type RateSegment, segmentTime } from "./rate-segment.ts";

/** A column that grows when a day outgrows it, so that later days allocate nothing. */
export interface GrowingColumn {
  values: Float64Array;
}

/** Gaps are drawn in pieces of this many. */
const PIECE = 128;
const gaps = new Float64Array(PIECE);

/** Makes room for `length` values, keeping those that are there. */
export const makeRoom = (column: GrowingColumn, length: number): void => {
  if (length <= column.values.length) return;
  const larger = new Float64Array(Math.ceil(length * 1.5) + 64);
  larger.set(column.values);
  column.values = larger;
};

/**
 * Draws the arrival times of one component on one day into `column`, in time
 * order, and returns how many there are. Exact: the arrivals of a unit-rate
 * Poisson process, mapped through the inverse of the component's cumulative
 * rate times `level` (Çinlar, Introduction to Stochastic Processes, 1975,
 * chapter 4.7).
 *
 * @param level what the day multiplies every rate by, greater than 0
 */
export const drawArrivals = (
  component: RateComponent,
  level: number,
  stream: RandomStream,
  column: GrowingColumn,
): number => {
  const { segments, callsBefore } = component;
  const total = componentCalls(component);
  let count = 0;
  let calls = 0;
  let index = -1;
  let segment: RateSegment | undefined;
  let before = 0;
  let upTo = 0;
  let secondsPerCall = 0;
  while (true) {
    // cumulative rate is counted in units of the component's own, so the level shrinks the gaps
    fillExponential(stream, 1 / level, gaps);
    makeRoom(column, count + PIECE);
    const times = column.values;
    for (let i = 0; i < PIECE; i++) {
      calls += gaps[i]!;
      if (calls >= upTo) {
        if (calls >= total) return count;
        do index++;
        while (calls >= callsBefore[index + 1]!);
        segment = segments[index]!;
        before = callsBefore[index]!;
        upTo = callsBefore[index + 1]!;
        secondsPerCall = segment.kind === "constant" ? 1 / segment.rate : 0;
      }
      const { startSeconds, endSeconds, kind } = segment!;
      times[count] =
        kind === "constant"
          ? Math.min(startSeconds + (calls - before) * secondsPerCall, endSeconds)
          : segmentTime(segment!, calls - before);
      count++;
    }
  }
};

/**
 * Merges the first `added` values of `from` into the first `count` of `into`,
 * both sorted upwards, in place; of equal times those already there come first.
 */
export const mergeArrivals = (
  into: GrowingColumn,
  count: number,
  from: GrowingColumn,
  added: number,
): void => {
  makeRoom(into, count + added);
  const target = into.values;
  const source = from.values;
  let kept = count - 1;
  let next = added - 1;
  for (let place = count + added - 1; next >= 0; place--) {
    if (kept >= 0 && target[kept]! > source[next]!) {
      target[place] = target[kept]!;
      kept--;
    } else {
      target[place] = source[next]!;
      next--;
    }
  }
};
