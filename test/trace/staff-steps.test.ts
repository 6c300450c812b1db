import { describe, expect, it } from "vitest";
import {
  agentsOnDuty,
  mostAgents,
  staffChanges,
  staffedSeconds,
  staffSteps,
} from "../../src/trace/staff-steps.ts";

const step = (startSeconds: number, endSeconds: number, agents: number) => ({
  startSeconds,
  endSeconds,
  agents,
});

describe("effective staff", () => {
  it("is the share of those on duty, rounded, a half upwards", () => {
    const schedule = [step(0, 10, 10), step(10, 20, 25), step(20, 30, 5)];
    expect(staffSteps({ schedule, effectiveShare: 0.7 }).map((s) => s.agents)).toEqual([7, 18, 4]);
    // 25 × 0.58 is 14.5, and 14.499999999999998 in binary
    expect(staffSteps({ schedule, effectiveShare: 0.58 }).map((s) => s.agents)).toEqual([6, 15, 3]);
  });

  it("is one step where neighbours have the same number, and none where nobody is left", () => {
    expect(
      staffSteps({
        schedule: [step(0, 10, 4), step(10, 20, 4), step(20, 30, 0), step(30, 40, 1), step(50, 60, 1)],
        effectiveShare: 1,
      }),
    ).toEqual([step(0, 20, 4), step(30, 40, 1), step(50, 60, 1)]);
  });
});

describe("people on duty", () => {
  const steps = [step(10, 20, 4), step(20, 30, 6), step(40, 50, 1)];

  it("are those of the step, from its start up to its end, and nobody outside", () => {
    expect([9, 10, 19.99, 20, 30, 40, 50].map((t) => agentsOnDuty(steps, t))).toEqual([0, 4, 4, 6, 0, 1, 0]);
    expect(mostAgents(steps)).toBe(6);
    expect(mostAgents([])).toBe(0);
  });

  it("change at the starts, in gaps and at the end", () => {
    expect(staffChanges(steps)).toEqual([
      { atSeconds: 10, agents: 4 },
      { atSeconds: 20, agents: 6 },
      { atSeconds: 30, agents: 0 },
      { atSeconds: 40, agents: 1 },
      { atSeconds: 50, agents: 0 },
    ]);
  });

  it("add up to staffed seconds between any two moments", () => {
    expect(staffedSeconds(steps, 0, 100)).toBe(40 + 60 + 10);
    expect(staffedSeconds(steps, 15, 25)).toBe(20 + 30);
    expect(staffedSeconds(steps, 31, 39)).toBe(0);
  });
});
