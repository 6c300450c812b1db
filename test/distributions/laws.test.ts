import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Distribution } from "../../src/distributions/distribution.ts";
import { lawOf } from "../../src/distributions/law-of.ts";
import { coefficientOfVariation, meanSeconds } from "../../src/distributions/moments.ts";
import { quantile } from "../../src/distributions/quantile.ts";
import { survival, survivalIntegral } from "../../src/distributions/survival.ts";

const relativeError = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

/** Nodes and weights of ten-point Gauss-Legendre on −1 … 1 (Abramowitz and Stegun, table 25.4). */
const NODES: readonly [x: number, weight: number][] = [
  [0.1488743389816312, 0.2955242247147529],
  [0.4333953941292472, 0.2692667193099963],
  [0.6794095682990244, 0.219086362515982],
  [0.8650633666889845, 0.1494513491505806],
  [0.9739065285171717, 0.0666713443086881],
];

/** ∫ f over low … high in `pieces` equal pieces. */
const integrate = (f: (x: number) => number, low: number, high: number, pieces: number): number => {
  const half = (high - low) / pieces / 2;
  let sum = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const middle = low + (2 * piece + 1) * half;
    for (const [x, weight] of NODES) sum += weight * (f(middle - half * x) + f(middle + half * x));
  }
  return sum * half;
};

/** ∫₀^∞ f, the line mapped by x = e^y so that long tails and sharp beginnings both get their share. */
const integrateAll = (f: (x: number) => number): number =>
  integrate((y) => f(Math.exp(y)) * Math.exp(y), -40, 40, 4000);

const SMOOTH: readonly Distribution[] = [
  { kind: "exponential", meanSeconds: 300 },
  { kind: "lognormal", meanSeconds: 257, cv: 1.2 },
  { kind: "lognormal", meanSeconds: 20, cv: 0.3 },
  { kind: "gamma", meanSeconds: 100, cv: 0.7 },
  { kind: "gamma", meanSeconds: 100, cv: 2 },
  { kind: "weibull", meanSeconds: 240, cv: 0.5 },
  { kind: "weibull", meanSeconds: 240, cv: 2.5 },
];

const EMPIRICAL: Distribution = { kind: "empirical", sortedSeconds: [0, 1, 1, 4, 14] };

describe("values from a second program", () => {
  // mpmath 1.4.1, 40 digits; the integrals by its quadrature
  const lognormal: Distribution = { kind: "lognormal", meanSeconds: 257, cv: 1.2 };
  it.each([
    [20, 0.9871686340237207, 19.935425920327894],
    [257, 0.31838194265519965, 163.64831852477263],
    [2000, 0.004087895550451081, 253.72889808282855],
  ])("lognormal of mean 257 s and cv 1.2 at %d s", (x, surviving, integral) => {
    expect(relativeError(survival(lognormal, x), surviving)).toBeLessThan(1e-13);
    expect(relativeError(survivalIntegral(lognormal, x), integral)).toBeLessThan(1e-13);
  });

  const gamma: Distribution = { kind: "gamma", meanSeconds: 100, cv: 0.7 };
  it.each([
    [20, 0.9409395334102441],
    [100, 0.4069441361485683],
    [400, 0.002808241194752999],
  ])("gamma of mean 100 s and cv 0.7 at %d s", (x, surviving) => {
    expect(relativeError(survival(gamma, x), surviving)).toBeLessThan(1e-11);
  });
  it.each([
    [0.001, 2.4143975969907454],
    [0.5, 84.2258918025466],
    [0.8, 149.3587127069147],
    [0.999, 456.6531739148525],
  ])("gamma quantile at %d", (p, x) => {
    expect(relativeError(quantile(gamma, p), x)).toBeLessThan(1e-10);
  });
  it.each([
    [0.01, 0.0000026998791718233873],
    [0.5, 17.469520941149366],
    [0.95, 484.04645497790506],
  ])("gamma quantile with cv 2 at %d", (p, x) => {
    expect(relativeError(quantile({ kind: "gamma", meanSeconds: 100, cv: 2 }, p), x)).toBeLessThan(1e-10);
  });
});

