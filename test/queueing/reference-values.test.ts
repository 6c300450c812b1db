import { describe, expect, it } from "vitest";
import {
  erlangA,
  erlangBBlocking,
  erlangC,
  fewestAgentsErlangA,
  fewestAgentsErlangC,
  fewestLines,
  headcount,
} from "../../src/queueing/index.ts";
import { expectDigits, expectRelative } from "./relative.ts";

// Values of independent implementations (published tables and a reference computed
// in arbitrary precision), with all the digits they were given with.

describe("Erlang B", () => {
  it.each([
    [1, 1, "0.5"],
    [2, 1, "0.2"],
    [5, 3, "0.1100543478"],
    [10, 10, "0.2145823431"],
    [17, 10, "0.0129488752"],
    [18, 10, "0.0071424382"],
    [100, 100, "0.0757004527"],
  ])("blocks with %i lines and %d erlangs as the tables say", (lines, load, printed) => {
    expectDigits(erlangBBlocking(load, lines), printed);
  });

  it("asks for 18 lines for 1 % blocking at 10 erlangs", () => {
    expect(fewestLines(10, 0.01)).toBe(18);
  });
});

describe("Erlang C", () => {
  it("gives the known waits for 100 calls in half an hour", () => {
    const queue = erlangC({
      callsPerSecond: 100 / 1800,
      handlingSeconds: 180,
      agents: 14,
      withinSeconds: 20,
    });
    if (queue.state !== "stable") throw new Error("it is stable");
    expectDigits(queue.waitProbability, "0.1741319336");
    expectDigits(queue.serviceLevel, "0.8883500192");
    expectDigits(queue.meanWaitSeconds, "7.835937");
  });

  it("gives the known mean wait at 3.5 calls a minute", () => {
    const queue = erlangC({ callsPerSecond: 3.5 / 60, handlingSeconds: 180, agents: 13, withinSeconds: 20 });
    expectDigits(queue.state === "stable" ? queue.meanWaitSeconds : Number.NaN, "26.55689");
  });

  it("waits longer than Erlang A on the same load", () => {
    const queue = erlangC({ callsPerSecond: 0.8, handlingSeconds: 60, agents: 50, withinSeconds: 20 });
    if (queue.state !== "stable") throw new Error("it is stable");
    expectDigits(queue.waitProbability, "0.6944556112");
    expectDigits(queue.meanWaitSeconds, "20.83367");
  });

  it("staffs 400 calls in half an hour with 68 agents, 64 without the bound on occupancy", () => {
    const load = { callsPerSecond: 400 / 1800, handlingSeconds: 257 };
    const serviceLevel = { share: 0.8, withinSeconds: 20 };
    expect(fewestAgentsErlangC(load, { serviceLevel, maximumOccupancy: 0.85 })).toMatchObject({ agents: 68 });
    expect(fewestAgentsErlangC(load, { serviceLevel })).toMatchObject({ agents: 64 });
    expect(headcount(68, 0.3)).toBe(98);
  });
});

describe("Erlang A", () => {
  it("gives the known figures for 48 calls a minute on 50 agents", () => {
    const queue = erlangA({
      callsPerSecond: 0.8,
      handlingSeconds: 60,
      patienceSeconds: 120,
      agents: 50,
      withinSeconds: 20,
    });
    expectDigits(queue.waitProbability, "0.4677740686");
    expectDigits(queue.abandonment, "0.0309122492");
    expectDigits(queue.meanWaitSeconds, "3.709470");
    expectDigits(queue.occupancy, "0.9303242");
    expectDigits(queue.serviceLevel, "0.9430189547");
  });

  it("gives the known figures for 10 erlangs on 14 agents", () => {
    const queue = erlangA({
      callsPerSecond: 10 / 3 / 60,
      handlingSeconds: 180,
      patienceSeconds: 300,
      agents: 14,
      withinSeconds: 20,
    });
    expectDigits(queue.waitProbability, "0.1452601");
    expectDigits(queue.abandonment, "0.0139837441");
    expectDigits(queue.serviceLevel, "0.9167921");
  });

  it("gives the known figures for 10.5 erlangs on 13 agents", () => {
    const queue = erlangA({
      callsPerSecond: 3.5 / 60,
      handlingSeconds: 180,
      patienceSeconds: 300,
      agents: 13,
      withinSeconds: 20,
    });
    expectDigits(queue.meanWaitSeconds, "9.912803");
    expectDigits(queue.abandonment, "0.0330427");
  });

  it("loses 1/e of the callers where every rate is one", () => {
    const queue = erlangA({
      callsPerSecond: 1,
      handlingSeconds: 1,
      patienceSeconds: 1,
      agents: 1,
      withinSeconds: 0,
    });
    expectRelative(queue.abandonment, 1 / Math.E, 1e-14);
  });

  it("has a Poisson number in the system where patience equals handling time", () => {
    const queue = erlangA({
      callsPerSecond: 100,
      handlingSeconds: 1,
      patienceSeconds: 1,
      agents: 110,
      withinSeconds: 0,
    });
    expectDigits(queue.waitProbability, "0.1705598979");
  });

  it("staffs 250 calls of 20 minutes in half an hour with 170 agents, Erlang C with 180", () => {
    const load = { callsPerSecond: 250 / 1800, handlingSeconds: 1200 };
    const targets = { serviceLevel: { share: 0.8, withinSeconds: 20 } };
    expect(fewestAgentsErlangA({ ...load, patienceSeconds: 300 }, targets)).toMatchObject({ agents: 170 });
    expect(fewestAgentsErlangC(load, targets)).toMatchObject({ agents: 180 });
  });

  it("keeps a service level that the product form loses to underflow", () => {
    const queue = erlangA({
      callsPerSecond: 50 / 60,
      handlingSeconds: 180,
      patienceSeconds: 300,
      agents: 150,
      withinSeconds: 600,
    });
    expectDigits(queue.serviceLevel, ".9716");
  });
});
