import { describe, expect, it } from "vitest";
import { staffingsToVerify } from "../../src/campaign/verification-plan.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { SAMPLE } from "../planning/scenario-sample.ts";

const EIGHT = 8 * 3600;
const WINDOW = { startSeconds: EIGHT, endSeconds: EIGHT + 3600 };

/** Both staffings of a recommendation that has nobody in the window's second half-hour. */
const withAGap = (scenario: Scenario) =>
  staffingsToVerify(
    scenario,
    {
      intervals: [
        { start: "08:00", end: "08:30", calls: 100, staffed: 14, assured: 14 },
        { start: "08:30", end: "09:00", calls: 100, staffed: 0, assured: 0 },
      ],
      notes: [],
    },
    WINDOW,
    0,
    1,
  );

describe("what is foretold of the staff that a verification floods", () => {
  it("counts calls that come while nobody is on duty as not answered, and has no Erlang C for them", () => {
    const [assured] = withAGap(SAMPLE) ?? [];
    expect(assured?.predicted.erlangCServiceLevel).toBeUndefined();
    // one half of the calls meets 14 agents, the other half nobody
    expect(assured?.predicted.erlangAServiceLevel).toBeGreaterThan(0.4);
    expect(assured?.predicted.erlangAServiceLevel).toBeLessThan(0.5);
  });

  it("knows callers who wait for nobody", () => {
    const patience = { kind: "constant", meanSeconds: 0 } as const;
    const [assured] = withAGap({ ...SAMPLE, callers: { ...SAMPLE.callers, patience } }) ?? [];
    expect(assured?.predicted.erlangAServiceLevel).toBeGreaterThan(0.4);
    expect(assured?.predicted.erlangAServiceLevel).toBeLessThan(0.5);
  });
});
