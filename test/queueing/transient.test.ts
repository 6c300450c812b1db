import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { erlangA, type RatePiece, transientQueue } from "../../src/queueing/index.ts";
import { changeStaff } from "../../src/queueing/staff-change.ts";
import type { StaffPiece } from "../../src/queueing/staff-schedule.ts";
import { EMPTY_SYSTEM, meanOf, totalOf } from "../../src/queueing/state-vector.ts";
import { walk, walkFrom } from "../../src/queueing/transient-walk.ts";
import { expectRelative } from "./relative.ts";

const steady = (callsPerSecond: number, startSeconds: number, endSeconds: number): RatePiece => ({
  startSeconds,
  endSeconds,
  callsPerSecondAtStart: callsPerSecond,
  callsPerSecondAtEnd: callsPerSecond,
});

/** Runge-Kutta of fourth order on the plain equations of M_t/M/s_t+M: the second method. */
const rungeKutta = (question: {
  rate: (seconds: number) => number;
  agents: (seconds: number) => number;
  serviceRate: number;
  patienceRate: number;
  states: number;
  seconds: number;
  steps: number;
}): { probabilities: Float64Array; queueSeconds: number } => {
  const { states, serviceRate, patienceRate } = question;
  const slope = (t: number, p: Float64Array): Float64Array => {
    const out = new Float64Array(states + 1);
    const rate = question.rate(t);
    const agents = question.agents(t);
    let queue = 0;
    for (let n = 0; n < states; n++) {
      const leave = (k: number) => Math.min(k, agents) * serviceRate + Math.max(0, k - agents) * patienceRate;
      const stays = n === states - 1 ? leave(n) : rate + leave(n);
      out[n] =
        (n > 0 ? rate * p[n - 1]! : 0) + (n + 1 < states ? leave(n + 1) * p[n + 1]! : 0) - stays * p[n]!;
      queue += Math.max(0, n - agents) * p[n]!;
    }
    out[states] = queue;
    return out;
  };
  let p = new Float64Array(states + 1);
  p[0] = 1;
  const h = question.seconds / question.steps;
  for (let i = 0; i < question.steps; i++) {
    // stays inside the step, so that a change of staff on its bound belongs to one side
    const t = i * h;
    const shift = (k: Float64Array, by: number) => p.map((value, n) => value + by * k[n]!);
    const k1 = slope(t + 1e-9, p);
    const k2 = slope(t + h / 2, shift(k1, h / 2));
    const k3 = slope(t + h / 2, shift(k2, h / 2));
    const k4 = slope(t + h - 1e-9, shift(k3, h));
    p = p.map((value, n) => value + (h / 6) * (k1[n]! + 2 * k2[n]! + 2 * k3[n]! + k4[n]!));
  }
  return { probabilities: p.slice(0, states), queueSeconds: p[states]! };
};

