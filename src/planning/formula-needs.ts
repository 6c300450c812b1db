import type { Estimates } from "../calibration/estimates.ts";
import { unreachableTarget } from "../queueing/targets.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { staffingTargets } from "../simulation/staffing/judge.ts";
import type { FoundStaffing } from "./fewest-by-interval.ts";
import type { Forecast } from "./forecast.ts";
import { transientNeed } from "./transient-need.ts";
import { type NeedSpread, needSpread } from "./uncertainty.ts";

/** What the slow formulas are asked; it can be sent to another thread as it is. */
export interface FormulaQuestion {
  readonly scenario: Scenario;
  readonly forecast: Forecast;
  readonly patienceSeconds: number;
  /** Offered load of each interval, 0 where nobody calls. */
  readonly loadErlangs: readonly number[];
  /** Agents in each interval near which the search begins. */
  readonly start: readonly number[];
  /** Measured calls whose uncertainty is drawn, and how often; absent: no spread. */
  readonly measured?: { readonly estimates: Estimates; readonly draws: number };
}

/** What the formulas that need no simulation take long for. */
export interface FormulaNeeds {
  readonly transient: Pick<FoundStaffing, "agents" | "outOfReach">;
  /** Absent where nothing was measured, or the measured calls give no interval. */
  readonly spread?: NeedSpread;
}

/** Beyond this the transient model takes longer than a planner waits. */
export const MOST_CALLS_TRANSIENT = 30_000;

/** The transient model's staff of each interval, none on a day of too many calls, and the spread of the need over the draws. */
export const formulaNeeds = (question: FormulaQuestion): FormulaNeeds => {
  const { scenario, forecast, patienceSeconds, loadErlangs, start, measured } = question;
  const targets = staffingTargets(scenario.targets);
  const calls = forecast.intervals.reduce((sum, interval) => sum + interval.calls, 0);
  const transient =
    calls <= MOST_CALLS_TRANSIENT && unreachableTarget(targets, true) === undefined
      ? transientNeed(scenario, forecast, patienceSeconds, start, loadErlangs)
      : { agents: [], outOfReach: [] };
  const spread =
    measured &&
    needSpread(
      measured.estimates,
      targets,
      loadErlangs,
      { handlingSeconds: forecast.handlingSeconds, patienceSeconds },
      measured.draws,
    );
  return { transient, ...(spread === undefined ? {} : { spread }) };
};
