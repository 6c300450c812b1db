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

/** Makes room for `length` values, keeping those that are there. */
export const makeRoom = (column: GrowingColumn, length: number): void => {
  if (length <= column.values.length) return;
  const larger = new Float64Array(Math.ceil(length * 1.5) + 64);
  larger.set(column.values);
  column.values = larger;
};

// What follows is done for every caller of every replication: plain loops over
// numbers, one for each kind of segment. Each turns cumulative calls below
// `upTo` into times, from place `from` on, and says where it stopped.

const timesOfConstant = (
  values: Float64Array,
  from: number,
  drawn: number,
  before: number,
  upTo: number,
  start: number,
  end: number,
  secondsPerCall: number,
): number => {
  let i = from;
  for (; i < drawn; i++) {
    const calls = values[i]!;
    if (calls >= upTo) break;
    const time = start + (calls - before) * secondsPerCall;
    values[i] = time < end ? time : end;
  }
  return i;
};

const timesOfExponential = (
  values: Float64Array,
  from: number,
  drawn: number,
  before: number,
  upTo: number,
  start: number,
  end: number,
  shareOfTailPerCall: number,
  foldSeconds: number,
): number => {
  let i = from;
  for (; i < drawn; i++) {
    const calls = values[i]!;
    if (calls >= upTo) break;
    const left = 1 - (calls - before) * shareOfTailPerCall;
    const time = left > 0 ? start - Math.log(left) * foldSeconds : end;
    values[i] = time < end ? time : end;
  }
  return i;
};

const timesOfAny = (
  values: Float64Array,
  from: number,
  drawn: number,
  before: number,
  upTo: number,
  segment: RateSegment,
): number => {
  let i = from;
  for (; i < drawn; i++) {
    const calls = values[i]!;
    if (calls >= upTo) break;
    values[i] = segmentTime(segment, calls - before);
  }
  return i;
};

const timesWithin = (
  segment: RateSegment,
  values: Float64Array,
  from: number,
  drawn: number,
  before: number,
  upTo: number,
): number => {
  const { startSeconds, endSeconds } = segment;
  switch (segment.kind) {
    case "constant": {
      const secondsPerCall = 1 / segment.rate;
      return timesOfConstant(values, from, drawn, before, upTo, startSeconds, endSeconds, secondsPerCall);
    }
    case "exponential": {
      const share = segment.decay / segment.startRate;
      const fold = 1 / segment.decay;
      return timesOfExponential(values, from, drawn, before, upTo, startSeconds, endSeconds, share, fold);
    }
    case "linear":
      return timesOfAny(values, from, drawn, before, upTo, segment);
  }
};

/** Adds the values up in place, starting from `sum`, and gives the last sum. */
const addUp = (values: Float64Array, from: number, to: number, sum: number): number => {
  let calls = sum;
  for (let i = from; i < to; i++) {
    calls += values[i]!;
    values[i] = calls;
  }
  return calls;
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
  // expected calls are counted in units of the component's own, so the level shrinks the gaps
  const meanGap = 1 / level;
  let drawn = 0;
  let calls = 0;
  while (calls < total) {
    makeRoom(column, drawn + PIECE);
    const { values } = column;
    fillExponential(stream, meanGap, values, drawn, drawn + PIECE);
    calls = addUp(values, drawn, drawn + PIECE, calls);
    drawn += PIECE;
  }

  const { values } = column;
  let from = 0;
  for (let index = 0; index < segments.length; index++) {
    from = timesWithin(segments[index]!, values, from, drawn, callsBefore[index]!, callsBefore[index + 1]!);
  }
  return from;
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
