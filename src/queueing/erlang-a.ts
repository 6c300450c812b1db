import { requireNonNegative, requirePositive } from "./domain.ts";
import { erlangBRecursion } from "./erlang-b.ts";
import { integrateOfferedWait, type OfferedWait, offeredWait } from "./exponential-patience.ts";
import { type AnswerTarget, type ImpatientQueueLoad, requireQueueLoad } from "./queue-load.ts";

/** A queue that impatient callers leave: it always has a steady state. */
export interface ErlangAResult {
  readonly state: "stable";
  readonly offeredLoadErlangs: number;
  /** Mean share of agents that are busy. */
  readonly occupancy: number;
  /** Share of callers who find no agent free. */
  readonly waitProbability: number;
  /** Share of callers who hang up before an answer. */
  readonly abandonment: number;
  /** Mean over all offered callers, until the answer or until they hang up. */
  readonly meanWaitSeconds: number;
  /** Mean over the answered alone, those answered at once included. */
  readonly meanAnsweredWaitSeconds: number;
  readonly meanQueueLength: number;
  /** Share of all offered calls answered within the target's time. */
  readonly serviceLevel: number;
}

/** The steady state with the handling time as unit of time; see {@link erlangA}. */
export interface ErlangASolution {
  readonly wait: OfferedWait;
  /** Share of callers who find an agent free. */
  readonly freeProbability: number;
  /** What an integral of exp(φ − peak) is multiplied by to become a probability. */
  readonly density: number;
  readonly waitProbability: number;
  readonly abandonment: number;
  /** Mean wait of the answered, in handling times. */
  readonly meanAnsweredWait: number;
  /** Share of offered calls answered within the target. */
  readonly answeredInTime: number;
}

/** Solves M/M/s+M, with the share of offered calls answered within `within` handling times. */
export const solveErlangA = (
  load: number,
  agents: number,
  patienceRate: number,
  within: number,
): ErlangASolution => {
  const wait = offeredWait(load, agents, patienceRate);
  const early = integrateOfferedWait(wait, 0, within);
  const late = integrateOfferedWait(wait, within, Number.POSITIVE_INFINITY);
  const all = early.all + late.all;
  // The weight of a free agent, 1/B(s − 1, a), is beyond all numbers where B is below them.
  const freeWeight = Math.exp(-wait.peak) / erlangBRecursion(load, agents - 1).blocking();
  const total = freeWeight + load * all;
  const freeProbability = total === Number.POSITIVE_INFINITY ? 1 : freeWeight / total;
  const density = load / total;
  const served = freeProbability + density * (early.served + late.served);
  return {
    wait,
    freeProbability,
    density,
    waitProbability: Math.min(1, density * all),
    abandonment: Math.min(1, density * (early.abandoning + late.abandoning)),
    meanAnsweredWait: served === 0 ? 0 : (density * (early.servedWait + late.servedWait)) / served,
    answeredInTime: Math.min(1, freeProbability + density * early.served),
  };
};

/**
 * Erlang A: a queue whose callers hang up when their patience ends.
 *
 * Model M/M/s+M, first come first served, handling time and patience exponential,
 * steady load (Palm 1957; Garnett, Mandelbaum and Reiman 2002). Computed from the
 * density of the offered wait rather than from the sum over states, so that neither
 * a long queue nor a load far from the staff overflows: P(wait) = λJ/(ε + λJ),
 * ε = 1/B(s − 1, a), J = ∫exp(λH(x) − sμx)dx; abandonment = λ∫(1 − S)exp(·)/(ε + λJ);
 * mean wait = abandonment × mean patience. Domain: load and patience above 0, at
 * least one agent; tested from 10⁻³ to 10⁵ erlangs, to 10⁵ agents, handling time
 * over patience from 10⁻⁶ to 10⁶.
 *
 * @example erlangA({ callsPerSecond: 0.8, handlingSeconds: 60, patienceSeconds: 120, agents: 50, withinSeconds: 20 })
 * // abandonment 0.0309…, serviceLevel 0.943…
 */
export const erlangA = (load: ImpatientQueueLoad & AnswerTarget): ErlangAResult => {
  const offeredLoadErlangs = requireQueueLoad(load);
  requirePositive("patienceSeconds", load.patienceSeconds);
  requireNonNegative("withinSeconds", load.withinSeconds);
  const { handlingSeconds, patienceSeconds, agents } = load;
  const solution = solveErlangA(
    offeredLoadErlangs,
    agents,
    handlingSeconds / patienceSeconds,
    load.withinSeconds / handlingSeconds,
  );
  const { waitProbability, abandonment } = solution;
  const meanWaitSeconds = abandonment * patienceSeconds;
  return {
    state: "stable",
    offeredLoadErlangs,
    // rounding must not make agents busier than all of their time
    occupancy: Math.min(1, (offeredLoadErlangs * (1 - abandonment)) / agents),
    waitProbability,
    abandonment,
    meanWaitSeconds,
    meanAnsweredWaitSeconds: solution.meanAnsweredWait * handlingSeconds,
    meanQueueLength: load.callsPerSecond * meanWaitSeconds,
    serviceLevel: solution.answeredInTime,
  };
};