describe("the transient", () => {
  it("is Poisson with the offered load as its mean, whatever the staff, where patience equals handling time", () => {
    // λ rises by a straight line from 60 to 140 over two time units: m(t) = λ(t) − slope + (…)e^(−t).
    const rates: RatePiece[] = [
      { startSeconds: 0, endSeconds: 2, callsPerSecondAtStart: 60, callsPerSecondAtEnd: 140 },
      { startSeconds: 2, endSeconds: 4, callsPerSecondAtStart: 140, callsPerSecondAtEnd: 20 },
    ];
    const m2 = 60 + 40 * 2 - 40 - (60 - 40) * Math.exp(-2);
    const m4 = 140 - 60 * 2 + 60 - (140 + 60 - m2) * Math.exp(-2);
    for (const agents of [1, 90, 400]) {
      const state = walk(
        walkFrom(EMPTY_SYSTEM),
        rates,
        { agents, serviceRate: 1, patienceRate: 1 },
        0,
        4,
        1e-13,
        () => {},
      );
      let poisson = Math.exp(-m4);
      for (let n = 0; n < 200; n++) {
        expect(Math.abs((state.vector.values[n - state.vector.low] ?? 0) - poisson)).toBeLessThan(1e-12);
        poisson *= m4 / (n + 1);
      }
    }
  });

  it("keeps to 100 + 10(sin t − cos t) under λ = 100 + 20 sin t, by pieces fine enough", () => {
    const pieces = 2000;
    const end = 6;
    const at = (i: number) => 100 + 20 * Math.sin((end * i) / pieces);
    const rates = Array.from({ length: pieces }, (_, i) => ({
      startSeconds: (end * i) / pieces,
      endSeconds: (end * (i + 1)) / pieces,
      callsPerSecondAtStart: at(i),
      callsPerSecondAtEnd: at(i + 1),
    }));
    const queue = { agents: 95, serviceRate: 1, patienceRate: 1 };
    const { vector } = walk(walkFrom(EMPTY_SYSTEM), rates, queue, 0, end, 1e-12, () => {});
    const mean = 100 + 10 * (Math.sin(end) - Math.cos(end)) - 90 * Math.exp(-end);
    // straight pieces of length h miss the curve by 20h²/12 on average
    expect(Math.abs(meanOf(vector, (n) => n) - mean)).toBeLessThan((20 * (end / pieces) ** 2) / 10 + 1e-9);
  });

  it("agrees with Runge-Kutta on the equations where staff rises and the rate bends", () => {
    const rates: RatePiece[] = [
      { startSeconds: 0, endSeconds: 300, callsPerSecondAtStart: 0.05, callsPerSecondAtEnd: 0.2 },
      { startSeconds: 300, endSeconds: 900, callsPerSecondAtStart: 0.2, callsPerSecondAtEnd: 0.02 },
    ];
    const staff: StaffPiece[] = [
      { startSeconds: 0, endSeconds: 400, agents: 6 },
      { startSeconds: 400, endSeconds: 900, agents: 10 },
    ];
    const result = transientQueue({
      rates,
      staff,
      handlingSeconds: 60,
      patienceSeconds: 90,
      boundsSeconds: [0, 900],
      withinSeconds: 20,
      tolerance: 1e-11,
    });
    const second = rungeKutta({
      rate: (t) => (t < 300 ? 0.05 + (0.15 * t) / 300 : 0.2 - (0.18 * (t - 300)) / 600),
      agents: (t) => (t < 400 ? 6 : 10),
      serviceRate: 1 / 60,
      patienceRate: 1 / 90,
      states: 60,
      seconds: 900,
      steps: 4500,
    });
    const interval = result.intervals[0]!;
    expectRelative(interval.meanQueueLength * 900, second.queueSeconds, 1e-9);
    // Those still waiting at the end give up with chance Σ (k + 1)θ/(sμ + (k + 1)θ).
    let later = 0;
    second.probabilities.forEach((p, n) => {
      for (let k = 0; k < n - 10; k++) later += (p * (k + 1)) / 90 / (10 / 60 + (k + 1) / 90);
    });
    expectRelative(interval.abandoned, second.queueSeconds / 90 + later, 1e-9);
    expect(result.errorBound).toBeLessThan(1e-11);
  });

  it("settles to Erlang A", () => {
    const load = { callsPerSecond: 50 / 180, handlingSeconds: 180, patienceSeconds: 300, withinSeconds: 20 };
    const { intervals } = transientQueue({
      ...load,
      rates: [steady(load.callsPerSecond, 0, 20_000)],
      staff: [{ startSeconds: 0, endSeconds: 20_000, agents: 50 }],
      boundsSeconds: [0, 15_000, 20_000],
      tolerance: 1e-11,
    });
    const queue = erlangA({ ...load, agents: 50 });
    const { figures } = intervals[1]!;
    expectRelative(figures!.abandonment, queue.abandonment, 1e-9);
    expectRelative(figures!.serviceLevel, queue.serviceLevel, 1e-9);
    expectRelative(figures!.occupancy, queue.occupancy, 1e-9);
    expectRelative(figures!.meanWaitSeconds, queue.meanWaitSeconds, 1e-9);
  });

  it("gives every arrival one end, whichever the interval", () => {
    const bounds = Array.from({ length: 13 }, (_, i) => i * 300);
    const question = {
      rates: [steady(0.1, 0, 900), steady(0.5, 900, 1500), steady(0.1, 1500, 3600)],
      staff: [
        { startSeconds: 0, endSeconds: 1200, agents: 12 },
        { startSeconds: 1200, endSeconds: 1800, agents: 25 },
        { startSeconds: 1800, endSeconds: 3600, agents: 9 },
      ],
      handlingSeconds: 100,
      patienceSeconds: 200,
      withinSeconds: 30,
    };
    const fine = transientQueue({ ...question, boundsSeconds: bounds, tolerance: 1e-10 });
    const whole = transientQueue({ ...question, boundsSeconds: [0, 3600], tolerance: 1e-10 });
    for (const count of ["offered", "answered", "abandoned", "answeredInTime", "busySeconds"] as const) {
      const sum = fine.intervals.reduce((total, interval) => total + interval[count], 0);
      expectRelative(sum, whole.intervals[0]![count], 1e-8, count);
    }
  });

  it("has an error within the bound it states", () => {
    const question = {
      rates: [
        steady(1, 0, 600),
        { startSeconds: 600, endSeconds: 1800, callsPerSecondAtStart: 1.8, callsPerSecondAtEnd: 0.4 },
      ],
      staff: [
        { startSeconds: 0, endSeconds: 900, agents: 150 },
        { startSeconds: 900, endSeconds: 1800, agents: 130 },
      ],
      handlingSeconds: 120,
      patienceSeconds: 100,
      boundsSeconds: [0, 600, 1200, 1800],
      withinSeconds: 20,
    };
    const exact = transientQueue({ ...question, tolerance: 1e-11 });
    for (const tolerance of [1e-3, 1e-5, 1e-8]) {
      const coarse = transientQueue({ ...question, tolerance });
      coarse.intervals.forEach((interval, i) => {
        expect(interval.errorBound).toBeLessThanOrEqual(tolerance);
        for (const figure of ["abandonment", "serviceLevel"] as const) {
          const error = Math.abs(interval.figures![figure] - exact.intervals[i]!.figures![figure]);
          expect(error).toBeLessThanOrEqual(interval.errorBound + 1e-11);
        }
      });
    }
  });

  it("counts answers in time around a change of staff as a tagged caller's chain does over the whole", () => {
    // One agent more comes at 100 s; with nobody else's patience ending, an arrival at t that finds
    // agents + k callers is answered in time by the sum of two Poisson numbers of finished calls.
    const at = 100;
    const within = 30;
    const question = {
      rates: [steady(0.02, 0, 200)],
      staff: [
        { startSeconds: 0, endSeconds: at, agents: 1 },
        { startSeconds: at, endSeconds: 200, agents: 2 },
      ],
      handlingSeconds: 60,
      patienceSeconds: 1e9,
      boundsSeconds: [0, 200],
      withinSeconds: within,
    };
    const fine = transientQueue(question).intervals[0]!;
    // A fine midpoint rule over arrival times, the state by walking, the answer by Poisson sums.
    let inTime = 0;
    let state = walkFrom(EMPTY_SYSTEM);
    const base = { serviceRate: 1 / 60, patienceRate: 1e-9 };
    const steps = 800;
    let walked = 0;
    for (let i = 0; i < steps; i++) {
      const t = (200 * (i + 0.5)) / steps;
      const agents = t < at ? 1 : 2;
      if (t > at && walked < at) {
        state = walk(state, question.rates, { ...base, agents: 1 }, walked, at, 1e-12, () => {});
        walked = at;
      }
      state = walk(state, question.rates, { ...base, agents }, walked, t, 1e-12, () => {});
      walked = t;
      const alone = Math.min(within, Math.max(0, at - t));
      const together = t < at ? within - alone : within;
      const joins = t < at && t + within > at;
      state.vector.values.forEach((p, index) => {
        const n = state.vector.low + index;
        const ahead = n - agents;
        let chance = 0;
        if (ahead < 0) chance = 1;
        else if (!joins) chance = atLeast(ahead + 1, (agents * within) / 60);
        else {
          // j finished before the change; then one place is freed, then two agents finish
          for (let j = 0; j <= ahead; j++) {
            const still = ahead - j - 1;
            chance += exactly(j, alone / 60) * (still < 0 ? 1 : atLeast(still + 1, (2 * together) / 60));
          }
          chance += atLeast(ahead + 1, alone / 60);
        }
        inTime += p * chance * 0.02 * (200 / steps);
      });
    }
    expectRelative(fine.answeredInTime, inTime, 1e-5);
  });
});

