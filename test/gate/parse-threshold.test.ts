import { describe, expect, it } from "vitest";
import {
  parseThreshold,
  parseThresholdTable,
  withStandingThreshold,
} from "../../src/gate/parse-threshold.ts";
import { metricWithSelector } from "../../src/gate/threshold.ts";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";

const messageOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    return (error as Error).message;
  }
  throw new Error("it was accepted");
};

describe("a threshold on the command line", () => {
  it("is a metric, an aggregation, a comparison and a bound", () => {
    expect(parseThreshold("wait: p(95)<120s")).toEqual({
      metric: "wait",
      selector: {},
      aggregation: { kind: "percentile", percentile: 95 },
      comparator: "<",
      bound: 120,
      expression: "p(95)<120s",
      abortOnFail: false,
    });
  });

  it.each([
    ["wait: p(95)<120", 120],
    ["wait: avg < 2m", 120],
    ["wait: med<=1.5m", 90],
    ["wait: max<500ms", 0.5],
    ["answer_wait: p(99.9)<1h", 3600],
    ["setup_time: p(95)<200", 200],
    ["setup_time: p(95)<0.2s", 200],
    ["schedule_lateness: p(99)<15ms", 15],
    ["abandonment: rate<5%", 0.05],
    ["abandonment: rate<.05", 0.05],
    ["service_level: rate>=0.8", 0.8],
    ["occupancy: value<=85%", 0.85],
  ])("%s has the bound %d in the metric's own unit", (text, bound) => {
    expect(parseThreshold(text).bound).toBeCloseTo(bound, 12);
  });

  it("narrows to a queue, a topic and a part of the day", () => {
    const threshold = parseThreshold("wait{queue:general, during:11:30-13:00}: p(95)<120s");
    expect(threshold.selector).toEqual({
      queue: "general",
      during: { startSeconds: 41_400, endSeconds: 46_800 },
    });
    expect(metricWithSelector(threshold)).toBe("wait{queue:general,during:11:30-13:00}");
    expect(parseThreshold("abandonment: rate<5% during: 11:30-13:00").selector).toEqual({
      during: { startSeconds: 41_400, endSeconds: 46_800 },
    });
    expect(parseThreshold("wait{topic:tests}: avg<20").selector).toEqual({ topic: "tests" });
  });

  it.each([
    ["wiat: p(95)<120s", "Did you mean wait?"],
    ["abandon: rate<5%", "Did you mean abandonment?"],
    ["service-level: rate>0.8", "Did you mean service_level?"],
    ["latency: p(95)<3", "There are wait, answer_wait"],
    ["wait: rate<0.1", "avg, min, med, max or p(N)"],
    ["wait: p(101)<1s", "avg, min, med, max or p(N)"],
    ["abandonment: p(95)<0.1", "abandonment: rate<0.05"],
    ["occupancy: rate<0.9", "occupancy: value<0.05"],
    ["abandonment: rate<5", "5%"],
    ["abandonment: rate<20s", "0.05 or 5%"],
    ["wait: avg<20%", "120s"],
    ["wait p(95)<120s", "is written like"],
    ["wait: p(95)=120s", "is written like"],
    ["wait{agent:3}: avg<1s", "queue:NAME"],
    ["wait{during:13:00-11:30}: avg<1s", "11:30-13:00"],
    ["wait: avg<1s during: noon", "11:30-13:00"],
  ])("%s is refused, with what would be right", (text, hint) => {
    expect(messageOf(() => parseThreshold(text))).toContain(hint);
  });
});

describe("the thresholds of a scenario", () => {
  it("keep their windows and their abort", () => {
    const [threshold] = parseThresholdTable({
      wait: [{ expression: "p(95) < 120", abortOnFail: true, during: { startSeconds: 0, endSeconds: 3600 } }],
    });
    expect(threshold).toMatchObject({
      expression: "p(95)<120",
      abortOnFail: true,
      selector: { during: { startSeconds: 0, endSeconds: 3600 } },
    });
  });

  it("are all checked before any is refused", () => {
    const message = messageOf(() =>
      parseThresholdTable({
        wiat: [{ expression: "avg<1", abortOnFail: false }],
        blocking: [{ expression: "avg<1", abortOnFail: false }],
      }),
    );
    expect(message).toContain("thresholds.wiat");
    expect(message).toContain("thresholds.blocking");
  });

  it("always hold the one on failures, which no other replaces, and once only", () => {
    const written = (texts: readonly string[]): readonly string[] =>
      withStandingThreshold(texts.map((text) => parseThreshold(text))).map(({ expression }) => expression);
    expect(written([])).toEqual(["rate<0.001"]);
    expect(written(["failure: rate<0.001"])).toEqual(["rate<0.001"]);
    expect(written(["failure: rate<0.1%"])).toEqual(["rate<0.1%"]);
    expect(written(["failure: rate<50%"])).toEqual(["rate<50%", "rate<0.001"]);
    expect(written(["failure{queue:a}: rate<0.001"])).toEqual(["rate<0.001", "rate<0.001"]);
  });
});
