import { describe, expect, it } from "vitest";
import { calibrate } from "../../src/calibration/calibrate.ts";
import type { Estimates } from "../../src/calibration/estimates.ts";
import { withMeasuredBehaviour } from "../../src/planning/behaviour.ts";
import { SAMPLE } from "./scenario-sample.ts";

const measured = (withinSeconds: number): Estimates => ({
  offered: 100,
  answered: 60,
  abandoned: 40,
  blocked: 0,
  failed: 0,
  censored: 0,
  redial: {
    probability: 0.17,
    withinSeconds,
    medianDelaySeconds: 120,
    detail: { after: {}, repeatShare: 0, identified: 100, watchedShare: 1 },
  },
  confidence: {},
  intervalsFrom: "calls",
  injected: [],
  notes: [],
});

describe("calling again as measured", () => {
  it("takes the scenario's place where callers were watched for an hour", () => {
    const { scenario } = withMeasuredBehaviour(SAMPLE, measured(3600));
    expect(scenario.callers.redial.afterAbandoning.probability).toBe(0.17);
  });

  it("leaves the scenario's where they were watched for minutes alone, and says so", () => {
    const { scenario, kept } = withMeasuredBehaviour(SAMPLE, measured(300));
    expect(scenario.callers.redial).toEqual(SAMPLE.callers.redial);
    expect(kept.join()).toContain(
      "nobody was watched for an hour, and 17 % within 5m is no more than a lower",
    );
  });
});

describe("handling time as measured", () => {
  it("takes the scenario's place from ten talks on, and says where they are fewer", () => {
    const talks = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        arrivalSeconds: 28_800 + 600 * i,
        waitSeconds: 5,
        outcome: "answered" as const,
        talkSeconds: 50 + 10 * i,
      }));
    const few = withMeasuredBehaviour(SAMPLE, calibrate(talks(9)));
    expect(few.scenario.handling).toEqual(SAMPLE.handling);
    expect(few.kept).toContain("handling time: fewer than ten talks were measured");
    const enough = withMeasuredBehaviour(SAMPLE, calibrate(talks(10)));
    expect(enough.replaced.join()).toContain("handling time: measured, mean 95 s");
  });
});
