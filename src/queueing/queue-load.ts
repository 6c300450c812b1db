import { requirePositive, requireWhole } from "./domain.ts";
import { DomainError } from "./domain-error.ts";

/** Calls that arrive at random (Poisson) at a steady rate, and the time an agent spends on each. */
export interface CallLoad {
  readonly callsPerSecond: number;
  /** Mean of all that an agent does for a call: ring, talk, hold and wrap-up. */
  readonly handlingSeconds: number;
}

/** A load and the agents who take it from one queue, first come first served. */
export interface QueueLoad extends CallLoad {
  readonly agents: number;
}

/** A load, its agents and callers whose patience is exponential with the mean given. */
export interface ImpatientQueueLoad extends QueueLoad {
  readonly patienceSeconds: number;
}

/** An answer-time target: the service level counts calls answered after at most this wait. */
export interface AnswerTarget {
  readonly withinSeconds: number;
}

/** More than all telephones on earth; it bounds every recursion and search. */
const LARGEST_LOAD = 1e9;

/** Mean number of agents that would be busy if there were enough of them, in erlangs. */
export const offeredLoad = (load: CallLoad): number => {
  const erlangs =
    requirePositive("callsPerSecond", load.callsPerSecond) *
    requirePositive("handlingSeconds", load.handlingSeconds);
  if (!(erlangs > 0 && erlangs <= LARGEST_LOAD)) {
    throw new DomainError(
      "offered load (calls per second × handling time)",
      erlangs,
      "above 0 and at most 10⁹ erlangs",
    );
  }
  return erlangs;
};

/**
 * Whether a queue that nobody leaves has no steady state: offered load per agent
 * of 1 − 10⁻¹² or more.
 */
export const isUnstable = (offeredLoadErlangs: number, agents: number): boolean =>
  offeredLoadErlangs / agents >= 1 - 1e-12;

/** The fewest agents with whom a queue that nobody leaves has a steady state. */
export const fewestAgentsForStability = (offeredLoadErlangs: number): number => {
  let agents = Math.max(1, Math.floor(offeredLoadErlangs));
  while (isUnstable(offeredLoadErlangs, agents)) agents++;
  return agents;
};

/** Checks a load with its agents and returns the offered load in erlangs. */
export const requireQueueLoad = (load: QueueLoad): number => {
  requireWhole("agents", load.agents);
  return offeredLoad(load);
};
