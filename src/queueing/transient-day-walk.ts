import { lateBeforeChange, lateOf, steadyAnswerTable } from "./answer-in-time.ts";
import { expectedCalls } from "./arrival-rate.ts";
import { callsLeavingAgentsHold, changeStaff } from "./staff-change.ts";
import { agentsAt, type StaffChange } from "./staff-schedule.ts";
import { meanOf, type StateVector, totalOf } from "./state-vector.ts";
import type { QueueRates } from "./tagged-caller.ts";
import type { TransientQuestion } from "./transient-question.ts";
import { type WalkState, walk, walkFrom } from "./transient-walk.ts";
import type { StretchOutcome } from "./uniformization.ts";

/** What one interval gathers on the way. */
export interface Gathered {
  queueSeconds: number;
  /** Calls that left the system as answered, by what came, what left and what stayed. */
  finished: number;
  lateOrLost: number;
  /** Error of `lateOrLost` beside what `lost` hides, in callers. */
  lateError: number;
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
  tolerance: number,
  lossPerSecond: number,
): Walked => {
  const { boundsSeconds, withinSeconds, rates } = question;
  const first = boundsSeconds[0]!;
  const steadyChances = steadyAnswerTable(withinSeconds, base);
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
      gathered.push({ queueSeconds: 0, finished: 0, lateOrLost: 0, lateError: 0, highestCount: 0, lost: 0 });
    }
    const interval = gathered.at(-1)!;
    const changesAhead = changes.filter(
      (change) => change.atSeconds > from && change.atSeconds < to + withinSeconds,
    );
    let highestCount = 0;
    const listen = (outcome: StretchOutcome): void => {
      const { busyLow, timeInState } = outcome;
      const top = outcome.end.low + outcome.end.values.length - 1;
      highestCount = Math.max(highestCount, top);
      for (let i = 0; i < timeInState.length; i++) {
        interval.queueSeconds += timeInState[i]! * (busyLow + i - agents);
      }
      if (changesAhead.length > 0) return;
      const chances = steadyChances(agents, top - agents + 1);
      interval.lateOrLost += lateOf(busyLow, outcome.arrivalsInState, agents, chances);
    };
    const before = state;
    const queueBefore = interval.queueSeconds;
    state = walk(before, rates, queue, from, to, lossPerSecond, listen);
    longestQueue = Math.max(longestQueue, highestCount - agents + 1);
    interval.highestCount = Math.max(interval.highestCount, highestCount);
    if (changesAhead.length > 0) {
      const span = { rates, withinSeconds, queue, changesAhead, fromSeconds: from, toSeconds: to };
      const late = lateBeforeChange(span, before, tolerance / 3, lossPerSecond);
      interval.lateOrLost += late.count;
      interval.lateError += late.error;
    }
    // Flow balance: what is neither still here nor has given up was finished by an agent.
    interval.finished +=
      meanOf(before.vector, (count) => count) +
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
