import type { CallRecord } from "../calls/call-record.ts";
import { hotlineOf } from "../simulation/scenario-hotline.ts";
import { type SimulatedAttempt, simulateTrace } from "../simulation/simulate-trace.ts";
import { createRedialDraws } from "../trace/redial-draws.ts";
import type { RunPlan } from "./plan-run.ts";

/** How far a flood and the simulation of its own trace agree; counted attempts only. */
export interface Agreement {
  /** Callers of the window. */
  readonly callers: number;
  /** Share of them whose first attempt ended alike in both. */
  readonly sameOutcome: number;
  /** Mean wait of the answered and abandoned, scenario seconds. */
  readonly measuredMeanWaitSeconds: number;
  readonly simulatedMeanWaitSeconds: number;
  /** Abandoned over offered. */
  readonly measuredAbandonment: number;
  readonly simulatedAbandonment: number;
}

interface Ended {
  readonly outcome: CallRecord["outcome"];
  readonly waitSeconds?: number;
}

const meanWait = (attempts: readonly Ended[]): number => {
  const waits = attempts.flatMap(({ waitSeconds }) => waitSeconds ?? []);
  return waits.length === 0 ? 0 : waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
};

const abandonment = (attempts: readonly Ended[]): number => {
  const offered = attempts.filter(({ outcome }) => outcome !== "failed").length;
  const abandoned = attempts.filter(({ outcome }) => outcome === "abandoned").length;
  return offered === 0 ? 0 : abandoned / offered;
};

/** The simulation of a plan's trace: what its callers would have met with a PBX that adds `idleGapSeconds` a call. */
const simulatePlan = (plan: RunPlan, idleGapSeconds: number): readonly SimulatedAttempt[] =>
  simulateTrace(
    hotlineOf(plan.scenario, { steps: plan.staff, admitUntilSeconds: plan.windowEndSeconds, idleGapSeconds }),
    plan.trace,
    createRedialDraws(plan.scenario, plan.trace.seed, plan.trace.replication),
  );

/**
 * Holds a flood's records against the deterministic simulation of its own
 * trace. Redials are compared in the means alone: whether a second attempt
 * exists depends on how the first one ended.
 *
 * @param idleGapSeconds what the PBX adds between two calls of an agent, scenario seconds.
 */
export const agreement = (plan: RunPlan, records: readonly CallRecord[], idleGapSeconds = 0): Agreement => {
  const counted = ({ arrivalSeconds }: { readonly arrivalSeconds: number }): boolean =>
    arrivalSeconds >= plan.windowStartSeconds && arrivalSeconds < plan.windowEndSeconds;
  const simulated = simulatePlan(plan, idleGapSeconds).filter(counted);
  const measured = records.filter(counted);
  const firstOutcome = new Map(
    measured.filter(({ attempt }) => attempt === 1).map(({ callerId, outcome }) => [callerId, outcome]),
  );
  let callers = 0;
  let same = 0;
  for (const attempt of simulated) {
    if (attempt.attempt !== 1) continue;
    callers++;
    if (firstOutcome.get(String(plan.trace.firstCaller + attempt.caller)) === attempt.outcome) same++;
  }
  return {
    callers,
    sameOutcome: callers === 0 ? 1 : same / callers,
    measuredMeanWaitSeconds: meanWait(measured),
    simulatedMeanWaitSeconds: meanWait(simulated),
    measuredAbandonment: abandonment(measured),
    simulatedAbandonment: abandonment(simulated),
  };
};