describe.each(SMOOTH.map((distribution) => [JSON.stringify(distribution), distribution] as const))(
  "%s",
  (_name, distribution) => {
    const mean = meanSeconds(distribution);
    const cv = coefficientOfVariation(distribution);

    it("has the mean and the cv that its survival integrates to", () => {
      const first = integrateAll((x) => survival(distribution, x));
      // E[X²] = 2 ∫ x·P(X > x) dx
      const second = integrateAll((x) => 2 * x * survival(distribution, x));
      expect(relativeError(first, mean)).toBeLessThan(1e-9);
      expect(Math.sqrt(second - first * first) / first).toBeCloseTo(cv, 6);
    });

    it("has the survival integral that quadrature finds", () => {
      for (const x of [0.05, 0.5, 1, 3].map((share) => share * mean)) {
        // sharp near 0 for a large cv: integrate over x = e^y there
        const found = integrate(
          (y) => survival(distribution, Math.exp(y)) * Math.exp(y),
          -40,
          Math.log(x),
          2000,
        );
        expect(relativeError(survivalIntegral(distribution, x), found)).toBeLessThan(1e-9);
      }
      expect(survivalIntegral(distribution, 1e9 * mean)).toBeCloseTo(mean, 9);
    });

    it("has quantiles that survival undoes, at any p", () => {
      fc.assert(
        fc.property(fc.double({ min: 1e-6, max: 1 - 1e-9, noNaN: true }), (p) => {
          expect(relativeError(1 - survival(distribution, quantile(distribution, p)), p)).toBeLessThan(1e-9);
        }),
        { seed: 1, numRuns: 300 },
      );
    });

    it("has a survival that never rises and quantiles that never fall", () => {
      const time = fc.double({ min: 0, max: 20 * mean, noNaN: true });
      const probability = fc.double({ min: 0, max: 1, noNaN: true });
      fc.assert(
        fc.property(time, time, probability, probability, (x, y, p, q) => {
          const [near, far] = x < y ? [x, y] : [y, x];
          expect(survival(distribution, near)).toBeGreaterThanOrEqual(survival(distribution, far));
          expect(
            survivalIntegral(distribution, far) - survivalIntegral(distribution, near),
          ).toBeGreaterThanOrEqual(-1e-12 * mean);
          const [small, large] = p < q ? [p, q] : [q, p];
          // the last digits of a root may tremble
          expect(quantile(distribution, large)).toBeGreaterThanOrEqual(
            quantile(distribution, small) * (1 - 1e-12),
          );
        }),
        { seed: 2, numRuns: 300 },
      );
    });

    it("is all above 0, nothing above infinity", () => {
      expect(survival(distribution, -1)).toBe(1);
      expect(survival(distribution, 0)).toBe(1);
      expect(survival(distribution, Number.POSITIVE_INFINITY)).toBe(0);
      expect(survivalIntegral(distribution, 0)).toBe(0);
      expect(survivalIntegral(distribution, -1)).toBe(0);
      expect(survivalIntegral(distribution, Number.POSITIVE_INFINITY)).toBe(mean);
      expect(quantile(distribution, 0)).toBe(0);
      expect(quantile(distribution, 1)).toBe(Number.POSITIVE_INFINITY);
    });
  },
);

describe("a constant", () => {
  const constant: Distribution = { kind: "constant", meanSeconds: 20 };
  it("lasts longer than anything shorter and not longer than itself", () => {
    expect(survival(constant, 19.999)).toBe(1);
    expect(survival(constant, 20)).toBe(0);
    expect(survivalIntegral(constant, 5)).toBe(5);
    expect(survivalIntegral(constant, 50)).toBe(20);
    expect(quantile(constant, 0)).toBe(20);
    expect(quantile(constant, 1)).toBe(20);
    expect(coefficientOfVariation(constant)).toBe(0);
  });
});

