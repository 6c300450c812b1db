import { quantileSorted } from "simple-statistics";
import type { CallRecord, Outcome } from "../calls/call-record.ts";
import type { PbxEvent } from "../pbx/pbx.ts";
import type { CrossCheck } from "../runs/summary.ts";
import { callsOfEvents } from "./calls-of-events.ts";

/** What the PBX itself says of one call. */
interface PbxAccount {
  readonly outcome: Outcome | "unfinished";
  readonly joinedEpochMilliseconds?: number;
  readonly leftEpochMilliseconds?: number;
}

/** Disagreements listed in the summary; the rest stands in the books. */
const LISTED_DISAGREEMENTS = 50;

const accountsOf = (events: readonly PbxEvent[], records: readonly CallRecord[]): Map<string, PbxAccount> => {
  const accounts = new Map<string, PbxAccount>();
  for (const { callId: key, event } of callsOfEvents(events, records)) {
    const before = accounts.get(key) ?? { outcome: "unfinished" };
    switch (event.kind) {
      case "joined":
        accounts.set(key, { ...before, joinedEpochMilliseconds: event.epochMilliseconds });
        break;
      case "connected":
        accounts.set(key, {
          ...before,
          outcome: "answered",
          leftEpochMilliseconds: event.epochMilliseconds,
        });
        break;
      case "abandoned":
        accounts.set(key, {
          ...before,
          outcome: "abandoned",
          leftEpochMilliseconds: event.epochMilliseconds,
        });
        break;
      case "blocked":
        accounts.set(key, { ...before, outcome: "blocked" });
        break;
      default:
        break;
    }
  }
  return accounts;
};

/**
 * Our records, taken from outside, against the PBX's own events, attempt by
 * attempt. The difference in wait is in wall time: ours from the first INVITE
 * to the answer or the hanging up, the PBX's from joining its queue to the
 * same. `resolutionMilliseconds` is what the PBX's times are rounded down to.
 * Without `tellsRefusals` the account is of the PBX's queue alone: of a call
 * that was refused before any queue it rightly says nothing. Undefined where
 * the PBX tells nothing.
 */
export const crossCheck = (
  records: readonly CallRecord[],
  events: readonly PbxEvent[],
  compression: number,
  resolutionMilliseconds = 0,
  tellsRefusals = true,
): CrossCheck | undefined => {
  // telephones of ours alone are no account by the PBX
  if (!events.some(({ kind }) => kind === "joined" || kind === "blocked")) return undefined;
  const accounts = accountsOf(events, records);
  if (accounts.size === 0) return undefined;
  let compared = 0;
  let agreed = 0;
  const ofQueues = new Map<string, { calls: number; agreed: number }>();
  const differences: number[] = [];
  const disagreements: { callId: string; ours: string; pbx: string }[] = [];
  for (const record of records) {
    if (!record.counted) continue;
    compared++;
    const ofQueue = ofQueues.get(record.queue) ?? { calls: 0, agreed: 0 };
    ofQueues.set(record.queue, ofQueue);
    ofQueue.calls++;
    const account = accounts.get(record.callId);
    const theirs = account?.outcome ?? "unknown to the PBX";
    // a call that the PBX refused, or took and lost, has no end there
    const lost = record.outcome === "failed" && (account === undefined || account.outcome === "unfinished");
    const neverQueued = record.outcome === "blocked" && account === undefined && !tellsRefusals;
    if (theirs !== record.outcome && !lost && !neverQueued) {
      if (disagreements.length < LISTED_DISAGREEMENTS) {
        disagreements.push({ callId: record.callId, ours: record.outcome, pbx: theirs });
      }
      continue;
    }
    agreed++;
    ofQueue.agreed++;
    const joined = account?.joinedEpochMilliseconds;
    const left = account?.leftEpochMilliseconds;
    if (record.waitSeconds !== undefined && joined !== undefined && left !== undefined) {
      differences.push(Math.abs((record.waitSeconds * 1000) / compression - (left - joined)));
    }
  }
  if (compared === 0) return undefined;
  differences.sort((a, b) => a - b);
  return {
    calls: compared,
    outcomeAgreement: agreed / compared,
    ...(ofQueues.size > 1 && {
      queues: [...ofQueues].map(([queue, own]) => ({
        queue,
        calls: own.calls,
        outcomeAgreement: own.agreed / own.calls,
      })),
    }),
    ...(resolutionMilliseconds > 0 && { resolutionMilliseconds }),
    ...(differences.length > 0 && {
      waitDifferenceMilliseconds: {
        p50: quantileSorted(differences, 0.5),
        p95: quantileSorted(differences, 0.95),
        p99: quantileSorted(differences, 0.99),
      },
    }),
    disagreements,
  };
};
