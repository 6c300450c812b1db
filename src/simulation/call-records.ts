import type { CallRecord } from "../calls/call-record.ts";
import { callerId } from "../trace/caller-identity.ts";
import type { Trace } from "../trace/trace.ts";
import type { SimulatedAttempt } from "./simulate-trace.ts";

/** What a call record has beside what the simulation says. */
export interface RecordOptions {
  readonly queue: string;
  readonly ringSeconds: number;
  /** The number of the caller in a row of the trace. */
  readonly callerNumber: (row: number) => string;
  /** Attempts before it are the lead-in's, which does not count; absent: all count. */
  readonly countedFromSeconds?: number;
}

/**
 * Simulated attempts as the call records that a flood of the same trace writes,
 * in the same order and under the same names, so that the two can be held
 * against each other. Wall times, SIP status and set-up stay unknown: no call
 * was placed.
 */
export const simulatedCallRecords = (
  attempts: readonly SimulatedAttempt[],
  trace: Pick<Trace, "firstCaller">,
  options: RecordOptions,
): readonly CallRecord[] =>
  attempts.map((call): CallRecord => {
    const { caller, attempt, arrivalSeconds, patienceSeconds, outcome } = call;
    return {
      callId: `${caller}-${attempt}`,
      callerId: callerId(trace.firstCaller + caller),
      callerNumber: options.callerNumber(caller),
      attempt,
      queue: options.queue,
      arrivalSeconds,
      outcome,
      ...(call.outcome === "blocked" ? {} : { waitSeconds: call.waitSeconds }),
      ...(call.outcome === "answered"
        ? {
            ringSeconds: options.ringSeconds,
            talkSeconds: call.talkSeconds,
            wrapUpSeconds: call.wrapUpSeconds,
            agent: String(call.agent),
          }
        : {}),
      patienceSeconds,
      counted: arrivalSeconds >= (options.countedFromSeconds ?? Number.NEGATIVE_INFINITY),
    };
  });
