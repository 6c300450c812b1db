import { expectedCalls, type RatePiece, rateWithin } from "./arrival-rate.ts";
import { GAUSS_16 } from "./quadrature.ts";
import { callsLeavingAgentsHold, changeStaff } from "./staff-change.ts";
import { agentsAt, type StaffChange } from "./staff-schedule.ts";
import { meanOf, type StateVector, totalOf } from "./state-vector.ts";
import {
  beforeChange,
  earlier,
  notAnsweredInTime,
  type QueueRates,
  type TaggedOutcome,
} from "./tagged-caller.ts";
import type { TransientQuestion } from "./transient-question.ts";
import { type WalkState, walk, walkFrom } from "./transient-walk.ts";
import type { StretchOutcome } from "./uniformization.ts";

/** What one interval gathers on the way. */
export interface Gathered {
  queueSeconds: number;
  /** Calls that left the system as answered, by what came, what left and what stayed. */
  finished: number;
  lateOrLost: number;
  highestCount: number;
  lost: number;
}

/** A moment between intervals: probabilities just after any change of staff there. */
export interface Bound {
  readonly seconds: number;
  readonly agents: number;
  readonly vector: StateVector;
}

/** Calls in hand of agents who have left, and since when. */
export interface Overtime {
  readonly sinceSeconds: number;
  readonly calls: number;
}

/**
 * The chance of an answer within T of arriving, for k others before, now. Staff may
 * change on the way.
 */
const chanceOfAnswerInTime = (
  question: TransientQuestion,
  changes: readonly StaffChange[],
  rates: QueueRates,
  seconds: number,
  places: number,
): TaggedOutcome => {
  const deadline = seconds + question.withinSeconds;
  const ahead = changes.filter((change) => change.atSeconds > seconds && change.atSeconds < deadline);
  let outcome = notAnsweredInTime(places);
  let at = deadline;
  for (const change of ahead.reverse()) {
    outcome = earlier(outcome, { ...rates, agents: change.after }, at - change.atSeconds);
    outcome = beforeChange(outcome, change.before, change.after);
    at = change.atSeconds;
  }
  return earlier(outcome, rates, at - seconds);
};

/** A table of plain answer chances, one for each number of agents, grown as queues grow. */
const steadyAnswerTable = (question: TransientQuestion, rates: QueueRates) => {
  const table = new Map<number, Float64Array>();
  return (agents: number, places: number): Float64Array => {
    const known = table.get(agents);
    if (known && known.length >= places) return known;
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, places)));
    const { values } = chanceOfAnswerInTime(question, [], { ...rates, agents }, 0, size);
    table.set(agents, values);
    return values;
  };
};

/** Σ over the states from `low` on of a weight times the chance of no answer in time on finding that state. */
const lateOf = (low: number, weights: Float64Array, agents: number, chances: Float64Array): number => {
  let sum = 0;
  for (let i = Math.max(0, agents - low); i < weights.length; i++) {
    sum += weights[i]! * (1 - chances[low + i - agents]!);
  }
  return sum;
};

/** Moments at which anything changes between start and end, both included. */
const marksOf = (question: TransientQuestion, changes: readonly StaffChange[]): number[] => {
  const { boundsSeconds, withinSeconds } = question;
  const first = boundsSeconds[0]!;
  const last = boundsSeconds.at(-1)!;
  const marks = new Set(boundsSeconds);
  for (const change of changes) {
    marks.add(change.atSeconds);
    marks.add(change.atSeconds - withinSeconds);
  }
  for (const piece of question.rates) {
    marks.add(piece.startSeconds);
    marks.add(piece.endSeconds);
  }
  return [...marks].filter((mark) => mark >= first && mark <= last).sort((a, b) => a - b);
};

const rateAt = (rates: readonly RatePiece[], seconds: number): number => {
  const piece = rates.find((one) => one.startSeconds <= seconds && seconds < one.endSeconds);
  return piece ? rateWithin(piece, seconds) : 0;
};

