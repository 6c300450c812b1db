import { describe, expect, it } from "vitest";
import { calibrate, calibrateIntervals } from "../../src/calibration/calibrate.ts";
import type { MeasuredCall } from "../../src/calls/measured-call.ts";
import { transientQueue } from "../../src/queueing/transient.ts";
import { sampleCalls } from "./hotline-sample.ts";
import { intervalsOfCalls } from "./intervals-of-calls.ts";

const OPEN = 9 * 3600;
const MINUTES = 15;
const CLOSE = OPEN + MINUTES * 60;
const TALK = 120;
const PATIENCE = 90;

/** Calls of a quarter of an hour from the opening on, at eight agents. */
const record = (seed: number, callsPerRecord = 70): MeasuredCall[] =>
  sampleCalls(
    {
      days: 1,
      callsPerDay: callsPerRecord,
      openSeconds: OPEN,
      closeSeconds: CLOSE,
      agents: 8,
      meanTalkSeconds: TALK,
      meanPatienceSeconds: PATIENCE,
    },
    seed,
  );

describe("intervals of a short record", () => {
  it("hold what the same minutes come to in expectation in about 95 of 100", () => {
    const rate = 70 / (CLOSE - OPEN);
    const { intervals } = transientQueue({
      rates: [
        { startSeconds: OPEN, endSeconds: CLOSE, callsPerSecondAtStart: rate, callsPerSecondAtEnd: rate },
      ],
      staff: [{ startSeconds: OPEN, endSeconds: CLOSE, agents: 8 }],
      handlingSeconds: TALK,
      patienceSeconds: PATIENCE,
      boundsSeconds: [OPEN, CLOSE],
      withinSeconds: 20,
      tolerance: 1e-6,
    });
    const { offered = 1, abandoned = 0, answeredInTime = 0, waitedSeconds = 0 } = intervals[0] ?? {};
    const truth = {
      abandonment: abandoned / offered,
      serviceLevel: answeredInTime / offered,
      meanWaitSeconds: waitedSeconds / offered,
    };
    const found = Array.from({ length: 60 }, (_, i) => calibrate(record(500 + i)).confidence);
    for (const [name, value] of Object.entries(truth)) {
      const held = found.filter(({ [name]: one }) => one && one.low <= value && value <= one.high);
      // of sixty intervals of 95 %, fewer than 50 hold it once in ten thousand times
      expect(held.length, name).toBeGreaterThanOrEqual(50);
    }
  });

  it("are wider than those of as many calls apart, are labelled, and hold the estimate", () => {
    const estimates = calibrate(record(3));
    const { abandonment = 0, confidence, intervalsFrom, notes, offered, serviceLevel } = estimates;
    expect(intervalsFrom).toBe("calls");
    expect(notes.join()).toMatch(/The record is short: its intervals come from its calls, of which \d+ are/);
    expect(notes.join()).toContain("8 agents throughout");
    for (const [name, value] of [
      ["abandonment", abandonment],
      ["serviceLevel", serviceLevel?.value ?? 0],
    ] as const) {
      const { low = 1, high = 0 } = confidence[name] ?? {};
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
      expect(high - low).toBeGreaterThan(2 * 1.96 * Math.sqrt((value * (1 - value)) / offered));
    }
    expect(calibrate(record(3)).confidence).toEqual(confidence);
  });

  it("are absent, and the lack is told, where there are too few calls or no talk times", () => {
    const few = calibrate(record(4).slice(0, 6));
    expect(few.intervalsFrom).toBe("none");
    expect(few.notes.join()).toContain("too few calls for intervals");
    const silent = calibrate(record(4).map(({ talkSeconds: _, ...call }) => call));
    expect(silent.intervalsFrom).toBe("none");
    expect(silent.confidence["meanWaitSeconds"]).toBeUndefined();
    expect(silent.notes.join()).toContain("says nothing of handling times");
    const report = calibrateIntervals(intervalsOfCalls(record(4)));
    expect(report.intervalsFrom).toBe("none");
    expect(report.notes.join()).toContain("The report has too few rows");
  });
});
