import { holdsTargets } from "../queueing/index.ts";
import { transientQueue } from "../queueing/transient.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { staffingTargets } from "../simulation/staffing/judge.ts";
import { type FoundStaffing, fewestByInterval } from "./fewest-by-interval.ts";
import type { Forecast } from "./forecast.ts";

/** A thousandth of a call in an interval's abandonment decides no agent. */
const TOLERANCE = 1e-3;

/**
 * The fewest agents in each interval with which the transient model M_t/M/s_t + M
 * meets the targets there: exponential handling and patience, the mean day, no
 * redials, and the queue that each interval leaves to the next.
 *
 * @param patienceSeconds mean of the patience, taken as exponential.
 * @param start where to begin the search, agents in each interval.
 */
export const transientNeed = (
  scenario: Scenario,
  forecast: Forecast,
  patienceSeconds: number,
  start: readonly number[],
  loadErlangs: readonly number[],
): FoundStaffing => {
  const targets = staffingTargets(scenario.targets);
  const { intervals, rates, handlingSeconds } = forecast;
  const boundsSeconds = [...intervals.map(({ startSeconds }) => startSeconds), scenario.hours.closeSeconds];
  return fewestByInterval(
    (agents) => {
      const result = transientQueue({
        rates,
        staff: intervals.map(({ startSeconds, endSeconds }, i) => ({
          startSeconds,
          endSeconds,
          agents: agents[i] as number,
        })),
        handlingSeconds,
        patienceSeconds,
        boundsSeconds,
        withinSeconds: scenario.targets.withinSeconds,
        tolerance: TOLERANCE,
      });
      return result.intervals.map(({ figures }) => figures === undefined || holdsTargets(figures, targets));
    },
    start,
    loadErlangs,
  );
};
