import { requirePositive, requireShareBelowOne } from "./domain.ts";
import { solveErlangA } from "./erlang-a.ts";
import { erlangC, type UnstableQueue, unstableQueue } from "./erlang-c.ts";
import { integrateOfferedWait } from "./exponential-patience.ts";
import { type GeneralPatienceLoad, solveGeneralPatience } from "./general-patience.ts";
import { integrateGeneralWait } from "./general-wait.ts";
import { type ImpatientQueueLoad, offeredLoad, type QueueLoad, requireQueueLoad } from "./queue-load.ts";

/** How long callers wait, as shares that wait longer than a number of seconds. */
export interface WaitingTime {
  readonly state: "stable";
  /** P(wait > t) of all offered callers, who wait until answered or until they hang up. */
  readonly longerThan: (seconds: number) => number;
  /** P(wait > t) of those who are answered. */
  readonly answeredLongerThan: (seconds: number) => number;
}

/** Waiting times under Erlang C: all are answered, and the wait of the delayed is exponential. */
export const waitingTimeErlangC = (load: QueueLoad): WaitingTime | UnstableQueue => {
  const queue = erlangC({ ...load, withinSeconds: 0 });
  if (queue.state === "unstable") return queue;
  const longerThan = (seconds: number): number =>
    seconds < 0 ? 1 : queue.waitProbability * Math.exp(-seconds / queue.meanWaitOfDelayedSeconds);
  return { state: "stable", longerThan, answeredLongerThan: longerThan };
};

/**
 * Waiting times under Erlang A. With V the offered wait and R the patience,
 * P(min(V, R) > t) = P(R > t)·P(V > t), since the two are independent.
 */
export const waitingTimeErlangA = (load: ImpatientQueueLoad): WaitingTime => {
  const erlangs = requireQueueLoad(load);
  requirePositive("patienceSeconds", load.patienceSeconds);
  const { handlingSeconds, patienceSeconds, agents } = load;
  const solution = solveErlangA(erlangs, agents, handlingSeconds / patienceSeconds, 0);
  const beyond = (seconds: number) =>
    integrateOfferedWait(solution.wait, seconds / handlingSeconds, Number.POSITIVE_INFINITY);
  const answered = solution.freeProbability + solution.density * beyond(0).served;
  return {
    state: "stable",
    longerThan: (seconds) =>
      seconds < 0 ? 1 : Math.exp(-seconds / patienceSeconds) * solution.density * beyond(seconds).all,
    answeredLongerThan: (seconds) =>
      seconds < 0 ? 1 : (solution.density * beyond(seconds).served) / answered,
  };
};

/** Waiting times of a queue with any law of patience; see {@link waitingTimeErlangA}. */
export const waitingTimeGeneralPatience = (load: GeneralPatienceLoad): WaitingTime | UnstableQueue => {
  const solution = solveGeneralPatience(load);
  if (solution === undefined) {
    return unstableQueue(offeredLoad(load), offeredLoad(load) * load.patience.neverLeaving);
  }
  const beyond = (seconds: number) => integrateGeneralWait(solution.wait, seconds, Number.POSITIVE_INFINITY);
  const answered = solution.freeProbability + solution.density * beyond(0).served;
  return {
    state: "stable",
    longerThan: (seconds) =>
      seconds < 0 ? 1 : load.patience.survival(seconds) * solution.density * beyond(seconds).all,
    answeredLongerThan: (seconds) =>
      seconds < 0 ? 1 : (solution.density * beyond(seconds).served) / answered,
  };
};

/**
 * The wait in seconds that a share p (0 ≤ p < 1) of callers do not exceed: the least
 * t with P(wait > t) ≤ 1 − p, from one of a waiting time's two functions. 0 where
 * that many do not wait at all. To twelve digits, by halving.
 */
export const waitQuantile = (longerThan: (seconds: number) => number, probability: number): number => {
  requireShareBelowOne("probability", probability);
  const allowed = 1 - probability;
  if (longerThan(0) <= allowed) return 0;
  let low = 0;
  let high = 1;
  while (longerThan(high) > allowed && high < 1e300) {
    low = high;
    high *= 2;
  }
  while (longerThan(high / 2) <= allowed && high > 1e-300) high /= 2;
  low = Math.min(low, high / 2);
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (longerThan(middle) > allowed) low = middle;
    else high = middle;
  }
  return high;
};
