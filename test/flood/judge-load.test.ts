import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { judgeLoad, latenessLimitMilliseconds } from "../../src/flood/judge-load.ts";
import { evaluateThresholds } from "../../src/gate/evaluate-thresholds.ts";
import { parseThreshold } from "../../src/gate/parse-threshold.ts";

const record = (plannedMilliseconds: number, sentMilliseconds?: number, counted = true): CallRecord => ({
  callId: "0-1",
  callerId: "0",
  callerNumber: "+33",
  attempt: 1,
  queue: "general",
  arrivalSeconds: 0,
  outcome: "answered",
  plannedMilliseconds,
  ...(sentMilliseconds === undefined ? {} : { sentMilliseconds }),
  counted,
});
const limits = { withinSeconds: 20, compression: 60 };

describe("the judgement of a load", () => {
  it("is valid when every planned attempt was placed in time", () => {
    const load = judgeLoad([record(0, 3), record(10, 14), record(20, 21)], limits, []);
    expect(load).toEqual({
      planned: 3,
      placed: 3,
      // between the second and the third: 3 + (4 - 3) * 0.98
      latenessMilliseconds: { p50: 3, p99: 3.98, max: 4 },
      valid: true,
      reasons: [],
    });
  });

  it("tells the percentiles that the thresholds on schedule_lateness are judged by", () => {
    const records = Array.from({ length: 124 }, (_, call) => record(10 * call, 10 * call + (call % 37) / 4));
    const thresholds = ["schedule_lateness: p(99)<20ms", "schedule_lateness: med<20ms"];
    const judged = evaluateThresholds(
      records,
      thresholds.map((text) => parseThreshold(text)),
      limits,
    );
    const { p50, p99 } = judgeLoad(records, limits, []).latenessMilliseconds ?? {};
    expect(judged.map((threshold) => threshold.observed)).toEqual([p99, p50]);
  });

  it("is invalid when an attempt was never placed, and says how many", () => {
    const load = judgeLoad([record(0, 3), record(10)], limits, []);
    expect(load).toMatchObject({ planned: 2, placed: 1, valid: false });
    expect(load.reasons[0]).toContain("1 of 2");
  });

  it("is invalid when the 99th percentile is later than a tenth of the compressed target", () => {
    // 20 s at K = 60 are 333 ms of wall time.
    expect(latenessLimitMilliseconds(20, 60)).toBeCloseTo(33.33, 2);
    expect(judgeLoad([record(0, 33)], limits, []).valid).toBe(true);
    expect(judgeLoad([record(0, 34)], limits, []).valid).toBe(false);
    expect(latenessLimitMilliseconds(20, 1000)).toBe(20);
  });

  it("leaves the lead-in out", () => {
    expect(
      judgeLoad([record(0, 900, false), record(0, undefined, false), record(0, 1)], limits, []),
    ).toMatchObject({
      planned: 1,
      placed: 1,
      valid: true,
    });
  });

  it("is invalid with any trouble of the generator", () => {
    expect(judgeLoad([record(0, 1)], limits, ["SIPp was ended."])).toMatchObject({
      valid: false,
      reasons: ["SIPp was ended."],
    });
  });
});
