import type { Estimates } from "../calibration/estimates.ts";
import { meanSeconds } from "../distributions/moments.ts";
import type { Scenario } from "../scenario/scenario.ts";

/**
 * The mean patience that the exponential models are given: as measured under that
 * model, where calls were measured, for the mean of another shape reaches far
 * beyond any wait that was seen; else the mean of the scenario's patience.
 */
export const exponentialPatienceSeconds = (scenario: Scenario, estimates?: Estimates): number =>
  estimates?.patience?.exponentialMeanSeconds ?? meanSeconds(scenario.callers.patience);
