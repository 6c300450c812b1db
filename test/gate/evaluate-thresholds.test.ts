import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { evaluateThresholds, gateFails } from "../../src/gate/evaluate-thresholds.ts";
import { hopelessThresholds } from "../../src/gate/hopeless.ts";
import { parseThreshold } from "../../src/gate/parse-threshold.ts";

const call = (index: number, change: Partial<CallRecord>): CallRecord => ({
  callId: `c${index}`,
  callerId: `p${index}`,
  callerNumber: "+33199000000",
  attempt: 1,
  queue: "general",
  arrivalSeconds: 36_000 + index,
  outcome: "answered",
  counted: true,
  ...change,
});

/** `answered` calls that waited as told, then so many abandoned, blocked and failed. */
const calls = (
  waits: readonly number[],
  others: { abandoned?: number; blocked?: number; failed?: number } = {},
): CallRecord[] => {
  const records = waits.map((waitSeconds, index) => call(index, { waitSeconds, talkSeconds: 100 }));
  const add = (count: number, change: Partial<CallRecord>): void => {
    for (let i = 0; i < count; i++) records.push(call(records.length, change));
  };
  add(others.abandoned ?? 0, { outcome: "abandoned", waitSeconds: 60 });
  add(others.blocked ?? 0, { outcome: "blocked" });
  add(others.failed ?? 0, { outcome: "failed" });
  return records;
};

const context = { withinSeconds: 20 };

const evaluate = (records: readonly CallRecord[], text: string) =>
  evaluateThresholds(records, [parseThreshold(text)], context)[0]!;

describe("what is observed", () => {
  const records = calls([0, 10, 20, 30], { abandoned: 2, blocked: 2, failed: 2 });

  it.each([
    ["wait: avg<1h", (0 + 10 + 20 + 30 + 60 + 60) / 6, 6],
    ["answer_wait: avg<1h", 15, 4],
    ["wait: max<1h", 60, 6],
    ["wait: min<1h", 0, 6],
    ["answer_wait: med<1h", 15, 4],
    ["abandonment: rate<1", 2 / 8, 8],
    ["blocking: rate<1", 2 / 8, 8],
    ["failure: rate<1", 2 / 10, 10],
    ["service_level: rate>0", 3 / 8, 8],
    ["never_served: rate<1", 6 / 10, 10],
  ])("by %s is %d over %d", (text, observed, samples) => {
    expect(evaluate(records, text)).toMatchObject({ observed, samples });
  });

  it("leaves the lead-in out", () => {
    const leadIn = records.map((record) => ({ ...record, counted: false }));
    expect(evaluate(leadIn, "wait: avg<1h")).toMatchObject({ verdict: "no data", samples: 0 });
    expect(evaluate([...leadIn, ...calls([5])], "wait: avg<1h").observed).toBe(5);
  });

  it("keeps what was never placed out of the failures", () => {
    const neverSent = call(99, { outcome: "failed", plannedMilliseconds: 5 });
    expect(evaluate([...records, neverSent], "failure: rate<1")).toMatchObject({
      observed: 0.2,
      samples: 10,
    });
  });

  it("counts a caller once, however often they call", () => {
    const again = [
      call(1, { callerId: "a", outcome: "abandoned", waitSeconds: 9 }),
      call(2, { callerId: "a", attempt: 2, waitSeconds: 9, talkSeconds: 9 }),
      call(3, { callerId: "b", outcome: "abandoned", waitSeconds: 9 }),
    ];
    expect(evaluate(again, "never_served: rate<1")).toMatchObject({ observed: 0.5, samples: 2 });
  });

  it("is narrowed by queue, topic and part of the day", () => {
    const mixed = [
      call(0, { queue: "a", waitSeconds: 1, callerId: "x" }),
      call(3600, { queue: "b", waitSeconds: 2, callerId: "y" }),
    ];
    const observed = (text: string) =>
      evaluateThresholds(mixed, [parseThreshold(text)], {
        ...context,
        topicOfCaller: (caller) => (caller === "y" ? "tests" : undefined),
      })[0]?.observed;
    expect(observed("wait{queue:a}: avg<1h")).toBe(1);
    expect(observed("wait{topic:tests}: avg<1h")).toBe(2);
    expect(observed("wait{during:11:00-12:00}: avg<1h")).toBe(2);
    expect(observed("wait{queue:c}: avg<1h")).toBeUndefined();
  });

  it("is busy over staffed time for the occupancy, overtime in both", () => {
    // one agent until 10:10; a call of 300 s from 10:00:10 on, another from 10:08:20 until 10:11:40
    const two = [
      call(0, { waitSeconds: 10, ringSeconds: 0, talkSeconds: 290, wrapUpSeconds: 10 }),
      call(490, { waitSeconds: 10, ringSeconds: 0, talkSeconds: 200, wrapUpSeconds: 0 }),
    ];
    const [result] = evaluateThresholds(two, [parseThreshold("occupancy: value<0.9")], {
      ...context,
      schedule: [{ startSeconds: 36_000, endSeconds: 36_600, agents: 1 }],
      period: { startSeconds: 36_000, endSeconds: 37_200 },
    });
    expect(result?.observed).toBeCloseTo((300 + 200) / (600 + 100), 12);
  });
});

