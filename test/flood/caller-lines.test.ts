import { describe, expect, it } from "vitest";
import { callerLines } from "../../src/flood/caller-lines.ts";
import { smallPlan } from "./small-plan.ts";

describe("the callers' lines", () => {
  it("divide arrivals, patience, talk and delays by the compression, and lead in from the clock's start", () => {
    const plan = smallPlan(
      [
        { arrivalSeconds: 100, patienceSeconds: 60, talkSeconds: 120, redialsAfterSeconds: [30] },
        { arrivalSeconds: 160, patienceSeconds: 6 },
      ],
      { compression: 60, windowStartSeconds: 100, windowEndSeconds: 400, leadInSeconds: 60 },
    );
    expect(callerLines(plan, 1300)).toEqual({
      callers: [
        [0, "n0", 2300, 0, 2000, "-"],
        [1, "n1", 3300, 2, 2, "-"],
      ],
      attempts: [
        ["0-1", 1000, 500, 500, 10, 11, 12],
        ["0-2", 1000, -1, -1, 20, 21, 22],
        ["1-1", 100, -1, -1, 10, 11, 12],
      ],
    });
  });

  it("never let a caller call more often than the scenario allows", () => {
    const plan = smallPlan(
      [{ arrivalSeconds: 0, patienceSeconds: 1, redialsAfterSeconds: [1, 1, 1, 1, 1] }],
      {
        maximumAttempts: 2,
      },
    );
    const { attempts } = callerLines(plan, 0);
    expect(attempts.map((line) => line.slice(0, 4))).toEqual([
      ["0-1", 1000, 1000, 1000],
      ["0-2", 1000, -1, -1],
    ]);
  });

  it("name the caller's queue where there are several, and leave the end of the talk to the second line", () => {
    const plan = smallPlan([
      { arrivalSeconds: 0, patienceSeconds: 1, talkSeconds: 10 },
      { arrivalSeconds: 1, patienceSeconds: 1, talkSeconds: 10 },
    ]);
    const { callers } = callerLines(
      {
        ...plan,
        queueOf: (row) => ({ key: `${row + 1}`, name: `family ${row}` }),
        secondCall: (row) =>
          row === 1 ? { patienceSeconds: 1, talkSeconds: 10, wrapUpSeconds: 1 } : undefined,
      },
      0,
    );
    expect(callers.map((line) => line[5])).toEqual(["1", "2"]);
    expect(callers[0]?.[4]).toBeLessThanOrEqual(10_000);
    // longer than any flood
    expect(callers[1]?.[4]).toBeGreaterThan(80_000_000);
  });
});
