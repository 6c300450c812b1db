import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { dispatchLags, withoutDispatchLag } from "../../src/campaign/dispatch-lag.ts";
import { planRun } from "../../src/campaign/plan-run.ts";
import type { PbxEvent } from "../../src/pbx/pbx.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

const NUMBER = { first: "+33199000001", second: "+33199000002" } as const;
const call = (callerNumber: string) => ({ callerNumber });
/** One agent: the first caller is put through 20 ms after joining, the second 480 ms after the agent is free. */
const events: readonly PbxEvent[] = [
  { kind: "joined", epochMilliseconds: 1000, call: call(NUMBER.first) },
  { kind: "ringing", epochMilliseconds: 1020, call: call(NUMBER.first), agent: "1" },
  { kind: "connected", epochMilliseconds: 1080, call: call(NUMBER.first), agent: "1" },
  { kind: "joined", epochMilliseconds: 1500, call: call(NUMBER.second) },
  { kind: "available", epochMilliseconds: 3000, agent: "1" },
  { kind: "ringing", epochMilliseconds: 3480, call: call(NUMBER.second), agent: "1" },
  { kind: "connected", epochMilliseconds: 3540, call: call(NUMBER.second), agent: "1" },
];

const answered = (callId: string, callerNumber: string, sent: number, waitSeconds: number): CallRecord => ({
  callId,
  callerId: callId,
  callerNumber,
  attempt: 1,
  queue: "general",
  arrivalSeconds: 36_000,
  outcome: "answered",
  counted: true,
  sentMilliseconds: sent,
  waitSeconds,
});

/** T is 20 s. */
const plan = (compression: number) =>
  planRun({ scenario: loadScenario("scenarios/smoke.yaml"), seed: 1, compression, force: true });

describe("the dispatch lag", () => {
  it("is what a call waited although caller and agent were free", () => {
    const records = [answered("0-1", NUMBER.first, 1000, 1), answered("1-1", NUMBER.second, 1500, 1)];
    expect([...dispatchLags(events, records)]).toEqual([
      ["0-1", 20],
      ["1-1", 480],
    ]);
  });

  it("is taken off the waits where it is more than a tenth of the target", () => {
    // at K = 10 the waits are 0.8 s and 20.4 s, the lags 0.2 s and 4.8 s
    const records = [answered("0-1", NUMBER.first, 1000, 0.8), answered("1-1", NUMBER.second, 1500, 20.4)];
    const told = withoutDispatchLag(plan(10), records, events);
    expect(told).toMatchObject({ calls: 2, limitSeconds: 2 });
    expect(told?.lagSeconds).toBeGreaterThan(2);
    expect(told?.meanWaitSeconds).toBeCloseTo((0.6 + 15.6) / 2, 6);
    expect(told?.serviceLevel).toEqual({ withinSeconds: 20, value: 1 });
  });

  it("is not taken off where it is small, nor where it is not known", () => {
    const records = [answered("0-1", NUMBER.first, 1000, 0.08), answered("1-1", NUMBER.second, 1500, 2.04)];
    expect(withoutDispatchLag(plan(1), records, events)).toBeUndefined();
    expect(withoutDispatchLag(plan(10), records, [])).toBeUndefined();
  });
});
