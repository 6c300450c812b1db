import { describe, expect, it } from "vitest";
import { readDegradations } from "../../src/cli/degrade-flag.ts";

describe("--degrade", () => {
  it("reads each way of being worse", () => {
    expect(readDegradations(["setup=100ms", "dispatch=0.05s", "failures=1%", "restart=11:40+2s"])).toEqual({
      setUpDelayMilliseconds: 100,
      dispatchDelayMilliseconds: 50,
      failureShare: 0.01,
      restart: { atScenarioSeconds: 42_000, downMilliseconds: 2000 },
    });
    expect(readDegradations([])).toBeUndefined();
  });

  it("names every one that it cannot read", () => {
    expect(() => readDegradations(["setup=100", "failures=200%", "speed=1"])).toThrow(
      /got "setup=100".*\n.*got "failures=200%".*\n.*got "speed=1"/,
    );
  });
});
