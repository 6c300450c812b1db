import type { Scenario, StaffStep } from "../scenario/scenario.ts";
import { staffChanges, staffSteps } from "../trace/staff-steps.ts";
import { staffedWith } from "../trace/staffed-with.ts";
import type { Hotline, StaffChanges } from "./hotline.ts";

/** What of a scenario's hotline is to be other than the scenario says. */
export interface HotlineOptions {
  /** People who are really at work, in place of the scenario's effective staff. */
  readonly steps?: readonly StaffStep[];
  /** End of the window; absent: the close. */
  readonly admitUntilSeconds?: number;
  /** What the PBX adds between two calls of an agent while somebody waits; absent: nothing. */
  readonly idleGapSeconds?: number;
}

/**
 * The steps as the simulation takes them. Changes from `admitUntilSeconds` on
 * are left out: those on duty then stay and serve the queue. If nobody is on
 * duty then, nobody comes, and who still waits waits until patience ends.
 */
export const staffUntil = (steps: readonly StaffStep[], admitUntilSeconds: number): StaffChanges => {
  const changes = staffChanges(steps).filter(({ atSeconds }) => atSeconds < admitUntilSeconds);
  return {
    changeSeconds: Float64Array.from(changes, ({ atSeconds }) => atSeconds),
    agents: Int32Array.from(changes, ({ agents }) => agents),
  };
};

/** The hotline that a scenario describes. */
export const hotlineOf = (scenario: Scenario, options: HotlineOptions = {}): Hotline => {
  const admitUntilSeconds = options.admitUntilSeconds ?? scenario.hours.closeSeconds;
  return {
    staff: staffUntil(options.steps ?? staffSteps(scenario.staff), admitUntilSeconds),
    ringSeconds: scenario.handling.ringSeconds,
    ...(scenario.trunks === undefined ? {} : { trunks: scenario.trunks }),
    idleGapSeconds: options.idleGapSeconds ?? 0,
    admitUntilSeconds,
  };
};

/** The same number of people from the opening to the close, of whom the effective share counts. */
export const constantSteps = (scenario: Scenario, agents: number): readonly StaffStep[] =>
  staffSteps(staffedWith(scenario, agents).staff);
