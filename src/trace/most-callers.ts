import { gammaQuantile } from "../distributions/special/gamma-quantile.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { componentCalls, type RateComponent } from "./rate-component.ts";

/**
 * More callers a day are not drawn: a day's columns take 50 to 100 bytes a
 * caller, so that this many fill about a gigabyte.
 */
export const MOST_CALLERS_A_DAY = 10_000_000;

/** Of how many days the busiest has to fit. */
const DAYS = 1_000_000;

/**
 * Throws InvalidInput where the busiest of a million days, all spikes come, has
 * more callers than can be drawn.
 */
export const requireDrawable = ({ arrivals }: Scenario, components: readonly RateComponent[]): void => {
  const { dayCv } = arrivals;
  const shape = 1 / (dayCv * dayCv);
  const level = dayCv === 0 ? 1 : Math.max(1, gammaQuantile(shape, 1 - 1 / DAYS) / shape);
  const callers = level * components.reduce((sum, component) => sum + componentCalls(component), 0);
  if (callers <= MOST_CALLERS_A_DAY) return;
  const where = dayCv === 0 ? "" : ` on the busiest of a million days, as arrivals.dayCv = ${dayCv} has it`;
  throw invalidInput(
    "arrivals",
    `a day would have ${callers.toPrecision(2)} callers${where}; at most ${MOST_CALLERS_A_DAY / 1e6} million a day can be drawn. Give fewer calls in callsPerDay, counts and spikes.`,
  );
};
