import { describe, expect, it } from "vitest";
import { countDuration, groupDurations, newDurationCounts } from "../../src/calibration/duration-counts.ts";
import { fitPatience } from "../../src/calibration/patience-fit.ts";
import { uniforms } from "./hotline-sample.ts";

/** Standard normal numbers by Box and Muller's method. */
const normals = (next: () => number) => (): number =>
  Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());

const fitOf = (patience: () => number, seed: number, calls: number) => {
  const next = uniforms(seed);
  const counts = newDurationCounts(0.001);
  for (let i = 0; i < calls; i++) {
    const patienceSeconds = patience();
    const offeredWait = -150 * Math.log(next());
    countDuration(counts, Math.min(patienceSeconds, offeredWait), patienceSeconds > offeredWait);
  }
  return fitPatience(groupDurations(counts, 0.004));
};

// Each bound is about four standard errors of an estimate from 20,000 calls: a false alarm once in 15,000 seeds.
describe("fitting patience that being served censors", () => {
  it("finds an exponential and prefers it to shapes that are no better", () => {
    const next = uniforms(11);
    const fit = fitOf(() => -300 * Math.log(next()), 1, 20_000);
    expect(fit?.candidates.find(({ kind }) => kind === "exponential")?.distribution).toMatchObject({
      meanSeconds: expect.closeTo(300, -1.6),
    });
    expect(fit?.chosen.kind).toBe("exponential");
    expect(fit?.reason).toContain("no other shape is better");
  });

  it("finds a Weibull of shape 2 and its mean", () => {
    const next = uniforms(12);
    const fit = fitOf(() => 200 * Math.sqrt(-Math.log(next())), 2, 20_000);
    expect(fit?.chosen.kind).toBe("weibull");
    const law = fit?.chosen.distribution;
    // mean 200·Γ(1.5) = 177.2 s, cv √(4/π − 1) = 0.5227
    expect(law?.kind === "weibull" && law.meanSeconds).toBeGreaterThan(171);
    expect(law?.kind === "weibull" && law.meanSeconds).toBeLessThan(183);
    expect(law?.kind === "weibull" && law.cv).toBeGreaterThan(0.49);
    expect(law?.kind === "weibull" && law.cv).toBeLessThan(0.56);
  });

  it("finds a lognormal and its median", () => {
    const next = normals(uniforms(13));
    const fit = fitOf(() => 120 * Math.exp(1.1 * next()), 3, 20_000);
    expect(fit?.chosen.kind).toBe("lognormal");
    expect(fit?.chosen.survival(120)).toBeGreaterThan(0.48);
    expect(fit?.chosen.survival(120)).toBeLessThan(0.52);
  });

  it("tells no shape from fewer than ten who gave up", () => {
    const next = uniforms(14);
    expect(fitOf(() => -30_000 * Math.log(next()), 4, 1000)).toBeUndefined();
  });
});
