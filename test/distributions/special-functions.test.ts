import { describe, expect, it } from "vitest";
import { gammaQuantile } from "../../src/distributions/special/gamma-quantile.ts";
import { incompleteGamma } from "../../src/distributions/special/incomplete-gamma.ts";
import { logGamma, stirlingError } from "../../src/distributions/special/log-gamma.ts";
import { normalQuantile } from "../../src/distributions/special/normal-quantile.ts";
import { normalTail } from "../../src/distributions/special/normal-tail.ts";
import { exponentiate, quickExp } from "../../src/distributions/special/quick-exp.ts";
import { weibullShape } from "../../src/distributions/weibull-shape.ts";

/** Expected values marked mpmath come from mpmath 1.4.1 with 40 digits. */
const relativeError = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe("the normal tail", () => {
  // mpmath: erfc(x/√2)/2
  it.each([
    [0.1, 0.460172162722971],
    [0.5, 0.3085375387259869],
    [1, 0.15865525393145705],
    [3, 0.0013498980316300946],
    [6, 9.86587645037698e-10],
    [20, 2.7536241186062337e-89],
    [-2, 0.9772498680518208],
  ])("at %d is %d to fourteen digits", (x, expected) => {
    expect(relativeError(normalTail(x), expected)).toBeLessThan(1e-14);
  });

  it("is one half in the middle, 1 and 0 at the ends", () => {
    expect(normalTail(0)).toBe(0.5);
    expect(normalTail(Number.NEGATIVE_INFINITY)).toBe(1);
    expect(normalTail(Number.POSITIVE_INFINITY)).toBe(0);
  });
});

describe("the normal quantile", () => {
  // the three values that Wichura gives with AS 241
  it.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
  ])("at %d is %d", (p, expected) => {
    expect(relativeError(normalQuantile(p), expected)).toBeLessThan(1e-15);
  });

  it("is infinite at 0 and 1", () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("ln Γ", () => {
  // mpmath
  it.each([
    [0.1, 2.252712651734206],
    [1.5, -0.12078223763524522],
    [4.7, 2.7364051463155667],
    [30.25, 72.104204742008],
  ])("of %d is %d", (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-14 * Math.max(1, expected));
  });

  it("of n + 1 is the logarithm of n factorial", () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      factorial *= n;
      expect(Math.abs(logGamma(n + 1) - Math.log(factorial))).toBeLessThan(1e-13);
    }
  });

  it("falls short of Stirling's formula by about 1/(12x), below and above the change of method", () => {
    for (const x of [3, 14.999, 15, 80]) {
      const bound = 1 / (360 * x ** 3);
      expect(Math.abs(stirlingError(x) - 1 / (12 * x))).toBeLessThan(bound);
    }
  });
});

describe("the incomplete gamma functions", () => {
  // mpmath: a, x, P, Q
  it.each([
    [0.01, 0.001, 0.938570652526129, 0.061429347473871014],
    [0.5, 2, 0.9544997361036416, 0.04550026389635842],
    [3, 1, 0.08030139707139419, 0.9196986029286058],
    [10, 30, 0.9999928782491372, 0.000007121750862815577],
    [100, 110, 0.8417213299399129, 0.15827867006008708],
    [10_000, 9900, 0.15865119219356466, 0.8413488078064354],
  ])("at a = %d, x = %d are %d and %d to twelve digits", (a, x, lower, upper) => {
    const found = incompleteGamma(a, x);
    expect(relativeError(found.lower, lower)).toBeLessThan(1e-12);
    expect(relativeError(found.upper, upper)).toBeLessThan(1e-12);
  });

  it("are those of Poisson counts: Q(n, x) = P(fewer than n of mean x)", () => {
    for (const [n, mean] of [
      [1, 0.3],
      [5, 7],
      [20, 12],
    ] as const) {
      let term = Math.exp(-mean);
      let sum = 0;
      for (let k = 0; k < n; k++) {
        sum += term;
        term *= mean / (k + 1);
      }
      expect(relativeError(incompleteGamma(n, mean).upper, sum)).toBeLessThan(1e-13);
    }
  });

  it("are undone by the quantile over shapes from 0.0001 to 10,000", () => {
    for (const a of [1e-4, 0.01, 0.3, 1, 2.04, 30, 1e4]) {
      for (const p of [1e-10, 0.001, 0.3, 0.5, 0.51, 0.9, 0.999999, 1 - 1e-12]) {
        const x = gammaQuantile(a, p);
        // below the smallest number there is nothing to come back from
        if (x < 1e-290) continue;
        const { lower, upper } = incompleteGamma(a, x);
        const error = p <= 0.5 ? relativeError(lower, p) : relativeError(upper, 1 - p);
        expect(error, `a = ${a}, p = ${p}`).toBeLessThan(1e-10);
      }
    }
  });
});

describe("the quick exponential", () => {
  it("is Math.exp to fifteen digits, within its table and beyond", () => {
    for (let x = -30; x < 30; x += 0.00371) {
      expect(relativeError(quickExp(x), Math.exp(x))).toBeLessThan(2e-15);
    }
    for (const x of [-22.19, -22.18, 22.17, 22.18, 22.19]) {
      expect(relativeError(quickExp(x), Math.exp(x))).toBeLessThan(2e-15);
    }
    expect(quickExp(0)).toBe(1);
    expect(quickExp(-1000)).toBe(0);
    expect(quickExp(1000)).toBe(Number.POSITIVE_INFINITY);
    expect(quickExp(Number.NaN)).toBeNaN();
  });

  it("is applied to a line of the values in a range, and to no others", () => {
    const values = Float64Array.of(1, 1, 2, 1);
    exponentiate(values, 3, 0.5, 1, 3);
    expect(Array.from(values)).toEqual([1, quickExp(3.5), quickExp(4), 1]);
  });
});

describe("the Weibull shape", () => {
  // mpmath, root of Γ(1 + 2/k)/Γ(1 + 1/k)² = 1 + cv²
  it.each([
    [0.01, 127.53015331439185],
    [0.1, 12.153434194956146],
    [0.5, 2.1013490946885436],
    [1.5, 0.6847725532334157],
    [4, 0.34868845875618076],
    [50, 0.14793819991803364],
  ])("of cv %d is %d", (cv, shape) => {
    expect(relativeError(weibullShape(cv), shape)).toBeLessThan(1e-9);
  });

  it("is 2 for the Rayleigh distribution, 1 for the exponential, ½ for cv √5", () => {
    expect(weibullShape(Math.sqrt(4 / Math.PI - 1))).toBeCloseTo(2, 12);
    expect(weibullShape(1)).toBe(1);
    expect(weibullShape(Math.sqrt(5))).toBeCloseTo(0.5, 12);
  });
});