const exactly = (count: number, mean: number): number => {
  let p = Math.exp(-mean);
  for (let k = 1; k <= count; k++) p *= mean / k;
  return p;
};

const atLeast = (count: number, mean: number): number => {
  let below = 0;
  for (let k = 0; k < count; k++) below += exactly(k, mean);
  return 1 - below;
};

describe("any day", () => {
  const piece = fc.record({
    atStart: fc.double({ min: 0, max: 0.6, noNaN: true }),
    atEnd: fc.double({ min: 0, max: 0.6, noNaN: true }),
    agents: fc.integer({ min: 0, max: 60 }),
    seconds: fc.integer({ min: 30, max: 300 }),
  });

  it("keeps its shares between 0 and 1, its error within tolerance, and loses nobody", () => {
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.double({ min: 0.5, max: 4, noNaN: true }),
        (pieces, handlingExponent, patienceExponent) => {
          const boundsSeconds = [0];
          for (const { seconds } of pieces) boundsSeconds.push(boundsSeconds.at(-1)! + seconds);
          const spans = pieces.map((one, i) => ({
            ...one,
            startSeconds: boundsSeconds[i]!,
            endSeconds: boundsSeconds[i + 1]!,
          }));
          const result = transientQueue({
            rates: spans.map(({ startSeconds, endSeconds, atStart, atEnd }) => ({
              startSeconds,
              endSeconds,
              callsPerSecondAtStart: atStart,
              callsPerSecondAtEnd: atEnd,
            })),
            staff: spans.map(({ startSeconds, endSeconds, agents }) => ({
              startSeconds,
              endSeconds,
              agents,
            })),
            handlingSeconds: 10 ** handlingExponent,
            patienceSeconds: 10 ** patienceExponent,
            boundsSeconds,
            withinSeconds: 20,
          });
          for (const interval of result.intervals) {
            expect(interval.answered + interval.abandoned).toBeCloseTo(interval.offered, 9);
            if (!interval.figures || interval.offered < 1e-6) continue;
            const { serviceLevel, abandonment, occupancy, meanWaitSeconds } = interval.figures;
            for (const share of [serviceLevel, abandonment, occupancy]) {
              expect(share).toBeGreaterThanOrEqual(0);
              expect(share).toBeLessThanOrEqual(1 + 1e-6);
            }
            expect(serviceLevel).toBeLessThanOrEqual(1 - abandonment + 1e-6);
            expect(meanWaitSeconds).toBeGreaterThanOrEqual(0);
            // an interval of a handful of calls may hold many of the earlier ones: its bound is weaker
            if (interval.offered > 20) expect(interval.errorBound).toBeLessThanOrEqual(1e-7);
          }
        },
      ),
      { numRuns: 12, seed: 20200312 },
    );
  });
});

