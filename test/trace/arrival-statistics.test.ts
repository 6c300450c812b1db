import { describe, expect, it } from "vitest";
import { survival } from "../../src/distributions/survival.ts";
import type { Arrivals, Scenario } from "../../src/scenario/scenario.ts";
import { createArrivalRate } from "../../src/trace/arrival-rate.ts";
import { createTrace } from "../../src/trace/create-trace.ts";
import { createDaySampler } from "../../src/trace/day-sampler.ts";
import { topicsOf } from "../../src/trace/topics.ts";
import {
  chiSquare,
  chiSquareScore,
  kolmogorovBound,
  kolmogorovDistance,
  meanOf,
  varianceOf,
} from "../random/goodness-of-fit.ts";
import { scenarioForTests } from "./scenario-for-tests.ts";

const SEEDS = 300;
const withArrivals = (arrivals: Partial<Arrivals>): Scenario => ({
  ...scenarioForTests,
  arrivals: { ...scenarioForTests.arrivals, ...arrivals },
});

describe("arrivals over 300 seeds", () => {
  const rate = createArrivalRate(scenarioForTests);
  const days = Array.from(
    { length: SEEDS },
    (_, seed) => createTrace(scenarioForTests, { seed }).arrivalSeconds,
  );

  it("are uniform in expected calls, given how many there are (Kolmogorov-Smirnov; one seed in 3·10⁸ refused)", () => {
    for (const arrivals of days) {
      const distance = kolmogorovDistance(arrivals, (t) => rate.cumulative(t) / rate.totalCalls);
      expect(distance).toBeLessThan(kolmogorovBound(arrivals.length, 1e-6 / SEEDS));
    }
  });

  it("come after gaps that are exponential in expected calls, of mean 1, and independent (once in a million)", () => {
    const gaps: number[] = [];
    const products: number[] = [];
    for (const arrivals of days.slice(0, 30)) {
      const calls = Array.from(arrivals, rate.cumulative);
      const ofDay = calls.map((n, i) => n - (calls[i - 1] ?? 0));
      gaps.push(...ofDay);
      // neighbours correlate not at all: E[(g − 1)(g′ − 1)] = 0, variance 1
      products.push(...ofDay.slice(1).map((gap, i) => (gap - 1) * (ofDay[i]! - 1)));
    }
    // the gap that the close cuts off is missing, a length bias of 1 in 5,650 gaps: below the bound
    expect(kolmogorovDistance(gaps, (x) => -Math.expm1(-x))).toBeLessThan(
      kolmogorovBound(gaps.length, 1e-6) + 1 / 5650,
    );
    expect(Math.abs(meanOf(products))).toBeLessThan(5 / Math.sqrt(products.length));
  });

  it("have Poisson counts in every interval (chi-square over bins and seeds; once in two million)", () => {
    const bins = rate.binned(600);
    const expected = bins.map((bin) => bin.callsPerSecond * (bin.endSeconds - bin.startSeconds));
    let value = 0;
    const totals = new Float64Array(bins.length);
    for (const arrivals of days) {
      const counts = new Float64Array(bins.length);
      for (const t of arrivals) {
        const bin = Math.min(bins.length - 1, Math.floor((t - rate.openSeconds) / 600));
        counts[bin] = counts[bin]! + 1;
      }
      value += chiSquare(counts, expected);
      counts.forEach((count, bin) => {
        totals[bin] = totals[bin]! + count;
      });
    }
    // variance equal to the mean, in every bin of every day
    expect(Math.abs(chiSquareScore(value, bins.length * SEEDS))).toBeLessThan(5);
    // and the means right, bin by bin
    const ofTotals = chiSquare(
      totals,
      expected.map((calls) => calls * SEEDS),
    );
    expect(Math.abs(chiSquareScore(ofTotals, bins.length))).toBeLessThan(5);
  });

  it("number as many a day as a Poisson variable of the expected calls", () => {
    const counts = days.map((arrivals) => arrivals.length);
    expect(Math.abs(meanOf(counts) - 5650)).toBeLessThan(5 * Math.sqrt(5650 / SEEDS));
    expect(Math.abs(varianceOf(counts) / 5650 - 1)).toBeLessThan(5 * Math.sqrt(2 / SEEDS));
  });
});

describe("what a caller draws", () => {
  it("is independent: arrival, patience and talk say nothing of each other (pairs on a 10 by 10 grid, once in two million)", () => {
    const rate = createArrivalRate(scenarioForTests);
    const { patience } = scenarioForTests.callers;
    const { talk } = scenarioForTests.handling;
    const tenths: [gap: number, patience: number, talk: number][] = [];
    for (let seed = 0; seed < 10; seed++) {
      const trace = createTrace(scenarioForTests, { seed });
      let before = 0;
      trace.arrivalSeconds.forEach((arrival, i) => {
        const calls = rate.cumulative(arrival);
        const shares = [
          Math.exp(before - calls),
          survival(patience, trace.patienceSeconds[i]!),
          survival(talk, trace.talkSeconds[i]!),
        ];
        const [gap, patienceTenth, talkTenth] = shares.map((share) => Math.min(9, Math.floor(share * 10)));
        tenths.push([gap!, patienceTenth!, talkTenth!]);
        before = calls;
      });
    }
    for (const [one, other] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const cells = new Float64Array(100);
      for (const caller of tenths) {
        const cell = 10 * caller[one] + caller[other];
        cells[cell] = cells[cell]! + 1;
      }
      const value = chiSquare(cells, new Float64Array(100).fill(tenths.length / 100));
      expect(Math.abs(chiSquareScore(value, 99))).toBeLessThan(5);
    }
  });
});

