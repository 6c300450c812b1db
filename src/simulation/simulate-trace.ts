import type { RedialDraws } from "../trace/redial-draws.ts";
import { ABANDONED, ANSWERED, type Attempts } from "./attempts.ts";
import type { CallerColumns, Hotline } from "./hotline.ts";
import { createWorkspace, simulateQueue } from "./simulate-queue.ts";

/**
 * One attempt of one caller in the simulation. Times are seconds after midnight
 * of the scenario's day.
 */
export type SimulatedAttempt = {
  /** Row of the caller in the trace. */
  readonly caller: number;
  /** 1 for the caller's first attempt. */
  readonly attempt: number;
  readonly arrivalSeconds: number;
  readonly patienceSeconds: number;
} & (
  | {
      readonly outcome: "answered";
      readonly waitSeconds: number;
      /** Number of the agent, from 1. */
      readonly agent: number;
      /** When the agent's telephone began to ring. */
      readonly ringStartSeconds: number;
      readonly talkSeconds: number;
      readonly wrapUpSeconds: number;
      /** When the agent could take the next call. */
      readonly agentFreeSeconds: number;
    }
  | {
      readonly outcome: "abandoned";
      readonly waitSeconds: number;
      /** The agent whose telephone rang when the caller hung up; absent where none did. */
      readonly rung?: { readonly agent: number; readonly ringStartSeconds: number };
    }
  | { readonly outcome: "blocked" }
);

/** One row of the columns as a record. */
export const simulatedAttempt = (
  attempts: Attempts,
  row: number,
  callers: CallerColumns,
): SimulatedAttempt => {
  const caller = attempts.caller[row]!;
  const agent = attempts.agent[row]!;
  const ringStartSeconds = attempts.busyFromSeconds[row]!;
  const call = {
    caller,
    attempt: attempts.attempt[row]!,
    arrivalSeconds: attempts.arrivalSeconds[row]!,
    patienceSeconds: attempts.patienceSeconds[row]!,
  };
  const waitSeconds = attempts.waitSeconds[row]!;
  switch (attempts.outcome[row]) {
    case ANSWERED:
      return {
        ...call,
        outcome: "answered",
        waitSeconds,
        agent,
        ringStartSeconds,
        talkSeconds: callers.talkSeconds[caller]!,
        wrapUpSeconds: callers.wrapUpSeconds[caller]!,
        agentFreeSeconds: attempts.busyUntilSeconds[row]!,
      };
    case ABANDONED:
      return {
        ...call,
        outcome: "abandoned",
        waitSeconds,
        ...(agent > 0 ? { rung: { agent, ringStartSeconds } } : {}),
      };
    default:
      return { ...call, outcome: "blocked" };
  }
};

/**
 * What becomes of a trace's callers in a hotline: one record an attempt, in the
 * order in which they arrive and stand in the queue. The same trace, hotline
 * and draws give the same records, to the last bit. Without redial draws
 * nobody calls again.
 */
export const simulateTrace = (
  hotline: Hotline,
  trace: CallerColumns,
  redialDraws?: RedialDraws,
): readonly SimulatedAttempt[] => {
  const workspace = createWorkspace();
  simulateQueue(hotline, trace, redialDraws, workspace);
  return Array.from({ length: workspace.attempts.count }, (_, row) =>
    simulatedAttempt(workspace.attempts, row, trace),
  );
};
