import { describe, expect, it } from "vitest";
import { strongest } from "../../src/cli/exit-codes.ts";

describe("exit codes", () => {
  it("let the first of 1, 104, 111, 113, 105, 112, 110, 99 win", () => {
    const order = [1, 104, 111, 113, 105, 112, 110, 99] as const;
    for (let first = 0; first < order.length; first++) {
      expect(strongest(order.slice(first).toReversed())).toBe(order[first]);
    }
  });

  it("are 0 where nothing is wrong", () => {
    expect(strongest([])).toBe(0);
    expect(strongest([0, 0])).toBe(0);
  });
});
