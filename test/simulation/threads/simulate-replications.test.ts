import { describe, expect, it } from "vitest";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { simulateReplications } from "../../../src/simulation/threads/simulate-replications.ts";
import { smallHotline } from "../small-hotline.ts";

const plan = { scenario: smallHotline(), seed: 11 };

describe("replications", () => {
  it("give the same bits on one, two and three threads", async () => {
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map((threads) => simulateReplications(plan, { replications: 50, threads })),
    );
    expect(two!.estimates).toEqual(one!.estimates);
    expect(three!.estimates).toEqual(one!.estimates);
    expect(one!.estimates.replications).toBe(50);
    expect(one!.state).toBe("complete");
  });

  it("give the same bits on any number of threads where a scenario has a routing", async () => {
    const file = new URL("../../../scenarios/hotline-sante-transfer.yaml", import.meta.url).pathname;
    const routed = { scenario: loadScenario(file), seed: 3 };
    const [one, two] = await Promise.all(
      [1, 2].map((threads) => simulateReplications(routed, { replications: 6, threads })),
    );
    expect(two!.estimates).toEqual(one!.estimates);
    expect(one!.estimates.routed["transfers.perDay"]!.mean).toBeGreaterThan(200);
  });

  it("stop at the first day that knows the service level as closely as wanted, whatever the threads", async () => {
    const halfWidth = { measure: "serviceLevel", wanted: 0.03 } as const;
    const [one, two] = await Promise.all(
      [1, 2].map((threads) => simulateReplications(plan, { replications: 5000, threads, halfWidth })),
    );
    const { mean, high } = one!.estimates.day.measures.serviceLevel!;
    expect(one!.state).toBe("narrow");
    expect(high! - mean).toBeLessThanOrEqual(0.03);
    expect(one!.estimates.replications).toBeLessThan(5000);
    expect(two!.estimates).toEqual(one!.estimates);
  });

  it.each([1, 2])("end with the days done so far when they are interrupted (%i threads)", async (threads) => {
    const stop = new AbortController();
    const result = await simulateReplications(plan, {
      replications: 1_000_000,
      threads,
      signal: stop.signal,
      onProgress: (days) => {
        if (days >= 64) stop.abort();
      },
    });
    expect(result.state).toBe("interrupted");
    expect(result.estimates.replications).toBeGreaterThanOrEqual(64);
    expect(result.estimates.replications).toBeLessThan(1_000_000);
    const again = await simulateReplications(plan, {
      replications: result.estimates.replications,
      threads: 1,
    });
    expect(again.estimates).toEqual(result.estimates);
  });

  it("draw the same callers for every staffing, so that more people never answer fewer callers in time on average", async () => {
    const levels = await Promise.all(
      [3, 4, 5].map(async (agents) => {
        const steps = [{ startSeconds: 8 * 3600, endSeconds: 11 * 3600, agents }];
        const { estimates } = await simulateReplications(
          { ...plan, steps },
          { replications: 40, threads: 1 },
        );
        return estimates.day;
      }),
    );
    expect(new Set(levels.map(({ callers }) => callers.mean)).size).toBe(1);
    const shares = levels.map(({ measures }) => measures.serviceLevel!.mean);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it("say nothing on how days differ after a single one", async () => {
    const { estimates } = await simulateReplications(plan, { replications: 1, threads: 1 });
    expect(estimates.day.measures.serviceLevel).toEqual({ mean: expect.any(Number) });
  });
});