describe("days of uncertain level", () => {
  it("vary by mean + (mean·cv)² (gamma-mixed Poisson; five standard errors)", () => {
    const days = 4000;
    const cv = 0.2;
    const small = withArrivals({
      base: { kind: "counts", intervalSeconds: 3600, startSeconds: 32_400, counts: [100, 60] },
      spikes: [],
      dayCv: cv,
      outsideHours: {
        callsBeforeOpening: 80,
        callsAfterClosing: 0,
        callBackProbability: 0.5,
        callBackMeanSeconds: 100,
      },
    });
    const sampler = createDaySampler(small, { topics: false });
    const counts = Array.from({ length: days }, (_, replication) => sampler.draw(3, replication).callers);
    const mean = 200;
    const variance = mean + (mean * cv) ** 2;
    expect(Math.abs(meanOf(counts) - mean)).toBeLessThan(5 * Math.sqrt(variance / days));
    // excess kurtosis is at most that of the gamma level, 6cv² = 0.24
    expect(Math.abs(varianceOf(counts) / variance - 1)).toBeLessThan(5 * Math.sqrt(2.24 / days));
  });

  it("have levels of mean 1 and the cv asked for, and the same shape", () => {
    const cv = 0.5;
    const sampler = createDaySampler(withArrivals({ dayCv: cv }), { topics: false });
    const levels: number[] = [];
    const pooled: number[] = [];
    for (let replication = 0; replication < 400; replication++) {
      const day = sampler.draw(1, replication);
      levels.push(day.level);
      if (replication < 40) pooled.push(...day.arrivalSeconds.subarray(0, day.callers));
    }
    expect(Math.abs(meanOf(levels) - 1)).toBeLessThan((5 * cv) / Math.sqrt(400));
    expect(Math.abs(varianceOf(levels) / cv ** 2 - 1)).toBeLessThan(5 * Math.sqrt((2 + 6 * cv ** 2) / 400));
    const rate = createArrivalRate(scenarioForTests);
    expect(kolmogorovDistance(pooled, (t) => rate.cumulative(t) / rate.totalCalls)).toBeLessThan(
      kolmogorovBound(pooled.length, 1e-6),
    );
  });
});

describe("a spike that is not sure", () => {
  it("comes on its share of the days, whole or not at all (five standard errors)", () => {
    const [spike] = scenarioForTests.arrivals.spikes;
    const sampler = createDaySampler(withArrivals({ spikes: [{ ...spike!, probability: 0.3 }] }), {
      topics: false,
    });
    let came = 0;
    for (let replication = 0; replication < 1000; replication++) {
      const { callers } = sampler.draw(1, replication);
      // 4,150 ordinary calls or 5,650: twelve standard deviations from each to the middle
      if (callers > 4900) came++;
      expect(Math.abs(callers - (callers > 4900 ? 5650 : 4150))).toBeLessThan(500);
    }
    expect(Math.abs(came - 300)).toBeLessThan(5 * Math.sqrt(1000 * 0.3 * 0.7));
  });
});

describe("topics", () => {
  it("come in their shares (chi-square; once in two million)", () => {
    const topics = topicsOf(scenarioForTests);
    expect(topics).toEqual([
      { name: "hours", family: "general", share: 0.25 },
      { name: "address", family: "general", share: 0.25 },
      { name: "appointment", family: "vaccination", share: 0.25 },
      { name: "side effects", family: "side effects", share: 0.25 },
    ]);
    const counts = new Float64Array(topics.length);
    const { topic, callers } = createTrace(scenarioForTests, { seed: 1 });
    for (const index of topic) counts[index] = counts[index]! + 1;
    const value = chiSquare(
      counts,
      topics.map(({ share }) => share * callers),
    );
    expect(chiSquareScore(value, 3)).toBeLessThan(5);
  });

  it("of a family without weight keep their place, and nobody asks about them", () => {
    const { callers } = scenarioForTests;
    const scenario: Scenario = {
      ...scenarioForTests,
      callers: {
        ...callers,
        topicFamilies: [{ name: "closed", weight: 0, topics: ["old"] }, ...callers.topicFamilies],
      },
    };
    expect(topicsOf(scenario).map(({ name }) => name)).toEqual([
      "old",
      ...topicsOf(scenarioForTests).map(({ name }) => name),
    ]);
    expect(createTrace(scenario, { seed: 1 }).topic.includes(0)).toBe(false);
  });

  it("are the queue's name where a scenario names none", () => {
    const none: Scenario = {
      ...scenarioForTests,
      callers: { ...scenarioForTests.callers, topicFamilies: [] },
    };
    expect(topicsOf(none)).toEqual([{ name: "general", family: "general", share: 1 }]);
  });
});
