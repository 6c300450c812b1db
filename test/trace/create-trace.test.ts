import { describe, expect, it } from "vitest";
import type { Arrivals, Scenario } from "../../src/scenario/scenario.ts";
import { createTrace } from "../../src/trace/create-trace.ts";
import { createDaySampler } from "../../src/trace/day-sampler.ts";
import type { Trace } from "../../src/trace/trace.ts";
import { scenarioForTests } from "./scenario-for-tests.ts";

const HOUR = 3600;
const COLUMNS = ["arrivalSeconds", "patienceSeconds", "talkSeconds", "wrapUpSeconds", "topic"] as const;

const withArrivals = (arrivals: Partial<Arrivals>): Scenario => ({
  ...scenarioForTests,
  arrivals: { ...scenarioForTests.arrivals, ...arrivals },
});

const differing = (one: Trace, other: Trace): string[] =>
  COLUMNS.filter(
    (column) =>
      one[column].length !== other[column].length || one[column].some((x, i) => x !== other[column][i]),
  );

describe("a trace", () => {
  const trace = createTrace(scenarioForTests, { seed: 1 });

  it("has columns of one length, arrivals in order and within the opening hours", () => {
    for (const column of COLUMNS) expect(trace[column].length).toBe(trace.callers);
    expect(trace.arrivalSeconds.every((t, i) => i === 0 || t >= trace.arrivalSeconds[i - 1]!)).toBe(true);
    expect(trace.arrivalSeconds[0]).toBeGreaterThanOrEqual(8 * HOUR);
    expect(trace.arrivalSeconds.at(-1)).toBeLessThanOrEqual(20 * HOUR);
    expect(trace.firstCaller).toBe(0);
  });

  it("is the same for the same seed, and another for another seed or replication", () => {
    expect(createTrace(scenarioForTests, { seed: 1, replication: 0 })).toEqual(trace);
    expect(differing(trace, createTrace(scenarioForTests, { seed: 2 }))).toContain("arrivalSeconds");
    const next = createTrace(scenarioForTests, { seed: 1, replication: 1 });
    expect(next.arrivalSeconds[0]).not.toBe(trace.arrivalSeconds[0]);
    expect(next.patienceSeconds[0]).not.toBe(trace.patienceSeconds[0]);
    expect(next.talkSeconds[0]).not.toBe(trace.talkSeconds[0]);
  });

  it("of seed 1 is the same from version to version", () => {
    // what this program gave when traces were first drawn; a change here breaks every kept run
    const firstOf = (column: (typeof COLUMNS)[number]): string[] =>
      Array.from(trace[column].subarray(0, 3), (x) => x.toFixed(6));
    expect(trace.callers).toBe(5663);
    expect(firstOf("arrivalSeconds")).toEqual(["28801.664158", "28803.646259", "28803.865336"]);
    expect(firstOf("patienceSeconds")).toEqual(["85.432461", "36.625498", "192.570495"]);
    expect(firstOf("talkSeconds")).toEqual(["84.404071", "131.891297", "182.948908"]);
    expect(Array.from(trace.topic.subarray(0, 8))).toEqual([0, 3, 2, 0, 3, 3, 0, 1]);
  });

  it("keeps its arrivals, talk and topics when only the patience changes", () => {
    const patient: Scenario = {
      ...scenarioForTests,
      callers: { ...scenarioForTests.callers, patience: { kind: "weibull", meanSeconds: 99, cv: 2 } },
    };
    expect(differing(trace, createTrace(patient, { seed: 1 }))).toEqual(["patienceSeconds"]);
  });

  it("keeps all else when only the talk, the wrap-up or the topics change", () => {
    const { handling, callers } = scenarioForTests;
    const talk: Scenario = {
      ...scenarioForTests,
      handling: { ...handling, talk: { kind: "gamma", meanSeconds: 300, cv: 0.5 } },
    };
    const wrapUp: Scenario = {
      ...scenarioForTests,
      handling: { ...handling, wrapUp: { kind: "exponential", meanSeconds: 30 } },
    };
    const topics: Scenario = {
      ...scenarioForTests,
      callers: { ...callers, topicFamilies: callers.topicFamilies.slice(1) },
    };
    expect(differing(trace, createTrace(talk, { seed: 1 }))).toEqual(["talkSeconds"]);
    expect(differing(trace, createTrace(wrapUp, { seed: 1 }))).toEqual(["wrapUpSeconds"]);
    expect(differing(trace, createTrace(topics, { seed: 1 }))).toEqual(["topic"]);
  });

  it("draws patience, talk and wrap-up from streams of their own, also where they have one distribution", () => {
    const same = { kind: "exponential", meanSeconds: 60 } as const;
    const { patienceSeconds, talkSeconds, wrapUpSeconds } = createTrace(
      {
        ...scenarioForTests,
        callers: { ...scenarioForTests.callers, patience: same },
        handling: { ...scenarioForTests.handling, talk: same, wrapUp: same },
      },
      { seed: 1 },
    );
    const talks = new Set(talkSeconds);
    const wrapUps = new Set(wrapUpSeconds);
    // two of a column's 5,663 values may well be equal, as they are no finer than 2⁻³²
    const shared = (of: Set<number>, values: Float64Array) => values.filter((x) => of.has(x)).length;
    expect(shared(talks, patienceSeconds)).toBeLessThan(20);
    expect(shared(wrapUps, patienceSeconds)).toBeLessThan(20);
    expect(shared(wrapUps, talkSeconds)).toBeLessThan(20);
  });

  it("does not change at all when the redials, the staff or the targets change", () => {
    const never = { probability: 0, delay: { kind: "constant", meanSeconds: 1 } } as const;
    const other: Scenario = {
      ...scenarioForTests,
      callers: {
        ...scenarioForTests.callers,
        redial: { afterAbandoning: never, afterBlocked: never, maximumAttempts: 1 },
      },
      staff: { schedule: [], effectiveShare: 0.5 },
      trunks: 3,
    };
    expect(createTrace(other, { seed: 1 })).toEqual(trace);
  });

  it("keeps every ordinary caller's arrival when a spike is added", () => {
    const ordinary = new Set(createTrace(withArrivals({ spikes: [] }), { seed: 1 }).arrivalSeconds);
    const all = new Set(trace.arrivalSeconds);
    expect([...ordinary].every((t) => all.has(t))).toBe(true);
    expect(all.size).toBeGreaterThan(ordinary.size + 1000);
  });

  it("has for caller i the i-th patience, however many callers there are", () => {
    const fewer = createTrace(withArrivals({ spikes: [] }), { seed: 1 });
    expect(Array.from(trace.patienceSeconds.subarray(0, fewer.callers))).toEqual(
      Array.from(fewer.patienceSeconds),
    );
  });

  it("of a day without calls is empty", () => {
    const none = createTrace(
      {
        ...scenarioForTests,
        arrivals: {
          base: { kind: "counts", intervalSeconds: 1800, startSeconds: 8 * HOUR, counts: [] },
          spikes: [],
          dayCv: 0,
        },
      },
      { seed: 1 },
    );
    expect(none.callers).toBe(0);
    expect(none.arrivalSeconds.length).toBe(0);
  });
});

