import { incompleteGamma } from "../distributions/special/incomplete-gamma.ts";
import { birthDeathProbabilities } from "./birth-death.ts";
import { requireNonNegative, requirePositive, requireWhole } from "./domain.ts";
import { DomainError } from "./domain-error.ts";
import { integratePanel } from "./quadrature.ts";
import { type AnswerTarget, type QueueLoad, requireQueueLoad } from "./queue-load.ts";

/** Agents behind a limited number of lines; a call waiting or talking holds one. */
export interface TrunkLoad extends QueueLoad {
  /** Lines, at least as many as agents. */
  readonly lines: number;
  /** Mean of the exponential patience; absent: nobody hangs up. */
  readonly patienceSeconds?: number;
}

/** Steady figures; every rate is over the offered calls, the blocked among them. */
export interface TrunkResult {
  readonly state: "stable";
  readonly offeredLoadErlangs: number;
  /** Share that finds all lines busy. */
  readonly blocking: number;
  /** Share that waits: every agent busy, a line free. */
  readonly waitProbability: number;
  readonly abandonment: number;
  readonly occupancy: number;
  /** Mean over those who get a line; the blocked have no wait. */
  readonly meanWaitSeconds: number;
  readonly meanQueueLength: number;
  readonly serviceLevel: number;
  /** Mean share of lines in use. */
  readonly lineOccupancy: number;
}

const requireTrunks = (load: TrunkLoad): number => {
  const erlangs = requireQueueLoad(load);
  requireWhole("lines", load.lines);
  if (load.lines < load.agents) {
    throw new DomainError("lines", load.lines, `at least the number of agents, ${load.agents}`);
  }
  if (load.patienceSeconds !== undefined) requirePositive("patienceSeconds", load.patienceSeconds);
  return erlangs;
};

/** Steady probabilities of 0 … lines calls in the system. */
export const trunkProbabilities = (load: TrunkLoad): Float64Array => {
  const { callsPerSecond, handlingSeconds, agents, lines, patienceSeconds } = load;
  const patienceRate = patienceSeconds === undefined ? 0 : 1 / patienceSeconds;
  const down = (count: number): number =>
    Math.min(count, agents) / handlingSeconds + Math.max(0, count - agents) * patienceRate;
  return birthDeathProbabilities(() => callsPerSecond, down, lines);
};

/**
 * P(answered after at most T | wait), times P(wait), over all offered calls. The
 * density of the offered wait is π_s·sμ·exp(−sμt + λH(t))·P(Poisson(λH(t)) < K − s):
 * of the callers who came during t and are still waiting there are Poisson(λH(t)),
 * and the lines cut that off. With patience it is multiplied by its survival.
 */
const answeredAfterWaiting = (load: TrunkLoad, allBusy: number, withinSeconds: number): number => {
  const { callsPerSecond, handlingSeconds, agents, lines, patienceSeconds } = load;
  const places = lines - agents;
  if (places === 0 || withinSeconds === 0 || allBusy === 0) return 0;
  const finish = agents / handlingSeconds;
  const density = (t: number): number => {
    const still = patienceSeconds === undefined ? t : patienceSeconds * -Math.expm1(-t / patienceSeconds);
    const survival = patienceSeconds === undefined ? 1 : Math.exp(-t / patienceSeconds);
    const mean = callsPerSecond * still;
    // P(Poisson(m) < k) = Q(k, m); for a mean of nearly nothing it is 1
    const room = mean < 1e-300 ? 1 : incompleteGamma(places, mean).upper;
    if (room === 0) return 0;
    // One exponential: either factor alone may overflow.
    return finish * survival * Math.exp(Math.log(allBusy) + Math.log(room) + mean - finish * t);
  };
  // Panels over which the exponent moves by some units at most.
  const scale = Math.min(3 / Math.max(finish, callsPerSecond), withinSeconds);
  const end = Math.min(withinSeconds, (places + 40 + 12 * Math.sqrt(places)) / finish);
  const panels = Math.min(4000, Math.max(1, Math.ceil(end / Math.max(scale, end / 4000))));
  let sum = 0;
  for (let i = 0; i < panels; i++) {
    sum += integratePanel(density, (end * i) / panels, (end * (i + 1)) / panels);
  }
  return sum;
};

/**
 * A queue with a limited number of lines.
 *
 * Model M/M/s/K, and with patience M/M/s/K+M: random arrivals at a steady rate,
 * exponential handling time and patience, s agents, K lines in all; a caller who
 * finds no line is blocked and gone. Probabilities by the balance of neighbouring
 * states. Without patience the load may exceed the agents: the lines bound the
 * queue. Work and memory grow with the lines.
 */
export const trunkQueue = (load: TrunkLoad & AnswerTarget): TrunkResult => {
  const offeredLoadErlangs = requireTrunks(load);
  requireNonNegative("withinSeconds", load.withinSeconds);
  const { callsPerSecond, agents, lines, patienceSeconds } = load;
  const probabilities = trunkProbabilities(load);
  let meanQueueLength = 0;
  let busy = 0;
  let free = 0;
  let waitProbability = 0;
  let inUse = 0;
  probabilities.forEach((probability, count) => {
    meanQueueLength += probability * Math.max(0, count - agents);
    busy += probability * Math.min(count, agents);
    inUse += probability * count;
    if (count < agents) free += probability;
    else if (count < lines) waitProbability += probability;
  });
  const blocking = probabilities[lines]!;
  const served = answeredAfterWaiting(load, probabilities[agents]!, load.withinSeconds);
  const carried = callsPerSecond * (free + waitProbability);
  return {
    state: "stable",
    offeredLoadErlangs,
    blocking,
    waitProbability,
    abandonment: patienceSeconds === undefined ? 0 : meanQueueLength / patienceSeconds / callsPerSecond,
    occupancy: busy / agents,
    meanWaitSeconds: carried === 0 ? 0 : meanQueueLength / carried,
    meanQueueLength,
    serviceLevel: Math.min(1, free + served),
    lineOccupancy: inUse / lines,
  };
};
