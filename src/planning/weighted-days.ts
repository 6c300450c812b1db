import type { Scenario } from "../scenario/scenario.ts";
import { type SampledDays, sampleDays } from "../simulation/staffing/sampled-days.ts";

/** One of the days that may come, and how probable it is. */
export interface WeightedScenario {
  readonly scenario: Scenario;
  /** Share of the days, from 0 to 1; the shares of all add up to 1. */
  readonly weight: number;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Which of several days each replication is, by their weights. The multiples of the
 * golden ratio are spread so evenly that any number of replications from the first
 * on holds every day in nearly its share.
 */
export const partOfReplication = (weights: readonly number[], replication: number): number => {
  const place = ((replication + 0.5) * GOLDEN) % 1;
  let upTo = 0;
  for (let part = 0; part < weights.length - 1; part++) {
    upTo += weights[part] as number;
    if (place < upTo) return part;
  }
  return weights.length - 1;
};

/** One set of days out of those of several scenarios, each replication one of them by their weights. */
export const mixedDays = (
  parts: readonly WeightedScenario[],
  sampled: readonly SampledDays[],
  replications: number,
): SampledDays => {
  const main = sampled[0] as SampledDays;
  if (sampled.length === 1) return main;
  const weights = parts.map(({ weight }) => weight);
  const chosen = Array.from(
    { length: replications },
    (_, replication) => sampled[partOfReplication(weights, replication)] as SampledDays,
  );
  return {
    scenario: main.scenario,
    days: chosen.map((part, replication) => part.days[replication] as (typeof part.days)[number]),
    redialDraws: chosen.map((part, replication) => part.redialDraws[replication]),
  };
};

/**
 * Days drawn from a weighted set of scenarios. The first one's staff, targets and
 * telephone hold for all of them; opening hours must be the same.
 */
export const sampleWeightedDays = (
  parts: readonly WeightedScenario[],
  seed: number,
  replications: number,
): SampledDays =>
  mixedDays(
    parts,
    parts.map(({ scenario }) => sampleDays(scenario, seed, replications)),
    replications,
  );