describe("the verdict", () => {
  it("is inconclusive where the interval spans the bound, and says how many calls settle it", () => {
    // 5 of 100: Wilson's interval is 2.15 % to 11.18 %
    const result = evaluate(calls(Array<number>(95).fill(1), { abandoned: 5 }), "abandonment: rate<8%");
    expect(result.verdict).toBe("inconclusive");
    expect(result.callsToSettle).toBeGreaterThan(100);
    expect(result.callsToSettle).toBeLessThan(1000);
  });

  it("asks 3,838 calls without a failure to prove fewer than one in a thousand", () => {
    // Wilson's upper end with none in n is z²/(n + z²), so n = 999 z²
    const result = evaluate(calls(Array<number>(500).fill(1)), "failure: rate<0.001");
    expect(result).toMatchObject({ verdict: "inconclusive", observed: 0 });
    expect(Math.abs((result.callsToSettle ?? 0) - 3838)).toBeLessThan(25);
    expect(evaluate(calls(Array<number>(3900).fill(1)), "failure: rate<0.001").verdict).toBe("pass");
  });

  it("passes and fails where the interval lies on one side", () => {
    const waits = Array.from({ length: 400 }, (_, index) => (index * 37) % 100);
    expect(evaluate(calls(waits), "wait: p(95)<120s").verdict).toBe("pass");
    expect(evaluate(calls(waits), "wait: p(95)<60s").verdict).toBe("fail");
    expect(evaluate(calls(waits), "wait: avg<20s").verdict).toBe("fail");
    expect(evaluate(calls(waits), "wait: avg>20s").verdict).toBe("pass");
  });

  it("takes no 20 calls for proof of a 99th percentile", () => {
    const result = evaluate(calls(Array.from({ length: 20 }, (_, index) => index)), "wait: p(99)<120s");
    expect(result.verdict).toBe("inconclusive");
    expect(result.high).toBeUndefined();
    // the upper rank of a 99th percentile exists from n(1 − w) ≥ 1 on, w being Wilson's upper end: from 296 calls
    expect(result.callsToSettle).toBeGreaterThan(290);
    expect(result.callsToSettle).toBeLessThan(305);
  });

  it("is 'no data' without a sample, and that fails", () => {
    const results = evaluateThresholds(calls([1]), [parseThreshold("setup_time: p(95)<200")], context);
    expect(results[0]?.verdict).toBe("no data");
    expect(gateFails(results, false)).toBe(true);
  });

  it("fails on the inconclusive only where told", () => {
    const results = evaluateThresholds(
      calls(Array<number>(50).fill(1)),
      [parseThreshold("failure: rate<0.001")],
      context,
    );
    expect(gateFails(results, false)).toBe(false);
    expect(gateFails(results, true)).toBe(true);
  });
});

describe("a run under way", () => {
  const watched = [{ ...parseThreshold("abandonment: rate<5%"), abortOnFail: true }];

  it("is hopeless once its interval lies beyond the bound, not before a hundred calls", () => {
    const bad = calls(Array<number>(60).fill(1), { abandoned: 60 });
    expect(hopelessThresholds(bad, watched, context)).toHaveLength(1);
    expect(hopelessThresholds(bad.slice(0, 99), watched, context)).toHaveLength(0);
    expect(hopelessThresholds(bad, [parseThreshold("abandonment: rate<5%")], context)).toHaveLength(0);
  });

  it("goes on while there is hope", () => {
    const good = calls(Array<number>(190).fill(1), { abandoned: 10 });
    expect(hopelessThresholds(good, watched, context)).toHaveLength(0);
  });
});