describe("a window", () => {
  const day = createTrace(scenarioForTests, { seed: 6 });
  const window = { fromSeconds: 11 * HOUR, toSeconds: 13 * HOUR };
  const part = createTrace(scenarioForTests, { seed: 6, window });

  it("holds exactly the day's callers who arrive in it, with all that they drew", () => {
    const inside = Array.from(day.arrivalSeconds.keys()).filter(
      (i) => day.arrivalSeconds[i]! >= window.fromSeconds && day.arrivalSeconds[i]! < window.toSeconds,
    );
    expect(part.callers).toBe(inside.length);
    expect(part.firstCaller).toBe(inside[0]);
    for (const column of COLUMNS) {
      expect(Array.from(part[column])).toEqual(inside.map((i) => day[column][i]));
    }
  });

  it("may begin before the opening and end after the close", () => {
    const all = createTrace(scenarioForTests, { seed: 6, window: { fromSeconds: 0, toSeconds: 24 * HOUR } });
    expect(all).toEqual(day);
  });

  it("in which nobody calls is empty", () => {
    const none = createTrace(scenarioForTests, { seed: 6, window: { fromSeconds: 0, toSeconds: HOUR } });
    expect(none.callers).toBe(0);
    expect(none.firstCaller).toBe(0);
  });

  it("that ends before it begins is refused", () => {
    expect(() =>
      createTrace(scenarioForTests, { seed: 6, window: { fromSeconds: 10, toSeconds: 9 } }),
    ).toThrow(/window.toSeconds is 9; it must be no earlier than window.fromSeconds = 10/);
  });

  it("of a seed that is no whole number is refused", () => {
    expect(() => createTrace(scenarioForTests, { seed: 0.5 })).toThrow(/seed is 0.5/);
  });
});

describe("a day sampler", () => {
  it("draws the days that createTrace draws, in any order, into the same memory", () => {
    const sampler = createDaySampler(scenarioForTests, { topics: true });
    const longest = Math.max(...[0, 1, 2, 3].map((replication) => sampler.draw(8, replication).callers));
    const memory = sampler.draw(8, 0).talkSeconds;
    expect(memory.length).toBeGreaterThanOrEqual(longest);
    for (const replication of [3, 1, 2, 0]) {
      const day = sampler.draw(8, replication);
      const trace = createTrace(scenarioForTests, { seed: 8, replication });
      expect(day.callers).toBe(trace.callers);
      for (const column of COLUMNS) {
        expect(Array.from(day[column].subarray(0, day.callers))).toEqual(Array.from(trace[column]));
      }
      expect(day.talkSeconds).toBe(memory);
    }
  });

  it("does not spend time on topics unless asked to", () => {
    expect(createDaySampler(scenarioForTests, { topics: false }).draw(1, 0).topic.length).toBe(0);
  });
});