describe("a uniform distribution", () => {
  // mean 10, cv 0.2: from 10 − 2√3 to 10 + 2√3
  const uniform: Distribution = { kind: "uniform", meanSeconds: 10, cv: 0.2 };
  it("lies on mean ± mean·cv·√3", () => {
    expect(quantile(uniform, 0)).toBeCloseTo(10 - 2 * Math.sqrt(3), 12);
    expect(quantile(uniform, 1)).toBeCloseTo(10 + 2 * Math.sqrt(3), 12);
    expect(survival(uniform, 10)).toBeCloseTo(0.5, 12);
    expect(survival(uniform, 10 + Math.sqrt(3))).toBeCloseTo(0.25, 12);
  });
  it("has the survival integral that quadrature finds", () => {
    for (const x of [3, 9, 12.5, 30]) {
      expect(survivalIntegral(uniform, x)).toBeCloseTo(
        integrate((u) => survival(uniform, u), 0, x, 20_000),
        5,
      );
    }
  });
  it("begins at 0 at the greatest cv that it can have, also when that is rounded", () => {
    for (const cv of [1 / Math.sqrt(3), 0.5774]) {
      expect(quantile({ kind: "uniform", meanSeconds: 10, cv }, 0)).toBeCloseTo(0, 12);
    }
  });
});

describe("an empirical distribution", () => {
  it("has the mean, spread and steps of its values", () => {
    expect(meanSeconds(EMPIRICAL)).toBe(4);
    // squares 0, 1, 1, 16, 196: mean 42.8, variance 26.8
    expect(coefficientOfVariation(EMPIRICAL)).toBeCloseTo(Math.sqrt(26.8) / 4, 12);
    expect([-1, 0, 0.5, 1, 3.9, 4, 14].map((x) => survival(EMPIRICAL, x))).toEqual([
      1, 0.8, 0.8, 0.4, 0.4, 0.2, 0,
    ]);
    expect([0, 0.2, 0.21, 0.6, 0.61, 0.8, 0.81, 1].map((p) => quantile(EMPIRICAL, p))).toEqual([
      0, 0, 1, 1, 4, 4, 14, 14,
    ]);
    // E[min(X, 2)] = (0 + 1 + 1 + 2 + 2) / 5
    expect(survivalIntegral(EMPIRICAL, 2)).toBeCloseTo(1.2, 12);
    expect(survivalIntegral(EMPIRICAL, 99)).toBe(4);
  });
});

describe("what is no distribution", () => {
  it("is refused with the parameter, the value and what it must be", () => {
    expect(() => meanSeconds({ kind: "exponential", meanSeconds: -3 })).toThrow(
      new RangeError("meanSeconds is -3; it must be a finite number of seconds, 0 or more."),
    );
    expect(() => meanSeconds({ kind: "constant", meanSeconds: Number.NaN })).toThrow(/meanSeconds is NaN/);
    expect(() => meanSeconds({ kind: "gamma", meanSeconds: 5, cv: 0.001 })).toThrow(
      /cv is 0.001; it must be 0 or from 0.01 to 100/,
    );
    expect(() => meanSeconds({ kind: "lognormal", meanSeconds: 5, cv: -1 })).toThrow(RangeError);
    expect(() => meanSeconds({ kind: "weibull", meanSeconds: 5, cv: Number.POSITIVE_INFINITY })).toThrow(
      RangeError,
    );
    expect(() => meanSeconds({ kind: "uniform", meanSeconds: 5, cv: 0.7 })).toThrow(/1\/√3/);
    expect(() => meanSeconds({ kind: "empirical", sortedSeconds: [] })).toThrow(/at least one value/);
    expect(() => meanSeconds({ kind: "empirical", sortedSeconds: [2, 1] })).toThrow(
      /sortedSeconds\[1\] is 1; it must be at least the value before it, 2/,
    );
    expect(() => meanSeconds({ kind: "empirical", sortedSeconds: [-2, 1] })).toThrow(RangeError);
    expect(() => quantile(EMPIRICAL, 1.1)).toThrow(/p is 1.1; it must be a probability from 0 to 1/);
    expect(() => survival(EMPIRICAL, Number.NaN)).toThrow(/xSeconds is NaN/);
    expect(() => survivalIntegral(EMPIRICAL, Number.NaN)).toThrow(/xSeconds is NaN/);
  });

  it("does not include a mean or a cv of 0, which is a constant", () => {
    expect(quantile({ kind: "lognormal", meanSeconds: 7, cv: 0 }, 0.3)).toBe(7);
    expect(quantile({ kind: "exponential", meanSeconds: 0 }, 0.3)).toBe(0);
  });

  it("is solved for once: the same object gives the same law", () => {
    expect(lawOf(EMPIRICAL)).toBe(lawOf(EMPIRICAL));
  });
});
