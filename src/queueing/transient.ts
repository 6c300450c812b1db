import { expectedCalls } from "./arrival-rate.ts";
import { type StaffChange, staffChanges } from "./staff-schedule.ts";
import { EMPTY_SYSTEM, meanOf, type StateVector } from "./state-vector.ts";
import { beforeChange, earlier, leavingUnderSteadyStaff, type QueueRates } from "./tagged-caller.ts";
import type { TargetFigures } from "./targets.ts";
import { type Overtime, type Walked, walkThrough } from "./transient-day-walk.ts";
import { requireQuestion, type TransientQuestion } from "./transient-question.ts";

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
  /**
   * Bound on the error of `figures.abandonment` and `figures.serviceLevel`: windows, series
   * and rounding; for arrivals shortly before a change of staff also the last refinement of
   * the rule over their moments, see {@link lateBeforeChange}.
   */
  readonly errorBound: number;
}

export interface TransientResult {
  readonly state: "bounded";
  readonly intervals: readonly TransientInterval[];
  /** The largest of the intervals' bounds. */
  readonly errorBound: number;
}

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
 * interval's end are followed to their own end by the tagged caller's chain, which
 * also carries those who arrive within the answer time before a change of staff
 * across it: `answeredInTime` is within `errorBound` as well.
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
  const seconds = boundsSeconds.at(-1)! - boundsSeconds[0]!;
  let lossPerSecond = tolerance / 3 / seconds;
  let followed = followQueue(question, start, tolerance, lossPerSecond);
  // A lost path may hide every caller in the system: many, where intervals have few calls of their own.
  for (let round = 0; round < 3 && followed.result.errorBound > tolerance; round++) {
    // rounding alone loses more than this over the whole
    const least = Number.EPSILON / seconds;
    lossPerSecond = Math.max(least, (lossPerSecond * tolerance) / followed.result.errorBound / 2);
    followed = followQueue(question, start, tolerance, lossPerSecond);
  }
  return followed;
};

/** Follows the queue once, losing at most so much probability in a second. */
const followQueue = (
  question: TransientQuestion,
  start: StateVector,
  tolerance: number,
  lossPerSecond: number,
): FollowedTransient => {
  const { boundsSeconds, handlingSeconds, patienceSeconds, rates, staff } = question;
  const first = boundsSeconds[0]!;
  const last = boundsSeconds.at(-1)!;
  const changes = staffChanges(staff, first, last);
  const base = { serviceRate: 1 / handlingSeconds, patienceRate: 1 / patienceSeconds };
  const walked = walkThrough(question, changes, base, start, tolerance, lossPerSecond);
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
      errorBound: gathered.lost * (1 + gathered.highestCount / offered) + gathered.lateError / offered,
    };
  });
  const errorBound = Math.max(...intervals.map((one) => one.errorBound));
  return { result: { state: "bounded", intervals, errorBound }, end: walked.bounds.at(-1)!.vector };
};
