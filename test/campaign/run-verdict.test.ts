import { describe, expect, it } from "vitest";
import { runVerdict } from "../../src/campaign/run-verdict.ts";
import type { ThresholdResult } from "../../src/runs/summary.ts";

const judged = (...verdicts: ThresholdResult["verdict"][]): ThresholdResult[] =>
  verdicts.map((verdict) => ({ metric: "wait", expression: "p(95)<120", verdict }));
const sound = { valid: true, interrupted: false };

describe("the verdict of a run", () => {
  it("is the worst of its thresholds", () => {
    expect(runVerdict(sound, judged("pass", "pass"))).toBe("pass");
    expect(runVerdict(sound, judged("pass", "inconclusive"))).toBe("inconclusive");
    expect(runVerdict(sound, judged("inconclusive", "fail"))).toBe("fail");
    expect(runVerdict(sound, judged("pass", "no data"))).toBe("fail");
    expect(runVerdict(sound, [])).toBe("pass");
  });

  it("is neither passed nor failed where the generator did not hold its schedule", () => {
    expect(runVerdict({ valid: false, interrupted: false }, judged("pass"))).toBe("invalid");
    expect(runVerdict({ valid: false, interrupted: false }, judged("fail"))).toBe("invalid");
  });

  it("says first that it was interrupted", () => {
    expect(runVerdict({ valid: false, interrupted: true }, judged("fail"))).toBe("interrupted");
  });
});
