import type { Scenario } from "../scenario/scenario.ts";
import { createArrivalRate } from "../trace/arrival-rate.ts";
import { withCallsTimes } from "./scaled-calls.ts";

/** What the morning says of the day. */
export interface MidDayForecast {
  readonly scenario: Scenario;
  /** Calls that were expected and that came, from the opening to the moment. */
  readonly expectedCalls: number;
  readonly observedCalls: number;
  /** What the rates of the rest of the day are multiplied by, its mean. */
  readonly level: number;
  /** By how many standard deviations of the forecast the observed calls differ from the expected; 0 where none were. */
  readonly deviations: number;
}

/**
 * The forecast of the rest of a day when the calls up to a moment are in.
 *
 * Model: the day multiplies every rate by one gamma variable of mean 1 and the
 * scenario's `dayCv`; calls are Poisson given it. Then after N calls where Λ were
 * expected it is gamma with the mean (1/cv² + N)/(1/cv² + Λ) and the coefficient
 * of variation 1/√(1/cv² + N). With a `dayCv` of 0 the morning says nothing: the
 * rates are certain.
 */
export const forecastRestOfDay = (
  scenario: Scenario,
  atSeconds: number,
  observedCalls: number,
): MidDayForecast => {
  const expectedCalls = createArrivalRate(scenario).expectedCalls(
    scenario.hours.openSeconds,
    Math.min(Math.max(atSeconds, scenario.hours.openSeconds), scenario.hours.closeSeconds),
  );
  const { arrivals } = scenario;
  const deviation = Math.sqrt(expectedCalls + (arrivals.dayCv * expectedCalls) ** 2);
  const deviations = deviation > 0 ? (observedCalls - expectedCalls) / deviation : 0;
  const known = { expectedCalls, observedCalls, deviations };
  if (arrivals.dayCv === 0) return { ...known, scenario, level: 1 };
  const shape = 1 / arrivals.dayCv ** 2;
  const level = (shape + observedCalls) / (shape + expectedCalls);
  return {
    ...known,
    level,
    scenario: withCallsTimes(
      { ...scenario, arrivals: { ...arrivals, dayCv: 1 / Math.sqrt(shape + observedCalls) } },
      level,
    ),
  };
};
