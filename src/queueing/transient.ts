import { expectedCalls, type RatePiece, rateWithin, requireRates } from "./arrival-rate.ts";
import { requireNonNegative, requirePositive } from "./domain.ts";
import { DomainError } from "./domain-error.ts";
import { GAUSS_16 } from "./quadrature.ts";
import { callsLeavingAgentsHold, changeStaff } from "./staff-change.ts";
import { agentsAt, requireStaff, type StaffChange, type StaffPiece, staffChanges } from "./staff-schedule.ts";
import { EMPTY_SYSTEM, meanOf, type StateVector, totalOf } from "./state-vector.ts";
import {
  beforeChange,
  earlier,
  leavingUnderSteadyStaff,
  notAnsweredInTime,
  type QueueRates,
  type TaggedOutcome,
} from "./tagged-caller.ts";
import type { TargetFigures } from "./targets.ts";
import { type WalkState, walk, walkFrom } from "./transient-walk.ts";
import type { StretchOutcome } from "./uniformization.ts";

/** A day's arrivals and staff, whose queue is followed through time. */
export interface TransientQuestion {
  readonly rates: readonly RatePiece[];
  /**
   * Nobody is on duty in gaps. From the last bound on the staff of that moment stays
   * until the queue is empty.
   */
  readonly staff: readonly StaffPiece[];
  readonly handlingSeconds: number;
  readonly patienceSeconds: number;
  /** Bounds of the intervals to report, sorted upwards; the first is the start, the last the end. */
  readonly boundsSeconds: readonly number[];
  readonly withinSeconds: number;
  /** Largest error of each interval's abandonment; 10⁻⁸ if absent. */
  readonly tolerance?: number;
  /** Probabilities of 0, 1, 2 … callers in the system at the start; empty if absent. */
  readonly startProbabilities?: readonly number[];
}

/** Expected counts of one interval's arrivals, whenever they are answered or give up. */
export interface TransientInterval {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly agents: number;
  readonly offered: number;
  readonly answered: number;
  readonly answeredInTime: number;
  readonly abandoned: number;
  /** Sum of the waits of all offered. */
  readonly waitedSeconds: number;
  /** Agents' busy time within the interval, with the overtime of those who left. */
  readonly busySeconds: number;
  /** Time on duty, overtime included. */
  readonly staffedSeconds: number;
  /** Mean number waiting over the interval. */
  readonly meanQueueLength: number;
  /** Rates over the offered; absent where no call is expected. */
  readonly figures?: TargetFigures;
  /** Bound on the error of `figures.abandonment`: windows, series and rounding. */
  readonly errorBound: number;
}

export interface TransientResult {
  readonly state: "bounded";
  readonly intervals: readonly TransientInterval[];
  /** The largest of the intervals' bounds. */
  readonly errorBound: number;
}

const DEFAULT_TOLERANCE = 1e-8;

/** Checks the question, and returns its error tolerance. */
const requireQuestion = (question: TransientQuestion): number => {
  requireRates(question.rates);
  requireStaff(question.staff);
  requirePositive("handlingSeconds", question.handlingSeconds);
  requirePositive("patienceSeconds", question.patienceSeconds);
  requireNonNegative("withinSeconds", question.withinSeconds);
  const { boundsSeconds } = question;
  if (boundsSeconds.length < 2) {
    throw new DomainError(
      "boundsSeconds",
      `of length ${boundsSeconds.length}`,
      "at least a start and an end",
    );
  }
  boundsSeconds.forEach((bound, index) => {
    if (!(Number.isFinite(bound) && (index === 0 || bound > boundsSeconds[index - 1]!))) {
      throw new DomainError(`boundsSeconds[${index}]`, bound, "finite and after the bound before");
    }
  });
  return requirePositive("tolerance", question.tolerance ?? DEFAULT_TOLERANCE);
};

