import { expectedCalls, type RatePiece, rateAt } from "./arrival-rate.ts";
import { GAUSS_16 } from "./quadrature.ts";
import type { StaffChange } from "./staff-schedule.ts";
import { type StateVector, totalOf } from "./state-vector.ts";
import {
  beforeChange,
  earlier,
  notAnsweredInTime,
  type QueueRates,
  type TaggedOutcome,
} from "./tagged-caller.ts";
import { type WalkState, walk } from "./transient-walk.ts";

/**
 * Chances of an answer within the answer time under steady staff, for k others
 * before: a table for each number of agents, grown as queues grow.
 */
export const steadyAnswerTable = (withinSeconds: number, rates: Omit<QueueRates, "agents">) => {
  const table = new Map<number, Float64Array>();
  return (agents: number, places: number): Float64Array => {
    const known = table.get(agents);
    if (known && known.length >= places) return known;
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, places)));
    const { values } = earlier(notAnsweredInTime(size), { ...rates, agents }, withinSeconds);
    table.set(agents, values);
    return values;
  };
};

/** Σ over the states from `low` on of a weight times the chance of no answer in time on finding that state. */
export const lateOf = (low: number, weights: Float64Array, agents: number, chances: Float64Array): number => {
  let sum = 0;
  for (let i = Math.max(0, agents - low); i < weights.length; i++) {
    sum += weights[i]! * (1 - chances[low + i - agents]!);
  }
  return sum;
};

/** Callers of a span who are not answered in time, all with the same changes of staff ahead of them. */
export interface LateCallers {
  readonly count: number;
  /** Of `count`, in callers: by how much the last refinement changed it, and what was lost on the way. */
  readonly error: number;
}

/** A span of arrivals, of straight rate and steady staff, with changes of staff within the answer time of all. */
export interface SpanBeforeChange {
  readonly rates: readonly RatePiece[];
  readonly withinSeconds: number;
  readonly queue: QueueRates;
  /** In order of time. */
  readonly changesAhead: readonly StaffChange[];
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** The late callers by a composite rule of 16-point Gauss panels over the moments of arrival. */
const byPanels = (
  span: SpanBeforeChange,
  start: WalkState,
  panels: number,
  lossPerSecond: number,
): { readonly count: number; readonly lost: number } => {
  const { rates, withinSeconds, queue, changesAhead, fromSeconds, toSeconds } = span;
  const half = (toSeconds - fromSeconds) / panels / 2;
  const nodes: { seconds: number; weight: number; vector: StateVector }[] = [];
  let state = start;
  let at = fromSeconds;
  for (let panel = 0; panel < panels; panel++) {
    const middle = fromSeconds + (2 * panel + 1) * half;
    for (let i = 15; i >= 0; i--) {
      const seconds = middle + half * GAUSS_16.nodes[i]!;
      state = walk(state, rates, queue, at, seconds, lossPerSecond, () => {});
      nodes.push({ seconds, weight: half * GAUSS_16.weights[i]!, vector: state.vector });
      at = seconds;
    }
  }
  const places = Math.max(1, ...nodes.map(({ vector }) => vector.low + vector.values.length - queue.agents));
  const backwards = changesAhead.toReversed();
  const [lastChange] = backwards as [StaffChange];
  /** What may still come after the last change; grows from node to node, as the end of the answer time moves on. */
  let beyond = notAnsweredInTime(places);
  let beyondSeconds = 0;
  let count = 0;
  for (const { seconds, weight, vector } of nodes) {
    const reachSeconds = seconds + withinSeconds - lastChange.atSeconds;
    beyond = earlier(beyond, { ...queue, agents: lastChange.after }, reachSeconds - beyondSeconds);
    beyondSeconds = reachSeconds;
    let outcome: TaggedOutcome = beyond;
    backwards.forEach((change, index) => {
      const since = backwards[index + 1]?.atSeconds ?? seconds;
      outcome = beforeChange(outcome, change.before, change.after);
      outcome = earlier(outcome, { ...queue, agents: change.before }, change.atSeconds - since);
    });
    const late = lateOf(vector.low, vector.values, queue.agents, outcome.values);
    count += weight * rateAt(rates, seconds) * late;
  }
  const lost =
    Math.abs(totalOf(start.vector) - totalOf(state.vector)) +
    (state.seriesRest - start.seriesRest) +
    (state.rounding - start.rounding);
  return { count, lost };
};

/** Doublings of the panels at most: 16 panels, 256 moments of arrival. */
const MOST_DOUBLINGS = 4;

/**
 * Callers who arrive with changes of staff within their answer time, and are not
 * answered in it: ∫λ(t)·P(late | arrival at t)dt.
 *
 * Each caller is carried across the changes by the tagged caller's chain. The chance
 * varies with the moment of arrival, over which it has all derivatives, so that a
 * Gauss rule is taken on twice as many panels until it changes by at most the share
 * `allowed` of the span's callers. Its last change stands in the error: it is the
 * error of the coarser rule, and far above that of the finer, whose result is given.
 */
export const lateBeforeChange = (
  span: SpanBeforeChange,
  start: WalkState,
  allowed: number,
  lossPerSecond: number,
): LateCallers => {
  const callers = expectedCalls(span.rates, span.fromSeconds, span.toSeconds);
  if (callers === 0) return { count: 0, error: 0 };
  let coarse = byPanels(span, start, 1, lossPerSecond);
  for (let doubling = 1; ; doubling++) {
    const fine = byPanels(span, start, 2 ** doubling, lossPerSecond);
    const error = Math.abs(fine.count - coarse.count);
    if (error <= allowed * callers || doubling === MOST_DOUBLINGS) {
      return { count: fine.count, error: error + fine.lost * callers };
    }
    coarse = fine;
  }
};
