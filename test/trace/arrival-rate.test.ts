import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";
import type { Arrivals, Scenario, Spike } from "../../src/scenario/scenario.ts";
import { createArrivalRate } from "../../src/trace/arrival-rate.ts";
import { scenarioForTests } from "./scenario-for-tests.ts";

const HOUR = 3600;

const withArrivals = (arrivals: Partial<Arrivals>): Scenario => ({
  ...scenarioForTests,
  arrivals: { base: scenarioForTests.arrivals.base, spikes: [], dayCv: 0, ...arrivals },
});

const spike = (change: Partial<Spike>): Spike => ({
  name: "spike",
  atSeconds: 11 * HOUR,
  calls: 1000,
  riseSeconds: 600,
  halfLifeSeconds: 1800,
  probability: 1,
  ...change,
});

/** Midpoint rule, fine enough for six digits of these rates. */
const sumOf = (f: (t: number) => number, from: number, to: number): number => {
  const steps = 400_000;
  const width = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += f(from + (i + 0.5) * width);
  return sum * width;
};

describe("the base of a shape", () => {
  const rate = createArrivalRate(withArrivals({}));

  it("shares the day's calls among the steps by weight", () => {
    expect(rate.totalCalls).toBeCloseTo(4000, 9);
    expect(rate.expectedCalls(8 * HOUR, 10 * HOUR)).toBeCloseTo(1200, 9);
    expect(rate.expectedCalls(10 * HOUR, 14 * HOUR)).toBeCloseTo(2000, 9);
    expect(rate.at(9 * HOUR)).toBeCloseTo(1200 / 7200, 12);
    expect(rate.at(10 * HOUR)).toBeCloseTo(2000 / 14_400, 12);
  });

  it("is nothing while the line is closed", () => {
    expect(rate.at(8 * HOUR - 1)).toBe(0);
    expect(rate.at(20 * HOUR)).toBe(0);
    expect(rate.cumulative(0)).toBe(0);
    expect(rate.cumulative(24 * HOUR)).toBeCloseTo(4000, 9);
  });

  it("puts all the day's calls within the opening hours, also when steps reach beyond them", () => {
    const late = createArrivalRate({
      ...withArrivals({}),
      hours: { openSeconds: 9 * HOUR, closeSeconds: 20 * HOUR },
    });
    // half of the first step's weight is cut off: 1.5 of 8.5
    expect(late.totalCalls).toBeCloseTo(4000, 9);
    expect(late.expectedCalls(9 * HOUR, 10 * HOUR)).toBeCloseTo((4000 * 1.5) / 8.5, 9);
  });
});

describe("the base of counts", () => {
  const counts = withArrivals({
    base: {
      kind: "counts",
      intervalSeconds: 1800,
      startSeconds: 7.5 * HOUR,
      counts: [50, 100, 0, 40],
    },
  });

  it("has each interval's calls in that interval, and leaves out those before the opening", () => {
    const rate = createArrivalRate(counts);
    expect(rate.totalCalls).toBeCloseTo(140, 9);
    expect(rate.expectedCalls(8 * HOUR, 8.5 * HOUR)).toBeCloseTo(100, 9);
    expect(rate.expectedCalls(8.5 * HOUR, 9 * HOUR)).toBe(0);
    expect(rate.expectedCalls(9 * HOUR, 9.5 * HOUR)).toBeCloseTo(40, 9);
    expect(rate.at(9.5 * HOUR)).toBe(0);
  });

  it("passes over an interval without calls when it is inverted", () => {
    const rate = createArrivalRate(counts);
    expect(rate.inverse(100)).toBe(8.5 * HOUR);
    expect(rate.inverse(100.001)).toBeGreaterThan(9 * HOUR);
    expect(rate.inverse(140)).toBe(9.5 * HOUR);
  });
});

describe("a spike", () => {
  const onlySpike = (change: Partial<Spike>) =>
    createArrivalRate(
      withArrivals({
        base: { kind: "counts", intervalSeconds: 1800, startSeconds: 8 * HOUR, counts: [] },
        spikes: [spike(change)],
      }),
    );

  it("rises in a straight line, then halves every half-life", () => {
    const rate = onlySpike({});
    const peak = rate.at(11 * HOUR + 600);
    expect(rate.at(11 * HOUR - 1)).toBe(0);
    expect(rate.at(11 * HOUR + 150)).toBeCloseTo(peak / 4, 12);
    expect(rate.at(11 * HOUR + 300)).toBeCloseTo(peak / 2, 12);
    expect(rate.at(11 * HOUR + 600 + 1800)).toBeCloseTo(peak / 2, 12);
    expect(rate.at(11 * HOUR + 600 + 5400)).toBeCloseTo(peak / 8, 12);
  });

  it("brings its calls within the opening hours, wherever it is cut", () => {
    for (const change of [
      {},
      { riseSeconds: 0 },
      { atSeconds: 19.9 * HOUR },
      { atSeconds: 7.95 * HOUR },
      { atSeconds: 6 * HOUR },
      { halfLifeSeconds: 2 * HOUR },
    ]) {
      const rate = onlySpike(change);
      expect(rate.totalCalls, JSON.stringify(change)).toBeCloseTo(1000, 8);
      expect(sumOf(rate.at, 8 * HOUR, 20 * HOUR), JSON.stringify(change)).toBeCloseTo(1000, 1);
    }
  });

  it("counts with its probability", () => {
    expect(onlySpike({ probability: 0.3 }).totalCalls).toBeCloseTo(300, 9);
  });

  it("that begins after the close is refused with its name", () => {
    expect(() => onlySpike({ atSeconds: 20 * HOUR })).toThrow(InvalidInput);
    expect(() => onlySpike({ atSeconds: 21 * HOUR })).toThrow(/"spike" brings no calls/);
  });
});

