import type { StaffStep } from "../../scenario/scenario.ts";

/** People on duty at a moment of the scenario's day; a step holds from its start up to its end. */
export const onDutyAt = (steps: readonly StaffStep[], scenarioSeconds: number): number =>
  steps.find((step) => scenarioSeconds >= step.startSeconds && scenarioSeconds < step.endSeconds)?.agents ??
  0;

/** The next moment after this one at which the number may change; undefined after the last. */
export const nextDutyChange = (steps: readonly StaffStep[], scenarioSeconds: number): number | undefined => {
  let next: number | undefined;
  for (const step of steps) {
    for (const moment of [step.startSeconds, step.endSeconds]) {
      if (moment > scenarioSeconds && (next === undefined || moment < next)) next = moment;
    }
  }
  return next;
};
