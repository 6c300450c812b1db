import { meanSeconds } from "../distributions/moments.ts";
import type { Scenario } from "./scenario.ts";

/**
 * The planner's first check: how long a call may take at most if everybody on
 * duty works all the time, and how long calls do take.
 */
export interface TimePerCall {
  /** Expected calls within the opening hours of a day, first attempts alone. */
  readonly callsPerDay: number;
  /** Agents on duty times the time they are. */
  readonly staffedSeconds: number;
  /** Staffed time per call: nobody could give a call more, even without a moment idle. Absent where no call is expected. */
  readonly availableSeconds?: number;
  /** Ring, talk and wrap-up that the scenario takes for a call. */
  readonly neededSeconds: number;
}

/**
 * Compares, for a whole day, the time that the people on duty have for a call
 * with the time that a call takes. Where `neededSeconds` is above
 * `availableSeconds` no way of queueing can answer all calls; near it, the
 * queue is long. 3,000 calls and 15 people for ten hours leave 180 s.
 */
export const timePerCall = (scenario: Scenario): TimePerCall => {
  const { base, spikes } = scenario.arrivals;
  const usual = base.kind === "shape" ? base.callsPerDay : base.counts.reduce((sum, calls) => sum + calls, 0);
  const callsPerDay = spikes.reduce((sum, { calls, probability }) => sum + calls * probability, usual);
  const { schedule, effectiveShare } = scenario.staff;
  const staffedSeconds = schedule.reduce(
    (sum, { startSeconds, endSeconds, agents }) =>
      sum + (endSeconds - startSeconds) * agents * effectiveShare,
    0,
  );
  const { ringSeconds, talk, wrapUp } = scenario.handling;
  const neededSeconds = ringSeconds + meanSeconds(talk) + meanSeconds(wrapUp);
  const known = { callsPerDay, staffedSeconds, neededSeconds };
  return callsPerDay > 0 ? { ...known, availableSeconds: staffedSeconds / callsPerDay } : known;
};
