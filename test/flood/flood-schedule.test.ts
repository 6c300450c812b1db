import { describe, expect, it } from "vitest";
import { linesOfRest } from "../../src/flood/after-connection-loss.ts";
import { floodSchedule } from "../../src/flood/flood-schedule.ts";
import { toEpochMilliseconds } from "../../src/trace/wall-clock.ts";
import { smallPlan } from "./small-plan.ts";

const plan = smallPlan(
  [
    { arrivalSeconds: 100, patienceSeconds: 60, talkSeconds: 120, redialsAfterSeconds: [30] },
    { arrivalSeconds: 160, patienceSeconds: 6 },
  ],
  { compression: 60, windowStartSeconds: 100, windowEndSeconds: 400, leadInSeconds: 60 },
);

describe("a flood's schedule", () => {
  it("gives SIPp a second to load before the lead-in, and longer for more callers", () => {
    expect(floodSchedule(plan).leadTick).toBe(1001);
    const callers = Array.from({ length: 1000 }, () => ({ arrivalSeconds: 0, patienceSeconds: 1 }));
    expect(floodSchedule(smallPlan(callers)).leadTick).toBe(1050);
  });

  it("has each caller due on SIPp's clock when he arrives on the scenario's", () => {
    const schedule = floodSchedule(plan);
    const clock = schedule.clockFrom(5_000_000);
    for (const [row, arrival] of [100, 160].entries()) {
      expect(5_000_000 + schedule.firstDueTick(row)).toBeCloseTo(toEpochMilliseconds(clock, arrival), 6);
    }
    expect(5_000_000 + schedule.windowEndTick).toBeCloseTo(toEpochMilliseconds(clock, 400), 6);
  });

  it("leaves room behind the window for the longest patience, talk and second call, and two timeouts of SIP", () => {
    const { lastTick, windowEndTick } = floodSchedule(plan);
    // 60 s and 120 s at a compression of 60, two times 32 s, and 5 s to spare
    expect(lastTick - windowEndTick).toBe(1000 + 2000 + 64_000 + 5000);
    const second = { patienceSeconds: 60, talkSeconds: 30, wrapUpSeconds: 300 };
    const transferred = floodSchedule({ ...plan, secondCall: (row) => (row === 1 ? second : undefined) });
    expect(transferred.lastTick - lastTick).toBe(1500);
  });

  it("goes on after a lost connection with each caller's next attempt, on the new clock", () => {
    const { lines } = floodSchedule(plan);
    const rest = linesOfRest(
      lines,
      [
        { row: 0, attempt: 2, plannedEpoch: 9000 },
        { row: 1, attempt: 1, plannedEpoch: 9500.4 },
      ],
      8000,
    );
    expect(rest.callers.map((line) => line.slice(0, 4))).toEqual([
      [0, "n0", 1000, 1],
      [1, "n1", 1500, 2],
    ]);
    expect(rest.attempts).toBe(lines.attempts);
  });
});
