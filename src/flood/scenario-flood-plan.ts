import type { Scenario } from "../scenario/scenario.ts";
import { createCallerNumbers } from "../trace/caller-identity.ts";
import { createAttemptDraws } from "../trace/redial-draws.ts";
import type { Trace } from "../trace/trace.ts";
import type { FloodPlan } from "./flood-plan.ts";

/** What a flood needs to know beside the scenario. */
export interface FloodRequest {
  /** The callers of lead-in and window. */
  readonly trace: Trace;
  readonly windowStartSeconds: number;
  readonly windowEndSeconds: number;
  readonly leadInSeconds: number;
  readonly compression: number;
  readonly allowedTargets: readonly string[];
  readonly workDirectory: string;
  readonly credentials?: { readonly user: string; readonly password: string };
}

/** The plan of a scenario's flood: its callers' numbers and draws, its queue, its headers. */
export const scenarioFloodPlan = (scenario: Scenario, request: FloodRequest): FloodPlan => {
  const { trace } = request;
  const numberOf = createCallerNumbers(trace.seed);
  const { localAddress, headers } = scenario.destination;
  return {
    ...request,
    draws: createAttemptDraws(scenario, trace),
    maximumAttempts: scenario.callers.redial.maximumAttempts,
    callerNumber: (row) => numberOf(trace.firstCaller + row),
    queue: scenario.queue,
    hangUp: scenario.handling.hangUp,
    withinSeconds: scenario.targets.withinSeconds,
    ...(localAddress === undefined ? {} : { localAddress }),
    headers,
  };
};
