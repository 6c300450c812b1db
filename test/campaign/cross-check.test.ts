import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { crossCheck } from "../../src/campaign/cross-check.ts";
import { dispatchGap } from "../../src/campaign/dispatch-gap.ts";
import type { PbxEvent } from "../../src/pbx/pbx.ts";

const record = (callId: string, outcome: CallRecord["outcome"], waitSeconds?: number): CallRecord => ({
  callId,
  callerId: callId,
  callerNumber: `+331990000${callId}`,
  attempt: 1,
  queue: "general",
  arrivalSeconds: 0,
  outcome,
  counted: true,
  ...(waitSeconds !== undefined && { waitSeconds }),
});

// on the wire SIPp adds its own part behind three slashes
const call = (callId: string) => ({
  callId: `${callId}///7-1234@127.0.0.1`,
  callerNumber: `+331990000${callId}`,
});

describe("the cross-check against the PBX's own events", () => {
  const events: PbxEvent[] = [
    { kind: "joined", epochMilliseconds: 1000, call: call("1") },
    { kind: "joined", epochMilliseconds: 1010, call: call("2") },
    { kind: "connected", epochMilliseconds: 2000, call: call("1"), agent: "1" },
    { kind: "abandoned", epochMilliseconds: 2510, call: call("2") },
    { kind: "blocked", epochMilliseconds: 2600, call: call("3"), sipStatus: 503 },
    { kind: "joined", epochMilliseconds: 2600, call: call("4") },
    { kind: "connected", epochMilliseconds: 2700, call: call("4"), agent: "1" },
  ];

  it("tells the agreement of each queue where there are several", () => {
    const calls = [
      record("1", "answered", 10),
      { ...record("2", "abandoned", 15), queue: "other" },
      { ...record("3", "answered", 15), queue: "other" },
    ];
    expect(crossCheck(calls, events, 10)?.queues).toEqual([
      { queue: "general", calls: 1, outcomeAgreement: 1 },
      { queue: "other", calls: 2, outcomeAgreement: 0.5 },
    ]);
    expect(crossCheck(calls.slice(0, 1), events, 10)).not.toHaveProperty("queues");
  });

  it("takes silence on a refused call as agreement only where the account is of the queue alone", () => {
    const refused = [record("1", "answered", 10), record("9", "blocked")];
    expect(crossCheck(refused, events, 10)?.disagreements).toEqual([
      { callId: "9", ours: "blocked", pbx: "unknown to the PBX" },
    ]);
    expect(crossCheck(refused, events, 10, 1000, false)).toMatchObject({
      outcomeAgreement: 1,
      disagreements: [],
    });
    // one that its queue did take was not refused
    const taken = [record("2", "blocked")];
    expect(crossCheck(taken, events, 10, 1000, false)?.outcomeAgreement).toBe(0);
  });

  it("counts agreement on the outcome and lists who disagrees", () => {
    const found = crossCheck(
      [
        record("1", "answered", 10.05),
        record("2", "abandoned", 15),
        record("3", "blocked"),
        record("4", "abandoned", 1),
      ],
      events,
      10,
    );
    expect(found).toMatchObject({ calls: 4, outcomeAgreement: 0.75 });
    expect(found?.disagreements).toEqual([{ callId: "4", ours: "abandoned", pbx: "answered" }]);
  });

  it("gives the difference in wait in wall time", () => {
    const found = crossCheck([record("1", "answered", 10.05)], events, 10);
    // ours: 10.05 s at K = 10 are 1005 ms; the PBX's: 1000 ms
    expect(found?.waitDifferenceMilliseconds?.p50).toBeCloseTo(5, 6);
  });

  it("says nothing where the PBX tells nothing", () => {
    expect(crossCheck([record("1", "answered", 1)], [], 10)).toBeUndefined();
  });

  it("leaves the lead-in out", () => {
    expect(crossCheck([{ ...record("4", "abandoned", 1), counted: false }], events, 10)).toBeUndefined();
  });
});

describe("the dispatch gap", () => {
  it("is taken only where somebody waited while the agent was free", () => {
    const events: PbxEvent[] = [
      { kind: "available", epochMilliseconds: 0, agent: "1" },
      // nobody waited: a long idle time that is no fault of the PBX
      { kind: "joined", epochMilliseconds: 5000, call: call("1") },
      { kind: "ringing", epochMilliseconds: 5001, call: call("1"), agent: "1" },
      { kind: "connected", epochMilliseconds: 5001, call: call("1"), agent: "1" },
      { kind: "joined", epochMilliseconds: 6000, call: call("2") },
      { kind: "completed", epochMilliseconds: 7000, call: call("1"), agent: "1", endedBy: "agent" },
      { kind: "available", epochMilliseconds: 7000, agent: "1" },
      { kind: "ringing", epochMilliseconds: 7040, call: call("2"), agent: "1" },
    ];
    expect(dispatchGap(events)).toEqual({ mean: 40, p50: 40, p95: 40, gaps: 1 });
  });

  it("is not invented where no queue stood", () => {
    expect(dispatchGap([{ kind: "available", epochMilliseconds: 0, agent: "1" }])).toBeUndefined();
  });
});
