import { describe, expect, it } from "vitest";
import type { DispatchGap } from "../../src/campaign/dispatch-gap.ts";
import { planRun } from "../../src/campaign/plan-run.ts";
import { boundByTrial } from "../../src/campaign/trial-gap.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

/** 100 s of handling: 5 % of it are 5 s, which is K times the gap at most. */
const plan = (compression: number) =>
  planRun({ scenario: loadScenario("scenarios/smoke.yaml"), seed: 1, compression, force: false });

const gap = (mean: number): DispatchGap => ({ mean, p50: mean, p95: mean, gaps: 50 });

describe("a compression beyond what the trial's gap bears", () => {
  it("is refused with the largest one that would do", () => {
    expect(() => boundByTrial(plan(20), gap(500), false)).toThrow(/at most 10 keeps its meaning/);
  });

  it("is noted where it is forced", () => {
    expect(boundByTrial(plan(20), gap(500), true).forced.join(" ")).toContain("stays idle 500 ms");
  });

  it("passes where the gap is small enough, and where none was seen", () => {
    const fine = plan(20);
    expect(boundByTrial(fine, gap(5), false).forced).toEqual([]);
    expect(boundByTrial(fine, undefined, false)).toBe(fine);
  });
});
