import { describe, expect, it } from "vitest";
import { intervalGrid } from "../../../src/simulation/day-totals.ts";
import { constantSteps } from "../../../src/simulation/scenario-hotline.ts";
import { fewestForDay } from "../../../src/simulation/staffing/fewest-for-day.ts";
import { fewestPerInterval } from "../../../src/simulation/staffing/fewest-per-interval.ts";
import { judge, staffingTargets } from "../../../src/simulation/staffing/judge.ts";
import { sampleDays } from "../../../src/simulation/staffing/sampled-days.ts";
import { createStaffTrial, dayTotals } from "../../../src/simulation/staffing/try-staff.ts";
import { smallHotline } from "../small-hotline.ts";

const scenario = smallHotline();
const sampled = sampleDays(scenario, 21, 150);
const grid = intervalGrid(8 * 3600, 11 * 3600, 3 * 3600);
const targets = staffingTargets(scenario.targets);

/** Every number tried, as the search does not. */
const verdicts = Array.from({ length: 14 }, (_, agents) => {
  const rows = createStaffTrial(sampled).rows(constantSteps(scenario, agents), grid, 0);
  return judge(dayTotals(rows, grid), targets, scenario.handling.ringSeconds);
});

describe("staff by simulation", () => {
  it("is, for the day, the fewest of all numbers that hold the target: expected and assured", () => {
    const { expected, assured } = fewestForDay(sampled, (agents) => constantSteps(scenario, agents));
    expect(expected).toMatchObject({ state: "met", agents: verdicts.findIndex((v) => v.holdsExpected) });
    expect(assured).toMatchObject({
      state: "met",
      agents: verdicts.findIndex((v) => v.holdsExpected && v.goodDays >= 0.99),
    });
    if (expected.state === "met" && assured.state === "met") {
      expect(assured.agents).toBeGreaterThan(expected.agents);
    }
  });

  it("misses, with one agent fewer, in expectation", () => {
    const { expected } = fewestForDay(sampled, (agents) => constantSteps(scenario, agents));
    if (expected.state !== "met") throw new Error("the target can be met");
    expect(verdicts[expected.agents - 1]!.expected.serviceLevel).toBeLessThan(0.8);
    expect(expected.verdict.expected.serviceLevel).toBeGreaterThanOrEqual(0.8);
  });

  it("says that a target is out of reach where not even endless staff meets it", () => {
    const impatient = smallHotline(["handling.ring=4m"]);
    const days = sampleDays(impatient, 1, 5);
    const { expected } = fewestForDay(days, (agents) => constantSteps(impatient, agents));
    expect(expected.state).toBe("unreachable");
  });

  it("is found where callers wait for nobody: for the day, and for each interval", () => {
    const none = smallHotline(["callers.patience={ distribution: constant, mean: 0s }", "handling.ring=0s"]);
    const days = sampleDays(none, 3, 100);
    const tried = Array.from({ length: 16 }, (_, agents) => {
      const rows = createStaffTrial(days).rows(constantSteps(none, agents), grid, 0);
      return judge(dayTotals(rows, grid), targets, 0);
    });
    const { expected, assured } = fewestForDay(days, (agents) => constantSteps(none, agents));
    expect(expected).toMatchObject({ state: "met", agents: tried.findIndex((v) => v.holdsExpected) });
    expect(assured).toMatchObject({
      state: "met",
      agents: tried.findIndex((v) => v.holdsExpected && v.goodDays >= 0.99),
    });
    for (const { need } of fewestPerInterval(days, "assured", { probability: 0.9 })) {
      expect(need).toMatchObject({ state: "met" });
    }
  });

  it("holds the target in every interval on whole days, and needs more to be assured", () => {
    const expected = fewestPerInterval(sampled, "expected");
    const assured = fewestPerInterval(sampled, "assured", { probability: 0.9 });
    expect(expected).toHaveLength(6);
    expected.forEach(({ need }, interval) => {
      if (need.state !== "met") throw new Error("every interval can be staffed");
      expect(need.verdict.expected.serviceLevel).toBeGreaterThanOrEqual(0.8);
      const more = assured[interval]!.need;
      if (more.state === "met") {
        expect(more.agents).toBeGreaterThanOrEqual(need.agents);
        expect(more.verdict.goodDays).toBeGreaterThanOrEqual(0.9);
      }
    });
  });
});
