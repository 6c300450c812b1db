import type { Staff, StaffStep } from "../scenario/scenario.ts";

/** Agents on duty from a moment on, until the next change. */
export interface StaffChange {
  readonly atSeconds: number;
  readonly agents: number;
}

/** Whole people of a share of people; a half counts as one, also when rounding error hides it. */
const effectiveAgents = (agents: number, share: number): number => Math.round(agents * share + 1e-9);

/**
 * The agents on duty who are really effective, round(agents × share), as steps
 * in time order; neighbours with the same number are one step, and nobody is
 * on duty outside the steps.
 */
export const staffSteps = (staff: Staff): StaffStep[] => {
  const steps: StaffStep[] = [];
  for (const { startSeconds, endSeconds, agents: planned } of staff.schedule) {
    const agents = effectiveAgents(planned, staff.effectiveShare);
    if (agents === 0 || endSeconds <= startSeconds) continue;
    const last = steps.at(-1);
    if (last !== undefined && last.agents === agents && last.endSeconds === startSeconds) {
      steps[steps.length - 1] = { ...last, endSeconds };
    } else {
      steps.push({ startSeconds, endSeconds, agents });
    }
  }
  return steps;
};

/** The same steps as changes: the number on duty from each moment at which it changes, 0 in gaps and at the end. */
export const staffChanges = (steps: readonly StaffStep[]): StaffChange[] => {
  const changes: StaffChange[] = [];
  steps.forEach((step, i) => {
    changes.push({ atSeconds: step.startSeconds, agents: step.agents });
    if (steps[i + 1]?.startSeconds !== step.endSeconds) {
      changes.push({ atSeconds: step.endSeconds, agents: 0 });
    }
  });
  return changes;
};

/** Agents on duty at a moment; a step holds from its start up to but not including its end. */
export const agentsOnDuty = (steps: readonly StaffStep[], atSeconds: number): number =>
  steps.find((step) => step.startSeconds <= atSeconds && atSeconds < step.endSeconds)?.agents ?? 0;

/** The most agents on duty at once. */
export const mostAgents = (steps: readonly StaffStep[]): number =>
  steps.reduce((most, step) => Math.max(most, step.agents), 0);

/** Seconds that agents are on duty between two moments, all agents added up. */
export const staffedSeconds = (steps: readonly StaffStep[], fromSeconds: number, toSeconds: number): number =>
  steps.reduce((sum, step) => {
    const length = Math.min(step.endSeconds, toSeconds) - Math.max(step.startSeconds, fromSeconds);
    return sum + Math.max(0, length) * step.agents;
  }, 0);
