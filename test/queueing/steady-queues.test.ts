import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DomainError,
  erlangA,
  erlangB,
  erlangBBlocking,
  erlangBContinuous,
  erlangC,
  fewestAgentsErlangA,
  fewestAgentsErlangC,
  fewestLines,
  headcount,
  waitingTimeErlangA,
  waitingTimeErlangC,
  waitQuantile,
} from "../../src/queueing/index.ts";
import { earlier, notAnsweredInTime } from "../../src/queueing/tagged-caller.ts";
import { expectRelative } from "./relative.ts";

// 10⁻³ to 10⁵ erlangs, 1 to 10⁵ agents, handling time over patience 10⁻⁶ to 10⁶
const power = (from: number, to: number) =>
  fc.double({ min: from, max: to, noNaN: true }).map((exponent) => 10 ** exponent);
const load = power(-3, 5);
const agents = power(0, 5).map(Math.round);
const patienceRate = power(-6, 6);
const within = power(-4, 3);
const runs = { numRuns: 300, seed: 20200312 };

const queueA = (a: number, s: number, theta: number, t: number) =>
  erlangA({ callsPerSecond: a, handlingSeconds: 1, patienceSeconds: 1 / theta, agents: s, withinSeconds: t });
const queueC = (a: number, s: number, t: number) =>
  erlangC({ callsPerSecond: a, handlingSeconds: 1, agents: s, withinSeconds: t });

/** Numerator and denominator of Erlang B, exactly: B = (aⁿ/n!)/Σ aᵏ/k! with a = top/bottom. */
const exactErlangB = (top: bigint, bottom: bigint, lines: number): number => {
  // scaled by n!·bottomⁿ: term k is topᵏ·bottomⁿ⁻ᵏ·n!/k!
  let numerator = 1n;
  let denominator = 1n;
  for (let n = 1; n <= lines; n++) {
    const nextNumerator = numerator * top;
    denominator = denominator * BigInt(n) * bottom + nextNumerator;
    numerator = nextNumerator;
  }
  return Number((numerator * 10n ** 40n) / denominator) / 1e40;
};

/** Steady probabilities of M/M/s+M by the balance of neighbours, cut where nothing is left. */
const chain = (a: number, s: number, theta: number): number[] => {
  const up: number[] = [1];
  for (let k = 1; ; k++) {
    const next = (up[k - 1]! * a) / (s + k * theta);
    up.push(next);
    // past the mode, and below the last digit of the largest
    if (a < s + k * theta && next < 1e-25 * Math.max(1, up[0]!)) break;
    if (k > 400_000 || next > 1e280) throw new Error("outside the reach of this method");
  }
  const down: number[] = [];
  let weight = 1;
  for (let n = s; n > 0 && weight > 1e-300; n--) {
    weight *= n / a;
    down.push(weight);
    if (weight > 1e280) throw new Error("outside the reach of this method");
  }
  return [...down.reverse(), ...up];
};

describe("Erlang B", () => {
  it("agrees with exact fractions", () => {
    for (const [top, bottom, lines] of [
      [7n, 2n, 9],
      [1n, 1000n, 3],
      [123n, 1n, 150],
      [400n, 1n, 380],
      [950n, 3n, 300],
    ] as const) {
      const exact = exactErlangB(top, bottom, lines);
      expectRelative(
        erlangBBlocking(Number(top) / Number(bottom), lines),
        exact,
        1e-12,
        `${top}/${bottom} ${lines}`,
      );
    }
  });

  it("agrees with Jagerman's integral at whole numbers, and lies between them elsewhere", () => {
    fc.assert(
      fc.property(load, fc.integer({ min: 1, max: 3000 }), (a, n) => {
        const whole = erlangBBlocking(a, n);
        if (whole > 1e-200) expectRelative(erlangBContinuous(a, n), whole, 1e-9, `B(${n}, ${a})`);
        const between = erlangBContinuous(a, n - 0.5);
        expect(between).toBeLessThanOrEqual(erlangBBlocking(a, n - 1) * (1 + 1e-9));
        expect(between).toBeGreaterThanOrEqual(whole * (1 - 1e-9));
      }),
      runs,
    );
  });

  it("is a probability everywhere, falls with lines and rises with load", () => {
    fc.assert(
      fc.property(load, agents, (a, n) => {
        const { blocking, occupancy } = erlangB({ callsPerSecond: a, handlingSeconds: 1, lines: n });
        expect(blocking).toBeGreaterThanOrEqual(0);
        expect(blocking).toBeLessThanOrEqual(1);
        expect(occupancy).toBeLessThanOrEqual(1 + 1e-12);
        expect(erlangBBlocking(a, n + 1)).toBeLessThanOrEqual(blocking);
        expect(erlangBBlocking(a * 1.01, n)).toBeGreaterThanOrEqual(blocking);
      }),
      runs,
    );
  });

  it("gives the fewest lines: one fewer blocks more than allowed", () => {
    fc.assert(
      fc.property(power(-3, 4), power(-6, -0.1), (a, limit) => {
        const lines = fewestLines(a, limit);
        expect(erlangBBlocking(a, lines)).toBeLessThanOrEqual(limit);
        if (lines > 0) expect(erlangBBlocking(a, lines - 1)).toBeGreaterThan(limit);
      }),
      runs,
    );
  });
});

