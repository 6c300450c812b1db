import { describe, expect, it } from "vitest";
import { meanEstimate, ratioEstimate } from "../../src/simulation/estimate.ts";

describe("an estimate over simulated days", () => {
  it("has no lower bound below zero, where its figure cannot be", () => {
    // two days without a call and one with two: mean ⅔, standard error ⅔, Student's t 4.303
    const calls = meanEstimate(3, 2, 4, 0.95);
    expect(calls?.mean).toBeCloseTo(2 / 3, 12);
    expect(calls?.low).toBe(0);
    expect(calls?.high).toBeCloseTo((2 / 3) * (1 + 4.303), 2);
    const waits = { days: 2, above: 10, below: 2, aboveAbove: 100, aboveBelow: 10, belowBelow: 2 };
    expect(ratioEstimate(waits, 0.95, false)?.low).toBe(0);
  });
});