/** What one interval gathers on the way. */
interface Gathered {
  queueSeconds: number;
  /** Calls that left the system as answered, by what came, what left and what stayed. */
  finished: number;
  lateOrLost: number;
  highestCount: number;
  lost: number;
}

/** A moment between intervals: probabilities just after any change of staff there. */
interface Bound {
  readonly seconds: number;
  readonly agents: number;
  readonly vector: StateVector;
}

/** Calls in hand of agents who have left, and since when. */
interface Overtime {
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
interface Walked {
  readonly gathered: readonly Gathered[];
  readonly bounds: readonly Bound[];
  readonly overtime: readonly Overtime[];
  readonly longestQueue: number;
}

const walkThrough = (
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

/**
 * For each bound, how many of those then waiting will give up: the mean of the sum
 * of their chances. One sweep back through the day, from the end, after which staff
 * is steady.
 */
const waitingWhoWillLeave = (
  walked: Walked,
  changes: readonly StaffChange[],
  base: Omit<QueueRates, "agents">,
): number[] => {
  const places = Math.max(1, walked.longestQueue + 1);
  const last = walked.bounds.at(-1)!;
  let outcome = leavingUnderSteadyStaff({ ...base, agents: last.agents }, places);
  let at = last.seconds;
  let agents = last.agents;
  const remaining = [...changes];
  const leaving: number[] = [];
  for (const bound of [...walked.bounds].reverse()) {
    while (remaining.length > 0 && remaining.at(-1)!.atSeconds > bound.seconds) {
      const change = remaining.pop()!;
      outcome = earlier(outcome, { ...base, agents: change.after }, at - change.atSeconds);
      outcome = beforeChange(outcome, change.before, change.after);
      at = change.atSeconds;
      agents = change.before;
    }
    outcome = earlier(outcome, { ...base, agents }, at - bound.seconds);
    at = bound.seconds;
    const sums = new Float64Array(places + 1);
    for (let k = 0; k < places; k++) sums[k + 1] = sums[k]! + outcome.values[k]!;
    leaving.push(meanOf(bound.vector, (count) => sums[Math.max(0, Math.min(places, count - agents))]!));
  }
  return leaving.reverse();
};

/** Busy time of agents past the end of their shift between two times: each call in hand ends at rate μ. */
const overtimeWithin = (
  overtime: readonly Overtime[],
  handlingSeconds: number,
  fromSeconds: number,
  toSeconds: number,
): number => {
  let seconds = 0;
  for (const { sinceSeconds, calls } of overtime) {
    if (sinceSeconds >= toSeconds) continue;
    const from = Math.max(0, fromSeconds - sinceSeconds);
    seconds +=
      calls *
      handlingSeconds *
      (Math.exp(-from / handlingSeconds) - Math.exp(-(toSeconds - sinceSeconds) / handlingSeconds));
  }
  return seconds;
};

/** Agent seconds on duty between two times. */
const dutySeconds = (
  changes: readonly StaffChange[],
  first: number,
  fromSeconds: number,
  toSeconds: number,
): number => {
  let agents = first;
  let at = fromSeconds;
  let seconds = 0;
  for (const change of changes) {
    if (change.atSeconds <= fromSeconds || change.atSeconds >= toSeconds) continue;
    seconds += agents * (change.atSeconds - at);
    agents = change.after;
    at = change.atSeconds;
  }
  return seconds + agents * (toSeconds - at);
};

/**
 * A queue followed through a day: what happens to the arrivals of each interval.
 *
 * Model M_t/M/s_t+M, first come first served: arrivals at a rate of straight pieces,
 * exponential handling time and patience, staff by a schedule, with the rule of
 * {@link changeStaff} where it falls. The probabilities are carried exactly (see
 * {@link carryOver}) but for the window of states and the end of the series, whose
 * losses are summed up in `errorBound`; expected counts are integrated, never
 * sampled. Who gives up belongs to the interval of his arrival: those waiting at an
 * interval's end are followed to their own end by the tagged caller's chain. Within
 * the answer target before a change of staff `answeredInTime` is a Gauss rule of 16
 * points, elsewhere exact.
 */
export const transientQueue = (question: TransientQuestion): TransientResult =>
  followTransient(
    question,
    question.startProbabilities
      ? { low: 0, values: Float64Array.from(question.startProbabilities) }
      : EMPTY_SYSTEM,
  ).result;

/** What a followed queue gives, and the probabilities at its end. */
export interface FollowedTransient {
  readonly result: TransientResult;
  readonly end: StateVector;
}

/** As {@link transientQueue}, from given probabilities, with those at the end. */
export const followTransient = (question: TransientQuestion, start: StateVector): FollowedTransient => {
  const tolerance = requireQuestion(question);
  const { boundsSeconds } = question;
  let lossPerSecond = tolerance / 3 / (boundsSeconds.at(-1)! - boundsSeconds[0]!);
  let followed = followQueue(question, start, lossPerSecond);
  // A lost path may hide every caller in the system: many, where intervals have few calls of their own.
  for (let round = 0; round < 3 && followed.result.errorBound > tolerance; round++) {
    lossPerSecond *= tolerance / followed.result.errorBound / 2;
    followed = followQueue(question, start, lossPerSecond);
  }
  return followed;
};

/** Follows the queue once, losing at most so much probability in a second. */
const followQueue = (
  question: TransientQuestion,
  start: StateVector,
  lossPerSecond: number,
): FollowedTransient => {
  const { boundsSeconds, handlingSeconds, patienceSeconds, rates, staff } = question;
  const first = boundsSeconds[0]!;
  const last = boundsSeconds.at(-1)!;
  const changes = staffChanges(staff, first, last);
  const base = { serviceRate: 1 / handlingSeconds, patienceRate: 1 / patienceSeconds };
  const walked = walkThrough(question, changes, base, start, lossPerSecond);
  const leaving = waitingWhoWillLeave(walked, changes, base);

  const intervals = walked.gathered.map((gathered, index): TransientInterval => {
    const startSeconds = boundsSeconds[index]!;
    const endSeconds = boundsSeconds[index + 1]!;
    const { agents } = walked.bounds[index]!;
    const offered = expectedCalls(rates, startSeconds, endSeconds);
    const left = gathered.queueSeconds * base.patienceRate + leaving[index + 1]! - leaving[index]!;
    const abandoned = Math.min(offered, Math.max(0, left));
    const waitedSeconds = abandoned * patienceSeconds;
    const overtime = overtimeWithin(walked.overtime, handlingSeconds, startSeconds, endSeconds);
    const busySeconds = Math.max(0, gathered.finished) * handlingSeconds + overtime;
    const answeredInTime = Math.max(0, offered - gathered.lateOrLost);
    const staffedSeconds = dutySeconds(changes, agents, startSeconds, endSeconds) + overtime;
    const counts = {
      startSeconds,
      endSeconds,
      agents,
      offered,
      answered: offered - abandoned,
      answeredInTime,
      abandoned,
      waitedSeconds,
      busySeconds,
      staffedSeconds,
      meanQueueLength: gathered.queueSeconds / (endSeconds - startSeconds),
    };
    if (offered === 0) return { ...counts, errorBound: 0 };
    return {
      ...counts,
      figures: {
        serviceLevel: answeredInTime / offered,
        abandonment: abandoned / offered,
        occupancy: staffedSeconds === 0 ? 0 : busySeconds / staffedSeconds,
        meanWaitSeconds: waitedSeconds / offered,
      },
      errorBound: gathered.lost * (1 + gathered.highestCount / offered),
    };
  });
  const errorBound = Math.max(...intervals.map((one) => one.errorBound));
  return { result: { state: "bounded", intervals, errorBound }, end: walked.bounds.at(-1)!.vector };
};
