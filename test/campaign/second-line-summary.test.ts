import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { pbxOverhead } from "../../src/campaign/pbx-overhead.ts";
import { secondLineSummary } from "../../src/campaign/second-line-summary.ts";
import type { PbxEvent } from "../../src/pbx/pbx.ts";

const record = (callId: string, counted: boolean): CallRecord => ({
  callId,
  callerId: callId,
  callerNumber: "0199000000",
  attempt: 1,
  queue: "general",
  arrivalSeconds: 0,
  outcome: "answered",
  counted,
});

const put = (row: number, joinedAt: number, answeredAt?: number) => ({
  callId: `${row}-1///${row}-1@127.0.0.1`,
  callerNumber: "0199000000",
  joinedEpochMilliseconds: joinedAt,
  ...(answeredAt !== undefined && { connectedEpochMilliseconds: answeredAt }),
});

describe("the second line in the summary", () => {
  const records = [record("0-1", false), record("1-1", true), record("2-1", true), record("3-1", true)];

  it("counts calls of the window alone, and scales their second wait back", () => {
    const calls = [put(0, 0, 900), put(1, 1000, 1100), put(2, 2000, 2300), put(3, 3000)];
    expect(secondLineSummary(calls, records, 50)).toEqual({
      transferred: 3,
      answered: 2,
      abandoned: 0,
      // 0.1 s and 0.3 s of wall time, fifty times as long for a caller; 95 % of the way between two is 14.5
      waitSeconds: { mean: 10, p50: 10, p95: 14.5 },
    });
  });

  it("is not there where the PBX has none, and has no wait where nobody was answered", () => {
    expect(secondLineSummary(undefined, records, 50)).toBeUndefined();
    expect(secondLineSummary([put(1, 0)], records, 50)).toEqual({
      transferred: 1,
      answered: 0,
      abandoned: 0,
    });
  });

  it("tells who gave up there, and how long they waited", () => {
    const gaveUp = { ...put(1, 1000), abandonedEpochMilliseconds: 1400 };
    expect(secondLineSummary([gaveUp, put(2, 2000, 2200)], records, 50)).toEqual({
      transferred: 2,
      answered: 1,
      abandoned: 1,
      waitSeconds: { mean: 15, p50: 15, p95: expect.closeTo(19.5, 9) },
    });
  });
});

describe("rings that nobody answers", () => {
  const call = { callId: "1-1///1", callerNumber: "0199000000" };
  const at = (epochMilliseconds: number) => ({ epochMilliseconds, call });
  const ring = (milliseconds: number, agent: string): PbxEvent => ({
    kind: "ringing",
    ...at(milliseconds),
    agent,
  });
  const rings = (...events: readonly PbxEvent[]): number | undefined =>
    pbxOverhead([record("1-1", true)], [{ kind: "joined", ...at(0) }, ...events]).ringsUnanswered;

  it("are those after which the PBX tries again, at the same telephone too", () => {
    expect(rings(ring(10, "1"))).toBe(0);
    expect(rings(ring(10, "1"), ring(1020, "2"), ring(2030, "2"))).toBe(2);
  });

  it("are not the others of a queue that rings everybody at once", () => {
    expect(rings(ring(10, "1"), ring(11, "2"), ring(12, "3"))).toBe(0);
    expect(rings(ring(10, "1"), ring(11, "2"), ring(1020, "1"), ring(1021, "2"))).toBe(1);
  });
});
