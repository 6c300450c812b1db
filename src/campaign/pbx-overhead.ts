import { quantileSorted } from "simple-statistics";
import type { CallRecord } from "../calls/call-record.ts";
import { BLOCKED_STATUSES } from "../flood/attempt-course.ts";
import type { PbxEvent } from "../pbx/pbx.ts";
import type { PbxOverhead } from "../runs/summary.ts";

/** A PBX gives a telephone up after whole seconds; one that calls all at once lets them ring in the same moment. */
const NEXT_RING_MILLISECONDS = 900;

interface Seen {
  /** From joining the queue to the ring at an agent who was free all the while, wall milliseconds. */
  readonly toAgent: number[];
  /** Callers who waited on while one who came later was put through. */
  readonly overtaken: Set<string>;
  readonly joined: Set<string>;
  /** Rings that were given up for another telephone, or for the same once more. */
  ringsUnanswered: number;
  /** Callers whose call left the queue neither for an agent nor by hanging up. */
  readonly stillIn: Set<string>;
}

const follow = (events: readonly PbxEvent[]): Seen => {
  const seen: Seen = {
    toAgent: [],
    overtaken: new Set(),
    joined: new Set(),
    stillIn: new Set(),
    ringsUnanswered: 0,
  };
  const rang = new Map<string, number>();
  // in order of joining; a Map keeps it
  const waiting = new Map<string, number>();
  const freeSince = new Map<string, number>();
  for (const event of events.toSorted((a, b) => a.epochMilliseconds - b.epochMilliseconds)) {
    const at = event.epochMilliseconds;
    if (event.kind === "available") {
      freeSince.set(event.agent, at);
      continue;
    }
    const call = event.call.callId ?? event.call.callerNumber;
    switch (event.kind) {
      case "joined":
        waiting.set(call, at);
        seen.joined.add(call);
        seen.stillIn.add(call);
        break;
      case "ringing": {
        const rangAt = rang.get(call);
        if (rangAt === undefined || at - rangAt >= NEXT_RING_MILLISECONDS) {
          if (rangAt !== undefined) seen.ringsUnanswered++;
          rang.set(call, at);
        }
        const joinedAt = waiting.get(call);
        if (joinedAt === undefined) break;
        // an agent of whom nothing was heard yet has been free from the beginning
        if ((freeSince.get(event.agent) ?? 0) <= joinedAt) seen.toAgent.push(at - joinedAt);
        freeSince.set(event.agent, Number.POSITIVE_INFINITY);
        waiting.delete(call);
        for (const [other, otherJoinedAt] of waiting) {
          if (otherJoinedAt >= joinedAt) break;
          seen.overtaken.add(other);
        }
        break;
      }
      case "connected":
      case "abandoned":
        waiting.delete(call);
        seen.stillIn.delete(call);
        break;
      case "blocked":
        waiting.delete(call);
        break;
      default:
        break;
    }
  }
  return seen;
};

const statusCounts = (records: readonly CallRecord[]): readonly { status: number; calls: number }[] => {
  const counts = new Map<number, number>();
  for (const { sipStatus } of records) {
    if (sipStatus !== undefined) counts.set(sipStatus, (counts.get(sipStatus) ?? 0) + 1);
  }
  return [...counts].map(([status, calls]) => ({ status, calls })).sort((a, b) => a.status - b.status);
};

/**
 * What a PBX does to calls beside queueing them: how long it takes to reach a
 * free agent, whom it lets be overtaken, what it refuses and what it loses.
 * Lost are calls that were in its queue and ended without an agent and without
 * the caller having given up. What needs the PBX's own events is absent where
 * it tells none.
 */
export const pbxOverhead = (records: readonly CallRecord[], events: readonly PbxEvent[]): PbxOverhead => {
  const counted = records.filter((record) => record.counted);
  const refusals = statusCounts(
    counted.filter(
      ({ outcome, sipStatus }) =>
        outcome === "blocked" || (outcome === "failed" && sipStatus !== undefined && sipStatus >= 300),
    ),
  );
  const refused = counted.filter(
    ({ sipStatus }) => sipStatus !== undefined && BLOCKED_STATUSES.includes(sipStatus),
  ).length;
  const unanswered = counted.filter(
    ({ outcome, sipStatus }) => outcome === "failed" && sipStatus === undefined,
  ).length;
  const base = { refusals, refused, unanswered };
  const seen = follow(events);
  if (seen.joined.size === 0) return base;
  const failed = new Set(
    counted
      .filter(({ outcome }) => outcome === "failed")
      .flatMap(({ callId, callerNumber }) => [callId, callerNumber]),
  );
  const lost = [...seen.stillIn].filter((call) => failed.has(call.split("///")[0] ?? call)).length;
  const delays = seen.toAgent.toSorted((a, b) => a - b);
  return {
    ...base,
    lost,
    ringsUnanswered: seen.ringsUnanswered,
    overtaken: { callers: seen.overtaken.size, share: seen.overtaken.size / seen.joined.size },
    ...(delays.length > 0 && {
      toFreeAgentMilliseconds: {
        p50: quantileSorted(delays, 0.5),
        p95: quantileSorted(delays, 0.95),
        p99: quantileSorted(delays, 0.99),
        calls: delays.length,
      },
    }),
  };
};
