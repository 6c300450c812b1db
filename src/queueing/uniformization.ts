import type { StateVector } from "./state-vector.ts";
import type { QueueRates } from "./tagged-caller.ts";

/** A stretch of steady staff over which the arrival rate is a straight line. */
export interface Stretch {
  readonly rates: QueueRates;
  readonly callsPerSecondAtStart: number;
  /** In calls per second per second. */
  readonly slope: number;
  readonly seconds: number;
}

/** A stretch's end, and its integrals over time. */
export interface StretchOutcome {
  readonly end: StateVector;
  /** The first state of the integrals: all agents busy, or the window's lowest if that is higher. */
  readonly busyLow: number;
  /** ∫p(t)dt for the states from `busyLow` on. */
  readonly timeInState: Float64Array;
  /** ∫λ(t)p(t)dt: expected arrivals that find each state from `busyLow` on. */
  readonly arrivalsInState: Float64Array;
  /** At most this much probability was left out by ending the series. */
  readonly seriesRest: number;
  /** Terms of the series times their rounding. */
  readonly rounding: number;
}

/** Calls that leave in a second, answered or not, from a number in the system. */
export const leaveRate = (rates: QueueRates, count: number): number =>
  Math.min(count, rates.agents) * rates.serviceRate + Math.max(0, count - rates.agents) * rates.patienceRate;

/** Weights of the terms of one stretch. */
interface SeriesWeights {
  readonly count: number;
  /** Of term k in p(h). */
  readonly end: Float64Array;
  /** In ∫p. */
  readonly time: Float64Array;
  /** In ∫λp. */
  readonly arrivals: Float64Array;
  readonly rest: number;
}

/**
 * Weights w_k = e^(−Λh − λ′h²/2)(Λh)^k/k!, their integrals J_k over the stretch by
 * the backward recursion J_{k−1} = J_k + λ′(k + 1)/Λ²·J_{k+1} + w_k/Λ (integration
 * by parts), and how many terms leave out at most `allowed`, by the scalar series
 * m_{k+1} = m_k + |λ′|k/Λ²·m_{k−1} that bounds every term.
 */
const seriesWeights = (stretch: Stretch, fastest: number, allowed: number): SeriesWeights => {
  const { seconds, slope, callsPerSecondAtStart } = stretch;
  const mean = fastest * seconds;
  const length = Math.ceil(mean + 14 * Math.sqrt(mean) + 60);
  const end = new Float64Array(length + 2);
  end[0] = Math.exp(-mean - (slope * seconds * seconds) / 2);
  for (let k = 1; k < length; k++) end[k] = (end[k - 1]! * mean) / k;
  const bend = slope / (fastest * fastest);
  const bound = new Float64Array(length + 2);
  bound[0] = 1;
  bound[1] = 1;
  for (let k = 1; k < length; k++) bound[k + 1] = bound[k]! + Math.abs(bend) * k * bound[k - 1]!;
  let rest = 0;
  let count = length;
  while (count > 1 && rest + end[count - 1]! * bound[count - 1]! <= allowed) {
    rest += end[count - 1]! * bound[count - 1]!;
    count--;
  }
  const time = new Float64Array(length + 2);
  for (let k = length; k >= 1; k--) {
    time[k - 1] = time[k]! + bend * (k + 1) * time[k + 1]! + end[k]! / fastest;
  }
  const arrivals = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    arrivals[k] = callsPerSecondAtStart * time[k]! + ((slope * (k + 1)) / fastest) * time[k + 1]!;
  }
  return { count, end, time, arrivals, rest };
};

/**
 * Carries the probabilities of M/M/s+M over one stretch, exactly but for what is
 * reported: no step size enters. With q = exp(Λt + λ′t²/2)p the chain's equation
 * q′ = (Λ − λ₀ − δ)q + λ₀Eq + Dq + λ′t·Eq (E: one more in the system, D: one fewer)
 * has the series c_{k+1} = (A/Λ)c_k + λ′k/Λ²·E c_{k−1}, which for a steady rate is
 * uniformization (Jensen 1953), and for a rising rate has no negative term.
 * Only the states of `window` are carried; what leaves them is lost, and seen in the
 * sum of the outcome.
 */
