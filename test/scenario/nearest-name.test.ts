import { describe, expect, it } from "vitest";
import { METRIC_NAMES } from "../../src/scenario/metric-names.ts";
import { nearestName } from "../../src/scenario/nearest-name.ts";

describe("the nearest name", () => {
  it.each([
    ["wiat", "wait"],
    ["abandonement", "abandonment"],
    ["serviceLevel", "service_level"],
    ["setup", "setup_time"],
    ["OCCUPANCY", "occupancy"],
    ["failures", "failure"],
  ])("of %s is %s", (wrong, meant) => {
    expect(nearestName(wrong, METRIC_NAMES)).toBe(meant);
  });

  it.each(["x", "latency", "throughput", ""])("of %j is none", (wrong) => {
    expect(nearestName(wrong, METRIC_NAMES)).toBeUndefined();
  });

  it("counts two letters that changed places as one slip (optimal string alignment)", () => {
    expect(nearestName("ab", ["ba", "xy"])).toBe("ba");
    expect(nearestName("colsed", ["closed", "opened"])).toBe("closed");
  });
});
