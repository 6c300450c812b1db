import type { FloodPlan } from "../flood/flood-plan.ts";
import { createCallerNumbers } from "../trace/caller-identity.ts";
import { familyQueuesOf } from "../trace/family-queues.ts";
import { createAttemptDraws } from "../trace/redial-draws.ts";
import { transfersOf } from "../trace/transfers.ts";
import type { RunPlan } from "./plan-run.ts";

/** The flood of a plan: callers with their numbers and draws, and where their messages are kept. */
export const floodPlanOf = (
  plan: RunPlan,
  place: Pick<FloodPlan, "workDirectory" | "allowedTargets" | "credentials">,
): FloodPlan => {
  const { scenario, trace } = plan;
  const { destination } = scenario;
  const numberOf = createCallerNumbers(trace.seed);
  const families = familyQueuesOf(scenario);
  const transfers = transfersOf(scenario, trace);
  return {
    trace,
    draws: createAttemptDraws(scenario, trace),
    maximumAttempts: scenario.callers.redial.maximumAttempts,
    callerNumber: (row) => numberOf(trace.firstCaller + row),
    windowStartSeconds: plan.windowStartSeconds,
    windowEndSeconds: plan.windowEndSeconds,
    leadInSeconds: plan.leadInSeconds,
    compression: plan.compression,
    queue: scenario.queue,
    ...(families !== undefined && { queueOf: (row: number) => families.of(trace, row) }),
    ...(transfers !== undefined && {
      secondCall: transfers.of,
    }),
    hangUp: scenario.handling.hangUp,
    withinSeconds: scenario.targets.withinSeconds,
    ...(destination.localAddress !== undefined && { localAddress: destination.localAddress }),
    headers: destination.headers,
    ...place,
  };
};
