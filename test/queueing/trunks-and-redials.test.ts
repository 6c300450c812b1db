import { describe, expect, it } from "vitest";
import {
  erlangA,
  erlangBBlocking,
  erlangC,
  fewestLinesAndAgents,
  freshCallsPerSecond,
  redialChain,
  redialFixedPoint,
  trunkQueue,
} from "../../src/queueing/index.ts";
import { earlier, notAnsweredInTime } from "../../src/queueing/tagged-caller.ts";
import { expectRelative } from "./relative.ts";

const load = { callsPerSecond: 50 / 180, handlingSeconds: 180, withinSeconds: 20 };

describe("a queue with few lines", () => {
  it("is Erlang B with as many lines as agents", () => {
    const queue = trunkQueue({ ...load, agents: 55, lines: 55, patienceSeconds: 100 });
    expectRelative(queue.blocking, erlangBBlocking(50, 55), 1e-12);
    expectRelative(queue.serviceLevel, 1 - queue.blocking, 1e-12);
  });

  it("is Erlang A or C with lines in plenty", () => {
    const patient = trunkQueue({ ...load, agents: 48, lines: 500, patienceSeconds: 150 });
    const queueA = erlangA({ ...load, agents: 48, patienceSeconds: 150 });
    for (const figure of [
      "waitProbability",
      "abandonment",
      "meanWaitSeconds",
      "serviceLevel",
      "occupancy",
    ] as const) {
      expectRelative(patient[figure], queueA[figure], 1e-9, figure);
    }
    const endless = trunkQueue({ ...load, agents: 55, lines: 2000 });
    const queueC = erlangC({ ...load, agents: 55 });
    if (queueC.state !== "stable") throw new Error("it is stable");
    expectRelative(endless.meanWaitSeconds, queueC.meanWaitSeconds, 1e-9);
    expectRelative(endless.serviceLevel, queueC.serviceLevel, 1e-9);
  });

  it("agrees with its states and the tagged caller's chain", () => {
    for (const [agents, lines, patienceSeconds] of [
      [40, 60, 120],
      [52, 58, 300],
      [3, 30, 50],
    ] as const) {
      const weights = [1];
      for (let n = 1; n <= lines; n++) {
        const leave = Math.min(n, agents) / 180 + Math.max(0, n - agents) / patienceSeconds;
        weights.push((weights[n - 1]! * load.callsPerSecond) / leave);
      }
      const total = weights.reduce((sum, w) => sum + w, 0);
      const rates = { agents, serviceRate: 1 / 180, patienceRate: 1 / patienceSeconds };
      const chances = earlier(notAnsweredInTime(lines - agents), rates, 20).values;
      let inTime = 0;
      for (let n = 0; n < lines; n++)
        inTime += (weights[n]! * (n < agents ? 1 : chances[n - agents]!)) / total;
      const queue = trunkQueue({ ...load, agents, lines, patienceSeconds });
      expectRelative(queue.blocking, weights[lines]! / total, 1e-10);
      expectRelative(queue.serviceLevel, inTime, 1e-9);
    }
  });

  it("is sized with its agents: one line or one agent fewer misses", () => {
    const targets = { serviceLevel: { share: 0.8, withinSeconds: 20 }, maximumAbandonment: 0.05 };
    const sized = fewestLinesAndAgents({ ...load, patienceSeconds: 300 }, 0.01, targets);
    if (sized.state !== "met") throw new Error("it can be met");
    const { agents, lines } = sized;
    expect(sized.figures.blocking).toBeLessThanOrEqual(0.01);
    expect(sized.figures.serviceLevel).toBeGreaterThanOrEqual(0.8);
    const fewerLines = trunkQueue({ ...load, agents, lines: lines - 1, patienceSeconds: 300 });
    expect(fewerLines.blocking).toBeGreaterThan(0.01);
    for (let more = agents - 1; more < lines + 30; more++) {
      const fewer = trunkQueue({ ...load, agents: agents - 1, lines: more, patienceSeconds: 300 });
      expect(fewer.blocking <= 0.01 && fewer.serviceLevel >= 0.8 && fewer.abandonment <= 0.05).toBe(false);
    }
  });

  it("refuses fewer lines than agents", () => {
    expect(() => trunkQueue({ ...load, agents: 5, lines: 4 })).toThrow(/lines is 4/);
  });
});

