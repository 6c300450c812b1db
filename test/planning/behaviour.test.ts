import { describe, expect, it } from "vitest";
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
