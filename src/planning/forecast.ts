import type { Distribution } from "../distributions/distribution.ts";
import { coefficientOfVariation, meanSeconds } from "../distributions/moments.ts";
import type { RatePiece } from "../queueing/arrival-rate.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { intervalEnd, intervalGrid } from "../simulation/day-totals.ts";
import { createArrivalRate } from "../trace/arrival-rate.ts";
import { staffedSeconds } from "../trace/staff-steps.ts";
import type { WeightedScenario } from "./weighted-days.ts";

/** One interval of the day that is planned. */
export interface ForecastInterval {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Expected fresh calls. */
  readonly calls: number;
  /** People on duty by the scenario's schedule, their mean over the interval, rounded. */
  readonly staffed: number;
}

/** The day that is planned: its intervals, its arrival rate, and how long a call keeps an agent. */
export interface Forecast {
  readonly intervals: readonly ForecastInterval[];
  readonly rates: readonly RatePiece[];
  /** Ring, talk and wrap-up. */
  readonly handling: Distribution;
  readonly handlingSeconds: number;
}

/** Steps of this length hold a spike's rise and fall to a thousandth. */
const RATE_STEP_SECONDS = 120;

const handlingOf = ({ handling }: Scenario): Distribution => {
  const { ringSeconds, talk, wrapUp } = handling;
  const mean = ringSeconds + meanSeconds(talk) + meanSeconds(wrapUp);
  if (!(mean > 0)) {
    throw invalidInput(
      "handling",
      "ring, talk and wrap-up take 0s together, so that calls keep nobody busy and no staff follows from them; give one of them more than 0s.",
    );
  }
  const variance =
    (meanSeconds(talk) * coefficientOfVariation(talk)) ** 2 +
    (meanSeconds(wrapUp) * coefficientOfVariation(wrapUp)) ** 2;
  const cv = Math.sqrt(variance) / mean;
  return cv < 0.01 ? { kind: "constant", meanSeconds: mean } : { kind: "lognormal", meanSeconds: mean, cv };
};

/** The forecast that a scenario's day is. */
export const forecastOf = (scenario: Scenario): Forecast => {
  const { openSeconds, closeSeconds } = scenario.hours;
  const grid = intervalGrid(openSeconds, closeSeconds, scenario.targets.intervalSeconds);
  const rate = createArrivalRate(scenario);
  const intervals = Array.from({ length: grid.intervals }, (_, index): ForecastInterval => {
    const startSeconds = grid.startSeconds + index * grid.intervalSeconds;
    const endSeconds = intervalEnd(grid, index);
    return {
      startSeconds,
      endSeconds,
      calls: rate.expectedCalls(startSeconds, endSeconds),
      staffed: Math.round(
        staffedSeconds(scenario.staff.schedule, startSeconds, endSeconds) / (endSeconds - startSeconds),
      ),
    };
  });
  const rates = rate.binned(RATE_STEP_SECONDS).map(({ startSeconds, endSeconds, callsPerSecond }) => ({
    startSeconds,
    endSeconds,
    callsPerSecondAtStart: callsPerSecond,
    callsPerSecondAtEnd: callsPerSecond,
  }));
  const handling = handlingOf(scenario);
  return { intervals, rates, handling, handlingSeconds: meanSeconds(handling) };
};

/**
 * The mean forecast of several days that may come, each with its weight: calls and
 * rates are averaged; staff and handling are the first one's. All have the same
 * opening hours and intervals.
 */
export const weightedForecast = (parts: readonly WeightedScenario[]): Forecast => {
  const forecasts = parts.map(({ scenario }) => forecastOf(scenario));
  const main = forecasts[0] as Forecast;
  if (parts.length === 1) return main;
  const average = (value: (forecast: Forecast) => number): number =>
    parts.reduce((sum, { weight }, part) => sum + weight * value(forecasts[part] as Forecast), 0);
  return {
    ...main,
    intervals: main.intervals.map((interval, i) => ({
      ...interval,
      calls: average(({ intervals }) => intervals[i]?.calls ?? 0),
    })),
    rates: main.rates.map((piece, i) => {
      const callsPerSecond = average(({ rates }) => rates[i]?.callsPerSecondAtStart ?? 0);
      return { ...piece, callsPerSecondAtStart: callsPerSecond, callsPerSecondAtEnd: callsPerSecond };
    }),
  };
};
