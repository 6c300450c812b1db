import { describe, expect, it } from "vitest";
import type { AttemptCourse } from "../../src/flood/attempt-course.ts";
import { settleAttempts } from "../../src/flood/settle-attempts.ts";
import { smallPlan } from "./small-plan.ts";

const ORIGIN = 1_000_000;
const CALLERS = [3, 1, 2].map((arrivalSeconds) => ({ arrivalSeconds, patienceSeconds: 9 }));

const settle = (courses: readonly AttemptCourse[], interruptedEpoch?: number) =>
  settleAttempts({
    plan: smallPlan(CALLERS, { windowStartSeconds: 1.5, windowEndSeconds: 10, leadInSeconds: 1.5 }),
    clock: { originEpochMilliseconds: ORIGIN, originScenarioSeconds: 0, compression: 1 },
    courses,
    pbxEvents: [],
    rowOfNumber: () => undefined,
    interruptedEpoch,
  });

const due = (row: number, rest: Partial<AttemptCourse> = {}): AttemptCourse => ({
  row,
  attempt: 1,
  plannedEpoch: ORIGIN + (CALLERS[row]?.arrivalSeconds ?? 0) * 1000,
  ...rest,
});

const rowsOf = ({ records }: ReturnType<typeof settle>): readonly string[] =>
  records.map(({ callId }) => callId);

describe("settled attempts", () => {
  it("are in order of arrival, whatever the order of the books", () => {
    expect(rowsOf(settle([due(0), due(1), due(2)]))).toEqual(["1-1", "2-1", "0-1"]);
  });

  it("leave out what would have fallen due after the user stopped, but nothing that was placed", () => {
    const stopped = ORIGIN + 1500;
    expect(rowsOf(settle([due(0), due(1), due(2)], stopped))).toEqual(["1-1"]);
    expect(rowsOf(settle([due(0, { sentEpoch: stopped + 1 }), due(1), due(2)], stopped))).toEqual([
      "1-1",
      "0-1",
    ]);
  });

  it("tell the first response to the INVITEs of the window, not to those of the lead-in", () => {
    const answered = (row: number, milliseconds: number): AttemptCourse => {
      const course = due(row);
      return {
        ...course,
        sentEpoch: course.plannedEpoch,
        firstResponseEpoch: course.plannedEpoch + milliseconds,
      };
    };
    // row 1 calls before the window opens at 1.5 s, row 2 never heard anything
    const { firstResponseMilliseconds } = settle([
      answered(0, 7),
      answered(1, 5),
      due(2, { sentEpoch: ORIGIN }),
    ]);
    expect(firstResponseMilliseconds).toEqual([7]);
  });
});