describe("Erlang C", () => {
  it("agrees with the sum over its states", () => {
    for (const [a, s] of [
      [0.2, 1],
      [10, 14],
      [95, 100],
      [300, 301],
    ] as const) {
      let sum = 0;
      let term = 1;
      for (let k = 0; k < s; k++) {
        sum += term;
        term *= a / (k + 1);
        if (term > 1e290) throw new Error("outside the reach of this method");
      }
      const waiting = (term * s) / (s - a);
      const queue = queueC(a, s, 0.1);
      expectRelative(queue.state === "stable" ? queue.waitProbability : 0, waiting / (sum + waiting), 1e-11);
    }
  });

  it("is finite where it is stable, says so where it is not", () => {
    fc.assert(
      fc.property(load, agents, within, (a, s, t) => {
        const queue = queueC(a, s, t);
        expect(queue.state).toBe(a / s >= 1 - 1e-12 ? "unstable" : "stable");
        for (const value of Object.values(queue))
          if (typeof value === "number") expect(value).toSatisfy(Number.isFinite);
        if (queue.state === "unstable") {
          expect(queueC(a, queue.fewestAgentsForStability, t).state).toBe("stable");
        }
      }),
      runs,
    );
  });

  it("is where Erlang A goes as patience grows", () => {
    for (const [a, s] of [
      [10, 14],
      [95, 100],
      [0.5, 1],
    ] as const) {
      const queue = queueC(a, s, 0.1);
      if (queue.state !== "stable") throw new Error("it is stable");
      const patient = queueA(a, s, 1e-9, 0.1);
      expectRelative(patient.waitProbability, queue.waitProbability, 1e-5);
      expectRelative(patient.meanWaitSeconds, queue.meanWaitSeconds, 1e-5);
      expectRelative(patient.serviceLevel, queue.serviceLevel, 1e-5);
    }
  });
});

