import type { Estimates } from "../calibration/estimates.ts";
import { meanSeconds } from "../distributions/moments.ts";
import type { Scenario } from "../scenario/scenario.ts";

/**
 * Who waits for less than this waits for nobody: the formulas then give Erlang B,
 * to three digits, and their steps in time stay as long as calls and not as patience.
 */
const LEAST_PATIENCE_SECONDS = 1;

/**
 * The mean patience that the exponential models are given: as measured under that
 * model, where calls were measured, for the mean of another shape reaches far
 * beyond any wait that was seen; else the mean of the scenario's patience. Above 0
 * also where nobody waits at all.
 */
export const exponentialPatienceSeconds = (scenario: Scenario, estimates?: Estimates): number =>
  Math.max(
    LEAST_PATIENCE_SECONDS,
    estimates?.patience?.exponentialMeanSeconds ?? meanSeconds(scenario.callers.patience),
  );
