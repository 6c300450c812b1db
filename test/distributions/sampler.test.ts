import { describe, expect, it } from "vitest";
import type { Distribution } from "../../src/distributions/distribution.ts";
import { coefficientOfVariation, meanSeconds } from "../../src/distributions/moments.ts";
import { createSampler } from "../../src/distributions/sampler.ts";
import { survival } from "../../src/distributions/survival.ts";
import { nextGamma } from "../../src/random/gamma.ts";
import { createStream } from "../../src/random/stream.ts";
import {
  chiSquare,
  chiSquareScore,
  kolmogorovBound,
  kolmogorovDistance,
  meanOf,
} from "../random/goodness-of-fit.ts";

const DRAWS = 100_000;

const CONTINUOUS: readonly Distribution[] = [
  { kind: "exponential", meanSeconds: 300 },
  { kind: "lognormal", meanSeconds: 257, cv: 1.2 },
  { kind: "gamma", meanSeconds: 100, cv: 0.2 },
  { kind: "gamma", meanSeconds: 100, cv: 1 },
  { kind: "gamma", meanSeconds: 100, cv: 2 },
  { kind: "weibull", meanSeconds: 240, cv: 0.5 },
  { kind: "weibull", meanSeconds: 240, cv: 2.5 },
  { kind: "uniform", meanSeconds: 10, cv: 0.5 },
];
const ALL: readonly Distribution[] = [
  ...CONTINUOUS,
  { kind: "constant", meanSeconds: 20 },
  { kind: "empirical", sortedSeconds: [0, 1, 1, 4, 14] },
];

const named = (distributions: readonly Distribution[]) =>
  distributions.map((distribution) => [JSON.stringify(distribution), distribution] as const);

const draw = (distribution: Distribution, part: number): Float64Array => {
  const out = new Float64Array(DRAWS);
  createSampler(distribution).fill(createStream(4, "experiment", 0, part), out);
  return out;
};

describe.each(named(CONTINUOUS))("draws of %s", (_name, distribution) => {
  it("follow its survival function, for three streams (false alarm once in 300,000)", () => {
    for (const part of [0, 1, 2]) {
      const distance = kolmogorovDistance(draw(distribution, part), (x) => 1 - survival(distribution, x));
      expect(distance).toBeLessThan(kolmogorovBound(DRAWS, 1e-6));
    }
  });

  it("have its mean (five standard errors)", () => {
    const mean = meanSeconds(distribution);
    const standardError = (mean * coefficientOfVariation(distribution)) / Math.sqrt(DRAWS);
    expect(Math.abs(meanOf(draw(distribution, 3)) - mean)).toBeLessThan(5 * standardError);
  });
});

describe.each(named(ALL))("draws of %s", (_name, distribution) => {
  it("are the same in batches and one by one", () => {
    const sampler = createSampler(distribution);
    const batch = new Float64Array(1000);
    const stream = createStream(4, "experiment");
    sampler.fill(stream, batch, 0, 300);
    sampler.fill(stream, batch, 300);
    const single = createStream(4, "experiment");
    expect(Array.from({ length: 1000 }, () => sampler.draw(single))).toEqual(Array.from(batch));
  });
});

describe("draws of an empirical distribution", () => {
  it("give each value its share (false alarm once in two million)", () => {
    const draws = draw({ kind: "empirical", sortedSeconds: [0, 1, 1, 4, 14] }, 0);
    const counts = [0, 1, 4, 14].map((value) => draws.filter((x) => x === value).length);
    const value = chiSquare(
      counts,
      [0.2, 0.4, 0.2, 0.2].map((share) => share * DRAWS),
    );
    expect(counts.reduce((sum, count) => sum + count)).toBe(DRAWS);
    expect(chiSquareScore(value, 3)).toBeLessThan(5);
  });
});

describe("a gamma draw", () => {
  it("refuses a shape that is not positive", () => {
    expect(() => nextGamma(createStream(1, "experiment"), 0)).toThrow(
      /shape is 0; it must be a finite number greater/,
    );
  });
});