export const carryOver = (
  start: StateVector,
  stretch: Stretch,
  window: { readonly low: number; readonly top: number },
  allowed: number,
): StretchOutcome => {
  const { rates, callsPerSecondAtStart, slope, seconds } = stretch;
  const { agents } = rates;
  const { low, top } = window;
  const size = top - low + 1;
  const highestArrivals = Math.max(callsPerSecondAtStart, callsPerSecondAtStart + slope * seconds);
  const fastest = highestArrivals + Math.max(leaveRate(rates, top), 1e-300);

  // One cell of zeros on either side, so that the window's edge needs no test.
  const leave = new Float64Array(size + 2);
  for (let i = 0; i <= size; i++) leave[i + 1] = leaveRate(rates, low + i) / fastest;
  const up = callsPerSecondAtStart / fastest;
  const bend = slope / (fastest * fastest);
  const weights = seriesWeights(stretch, fastest, allowed);

  let current = new Float64Array(size + 2);
  current.set(start.values, start.low - low + 1);
  let next = new Float64Array(size + 2);
  let before = new Float64Array(size + 2);
  const end = new Float64Array(size + 2);
  const busyLow = Math.max(low, agents);
  const busyFrom = Math.min(size + 1, busyLow - low + 1);
  const time = new Float64Array(size + 2);
  const arrivals = slope === 0 ? undefined : new Float64Array(size + 2);
  const leastWeight = allowed * 1e-6;
  for (let k = 0; k < weights.count; k++) {
    if (weights.end[k]! > leastWeight) {
      jumpAndAdd(current, next, leave, up, size, end, weights.end[k]!);
    } else {
      jump(current, next, leave, up, size);
    }
    addScaled(time, current, weights.time[k]!, busyFrom, size);
    if (arrivals) addScaled(arrivals, current, weights.arrivals[k]!, busyFrom, size);
    if (slope !== 0) addShifted(next, before, bend * k, size);
    const free = before;
    before = current;
    current = next;
    next = free;
  }
  const timeInState = time.slice(busyFrom, size + 1);
  return {
    end: { low, values: end.slice(1, size + 1) },
    busyLow,
    timeInState,
    arrivalsInState: arrivals
      ? arrivals.slice(busyFrom, size + 1)
      : timeInState.map((value) => value * callsPerSecondAtStart),
    seriesRest: weights.rest,
    rounding: weights.count * Number.EPSILON,
  };
};

/** sum += weight·values on the cells from `from` to `to`. */
const addScaled = (
  sum: Float64Array,
  values: Float64Array,
  weight: number,
  from: number,
  to: number,
): void => {
  for (let i = from; i <= to; i++) sum[i] = sum[i]! + weight * values[i]!;
};

/** sum[i] += weight·values[i − 1]: one more in the system. */
const addShifted = (sum: Float64Array, values: Float64Array, weight: number, size: number): void => {
  for (let i = 1; i <= size; i++) sum[i] = sum[i]! + weight * values[i - 1]!;
};

/** One jump of the uniformized chain: `leave[i]` is the chance of one fewer, `up` that of one more. */
const jump = (from: Float64Array, to: Float64Array, leave: Float64Array, up: number, size: number): void => {
  const others = 1 - up;
  let left = from[0]!;
  let here = from[1]!;
  let leaving = leave[1]! * here;
  for (let i = 1; i <= size; i++) {
    const right = from[i + 1]!;
    const coming = leave[i + 1]! * right;
    to[i] = others * here + up * left - leaving + coming;
    left = here;
    here = right;
    leaving = coming;
  }
};

/** As {@link jump}, and `end` += weight·from on the way. */
const jumpAndAdd = (
  from: Float64Array,
  to: Float64Array,
  leave: Float64Array,
  up: number,
  size: number,
  end: Float64Array,
  weight: number,
): void => {
  const others = 1 - up;
  let left = from[0]!;
  let here = from[1]!;
  let leaving = leave[1]! * here;
  for (let i = 1; i <= size; i++) {
    const right = from[i + 1]!;
    const coming = leave[i + 1]! * right;
    end[i] = end[i]! + weight * here;
    to[i] = others * here + up * left - leaving + coming;
    left = here;
    here = right;
    leaving = coming;
  }
};

/** Terms of the series that one stretch is cut to: more need a wider window, fewer waste the tail of each. */
const TERMS_PER_STRETCH = 256;

/** How long a stretch may be at once: 256 jumps, and little enough bend that the series does not cancel. */
export const longestStretch = (fastest: number, slope: number): number =>
  Math.min(
    TERMS_PER_STRETCH / fastest,
    slope === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(2 / Math.abs(slope)),
  );
