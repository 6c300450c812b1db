import type { StaffStep } from "../../scenario/scenario.ts";
import { agentsOnDuty } from "../../trace/staff-steps.ts";
import { toEpochMilliseconds, type WallClock } from "../../trace/wall-clock.ts";

/** Who comes or leaves at one moment: agents by number. */
export interface DutyChange {
  readonly epochMilliseconds: number;
  readonly come: readonly number[];
  readonly leave: readonly number[];
}

/**
 * Every change of the people on duty after `fromScenarioSeconds`, in time
 * order. Those whose shift ends are the highest numbers; whoever comes takes
 * the lowest numbers that are free.
 */
export const dutyChanges = (
  steps: readonly StaffStep[],
  clock: WallClock,
  fromScenarioSeconds: number,
): readonly DutyChange[] => {
  const moments = [...new Set(steps.flatMap((step) => [step.startSeconds, step.endSeconds]))]
    .filter((moment) => moment > fromScenarioSeconds && Number.isFinite(moment))
    .sort((a, b) => a - b);
  let onDuty = agentsOnDuty(steps, fromScenarioSeconds);
  const changes: DutyChange[] = [];
  for (const moment of moments) {
    const next = agentsOnDuty(steps, moment);
    if (next === onDuty) continue;
    const numbers = (from: number, to: number): number[] =>
      Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index + 1);
    changes.push({
      epochMilliseconds: toEpochMilliseconds(clock, moment),
      come: numbers(onDuty, next),
      leave: numbers(next, onDuty).toReversed(),
    });
    onDuty = next;
  }
  return changes;
};
