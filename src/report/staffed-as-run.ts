import type { Scenario } from "../scenario/scenario.ts";

/** The scenario with the people who were on duty in a run: `--agents` replaces its schedule all day. */
export const staffedAsRun = (scenario: Scenario, agents: number | undefined): Scenario =>
  agents === undefined
    ? scenario
    : {
        ...scenario,
        staff: {
          schedule: [
            { startSeconds: scenario.hours.openSeconds, endSeconds: scenario.hours.closeSeconds, agents },
          ],
          effectiveShare: 1,
        },
      };
