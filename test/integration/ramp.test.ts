import { describe, expect, it } from "vitest";
import { ramp } from "../../src/campaign/ramp.ts";
import { rampPage } from "../../src/campaign/ramp-page.ts";
import { isInstalled } from "../../src/process/child-program.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

const canFlood = isInstalled("sipp") || process.env["SURGELINE_REQUIRE"] === "all";

describe.skipIf(!canFlood)(canFlood ? "a ramp" : "a ramp (skipped: SIPp is not installed)", () => {
  // how it goes on to more load, the guide's own command shows with floods
  it("of the embedded PBX tries both kinds of load and draws them", async () => {
    const told: string[] = [];
    const result = await ramp(
      {
        scenario: loadScenario("scenarios/smoke.yaml"),
        pbx: { kind: "embedded" },
        // no budget of time: what is tested is the search, not this machine
        budget: { setupP95Milliseconds: 60_000, failureShare: 0 },
        fromCallsPerSecond: 10,
        toCallsPerSecond: 10,
        fromCalls: 10,
        toCalls: 10,
        stepSeconds: 1,
        talkSeconds: 0.2,
        allowedHosts: [],
      },
      (text) => void told.push(text),
    );
    expect(result.pbx.kind).toBe("embedded");
    const steps = [...result.rate.steps, ...result.inProgress.steps];
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(steps.reduce((sum, step) => sum + step.failures, 0)).toBe(0);
    for (const step of result.inProgress.steps) expect(step.inProgress).toBe(step.calls);
    expect(told.length).toBeGreaterThanOrEqual(steps.length);
    const page = await rampPage(result, "smoke test");
    expect(page).toContain("<svg");
    expect(page).toContain("the media path was not tested");
  });
});
