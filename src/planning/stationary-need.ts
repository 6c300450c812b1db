import { fewestAgentsErlangA, fewestAgentsErlangC } from "../queueing/index.ts";
import { highestOfferedLoad, offeredLoadOverTime } from "../queueing/offered-load-over-time.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { staffingTargets } from "../simulation/staffing/judge.ts";
import type { Forecast } from "./forecast.ts";

/** Agents really at work that a model asks for in each interval; absent where no number does. */
export interface StationaryNeed {
  readonly erlangC: readonly (number | undefined)[];
  readonly erlangA: readonly (number | undefined)[];
  /** Erlang A on the modified offered load: the load over time, at its highest in the interval. */
  readonly offeredLoad: readonly (number | undefined)[];
  /** That load in erlangs. */
  readonly loadErlangs: readonly number[];
}

/**
 * What the stationary models ask for, interval by interval. Erlang C and A take
 * each interval's mean rate as if it had always been so. The offered load m(t) of
 * M_t/G/∞ knows that a call that came before is still being handled; Erlang A is
 * then asked with the rate m/AHT (the modified offered-load approximation,
 * Jagerman 1975; Massey, Whitt 1994). Redials are in none of them.
 *
 * @param patienceSeconds mean of the patience, taken as exponential.
 */
export const stationaryNeed = (
  scenario: Scenario,
  forecast: Forecast,
  patienceSeconds: number,
): StationaryNeed => {
  const targets = staffingTargets(scenario.targets);
  const { handlingSeconds, intervals } = forecast;
  const need = (
    callsPerSecond: number,
    find: (load: {
      callsPerSecond: number;
      handlingSeconds: number;
    }) => ReturnType<typeof fewestAgentsErlangC> | ReturnType<typeof fewestAgentsErlangA>,
  ): number | undefined => {
    // Below one call in a thousand days nobody need be there.
    if (callsPerSecond * 86_400 < 1e-3) return 0;
    const staffing = find({ callsPerSecond, handlingSeconds });
    return staffing.state === "met" ? staffing.agents : undefined;
  };
  const erlangAFor = (callsPerSecond: number): number | undefined =>
    need(callsPerSecond, (load) => fewestAgentsErlangA({ ...load, patienceSeconds }, targets));

  const rates = intervals.map(({ calls, startSeconds, endSeconds }) => calls / (endSeconds - startSeconds));
  const load = offeredLoadOverTime(forecast.rates, forecast.handling);
  const loadErlangs = intervals.map(({ startSeconds, endSeconds }) =>
    highestOfferedLoad(load, startSeconds, endSeconds),
  );
  return {
    erlangC: rates.map((rate) => need(rate, (one) => fewestAgentsErlangC(one, targets))),
    erlangA: rates.map(erlangAFor),
    offeredLoad: loadErlangs.map((erlangs) => erlangAFor(erlangs / handlingSeconds)),
    loadErlangs,
  };
};
