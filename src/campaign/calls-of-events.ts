import { median } from "simple-statistics";
import type { CallRecord } from "../calls/call-record.ts";
import type { PbxEvent } from "../pbx/pbx.ts";

type CallEvent = Exclude<PbxEvent, { readonly kind: "available" }>;

/** SIPp's own part of a Call-ID stands behind three slashes; our records keep what stands before them. */
const recordedCallId = (callId: string): string => callId.replace(/\/\/\/.*$/, "");

/** With these a PBX tells of a call for the first time. */
const begins = ({ kind }: CallEvent): boolean => kind === "joined" || kind === "blocked";

interface Attempt {
  readonly callId: string;
  readonly sentMilliseconds: number;
}

const attemptsByNumber = (records: readonly CallRecord[]): Map<string, Attempt[]> => {
  const attempts = new Map<string, Attempt[]>();
  for (const { callerNumber, callId, outcome, sentMilliseconds } of records) {
    // an INVITE that never left came nowhere
    if (outcome === "failed" && sentMilliseconds === undefined) continue;
    const known = attempts.get(callerNumber) ?? [];
    known.push({ callId, sentMilliseconds: sentMilliseconds ?? 0 });
    attempts.set(callerNumber, known);
  }
  for (const known of attempts.values()) known.sort((a, b) => a.sentMilliseconds - b.sentMilliseconds);
  return attempts;
};

/**
 * By how much the PBX's clock, at a call's joining, is ahead of ours, at its
 * INVITE: the median over the first calls of all numbers. It holds the origin
 * of our clock, the other machine's, and what set-up takes.
 */
const clockAhead = (
  attempts: ReadonlyMap<string, readonly Attempt[]>,
  events: readonly CallEvent[],
): number => {
  const seen = new Set<string>();
  const differences: number[] = [];
  for (const event of events) {
    const { callerNumber } = event.call;
    const first = attempts.get(callerNumber)?.[0];
    if (!begins(event) || first === undefined || seen.has(callerNumber)) continue;
    seen.add(callerNumber);
    differences.push(event.epochMilliseconds - first.sentMilliseconds);
  }
  return differences.length === 0 ? 0 : median(differences);
};

/**
 * Each event of a call with the `callId` of our record: by the Call-ID where
 * the PBX tells it, else by the caller's number and the time. Whoever called
 * several times has each joining given to the attempt whose INVITE was nearest,
 * no attempt twice, and what follows a joining belongs to it. Events must be in
 * time order; those of no record are left out.
 */
export const callsOfEvents = (
  events: readonly PbxEvent[],
  records: readonly CallRecord[],
): readonly { readonly callId: string; readonly event: CallEvent }[] => {
  const calls = events.filter((event): event is CallEvent => event.kind !== "available");
  const attempts = attemptsByNumber(records);
  const ahead = clockAhead(attempts, calls);
  const current = new Map<string, string>();
  const find = (event: CallEvent): string | undefined => {
    const { callId, callerNumber } = event.call;
    if (callId !== undefined) return recordedCallId(callId);
    if (!begins(event)) return current.get(callerNumber);
    const left = attempts.get(callerNumber) ?? [];
    const at = event.epochMilliseconds - ahead;
    const nearest = left.reduce<Attempt | undefined>(
      (best, attempt) =>
        best === undefined || Math.abs(attempt.sentMilliseconds - at) < Math.abs(best.sentMilliseconds - at)
          ? attempt
          : best,
      undefined,
    );
    if (nearest === undefined) return undefined;
    left.splice(left.indexOf(nearest), 1);
    current.set(callerNumber, nearest.callId);
    return nearest.callId;
  };
  return calls.flatMap((event) => {
    const callId = find(event);
    return callId === undefined ? [] : [{ callId, event }];
  });
};