describe("callers from before the opening", () => {
  it("call again at an exponential rate from the opening on; those beyond the close are lost", () => {
    const rate = createArrivalRate(
      withArrivals({
        base: { kind: "counts", intervalSeconds: 1800, startSeconds: 8 * HOUR, counts: [] },
        outsideHours: {
          callsBeforeOpening: 300,
          callsAfterClosing: 100,
          callBackProbability: 0.5,
          callBackMeanSeconds: 6 * HOUR,
        },
      }),
    );
    expect(rate.at(8 * HOUR)).toBeCloseTo(150 / (6 * HOUR), 12);
    expect(rate.expectedCalls(8 * HOUR, 14 * HOUR)).toBeCloseTo(150 * (1 - Math.exp(-1)), 9);
    expect(rate.totalCalls).toBeCloseTo(150 * (1 - Math.exp(-2)), 9);
  });
});

describe("everything together", () => {
  const rate = createArrivalRate(scenarioForTests);

  it("has the cumulative rate that quadrature of the rate finds", () => {
    for (const until of [8.5, 11.4, 11.6, 12, 17].map((hour) => hour * HOUR)) {
      expect(rate.cumulative(until)).toBeCloseTo(sumOf(rate.at, 8 * HOUR, until), 1);
    }
    expect(rate.totalCalls).toBeCloseTo(5650, 6);
  });

  it("is inverted exactly", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: rate.totalCalls, noNaN: true }), (calls) => {
        const t = rate.inverse(calls);
        expect(t).toBeGreaterThanOrEqual(8 * HOUR);
        expect(t).toBeLessThanOrEqual(20 * HOUR);
        expect(Math.abs(rate.cumulative(t) - calls)).toBeLessThan(1e-8);
      }),
      { seed: 1, numRuns: 500 },
    );
    expect(rate.inverse(0)).toBe(8 * HOUR);
  });

  it("never falls in its cumulative rate, nor in the inverse", () => {
    const time = fc.double({ min: 7 * HOUR, max: 21 * HOUR, noNaN: true });
    const calls = fc.double({ min: 0, max: rate.totalCalls, noNaN: true });
    fc.assert(
      fc.property(time, time, calls, calls, (s, t, m, n) => {
        expect(rate.cumulative(Math.max(s, t))).toBeGreaterThanOrEqual(
          rate.cumulative(Math.min(s, t)) - 1e-9,
        );
        expect(rate.inverse(Math.max(m, n))).toBeGreaterThanOrEqual(rate.inverse(Math.min(m, n)) - 1e-6);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it("loses no call when it is cut into bins, of any width", () => {
    for (const width of [60, 900, 1800, 5000, 100_000]) {
      const bins = rate.binned(width);
      const calls = bins.reduce((sum, b) => sum + b.callsPerSecond * (b.endSeconds - b.startSeconds), 0);
      expect(calls).toBeCloseTo(rate.totalCalls, 6);
      expect(bins.length).toBe(Math.ceil((12 * HOUR) / width));
      expect(bins[0]!.startSeconds).toBe(8 * HOUR);
      expect(bins.at(-1)!.endSeconds).toBe(20 * HOUR);
      bins.slice(1).forEach((bin, i) => {
        expect(bin.startSeconds).toBe(bins[i]!.endSeconds);
      });
    }
  });

  it("refuses what has no answer", () => {
    expect(() => rate.inverse(rate.totalCalls + 1)).toThrow(/calls is .*; it must be from 0 to/);
    expect(() => rate.inverse(-1)).toThrow(RangeError);
    expect(() => rate.expectedCalls(10, 9)).toThrow(/no earlier than fromSeconds = 10/);
    expect(() => rate.binned(0)).toThrow(/binSeconds is 0/);
  });

  it("of a day without calls is 0 everywhere", () => {
    const none = createArrivalRate(
      withArrivals({
        base: { kind: "counts", intervalSeconds: 1800, startSeconds: 8 * HOUR, counts: [0, 0] },
      }),
    );
    expect(none.totalCalls).toBe(0);
    expect(none.at(9 * HOUR)).toBe(0);
    expect(none.inverse(0)).toBe(8 * HOUR);
    expect(none.binned(1800).every((bin) => bin.callsPerSecond === 0)).toBe(true);
  });
});
