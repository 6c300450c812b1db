import { requirePositive, requireWhole } from "./domain.ts";
import { DomainError } from "./domain-error.ts";
import { offeredLoad } from "./queue-load.ts";
import { type RedialLoad, requireRedial } from "./redial.ts";

/** The redial load of the exact chain: lines bound the system, and redials come after an exponential time. */
export interface RedialChainLoad extends Omit<RedialLoad, "maximumAttempts" | "withinSeconds"> {
  readonly lines: number;
  readonly redialDelaySeconds: number;
  /** Callers at most who are between two attempts; those beyond count as lost for good. */
  readonly orbitPlaces: number;
}

export type RedialChainResult =
  | {
      readonly state: "exact";
      readonly attemptsPerSecond: number;
      readonly abandonment: number;
      readonly blocking: number;
      readonly occupancy: number;
      readonly meanWaitSeconds: number;
      /** Share of fresh callers who are never answered. */
      readonly neverServed: number;
      readonly meanOrbit: number;
      /** Probability that the orbit is full: what the cut at `orbitPlaces` touches. */
      readonly fullOrbit: number;
    }
  | { readonly state: "too large"; readonly work: number; readonly mostWork: number };

/** Elimination takes states × bandwidth² steps; this many take a few seconds. */
export const MOST_CHAIN_WORK = 4e9;

/**
 * Redials exactly: the chain of calls in the system (0 … lines) and callers between
 * two attempts (0 … orbitPlaces).
 *
 * Model: M/M/s/K+M whose abandoning and blocked callers come back with their chance
 * after an exponential time, any number of times. Solved by elimination without
 * subtraction (Grassmann, Taksar and Heyman 1985), banded: states × (2·band + 1)
 * cells, and states × band² steps, with the shorter side as the band. Beyond
 * {@link MOST_CHAIN_WORK} the result says "too large".
 */
export const redialChain = (load: RedialChainLoad): RedialChainResult => {
  offeredLoad(load);
  requireRedial(load);
  requirePositive("patienceSeconds", load.patienceSeconds);
  requirePositive("redialDelaySeconds", load.redialDelaySeconds);
  const { agents, lines, orbitPlaces, callsPerSecond: arrivals } = load;
  requireWhole("agents", agents);
  requireWhole("lines", lines);
  requireWhole("orbitPlaces", orbitPlaces);
  if (lines < agents) throw new DomainError("lines", lines, `at least the number of agents, ${agents}`);

  const orbitIsBand = orbitPlaces <= lines;
  const side = (orbitIsBand ? orbitPlaces : lines) + 1;
  const states = (lines + 1) * (orbitPlaces + 1);
  const band = side + 1;
  const work = states * band * band;
  if (work > MOST_CHAIN_WORK) return { state: "too large", work, mostWork: MOST_CHAIN_WORK };

  const stateOf = (count: number, orbit: number): number =>
    orbitIsBand ? count * side + orbit : orbit * side + count;
  const width = 2 * band + 1;
  const rates = new Float64Array(states * width);
  const add = (from: number, to: number, rate: number): void => {
    const cell = from * width + (to - from) + band;
    rates[cell] = rates[cell]! + rate;
  };
  const { redialAfterAbandoning: again, redialAfterBlocked: againBlocked } = load;
  const leave = 1 / load.patienceSeconds;
  const finish = 1 / load.handlingSeconds;
  const back = 1 / load.redialDelaySeconds;
  for (let count = 0; count <= lines; count++) {
    for (let orbit = 0; orbit <= orbitPlaces; orbit++) {
      const here = stateOf(count, orbit);
      const room = orbit < orbitPlaces;
      if (count < lines) {
        add(here, stateOf(count + 1, orbit), arrivals);
        if (orbit > 0) add(here, stateOf(count + 1, orbit - 1), orbit * back);
      } else {
        if (room) add(here, stateOf(count, orbit + 1), arrivals * againBlocked);
        if (orbit > 0) add(here, stateOf(count, orbit - 1), orbit * back * (1 - againBlocked));
      }
      if (count > 0) add(here, stateOf(count - 1, orbit), Math.min(count, agents) * finish);
      if (count > agents) {
        const leaving = (count - agents) * leave;
        if (room) {
          add(here, stateOf(count - 1, orbit + 1), leaving * again);
          add(here, stateOf(count - 1, orbit), leaving * (1 - again));
        } else {
          add(here, stateOf(count - 1, orbit), leaving);
        }
      }
    }
  }
  const probabilities = eliminate(rates, states, band);

  let busy = 0;
  let queue = 0;
  let meanOrbit = 0;
  let fullOrbit = 0;
  let blockedPerSecond = 0;
  for (let count = 0; count <= lines; count++) {
    for (let orbit = 0; orbit <= orbitPlaces; orbit++) {
      const probability = probabilities[stateOf(count, orbit)]!;
      busy += probability * Math.min(count, agents);
      queue += probability * Math.max(0, count - agents);
      meanOrbit += probability * orbit;
      if (orbit === orbitPlaces) fullOrbit += probability;
      if (count === lines) blockedPerSecond += probability * (arrivals + orbit * back);
    }
  }
  const attemptsPerSecond = arrivals + meanOrbit * back;
  return {
    state: "exact",
    attemptsPerSecond,
    abandonment: (queue * leave) / attemptsPerSecond,
    blocking: blockedPerSecond / attemptsPerSecond,
    occupancy: busy / agents,
    meanWaitSeconds: queue / (attemptsPerSecond - blockedPerSecond),
    neverServed: Math.max(0, 1 - (busy * finish) / arrivals),
    meanOrbit,
    fullOrbit,
  };
};

/** Steady probabilities of a banded chain by elimination from the last state down, without subtraction. */
const eliminate = (rates: Float64Array, states: number, band: number): Float64Array => {
  const width = 2 * band + 1;
  const leaving = new Float64Array(states);
  for (let n = states - 1; n > 0; n--) {
    const least = Math.max(0, n - band);
    let out = 0;
    for (let j = least; j < n; j++) out += rates[n * width + j - n + band]!;
    leaving[n] = out;
    for (let i = least; i < n; i++) {
      const rate = rates[i * width + n - i + band]!;
      if (rate === 0) continue;
      const share = rate / out;
      const rowOfI = i * width - i + band;
      const rowOfN = n * width - n + band;
      for (let j = least; j < n; j++) {
        if (j !== i) rates[rowOfI + j] = rates[rowOfI + j]! + share * rates[rowOfN + j]!;
      }
    }
  }
  const probabilities = new Float64Array(states);
  probabilities[0] = 1;
  let sum = 1;
  for (let n = 1; n < states; n++) {
    let inflow = 0;
    for (let i = Math.max(0, n - band); i < n; i++) {
      inflow += probabilities[i]! * rates[i * width + n - i + band]!;
    }
    const probability = inflow / leaving[n]!;
    probabilities[n] = probability;
    sum += probability;
    if (sum > 1e200) {
      for (let i = 0; i <= n; i++) probabilities[i] = probabilities[i]! / sum;
      sum = 1;
    }
  }
  return probabilities.map((probability) => probability / sum);
};
