import { quantileSorted } from "simple-statistics";
import type { CallRecord } from "../calls/call-record.ts";
import type { PbxEvent } from "../pbx/pbx.ts";
import type { RunSummary } from "../runs/summary.ts";
import { callsOfEvents } from "./calls-of-events.ts";
import type { RunPlan } from "./plan-run.ts";
import { estimatesOfRun } from "./run-estimates.ts";

/** The share of the answer-time target that the lag may reach in scenario time before waits are told without it too. */
const LARGEST_SHARE_OF_TARGET = 0.1;

/**
 * How long each answered call waited although caller and agent both were free:
 * from the later of the caller's joining and the agent's becoming free to the
 * ring that led to the answer, wall milliseconds, by `callId`. An agent of whom
 * nothing was heard before has been free from the beginning.
 */
export const dispatchLags = (
  events: readonly PbxEvent[],
  records: readonly CallRecord[],
): ReadonlyMap<string, number> => {
  const inOrder = events.toSorted((a, b) => a.epochMilliseconds - b.epochMilliseconds);
  const callOf = new Map<PbxEvent, string>(
    callsOfEvents(inOrder, records).map(({ event, callId }) => [event, callId]),
  );
  const freeSince = new Map<string, number>();
  const joinedAt = new Map<string, number>();
  const ringsAfter = new Map<string, number>();
  const lags = new Map<string, number>();
  for (const event of inOrder) {
    const at = event.epochMilliseconds;
    if (event.kind === "available") {
      freeSince.set(event.agent, at);
      continue;
    }
    const call = callOf.get(event);
    if (call === undefined) continue;
    if (event.kind === "joined") joinedAt.set(call, at);
    const joined = joinedAt.get(call);
    if (event.kind === "ringing" && joined !== undefined) {
      ringsAfter.set(call, Math.max(0, at - Math.max(joined, freeSince.get(event.agent) ?? joined)));
    }
    const lag = ringsAfter.get(call);
    if (event.kind === "connected" && lag !== undefined) lags.set(call, lag);
  }
  return lags;
};

/**
 * The waits less each call's own dispatch lag, where that lag is so large at
 * this compression that the waits would be more the PBX's than the queue's: the
 * 95th percentile times K above a tenth of the answer-time target. What the
 * lags of earlier calls did to those behind them is still in. Undefined where
 * the lag is small, or not known.
 */
export const withoutDispatchLag = (
  plan: RunPlan,
  records: readonly CallRecord[],
  events: readonly PbxEvent[],
): RunSummary["withoutDispatchLag"] => {
  const lags = dispatchLags(events, records);
  const known = records
    .filter((record) => record.counted && record.outcome === "answered")
    .flatMap(({ callId }) => lags.get(callId) ?? [])
    .sort((a, b) => a - b);
  if (known.length === 0) return undefined;
  const p95 = quantileSorted(known, 0.95);
  const lagSeconds = (plan.compression * p95) / 1000;
  const limitSeconds = plan.scenario.targets.withinSeconds * LARGEST_SHARE_OF_TARGET;
  if (lagSeconds <= limitSeconds) return undefined;
  const corrected = records.map((record) => {
    const lag = lags.get(record.callId);
    if (lag === undefined || record.waitSeconds === undefined || record.outcome !== "answered") return record;
    return { ...record, waitSeconds: Math.max(0, record.waitSeconds - (plan.compression * lag) / 1000) };
  });
  const { meanWaitSeconds, meanAnsweredWaitSeconds, serviceLevel } = estimatesOfRun(corrected, plan);
  return {
    calls: known.length,
    lagMilliseconds: { p50: quantileSorted(known, 0.5), p95, p99: quantileSorted(known, 0.99) },
    lagSeconds,
    limitSeconds,
    ...(meanWaitSeconds !== undefined && { meanWaitSeconds }),
    ...(meanAnsweredWaitSeconds !== undefined && { meanAnsweredWaitSeconds }),
    ...(serviceLevel !== undefined && { serviceLevel }),
  };
};
