import { gammaQuantile } from "../distributions/special/gamma-quantile.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { mayRedial } from "../simulation/replicate.ts";
import type { SampledDays } from "../simulation/staffing/sampled-days.ts";
import { createDaySampler } from "../trace/day-sampler.ts";
import { createRedialDraws } from "../trace/redial-draws.ts";
import { withCallsTimes } from "./scaled-calls.ts";
import { mixedDays, sampleWeightedDays, type WeightedScenario } from "./weighted-days.ts";

/** Days drawn for a plan, and how many they are. */
export interface PlannedDays {
  readonly expected: SampledDays;
  readonly assured: SampledDays;
  /** Whether the days' levels are spread evenly over their distribution because too few days are drawn to leave it to chance. */
  readonly spread: boolean;
}

/** Calls simulated for one staffing, over all days: seconds for a whole search. */
const EXPECTED_CALLS = 600_000;
const ASSURED_CALLS = 1_500_000;
/** Callers of all days of a search: what 30,000 calls on a hundred days are; beyond, half of it, for the search takes longer the more agents there are. */
const MOST_CALLERS = 3_000_000;
const MANY_CALLS = 30_000;
const FEWEST_DAYS = 3;
/** From so many days on their levels may be drawn. */
const ENOUGH_DAYS = 100;

/** More calls a day than this and three days no longer fit in the memory that a plan takes. */
export const MOST_CALLS_A_DAY = MOST_CALLERS / FEWEST_DAYS;

const between = (least: number, wanted: number, most: number): number =>
  Math.round(Math.max(least, Math.min(most, wanted)));

/** The most days with so many calls that are kept at once. */
export const mostDays = (calls: number): number =>
  Math.max(
    FEWEST_DAYS,
    Math.floor((calls > MANY_CALLS ? MOST_CALLERS / 2 : MOST_CALLERS) / Math.max(1, calls)),
  );

/** How many days are drawn for the expected and for the assured staff of a day with so many calls. */
export const daysFor = (calls: number): { readonly expected: number; readonly assured: number } => {
  const most = mostDays(calls);
  return {
    expected: between(Math.min(20, Math.ceil(most / 2)), EXPECTED_CALLS / Math.max(1, calls), 100),
    assured: between(Math.min(ENOUGH_DAYS, most), ASSURED_CALLS / Math.max(1, calls), 300),
  };
};

/**
 * Levels of `days` days, each as probable as the others: the gamma distribution's
 * quantiles at the middles of as many equal parts, scaled to the mean 1. With
 * `busiest`, the last one is that quantile, where the middle lies below it.
 */
export const spreadLevels = (dayCv: number, days: number, busiest = 0): readonly number[] => {
  if (dayCv === 0) return Array.from({ length: days }, () => 1);
  const shape = 1 / (dayCv * dayCv);
  const level = (probability: number): number => gammaQuantile(shape, probability) / shape;
  const middles = Array.from({ length: days }, (_, day) => level((day + 0.5) / days));
  const mean = middles.reduce((sum, one) => sum + one, 0) / days;
  const levels = middles.map((one) => one / mean);
  levels[days - 1] = Math.max(levels[days - 1] as number, level(busiest));
  return levels;
};

/** Day j has the level j of the list; all else is drawn as for any other day j of the seed. */
const sampleLevels = (scenario: Scenario, seed: number, levels: readonly number[]): SampledDays => {
  const certain = { ...scenario, arrivals: { ...scenario.arrivals, dayCv: 0 } };
  return {
    scenario,
    // a sampler of its own keeps each day's columns
    days: levels.map((level, day) =>
      createDaySampler(withCallsTimes(certain, level), { topics: false }).draw(seed, day),
    ),
    redialDraws: levels.map((_, day) =>
      mayRedial(scenario) ? createRedialDraws(scenario, seed, day) : undefined,
    ),
  };
};

/**
 * The days on which a plan's staffings are tried. The more calls a day has, the
 * fewer days: chance within a day matters less then. Where they are fewer than a
 * hundred the days' levels are not drawn but spread over their distribution, and
 * the assured staff's busiest day is as busy as a share `probability` of all days.
 */
export const drawPlannedDays = (
  parts: readonly WeightedScenario[],
  seed: number,
  days: { readonly expected: number; readonly assured: number },
  probability: number,
  spreadWhenFewerThan = ENOUGH_DAYS,
): PlannedDays => {
  const spread = days.assured < spreadWhenFewerThan;
  const draw = (count: number, busiest: number): SampledDays =>
    spread
      ? mixedDays(
          parts,
          parts.map(({ scenario }) =>
            sampleLevels(scenario, seed, spreadLevels(scenario.arrivals.dayCv, count, busiest)),
          ),
          count,
        )
      : sampleWeightedDays(parts, seed, count);
  return { expected: draw(days.expected, 0), assured: draw(days.assured, probability), spread };
};
