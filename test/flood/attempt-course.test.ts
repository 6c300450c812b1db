import { describe, expect, it } from "vitest";
import { type AttemptCourse, courseState } from "../../src/flood/attempt-course.ts";

const course = (rest: Partial<AttemptCourse>): AttemptCourse => ({
  row: 0,
  attempt: 1,
  plannedEpoch: 0,
  ...rest,
});
const outcome = (rest: Partial<AttemptCourse>, mode: "ringing" | "answerFirst" = "ringing"): string => {
  const state = courseState(course(rest), mode);
  return state.state === "ended" ? state.outcome : state.state;
};

describe("the outcome of an attempt", () => {
  it("is answered when the 200 comes before the caller gives up", () => {
    expect(courseState(course({ sentEpoch: 1, acceptedEpoch: 5, status: 200 }), "ringing")).toEqual({
      state: "ended",
      outcome: "answered",
      decidedEpoch: 5,
    });
  });

  it("is abandoned when the caller gives up, also where a 200 crosses his CANCEL", () => {
    expect(outcome({ sentEpoch: 1, gaveUpEpoch: 4, status: 487 })).toBe("abandoned");
    expect(outcome({ sentEpoch: 1, gaveUpEpoch: 4, status: 200 })).toBe("abandoned");
  });

  it("is blocked for 486, 503 and 600, and failed for every other refusal", () => {
    expect([486, 503, 600].map((status) => outcome({ sentEpoch: 1, status }))).toEqual(
      Array(3).fill("blocked"),
    );
    expect([302, 403, 404, 480, 488, 500, 603].map((status) => outcome({ sentEpoch: 1, status }))).toEqual(
      Array(7).fill("failed"),
    );
  });

  it("is failed where nothing ever answered, and open while the caller waits", () => {
    expect(outcome({ sentEpoch: 1, endedEpoch: 32_001 })).toBe("failed");
    expect(outcome({ sentEpoch: 1 })).toBe("waiting");
    expect(outcome({})).toBe("notPlaced");
  });

  it("waits for the agent where the PBX answers first", () => {
    const accepted = { sentEpoch: 1, acceptedEpoch: 2, status: 200 };
    expect(outcome(accepted, "answerFirst")).toBe("waiting");
    expect(courseState(course({ ...accepted, takenEpoch: 9 }), "answerFirst")).toEqual({
      state: "ended",
      outcome: "answered",
      decidedEpoch: 9,
    });
    expect(outcome({ ...accepted, gaveUpEpoch: 7, endedEpoch: 7 }, "answerFirst")).toBe("abandoned");
    expect(outcome({ ...accepted, endedEpoch: 7 }, "answerFirst")).toBe("failed");
    expect(outcome({ ...accepted, endedEpoch: 7, pbxConnectedEpoch: 5 }, "answerFirst")).toBe("answered");
  });
});