describe("a transient asked wrongly", () => {
  it("names the argument", () => {
    const question = {
      rates: [steady(1, 0, 10)],
      staff: [{ startSeconds: 0, endSeconds: 10, agents: 1 }],
      handlingSeconds: 1,
      patienceSeconds: 1,
      boundsSeconds: [0, 10],
      withinSeconds: 1,
    };
    expect(() => transientQueue({ ...question, boundsSeconds: [0] })).toThrow(/boundsSeconds is of length 1/);
    expect(() => transientQueue({ ...question, boundsSeconds: [0, 0] })).toThrow(/boundsSeconds\[1\] is 0/);
    expect(() => transientQueue({ ...question, startProbabilities: [0.5, 0.4] })).toThrow(/sum .* is 0\.9/);
    const staff = [{ startSeconds: 0, endSeconds: 10, agents: 1.5 }];
    expect(() => transientQueue({ ...question, staff })).toThrow(/staff\[0\]\.agents is 1\.5/);
    const rates = [{ ...steady(1, 0, 10), callsPerSecondAtEnd: -1 }];
    expect(() => transientQueue({ ...question, rates })).toThrow(/rates\[0\]\.callsPerSecondAtEnd is -1/);
  });
});

describe("falling staff", () => {
  it("takes one call for each who leaves where everybody is busy", () => {
    const after = changeStaff({ low: 12, values: Float64Array.of(0.25, 0.75) }, 10, 7);
    expect([after.low + after.values.findIndex((p) => p > 0), totalOf(after)]).toEqual([9, 1]);
    expect(meanOf(after, (n) => n)).toBeCloseTo(12.75 - 3, 12);
  });

  it("draws the calls that stay without replacement", () => {
    // 3 of 5 agents busy, 3 stay: of the 10 sets of busy agents, 1 holds 3 stayers, 6 hold 2, 3 hold 1.
    const after = changeStaff({ low: 3, values: Float64Array.of(1) }, 5, 3);
    const probability = (n: number) => after.values[n - after.low] ?? 0;
    expect(probability(3)).toBeCloseTo(0.1, 12);
    expect(probability(2)).toBeCloseTo(0.6, 12);
    expect(probability(1)).toBeCloseTo(0.3, 12);
  });
});
