import { describe, expect, it } from "vitest";
import { wilsonInterval } from "../../src/distributions/wilson-interval.ts";
import { quantileInterval, quantileOfSorted, studentT95 } from "../../src/gate/confidence.ts";

describe("the score interval of a share", () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %d in %d is as published", (ones, count, low, high) => {
    const interval = wilsonInterval(ones / count, count);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});

describe("Student's 97.5th percentile", () => {
  // Abramowitz and Stegun (1964), table 26.10
  it.each([
    [5, 2.571],
    [10, 2.228],
    [13, 2.16],
    [30, 2.042],
    [120, 1.98],
  ])("with %d degrees of freedom is as tabled", (degrees, value) => {
    expect(Math.abs(studentT95(degrees) - value)).toBeLessThan(0.004);
  });
});

describe("a quantile", () => {
  it("is R's type 7", () => {
    // R: quantile(c(1, 2, 4, 8, 16), c(.25, .5, .95))
    const sorted = Float64Array.of(1, 2, 4, 8, 16);
    expect(quantileOfSorted(sorted, 0.25)).toBe(2);
    expect(quantileOfSorted(sorted, 0.5)).toBe(4);
    expect(quantileOfSorted(sorted, 0.95)).toBeCloseTo(14.4, 12);
  });

  it("of the median of 100 lies between the 40th and the 61st, as the binomial has it", () => {
    // P(40 ≤ B(100, ½) ≤ 60) = .9648: the exact 95 % ranks of a median of 100 are 40 and 61 (David and Nagaraja, 7.1)
    const sorted = Float64Array.from({ length: 100 }, (_, index) => index + 1);
    expect(quantileInterval(sorted, 0.5, 100)).toEqual({ low: 40, high: 61 });
  });

  it("is open above where too few calls lie beyond it", () => {
    const sorted = Float64Array.from({ length: 20 }, (_, index) => index + 1);
    const interval = quantileInterval(sorted, 0.99, 20);
    expect(interval.high).toBeUndefined();
    expect(interval.low).toBeGreaterThan(10);
  });
});
