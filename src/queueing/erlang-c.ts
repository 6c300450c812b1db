import { requireNonNegative } from "./domain.ts";
import { erlangBRecursion } from "./erlang-b.ts";
import {
  type AnswerTarget,
  fewestAgentsForStability,
  isUnstable,
  type QueueLoad,
  requireQueueLoad,
} from "./queue-load.ts";

/** A queue that grows without end: its waits have no steady value. */
export interface UnstableQueue {
  readonly state: "unstable";
  readonly offeredLoadErlangs: number;
  /** The fewest agents with whom the queue would settle. */
  readonly fewestAgentsForStability: number;
}

/** A queue that nobody leaves, in its steady state. */
export interface StableErlangC {
  readonly state: "stable";
  readonly offeredLoadErlangs: number;
  /** Mean share of agents that are busy. */
  readonly occupancy: number;
  /** Share of callers who find no agent free. */
  readonly waitProbability: number;
  /** Mean over all callers, those who do not wait included. */
  readonly meanWaitSeconds: number;
  /** Mean over those who wait at all. */
  readonly meanWaitOfDelayedSeconds: number;
  readonly meanQueueLength: number;
  /** Share of offered calls answered within the target's time. */
  readonly serviceLevel: number;
}

export type ErlangCResult = StableErlangC | UnstableQueue;

/** What an unstable queue's result says; `endlessErlangs` is the load of callers who never leave. */
export const unstableQueue = (
  offeredLoadErlangs: number,
  endlessErlangs = offeredLoadErlangs,
): UnstableQueue => ({
  state: "unstable",
  offeredLoadErlangs,
  fewestAgentsForStability: fewestAgentsForStability(endlessErlangs),
});

/**
 * The probability of waiting, from Erlang B: C = B/(1 − ρ(1 − B)).
 * `agents` above the load.
 */
export const waitProbabilityFromBlocking = (blocking: number, load: number, agents: number): number =>
  blocking / (blocking + ((agents - load) / agents) * (1 - blocking));

/** Figures of a stable queue from its Erlang B value, for searches that continue one recursion. */
export const stableErlangC = (
  load: QueueLoad & AnswerTarget,
  offeredLoadErlangs: number,
  blocking: number,
): StableErlangC => {
  const { agents, handlingSeconds, withinSeconds } = load;
  const waitProbability = waitProbabilityFromBlocking(blocking, offeredLoadErlangs, agents);
  const meanWaitOfDelayedSeconds = handlingSeconds / (agents - offeredLoadErlangs);
  const meanWaitSeconds = waitProbability * meanWaitOfDelayedSeconds;
  return {
    state: "stable",
    offeredLoadErlangs,
    occupancy: offeredLoadErlangs / agents,
    waitProbability,
    meanWaitSeconds,
    meanWaitOfDelayedSeconds,
    meanQueueLength: load.callsPerSecond * meanWaitSeconds,
    serviceLevel: 1 - waitProbability * Math.exp(-withinSeconds / meanWaitOfDelayedSeconds),
  };
};

/**
 * Erlang C: a queue in which everybody waits until an agent is free.
 *
 * Model M/M/s, first come first served, endless patience, steady load (Erlang
 * 1917). The wait of those who wait is exponential with mean 1/(sμ − λ); service
 * level = 1 − C·exp(−(s − a)T/handling time). Domain: offered load per agent
 * below 1; from 1 on there is no steady state and the result says so.
 *
 * @example erlangC({ callsPerSecond: 100 / 1800, handlingSeconds: 180, agents: 14, withinSeconds: 20 })
 * // serviceLevel 0.888…, meanWaitSeconds 7.83…
 */
export const erlangC = (load: QueueLoad & AnswerTarget): ErlangCResult => {
  const offeredLoadErlangs = requireQueueLoad(load);
  requireNonNegative("withinSeconds", load.withinSeconds);
  if (isUnstable(offeredLoadErlangs, load.agents)) return unstableQueue(offeredLoadErlangs);
  const blocking = erlangBRecursion(offeredLoadErlangs, load.agents).blocking();
  return stableErlangC(load, offeredLoadErlangs, blocking);
};
