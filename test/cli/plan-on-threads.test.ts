import { describe, expect, it } from "vitest";
import { calibrate } from "../../src/calibration/calibrate.ts";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { planDayOnThreads } from "../../src/cli/plan-on-threads.ts";
import { planDay } from "../../src/planning/recommend.ts";
import { SAMPLE } from "../planning/scenario-sample.ts";

/** Talks of two to six minutes, every fifth caller gives up: enough for intervals. */
const records = Array.from({ length: 200 }, (_, i): CallRecord => {
  const common = {
    callId: `c${i}`,
    callerId: `k${i}`,
    callerNumber: `+999${i}`,
    attempt: 1,
    queue: "general",
    arrivalSeconds: 36_000 + 60 * i,
    waitSeconds: 10 + (i % 50),
    counted: true,
  };
  return i % 5 === 0
    ? { ...common, outcome: "abandoned" }
    : {
        ...common,
        outcome: "answered",
        talkSeconds: 120 + (i % 7) * 40,
        wrapUpSeconds: 30,
        agent: `a${i % 9}`,
      };
});

describe("a day planned on threads", () => {
  it("is the plan of one thread, to the last digit, on one and on two", async () => {
    const options = { estimates: calibrate(records), draws: 50, days: 5, assuredDays: 10 };
    const alone = planDay(SAMPLE, options);
    expect(alone.intervalsFromEstimates).toBe(true);
    expect(alone.intervals.some(({ transient }) => (transient ?? 0) > 0)).toBe(true);
    expect(await planDayOnThreads(SAMPLE, options, 1)).toEqual(alone);
    expect(await planDayOnThreads(SAMPLE, options, 2)).toEqual(alone);
  });

  it("fails with what failed in the simulation, while the other thread is at work", async () => {
    const onProgress = (): never => {
      throw new Error("the watcher fell asleep");
    };
    const options = { days: 5, assuredDays: 10, onProgress };
    await expect(planDayOnThreads(SAMPLE, options, 2)).rejects.toThrow("the watcher fell asleep");
  });
});
