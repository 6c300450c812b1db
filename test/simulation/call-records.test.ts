import { describe, expect, it } from "vitest";
import { simulatedCallRecords } from "../../src/simulation/call-records.ts";
import { hotlineOf } from "../../src/simulation/scenario-hotline.ts";
import { simulateTrace } from "../../src/simulation/simulate-trace.ts";
import { createTrace } from "../../src/trace/create-trace.ts";
import { createRedialDraws } from "../../src/trace/redial-draws.ts";
import { smallHotline } from "./small-hotline.ts";

describe("simulated call records", () => {
  it("carry the day's place of each caller, and say nothing that was not simulated", () => {
    const scenario = smallHotline();
    const trace = createTrace(scenario, { seed: 2, window: { fromSeconds: 9 * 3600, toSeconds: 10 * 3600 } });
    const hotline = hotlineOf(scenario, { admitUntilSeconds: 10 * 3600 });
    const attempts = simulateTrace(hotline, trace, createRedialDraws(scenario, 2));
    const records = simulatedCallRecords(attempts, trace, {
      queue: "general",
      ringSeconds: 4,
      callerNumber: (row) => `+999${row}`,
      countedFromSeconds: 9.5 * 3600,
    });
    expect(trace.firstCaller).toBeGreaterThan(0);
    expect(records).toHaveLength(attempts.length);
    const kinds = new Set(records.map(({ outcome }) => outcome));
    expect(kinds).toEqual(new Set(["answered", "abandoned"]));
    for (const [index, record] of records.entries()) {
      const attempt = attempts[index]!;
      expect(record.callerId).toBe(String(trace.firstCaller + attempt.caller));
      expect(record.callId).toBe(`${attempt.caller}-${attempt.attempt}`);
      expect(record.counted).toBe(record.arrivalSeconds >= 9.5 * 3600);
      expect(record.setupMilliseconds).toBeUndefined();
      if (attempt.attempt === 1) expect(record.arrivalSeconds).toBe(trace.arrivalSeconds[attempt.caller]);
      if (record.outcome !== "answered") continue;
      expect(record.talkSeconds).toBe(trace.talkSeconds[attempt.caller]);
      expect(record.waitSeconds!).toBeLessThanOrEqual(record.patienceSeconds!);
    }
  });
});
