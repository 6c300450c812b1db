import type { Scenario } from "../scenario/scenario.ts";

/**
 * The scenario with so many people on duty from the opening to the close, in
 * place of its schedule; without a number, the scenario as it is. The share of
 * them that is effective stays the scenario's.
 */
export const staffedWith = (scenario: Scenario, agents: number | undefined): Scenario => {
  if (agents === undefined) return scenario;
  const { openSeconds, closeSeconds } = scenario.hours;
  const schedule = [{ startSeconds: openSeconds, endSeconds: closeSeconds, agents }];
  return { ...scenario, staff: { ...scenario.staff, schedule } };
};