describe("Erlang A", () => {
  it("agrees with its chain solved directly, states and tagged callers alike", () => {
    for (const a of [0.001, 0.3, 5, 60, 700]) {
      for (const ratio of [0.3, 0.9, 1, 1.1, 3]) {
        for (const theta of [1e-3, 0.1, 1, 20, 1e4]) {
          const s = Math.max(1, Math.round(a * ratio));
          let weights: number[];
          try {
            weights = chain(a, s, theta);
          } catch {
            continue;
          }
          const first = weights.length - chainUpLength(a, s, theta);
          const total = weights.reduce((sum, w) => sum + w, 0);
          let wait = 0;
          let queue = 0;
          let inTime = 0;
          const places = weights.length - first;
          const chances = earlier(
            notAnsweredInTime(places),
            { agents: s, serviceRate: 1, patienceRate: theta },
            0.1,
          ).values;
          weights.forEach((w, i) => {
            const k = i - first;
            if (k < 0) inTime += w;
            else {
              wait += w;
              queue += k * w;
              inTime += w * chances[k]!;
            }
          });
          const what = `a ${a}, s ${s}, θ ${theta}`;
          const figures = queueA(a, s, theta, 0.1);
          expectRelative(figures.waitProbability, wait / total, 1e-9, what);
          expectRelative(figures.abandonment, (theta * queue) / total / a, 1e-9, what);
          // the tagged caller's Poisson sums are good to 10⁻¹⁵ of one, not of themselves
          if (inTime / total > 1e-5) expectRelative(figures.serviceLevel, inTime / total, 1e-9, what);
          else expect(Math.abs(figures.serviceLevel - inTime / total)).toBeLessThan(1e-14);
        }
      }
    }
  });

  it("agrees with its chain at the far ends of the grid", () => {
    for (const [a, s, theta] of [
      [1e5, 100_000, 1],
      [1e5, 100_000, 1e-2],
      [1e5, 100_400, 1e-3],
      [1e5, 99_900, 1],
      [1e5, 100_000, 1e6],
      [1e4, 10_150, 1e-4],
      [1e-3, 1, 1e6],
      [1e-3, 1, 1e-6],
      [1, 2, 1e-6],
    ] as const) {
      const weights = chain(a, s, theta);
      const first = weights.length - chainUpLength(a, s, theta);
      let total = 0;
      let wait = 0;
      let queue = 0;
      weights.forEach((w, i) => {
        total += w;
        if (i >= first) wait += w;
        if (i >= first) queue += (i - first) * w;
      });
      const figures = queueA(a, s, theta, 0.1);
      const what = `a ${a}, s ${s}, θ ${theta}`;
      expectRelative(figures.waitProbability, wait / total, 1e-9, what);
      expectRelative(figures.abandonment, (theta * queue) / total / a, 1e-9, what);
    }
  });

  it("has no NaN, no overflow and no broken balance anywhere on the grid", () => {
    fc.assert(
      fc.property(load, agents, patienceRate, within, (a, s, theta, t) => {
        const queue = queueA(a, s, theta, t);
        for (const value of Object.values(queue))
          if (typeof value === "number") expect(value).toSatisfy(Number.isFinite);
        for (const share of [queue.waitProbability, queue.abandonment, queue.serviceLevel, queue.occupancy]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-9);
        }
        // who waits and is lost was waiting; who is answered late is not answered in time
        expect(queue.abandonment).toBeLessThanOrEqual(queue.waitProbability * (1 + 1e-9));
        expect(queue.serviceLevel).toBeLessThanOrEqual(1 - queue.abandonment + 1e-12);
        expect(queue.abandonment).toBeGreaterThanOrEqual((1 - s / a) * (1 - 1e-9));
      }),
      { ...runs, numRuns: 1000 },
    );
  });

  it("improves with every agent", () => {
    fc.assert(
      fc.property(load, agents, patienceRate, within, (a, s, theta, t) => {
        const fewer = queueA(a, s, theta, t);
        const more = queueA(a, s + 1, theta, t);
        expect(more.abandonment).toBeLessThanOrEqual(fewer.abandonment * (1 + 1e-9));
        expect(more.serviceLevel).toBeGreaterThanOrEqual(fewer.serviceLevel - 1e-9);
        expect(more.occupancy).toBeLessThanOrEqual(fewer.occupancy * (1 + 1e-9));
      }),
      runs,
    );
  });

  it("is where Erlang B goes as patience shrinks", () => {
    for (const [a, s] of [
      [10, 10],
      [100, 90],
      [3, 8],
    ] as const) {
      expectRelative(queueA(a, s, 1e6, 0).abandonment, erlangBBlocking(a, s), 1e-4);
    }
  });

  it("gives the fewest agents: one fewer misses a target", () => {
    fc.assert(
      fc.property(
        power(-2, 4),
        power(-3, 3),
        fc.double({ min: 0.1, max: 0.99, noNaN: true }),
        (a, theta, share) => {
          const steady = { callsPerSecond: a, handlingSeconds: 1, patienceSeconds: 1 / theta };
          const targets = { serviceLevel: { share, withinSeconds: 0.1 }, maximumOccupancy: 0.95 };
          const staffing = fewestAgentsErlangA(steady, targets);
          if (staffing.state !== "met") throw new Error("it can be met");
          expect(staffing.figures.serviceLevel).toBeGreaterThanOrEqual(share - 1e-11);
          expect(staffing.figures.occupancy).toBeLessThanOrEqual(0.95 + 1e-11);
          if (staffing.agents === 1) return;
          const fewer = erlangA({ ...steady, agents: staffing.agents - 1, withinSeconds: 0.1 });
          expect(fewer.serviceLevel < share || fewer.occupancy > 0.95).toBe(true);
        },
      ),
      { ...runs, numRuns: 100 },
    );
  });

  it("needs no more agents than Erlang C", () => {
    fc.assert(
      fc.property(power(-2, 4), power(-3, 3), (a, theta) => {
        const steady = { callsPerSecond: a, handlingSeconds: 1 };
        const targets = { serviceLevel: { share: 0.8, withinSeconds: 0.1 } };
        const patient = fewestAgentsErlangC(steady, targets);
        const leaving = fewestAgentsErlangA({ ...steady, patienceSeconds: 1 / theta }, targets);
        if (patient.state !== "met" || leaving.state !== "met") throw new Error("both can be met");
        // θ far above μ loses more callers than it spares waits
        if (theta <= 1) expect(leaving.agents).toBeLessThanOrEqual(patient.agents);
      }),
      { ...runs, numRuns: 100 },
    );
  });
});

