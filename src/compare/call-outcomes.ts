import type { CallRecord, Outcome } from "../calls/call-record.ts";

/** What one caller's first attempt in the counted part became, and whether they were served in the end. */
export interface CallerOutcome {
  readonly caller: string;
  /** Seconds of scenario time after midnight. */
  readonly arrivalSeconds: number;
  readonly outcome: Outcome;
  readonly waitSeconds?: number;
  readonly setupMilliseconds?: number;
  /**
   * How long the agent who took the call had been free while the caller waited;
   * absent for callers who found an agent free, and where agents are not known.
   */
  readonly dispatchSeconds?: number;
  /** Whether any counted attempt of the caller was answered. */
  readonly served: boolean;
}

/**
 * By call: how long its agent stayed free before it while its caller was
 * waiting already, seconds of scenario time. Only calls whose agent is known.
 */
const dispatchGaps = (calls: readonly CallRecord[]): ReadonlyMap<CallRecord, number> => {
  const taken = calls
    .flatMap((call) =>
      call.outcome === "answered" && call.agent !== undefined && call.waitSeconds !== undefined
        ? [
            {
              call,
              agent: call.agent,
              rangAt: call.arrivalSeconds + call.waitSeconds - (call.ringSeconds ?? 0),
            },
          ]
        : [],
    )
    .sort((left, right) => left.rangAt - right.rangAt);
  const freeSince = new Map<string, number>();
  const gaps = new Map<CallRecord, number>();
  for (const { call, agent, rangAt } of taken) {
    const since = freeSince.get(agent);
    if (since !== undefined && since > call.arrivalSeconds && rangAt >= since) gaps.set(call, rangAt - since);
    freeSince.set(
      agent,
      rangAt + (call.ringSeconds ?? 0) + (call.talkSeconds ?? 0) + (call.wrapUpSeconds ?? 0),
    );
  }
  return gaps;
};

/**
 * One row a caller, in order of first arrival, from a run's calls. Comparisons
 * are made on first attempts: whether there is a second depends on the first.
 */
export const callerOutcomes = (calls: readonly CallRecord[]): readonly CallerOutcome[] => {
  const gaps = dispatchGaps(calls);
  const first = new Map<string, CallRecord>();
  const served = new Set<string>();
  for (const call of calls) {
    if (!call.counted) continue;
    const known = first.get(call.callerId);
    if (known === undefined || call.attempt < known.attempt) first.set(call.callerId, call);
    if (call.outcome === "answered") served.add(call.callerId);
  }
  return [...first.values()]
    .map((call): CallerOutcome => {
      const dispatchSeconds = gaps.get(call);
      return {
        caller: call.callerId,
        arrivalSeconds: call.arrivalSeconds,
        outcome: call.outcome,
        ...(call.waitSeconds === undefined ? {} : { waitSeconds: call.waitSeconds }),
        ...(call.setupMilliseconds === undefined ? {} : { setupMilliseconds: call.setupMilliseconds }),
        ...(dispatchSeconds === undefined ? {} : { dispatchSeconds }),
        served: served.has(call.callerId),
      };
    })
    .sort((left, right) => left.arrivalSeconds - right.arrivalSeconds);
};
