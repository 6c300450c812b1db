import { outOfDomain } from "../random/out-of-domain.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { componentCalls, type RateComponent, rateComponents } from "./rate-component.ts";
import { segmentCalls, segmentRate } from "./rate-segment.ts";

/** A stretch of time with one arrival rate. */
export interface RateBin {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** The mean rate over the stretch: its expected calls over its length. */
  readonly callsPerSecond: number;
}

/**
 * The expected arrival rate λ(t) of fresh callers over the opening hours,
 * exact at every t: a spike counts with its probability, a day's level with
 * its mean of 1. Times are seconds after midnight. No redials are in it.
 */
export interface ArrivalRate {
  readonly openSeconds: number;
  readonly closeSeconds: number;
  readonly components: readonly RateComponent[];
  /** Expected calls over the day. */
  readonly totalCalls: number;
  /** λ(t) in calls per second; 0 while the line is closed. */
  readonly at: (seconds: number) => number;
  /** Λ(t): expected calls from the opening to t. */
  readonly cumulative: (seconds: number) => number;
  /**
   * The earliest t with Λ(t) = calls, to the precision of the time itself.
   * RangeError outside 0 to `totalCalls`.
   */
  readonly inverse: (calls: number) => number;
  /** Expected calls from one time to a later one; RangeError if it is not later. */
  readonly expectedCalls: (fromSeconds: number, toSeconds: number) => number;
  /** The opening hours in bins of the width given, the last one perhaps shorter; RangeError unless positive. */
  readonly binned: (binSeconds: number) => RateBin[];
}

/** The place of the last number in `sorted` that is at most `value`; −1 if none is. */
const lastAtMost = (sorted: ArrayLike<number>, value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

interface PreparedComponent {
  readonly component: RateComponent;
  readonly starts: Float64Array;
}

const rateOf = ({ component, starts }: PreparedComponent, seconds: number): number => {
  const segment = component.segments[lastAtMost(starts, seconds)];
  if (segment === undefined || seconds >= segment.endSeconds) return 0;
  return component.probability * segmentRate(segment, seconds);
};

const callsOf = ({ component, starts }: PreparedComponent, seconds: number): number => {
  const index = lastAtMost(starts, seconds);
  const segment = component.segments[index];
  if (segment === undefined) return 0;
  const within = segmentCalls(segment, Math.min(seconds, segment.endSeconds));
  return component.probability * (component.callsBefore[index]! + within);
};

/** The expected arrival rate of a scenario. Throws InvalidInput for calls that have no time to come at. */
export const createArrivalRate = (scenario: Scenario): ArrivalRate => {
  const { openSeconds, closeSeconds } = scenario.hours;
  const components = rateComponents(scenario);
  const prepared = components.map((component) => ({
    component,
    starts: Float64Array.from(component.segments, (segment) => segment.startSeconds),
  }));

  const at = (seconds: number): number => prepared.reduce((sum, part) => sum + rateOf(part, seconds), 0);
  const cumulative = (seconds: number): number =>
    prepared.reduce((sum, part) => sum + callsOf(part, seconds), 0);

  const edges = [
    ...new Set([
      openSeconds,
      closeSeconds,
      ...components.flatMap(({ segments }) => segments.flatMap((s) => [s.startSeconds, s.endSeconds])),
    ]),
  ].sort((a, b) => a - b);
  const callsAtEdges = Float64Array.from(edges, cumulative);
  const totalCalls = components.reduce((sum, part) => sum + part.probability * componentCalls(part), 0);

  const inverse = (calls: number): number => {
    if (!(calls >= 0 && calls <= totalCalls)) {
      throw outOfDomain("calls", calls, `from 0 to the day's ${totalCalls} expected calls`);
    }
    let low = openSeconds;
    let high = closeSeconds;
    for (let i = 0; i < edges.length; i++) {
      if (callsAtEdges[i]! >= calls) {
        high = edges[i]!;
        low = edges[Math.max(0, i - 1)]!;
        if (callsAtEdges[i] === calls) return firstReaching(callsAtEdges, edges, i);
        break;
      }
    }
    return invertBetween(cumulative, at, calls, low, high);
  };

  const expectedCalls = (fromSeconds: number, toSeconds: number): number => {
    if (!(toSeconds >= fromSeconds)) {
      throw outOfDomain("toSeconds", toSeconds, `no earlier than fromSeconds = ${fromSeconds}`);
    }
    return cumulative(toSeconds) - cumulative(fromSeconds);
  };

  const binned = (binSeconds: number): RateBin[] => {
    if (!(binSeconds > 0)) throw outOfDomain("binSeconds", binSeconds, "greater than 0");
    // a remainder of rounding is no bin
    const bins = Math.max(1, Math.ceil((closeSeconds - openSeconds) / binSeconds - 1e-9));
    return Array.from({ length: bins }, (_, i) => {
      const startSeconds = openSeconds + i * binSeconds;
      const endSeconds = i === bins - 1 ? closeSeconds : startSeconds + binSeconds;
      const callsPerSecond = expectedCalls(startSeconds, endSeconds) / (endSeconds - startSeconds);
      return { startSeconds, endSeconds, callsPerSecond };
    });
  };

  return {
    openSeconds,
    closeSeconds,
    components,
    totalCalls,
    at,
    cumulative,
    inverse,
    expectedCalls,
    binned,
  };
};

/** Goes back over edges between which nobody calls. */
const firstReaching = (callsAtEdges: Float64Array, edges: readonly number[], from: number): number => {
  let index = from;
  while (index > 0 && callsAtEdges[index - 1] === callsAtEdges[from]) index--;
  return edges[index]!;
};

/** Newton's method for Λ(t) = calls between two edges, kept between bounds by bisection. */
const invertBetween = (
  cumulative: (seconds: number) => number,
  rate: (seconds: number) => number,
  calls: number,
  lowSeconds: number,
  highSeconds: number,
): number => {
  let low = lowSeconds;
  let high = highSeconds;
  let t = (low + high) / 2;
  for (let round = 0; round < 200; round++) {
    const excess = cumulative(t) - calls;
    if (excess === 0) return t;
    if (excess > 0) high = t;
    else low = t;
    const newton = t - excess / rate(t);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 2 ** -51 * Math.abs(t) || next <= low || next >= high) return next;
    t = next;
  }
  return t;
};
