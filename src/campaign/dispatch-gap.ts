import { mean, quantileSorted } from "simple-statistics";
import type { PbxEvent } from "../pbx/pbx.ts";

/** How long agents stayed idle while callers waited, wall time. */
export interface DispatchGap {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  /** How many gaps were seen. */
  readonly gaps: number;
}

/**
 * The gap between an agent becoming free and the next call reaching that
 * agent, taken only where callers were waiting all through it: what the PBX
 * adds to every handling time of a busy agent. Events must be in time order;
 * undefined where no such gap was seen. `leastWaiting` is how many callers have
 * to wait all through a gap for it to count.
 */
export const dispatchGap = (events: readonly PbxEvent[], leastWaiting = 1): DispatchGap | undefined => {
  const freeSince = new Map<string, number>();
  const gaps: number[] = [];
  const waitingCalls = new Set<string>();
  for (const event of events) {
    if (event.kind === "available") {
      if (waitingCalls.size >= leastWaiting) freeSince.set(event.agent, event.epochMilliseconds);
      continue;
    }
    const call = event.call.callId ?? event.call.callerNumber;
    switch (event.kind) {
      case "joined":
        waitingCalls.add(call);
        break;
      case "ringing": {
        waitingCalls.delete(call);
        const since = freeSince.get(event.agent);
        if (since !== undefined) gaps.push(event.epochMilliseconds - since);
        freeSince.delete(event.agent);
        break;
      }
      case "connected":
      case "abandoned":
      case "blocked":
        waitingCalls.delete(call);
        break;
      default:
        break;
    }
    // once too few wait, an idle agent is no longer kept from a caller; the caller who has just been put through waited
    if (waitingCalls.size + 1 < leastWaiting || waitingCalls.size === 0) freeSince.clear();
  }
  if (gaps.length === 0) return undefined;
  gaps.sort((a, b) => a - b);
  return {
    mean: mean(gaps),
    p50: quantileSorted(gaps, 0.5),
    p95: quantileSorted(gaps, 0.95),
    gaps: gaps.length,
  };
};