/** What the walk through the whole day leaves behind. */
export interface Walked {
  readonly gathered: readonly Gathered[];
  readonly bounds: readonly Bound[];
  readonly overtime: readonly Overtime[];
  readonly longestQueue: number;
}

/** Walks through the day, interval by interval, and gathers what each one's figures are made of. */
export const walkThrough = (
  question: TransientQuestion,
  changes: readonly StaffChange[],
  base: Omit<QueueRates, "agents">,
  start: StateVector,
  lossPerSecond: number,
): Walked => {
  const { boundsSeconds, withinSeconds, rates } = question;
  const first = boundsSeconds[0]!;
  const steadyChances = steadyAnswerTable(question, { ...base, agents: 0 });
  const startTotal = totalOf(start);
  let state: WalkState = walkFrom(start);
  let agents = agentsAt(question.staff, first);
  let longestQueue = 0;
  const gathered: Gathered[] = [];
  const bounds: Bound[] = [{ seconds: first, agents, vector: start }];
  const overtime: Overtime[] = [];
  const marks = marksOf(question, changes);

  for (let m = 0; m + 1 < marks.length; m++) {
    const from = marks[m]!;
    const to = marks[m + 1]!;
    const queue: QueueRates = { ...base, agents };
    if (boundsSeconds.includes(from)) {
      gathered.push({ queueSeconds: 0, finished: 0, lateOrLost: 0, highestCount: 0, lost: 0 });
    }
    const interval = gathered.at(-1)!;
    const changeAhead = changes.some(
      (change) => change.atSeconds > from && change.atSeconds < to + withinSeconds,
    );
    const listen =
      (countInTime: boolean) =>
      (outcome: StretchOutcome): void => {
        const { busyLow, timeInState } = outcome;
        const top = outcome.end.low + outcome.end.values.length - 1;
        longestQueue = Math.max(longestQueue, top - agents + 1);
        interval.highestCount = Math.max(interval.highestCount, top);
        for (let i = 0; i < timeInState.length; i++) {
          interval.queueSeconds += timeInState[i]! * (busyLow + i - agents);
        }
        if (countInTime) {
          const chances = steadyChances(agents, top - agents + 1);
          interval.lateOrLost += lateOf(busyLow, outcome.arrivalsInState, agents, chances);
        }
      };
    const numberBefore = meanOf(state.vector, (count) => count);
    const queueBefore = interval.queueSeconds;
    if (!changeAhead) {
      state = walk(state, rates, queue, from, to, lossPerSecond, listen(true));
    } else {
      // The chance of an answer in time now varies with the moment of arrival: Gauss points over it.
      const half = (to - from) / 2;
      let at = from;
      for (let i = 15; i >= 0; i--) {
        const node = from + half * (1 + GAUSS_16.nodes[i]!);
        state = walk(state, rates, queue, at, node, lossPerSecond, listen(false));
        const { low, values } = state.vector;
        const places = Math.max(1, low + values.length - agents);
        const chances = chanceOfAnswerInTime(question, changes, queue, node, places).values;
        interval.lateOrLost +=
          half * GAUSS_16.weights[i]! * rateAt(rates, node) * lateOf(low, values, agents, chances);
        at = node;
      }
      state = walk(state, rates, queue, at, to, lossPerSecond, listen(false));
    }
    // Flow balance: what is neither still here nor has given up was finished by an agent.
    interval.finished +=
      numberBefore +
      expectedCalls(rates, from, to) -
      base.patienceRate * (interval.queueSeconds - queueBefore) -
      meanOf(state.vector, (count) => count);
    interval.lost = Math.abs(startTotal - totalOf(state.vector)) + state.seriesRest + state.rounding;
    const change = changes.find((one) => one.atSeconds === to);
    if (change) {
      const calls = callsLeavingAgentsHold(state.vector, change.before, change.after);
      if (calls > 0) overtime.push({ sinceSeconds: to, calls });
      state = { ...state, vector: changeStaff(state.vector, change.before, change.after) };
      agents = change.after;
    }
    if (boundsSeconds.includes(to)) bounds.push({ seconds: to, agents, vector: state.vector });
  }
  return { gathered, bounds, overtime, longestQueue };
};