describe("waiting times", () => {
  it("have the mean that the queue states, as the area under their tail", () => {
    const steady = { callsPerSecond: 50 / 180, handlingSeconds: 180, patienceSeconds: 300, agents: 48 };
    const tail = waitingTimeErlangA(steady);
    let all = 0;
    let answered = 0;
    for (let t = 0.125; t < 1500; t += 0.25) {
      all += 0.25 * tail.longerThan(t);
      answered += 0.25 * tail.answeredLongerThan(t);
    }
    const queue = erlangA({ ...steady, withinSeconds: 20 });
    expectRelative(all, queue.meanWaitSeconds, 1e-5);
    expectRelative(answered, queue.meanAnsweredWaitSeconds, 1e-5);
    // answered within 20 s of offered = share answered × share of the answered within 20 s
    expectRelative((1 - queue.abandonment) * (1 - tail.answeredLongerThan(20)), queue.serviceLevel, 1e-12);
  });

  it("turn a share into the wait it does not exceed, and back", () => {
    const tail = waitingTimeErlangC({ callsPerSecond: 10 / 180, handlingSeconds: 180, agents: 13 });
    if (tail.state !== "stable") throw new Error("it is stable");
    expect(waitQuantile(tail.longerThan, 0.5)).toBe(0);
    for (const share of [0.9, 0.99, 0.9999]) {
      expectRelative(1 - tail.longerThan(waitQuantile(tail.longerThan, share)), share, 1e-11);
    }
  });
});

describe("bad arguments", () => {
  it("are named with their value and domain", () => {
    const good = { callsPerSecond: 1, handlingSeconds: 1, patienceSeconds: 1, agents: 1, withinSeconds: 1 };
    for (const name of ["callsPerSecond", "handlingSeconds", "patienceSeconds"] as const) {
      for (const value of [-1, 0, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => erlangA({ ...good, [name]: value })).toThrow(
          new DomainError(name, value, "a finite number above zero"),
        );
      }
    }
    for (const value of [-1, 0, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => erlangC({ ...good, agents: value })).toThrow(
        /agents is .*; it must be a whole number of at least 1/,
      );
    }
    expect(() => erlangA({ ...good, withinSeconds: -1 })).toThrow(/withinSeconds is -1/);
    expect(() => fewestAgentsErlangC(good, {})).toThrow(/targets is empty/);
    expect(() => fewestAgentsErlangC(good, { maximumOccupancy: 1.2 })).toThrow(/maximumOccupancy is 1.2/);
    expect(() => headcount(10, 1)).toThrow(/shrinkage is 1/);
    expect(() => erlangC({ ...good, callsPerSecond: 1e12 })).toThrow(/offered load/);
  });

  it("leave unreachable targets a state, with the reason", () => {
    const steady = { callsPerSecond: 1, handlingSeconds: 1, patienceSeconds: 1 };
    const certain = { serviceLevel: { share: 1, withinSeconds: 20 } };
    expect(fewestAgentsErlangC(steady, certain).state).toBe("unreachable");
    expect(fewestAgentsErlangA(steady, { maximumAbandonment: 0 }).state).toBe("unreachable");
    expect(fewestAgentsErlangC(steady, { maximumAbandonment: 0 }).state).toBe("met");
  });
});

describe("headcount", () => {
  it("rounds up once", () => {
    expect(headcount(68, 0.3)).toBe(98);
    expect(headcount(63, 0.1)).toBe(70);
    expect(headcount(70, 0.3)).toBe(100);
    expect(headcount(0, 0.3)).toBe(0);
  });
});

/** How many of the chain's states have all agents busy. */
function chainUpLength(a: number, s: number, theta: number): number {
  let count = 1;
  let weight = 1;
  for (let k = 1; ; k++) {
    weight *= a / (s + k * theta);
    count++;
    if (a < s + k * theta && weight < 1e-25) return count;
  }
}
