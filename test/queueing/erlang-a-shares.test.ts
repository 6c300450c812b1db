import { describe, expect, it } from "vitest";
import { erlangA } from "../../src/queueing/erlang-a.ts";

describe("Erlang A far beyond its staff", () => {
  it("gives no share above 1, however long the patience", () => {
    for (const agents of [1, 2, 5, 9, 10, 20]) {
      for (const patienceSeconds of [0.001, 1, 300, 86_400, 2_592_000, 8.64e7, 8.64e9]) {
        const { occupancy, waitProbability, abandonment, serviceLevel } = erlangA({
          callsPerSecond: 100 / 1800,
          handlingSeconds: 180,
          agents,
          patienceSeconds,
          withinSeconds: 20,
        });
        for (const share of [occupancy, waitProbability, abandonment, serviceLevel]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }
    }
  });
});