/** Steady probabilities of a small chain by plain Gaussian elimination. */
const solveDense = (rates: readonly (readonly number[])[]): number[] => {
  const size = rates.length;
  const rows = rates.map((_, j) =>
    rates.map((row, i) => (i === j ? row[j]! - row.reduce((sum, r) => sum + r, 0) : row[j]!)),
  );
  rows[size - 1] = rates.map(() => 1);
  const right: number[] = rates.map((_, i) => (i === size - 1 ? 1 : 0));
  for (let c = 0; c < size; c++) {
    let pivot = c;
    for (let r = c; r < size; r++) if (Math.abs(rows[r]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = r;
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    [right[c], right[pivot]] = [right[pivot]!, right[c]!];
    for (let r = 0; r < size; r++) {
      if (r === c) continue;
      const factor = rows[r]![c]! / rows[c]![c]!;
      for (let k = c; k < size; k++) rows[r]![k] = rows[r]![k]! - factor * rows[c]![k]!;
      right[r] = right[r]! - factor * right[c]!;
    }
  }
  return right.map((value, i) => value / rows[i]![i]!);
};

describe("redials", () => {
  const callers = {
    callsPerSecond: 3.5 / 60,
    handlingSeconds: 180,
    agents: 11,
    patienceSeconds: 300,
    redialAfterAbandoning: 0.5,
    redialAfterBlocked: 0.7,
  };

  it("turn observed attempts back into fresh callers", () => {
    const point = redialFixedPoint({ ...callers, lines: 20, withinSeconds: 20 });
    const { abandonment, blocking } = point.perAttempt;
    const fresh = freshCallsPerSecond({
      attemptsPerSecond: point.attemptsPerSecond,
      abandonment,
      blocking,
      redialAfterAbandoning: 0.5,
      redialAfterBlocked: 0.7,
    });
    expectRelative(fresh, callers.callsPerSecond, 1e-12);
    // every caller is served, or stops after an attempt that failed
    const stopped = point.attemptsPerCaller * (abandonment * 0.5 + blocking * 0.3);
    expectRelative(point.neverServed, stopped, 1e-9);
  });

  it("end after the most attempts a caller makes", () => {
    const once = redialFixedPoint({ ...callers, maximumAttempts: 1, withinSeconds: 20 });
    const queue = erlangA({ ...callers, withinSeconds: 20 });
    expectRelative(once.perAttempt.abandonment, queue.abandonment, 1e-9);
    expectRelative(once.neverServed, queue.abandonment, 1e-9);
    const twice = redialFixedPoint({ ...callers, maximumAttempts: 2, withinSeconds: 20 });
    const lost = twice.perAttempt.abandonment;
    expectRelative(twice.neverServed, lost * (1 - 0.5 + 0.5 * lost), 1e-9);
  });

  it("agree with a small chain solved densely", () => {
    const small = { ...callers, agents: 2, lines: 4, orbitPlaces: 3, redialDelaySeconds: 100 };
    const states: [number, number][] = [];
    for (let n = 0; n <= 4; n++) for (let r = 0; r <= 3; r++) states.push([n, r]);
    const index = (n: number, r: number) => n * 4 + r;
    const rates = states.map(() => states.map(() => 0));
    const add = (from: number, to: number, rate: number) => {
      rates[from]![to] = rates[from]![to]! + rate;
    };
    for (const [n, r] of states) {
      const here = index(n, r);
      const orbitAfter = Math.min(3, r + 1);
      if (n < 4) add(here, index(n + 1, r), callers.callsPerSecond);
      else if (orbitAfter !== r) add(here, index(n, orbitAfter), callers.callsPerSecond * 0.7);
      if (r > 0 && n < 4) add(here, index(n + 1, r - 1), r / 100);
      if (r > 0 && n === 4) add(here, index(n, r - 1), (r / 100) * 0.3);
      if (n > 0) add(here, index(n - 1, r), Math.min(n, 2) / 180);
      if (n > 2) {
        add(here, index(n - 1, orbitAfter), ((n - 2) / 300) * 0.5);
        add(here, index(n - 1, r), ((n - 2) / 300) * 0.5);
      }
    }
    const probabilities = solveDense(rates);
    let busy = 0;
    let orbit = 0;
    let queue = 0;
    states.forEach(([n, r], i) => {
      busy += probabilities[i]! * Math.min(n, 2);
      orbit += probabilities[i]! * r;
      queue += probabilities[i]! * Math.max(0, n - 2);
    });
    const chain = redialChain(small);
    if (chain.state !== "exact") throw new Error("it is small");
    expectRelative(chain.occupancy, busy / 2, 1e-11);
    expectRelative(chain.meanOrbit, orbit, 1e-11);
    expectRelative(chain.abandonment, queue / 300 / (callers.callsPerSecond + orbit / 100), 1e-11);
  });

  it("are understated by the fixed point, less so the later callers come back", () => {
    const point = redialFixedPoint({ ...callers, lines: 30, withinSeconds: 20 });
    const lost = [30, 300, 3000].map((redialDelaySeconds) => {
      const chain = redialChain({ ...callers, lines: 30, orbitPlaces: 60, redialDelaySeconds });
      if (chain.state !== "exact") throw new Error("it fits");
      expect(chain.fullOrbit).toBeLessThan(1e-6);
      return chain.abandonment;
    });
    expect(lost[0]).toBeGreaterThan(lost[1]!);
    expect(lost[1]).toBeGreaterThan(lost[2]!);
    expect(lost[2]).toBeGreaterThan(point.perAttempt.abandonment);
    expect(lost[2]! - point.perAttempt.abandonment).toBeLessThan(0.005);
  });

  it("change nothing where nobody calls again", () => {
    const none = { ...callers, redialAfterAbandoning: 0, redialAfterBlocked: 0, lines: 20 };
    const chain = redialChain({ ...none, orbitPlaces: 1, redialDelaySeconds: 60 });
    const queue = trunkQueue({ ...none, withinSeconds: 20 });
    if (chain.state !== "exact") throw new Error("it is small");
    expectRelative(chain.abandonment, queue.abandonment, 1e-10);
    expectRelative(chain.blocking, queue.blocking, 1e-10);
  });

  it("say so where the chain is too large", () => {
    const chain = redialChain({ ...callers, lines: 5000, orbitPlaces: 5000, redialDelaySeconds: 60 });
    expect(chain.state).toBe("too large");
  });
});
