import type { CallRecord, Outcome } from "../calls/call-record.ts";

/** What one caller's first attempt in the counted part became, and whether they were served in the end. */
export interface CallerOutcome {
  readonly caller: string;
  /** Seconds of scenario time after midnight. */
  readonly arrivalSeconds: number;
  readonly outcome: Outcome;
  readonly waitSeconds?: number;
  readonly setupMilliseconds?: number;
  /** Whether any counted attempt of the caller was answered. */
  readonly served: boolean;
}

/**
 * One row a caller, in order of first arrival, from a run's calls. Comparisons
 * are made on first attempts: whether there is a second depends on the first.
 */
export const callerOutcomes = (calls: readonly CallRecord[]): readonly CallerOutcome[] => {
  const first = new Map<string, CallRecord>();
  const served = new Set<string>();
  for (const call of calls) {
    if (!call.counted) continue;
    const known = first.get(call.callerId);
    if (known === undefined || call.attempt < known.attempt) first.set(call.callerId, call);
    if (call.outcome === "answered") served.add(call.callerId);
  }
  return [...first.values()]
    .map((call) => ({
      caller: call.callerId,
      arrivalSeconds: call.arrivalSeconds,
      outcome: call.outcome,
      ...(call.waitSeconds === undefined ? {} : { waitSeconds: call.waitSeconds }),
      ...(call.setupMilliseconds === undefined ? {} : { setupMilliseconds: call.setupMilliseconds }),
      served: served.has(call.callerId),
    }))
    .sort((left, right) => left.arrivalSeconds - right.arrivalSeconds);
};
