import { requireNonNegative } from "./domain.ts";
import type { ErlangAResult } from "./erlang-a.ts";
import { erlangBRecursion } from "./erlang-b.ts";
import { type UnstableQueue, unstableQueue } from "./erlang-c.ts";
import { type GeneralWait, generalWait, integrateGeneralWait } from "./general-wait.ts";
import type { PatienceLaw } from "./patience.ts";
import { type AnswerTarget, type QueueLoad, requireQueueLoad } from "./queue-load.ts";

/** A load, its agents and callers whose patience follows any law. */
export interface GeneralPatienceLoad extends QueueLoad {
  readonly patience: PatienceLaw;
}

/** The steady state of M/M/s+G, from which figures and waiting times are read. */
export interface GeneralPatienceSolution {
  readonly wait: GeneralWait;
  readonly freeProbability: number;
  /** What an integral of exp(φ − peak) over seconds is multiplied by to become a probability. */
  readonly density: number;
  readonly waitProbability: number;
  readonly abandonment: number;
  readonly meanWaitSeconds: number;
  readonly meanAnsweredWaitSeconds: number;
}

/** Whether those who never leave alone are more than the agents can serve. */
const growsWithoutEnd = (load: GeneralPatienceLoad, erlangs: number): boolean =>
  (erlangs * load.patience.neverLeaving) / load.agents >= 1 - 1e-12;

/** Solves M/M/s+G, or undefined where it has no steady state. */
export const solveGeneralPatience = (load: GeneralPatienceLoad): GeneralPatienceSolution | undefined => {
  const erlangs = requireQueueLoad(load);
  if (growsWithoutEnd(load, erlangs)) return undefined;
  const { callsPerSecond, handlingSeconds, agents, patience } = load;
  const wait = generalWait(callsPerSecond, agents / handlingSeconds, patience);
  const integrals = integrateGeneralWait(wait, 0, Number.POSITIVE_INFINITY);
  const freeWeight = Math.exp(-wait.peak) / erlangBRecursion(erlangs, agents - 1).blocking();
  const total = freeWeight + callsPerSecond * integrals.all;
  const freeProbability = total === Number.POSITIVE_INFINITY ? 1 : freeWeight / total;
  const density = callsPerSecond / total;
  const served = freeProbability + density * integrals.served;
  return {
    wait,
    freeProbability,
    density,
    waitProbability: density * integrals.all,
    abandonment: density * integrals.abandoning,
    meanWaitSeconds: density * integrals.waited,
    meanAnsweredWaitSeconds: served === 0 ? 0 : (density * integrals.servedWait) / served,
  };
};

/**
 * A queue whose callers' patience follows any law.
 *
 * Model M/M/s+G, first come first served, exponential handling time, steady load
 * (Baccelli and Hebuterne 1981; Zeltyn and Mandelbaum 2005): with ε = 1/B(s − 1, a)
 * and J = ∫exp(λH(x) − sμx)dx, P(wait) = λJ/(ε + λJ), abandonment =
 * λ∫(1 − S)exp(·)/(ε + λJ), mean wait = λ∫H·exp(·)/(ε + λJ). Near ρ = 1 the shape
 * of patience decides as much as its mean. A share of callers who never leave makes
 * the queue unstable where they alone are too many.
 */
export const generalPatienceQueue = (
  load: GeneralPatienceLoad & AnswerTarget,
): ErlangAResult | UnstableQueue => {
  requireNonNegative("withinSeconds", load.withinSeconds);
  const solution = solveGeneralPatience(load);
  const offeredLoadErlangs = requireQueueLoad(load);
  if (solution === undefined) {
    return unstableQueue(offeredLoadErlangs, offeredLoadErlangs * load.patience.neverLeaving);
  }
  const { waitProbability, abandonment, meanWaitSeconds, meanAnsweredWaitSeconds } = solution;
  const inTime = integrateGeneralWait(solution.wait, 0, load.withinSeconds).served;
  return {
    state: "stable",
    offeredLoadErlangs,
    occupancy: (offeredLoadErlangs * (1 - abandonment)) / load.agents,
    waitProbability,
    abandonment,
    meanWaitSeconds,
    meanAnsweredWaitSeconds,
    meanQueueLength: load.callsPerSecond * meanWaitSeconds,
    serviceLevel: Math.min(1, solution.freeProbability + solution.density * inTime),
  };
};
