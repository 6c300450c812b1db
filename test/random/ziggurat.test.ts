import { describe, expect, it } from "vitest";
import { normalTail } from "../../src/distributions/special/normal-tail.ts";
import { EXPONENTIAL_TAIL_START, fillExponential } from "../../src/random/exponential.ts";
import { fillNormal, NORMAL_LAYER_AREA, NORMAL_TAIL_START } from "../../src/random/normal.ts";
import { createStream } from "../../src/random/stream.ts";
import { LAYERS, layZiggurat } from "../../src/random/ziggurat.ts";
import {
  chiSquare,
  chiSquareScore,
  kolmogorovBound,
  kolmogorovDistance,
  meanOf,
  varianceOf,
} from "./goodness-of-fit.ts";

const DRAWS = 2_000_000;

/** Counts draws in cells of equal probability, given the distribution function. */
const equalCells = (draws: Float64Array, cells: number, below: (x: number) => number): Float64Array => {
  const counts = new Float64Array(cells);
  for (const x of draws) {
    const cell = Math.min(cells - 1, Math.floor(below(x) * cells));
    counts[cell] = counts[cell]! + 1;
  }
  return counts;
};

describe("a ziggurat", () => {
  it("closes at the top: the last layer has the area of all others", () => {
    const exponential = layZiggurat(
      EXPONENTIAL_TAIL_START,
      (EXPONENTIAL_TAIL_START + 1) * Math.exp(-EXPONENTIAL_TAIL_START),
      (x) => Math.exp(-x),
      (y) => -Math.log(y),
    );
    const exponentialTop = exponential.edge[LAYERS - 1]! * (1 - exponential.height[LAYERS - 1]!);
    expect(exponentialTop).toBeCloseTo((EXPONENTIAL_TAIL_START + 1) * Math.exp(-EXPONENTIAL_TAIL_START), 11);
    const normal = layZiggurat(
      NORMAL_TAIL_START,
      NORMAL_LAYER_AREA,
      (x) => Math.exp(-0.5 * x * x),
      (y) => Math.sqrt(-2 * Math.log(y)),
    );
    const normalTop = normal.edge[LAYERS - 1]! * (1 - normal.height[LAYERS - 1]!);
    expect(normalTop).toBeCloseTo(NORMAL_LAYER_AREA, 9);
  });

  it("has under the normal density as much in its lowest layer as in the others", () => {
    // r·f(r) plus the tail beyond r, which is √(2π)·P(Z > r)
    const area =
      NORMAL_TAIL_START * Math.exp(-0.5 * NORMAL_TAIL_START ** 2) +
      Math.sqrt(2 * Math.PI) * normalTail(NORMAL_TAIL_START);
    expect(area).toBeCloseTo(NORMAL_LAYER_AREA, 13);
  });
});

// each check refuses a right sampler less than once in a million
describe("exponential draws", () => {
  const draws = new Float64Array(DRAWS);
  fillExponential(createStream(2, "experiment"), 1, draws);

  it("follow 1 − exp(−x)", () => {
    expect(kolmogorovDistance(draws, (x) => -Math.expm1(-x))).toBeLessThan(kolmogorovBound(DRAWS, 1e-6));
    const counts = equalCells(draws, 1000, (x) => -Math.expm1(-x));
    const value = chiSquare(counts, new Float64Array(1000).fill(DRAWS / 1000));
    expect(Math.abs(chiSquareScore(value, 999))).toBeLessThan(5);
  });

  it("have mean 1 and variance 1 (standard errors 1/√n and √(8/n))", () => {
    expect(Math.abs(meanOf(draws) - 1)).toBeLessThan(5 / Math.sqrt(DRAWS));
    expect(Math.abs(varianceOf(draws) - 1)).toBeLessThan(5 * Math.sqrt(8 / DRAWS));
  });

  it("reach beyond the tail's start as often as they should, and are never 0", () => {
    const expected = DRAWS * Math.exp(-EXPONENTIAL_TAIL_START);
    const beyond = draws.filter((x) => x > EXPONENTIAL_TAIL_START).length;
    expect(Math.abs(beyond - expected)).toBeLessThan(5 * Math.sqrt(expected));
    expect(draws.every((x) => x > 0)).toBe(true);
  });
});

describe("normal draws", () => {
  const draws = new Float64Array(DRAWS);
  fillNormal(createStream(2, "experiment", 1), draws);

  it("follow the normal distribution function", () => {
    expect(kolmogorovDistance(draws, (x) => normalTail(-x))).toBeLessThan(kolmogorovBound(DRAWS, 1e-6));
    const counts = equalCells(draws, 1000, (x) => normalTail(-x));
    const value = chiSquare(counts, new Float64Array(1000).fill(DRAWS / 1000));
    expect(Math.abs(chiSquareScore(value, 999))).toBeLessThan(5);
  });

  it("have mean 0 and variance 1 (standard errors 1/√n and √(2/n))", () => {
    expect(Math.abs(meanOf(draws))).toBeLessThan(5 / Math.sqrt(DRAWS));
    expect(Math.abs(varianceOf(draws) - 1)).toBeLessThan(5 * Math.sqrt(2 / DRAWS));
  });

  it("reach beyond the tail's start on both sides as often as they should", () => {
    const expected = DRAWS * normalTail(NORMAL_TAIL_START);
    for (const side of [-1, 1]) {
      const beyond = draws.filter((x) => side * x > NORMAL_TAIL_START).length;
      expect(Math.abs(beyond - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });
});
