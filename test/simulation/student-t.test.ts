import { describe, expect, it } from "vitest";
import { studentQuantile } from "../../src/simulation/student-t.ts";

// Percentage points of Student's t as printed in NIST/SEMATECH, e-Handbook of
// Statistical Methods, 1.3.6.7.2, to the digits there.
const TABLE = [
  [0.975, 1, 12.706, 0.0001],
  [0.975, 2, 4.303, 0.0001],
  [0.975, 3, 3.182, 0.005],
  [0.995, 3, 5.841, 0.05],
  [0.975, 5, 2.571, 0.001],
  [0.995, 5, 4.032, 0.005],
  [0.975, 15, 2.131, 0.0003],
  [0.995, 15, 2.947, 0.0003],
  [0.975, 100, 1.984, 0.0003],
] as const;

describe("the quantile of Student's t", () => {
  it.each(TABLE)("at %f with %i degrees of freedom is %f", (p, degrees, value, relative) => {
    expect(Math.abs(studentQuantile(p, degrees) / value - 1)).toBeLessThan(relative);
  });

  it("is symmetric", () => {
    expect(studentQuantile(0.025, 7)).toBeCloseTo(-studentQuantile(0.975, 7), 12);
  });
});
