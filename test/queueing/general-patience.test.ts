import { describe, expect, it } from "vitest";
import type { Distribution } from "../../src/distributions/distribution.ts";
import { survival, survivalIntegral } from "../../src/distributions/survival.ts";
import {
  erlangA,
  erlangBBlocking,
  erlangC,
  generalPatienceQueue,
  patienceFromCurve,
  patienceFromSurvival,
  patienceOf,
  waitingTimeErlangA,
  waitingTimeGeneralPatience,
  waitQuantile,
} from "../../src/queueing/index.ts";
import { expectDigits, expectRelative } from "./relative.ts";

const load = { callsPerSecond: 50 / 180, handlingSeconds: 180, agents: 50, withinSeconds: 20 };

/** Figures of M/M/s+G by Simpson's rule on the plain integrals, as the second method. */
const bySimpson = (distribution: Distribution, agents: number, kinks: readonly number[] = []) => {
  const rate = load.callsPerSecond;
  const finish = agents / load.handlingSeconds;
  const bounds = [0, load.withinSeconds, ...kinks, 100, 350, 700, 2000, 9000].sort((a, b) => a - b);
  let all = 0;
  let lost = 0;
  let waited = 0;
  let inTime = 0;
  for (let piece = 0; piece + 1 < bounds.length; piece++) {
    const steps = 10_000;
    const h = (bounds[piece + 1]! - bounds[piece]!) / steps;
    for (let i = 0; i <= steps; i++) {
      // the right end of a piece belongs to it, though survival may jump there
      const x = bounds[piece]! + h * (i === steps ? steps - 1e-9 : i);
      const weight = (h / 3) * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
      const integral = survivalIntegral(distribution, x);
      const density = weight * Math.exp(rate * integral - finish * x);
      const patient = survival(distribution, x);
      all += density;
      lost += density * (1 - patient);
      waited += density * integral;
      if (bounds[piece + 1]! <= load.withinSeconds) inTime += density * patient;
    }
  }
  const free = 1 / erlangBBlocking(rate * load.handlingSeconds, agents - 1);
  const total = free + rate * all;
  return {
    abandonment: (rate * lost) / total,
    meanWaitSeconds: (rate * waited) / total,
    serviceLevel: (free + rate * inTime) / total,
  };
};

const stable = <Result extends { readonly state: string }>(result: Result) => {
  if (result.state !== "stable") throw new Error("it is stable");
  return result as Extract<Result, { readonly state: "stable" }>;
};

describe("general patience", () => {
  it("gives the published figures at ρ = 1 for exponential patience", () => {
    const patience = patienceOf({ kind: "exponential", meanSeconds: 300 });
    const queue = stable(generalPatienceQueue({ ...load, patience }));
    expectDigits(queue.abandonment, "0.049190");
    expectDigits(queue.meanWaitSeconds / 60, "0.245949");
  });

  it("is Erlang A where patience is exponential", () => {
    const patience = patienceOf({ kind: "exponential", meanSeconds: 240 });
    for (const agents of [30, 45, 50, 55, 80]) {
      const general = stable(generalPatienceQueue({ ...load, agents, patience }));
      const queue = erlangA({ ...load, agents, patienceSeconds: 240 });
      for (const figure of ["waitProbability", "abandonment", "meanWaitSeconds", "serviceLevel"] as const) {
        expectRelative(general[figure], queue[figure], 1e-9, `${figure} with ${agents}`);
      }
      expectRelative(general.meanAnsweredWaitSeconds, queue.meanAnsweredWaitSeconds, 1e-9);
    }
  });

  it.each<[Distribution, number[]]>([
    [{ kind: "lognormal", meanSeconds: 300, cv: 1.2 }, []],
    [{ kind: "gamma", meanSeconds: 300, cv: 0.5 }, []],
    [{ kind: "uniform", meanSeconds: 300, cv: 0.5 }, [300 - 150 * Math.sqrt(3), 300 + 150 * Math.sqrt(3)]],
    [{ kind: "constant", meanSeconds: 300 }, [300]],
    [{ kind: "empirical", sortedSeconds: [10, 30, 30, 90, 400, 1200] }, [10, 30, 90, 400, 1200]],
  ])("agrees with Simpson's rule for %o", (distribution, kinks) => {
    for (const agents of [46, 52]) {
      const queue = stable(generalPatienceQueue({ ...load, agents, patience: patienceOf(distribution) }));
      const second = bySimpson(distribution, agents, kinks);
      expectRelative(queue.abandonment, second.abandonment, 1e-7);
      expectRelative(queue.meanWaitSeconds, second.meanWaitSeconds, 1e-7);
      expectRelative(queue.serviceLevel, second.serviceLevel, 1e-7);
    }
  });

  it("answers all whom it does not lose", () => {
    const patience = patienceOf({ kind: "weibull", meanSeconds: 200, cv: 2 });
    const queue = stable(generalPatienceQueue({ ...load, withinSeconds: 1e6, patience }));
    expectRelative(queue.serviceLevel, 1 - queue.abandonment, 1e-10);
  });

  it("takes any survival function", () => {
    const byFunction = patienceFromSurvival((x) => Math.exp(-x / 240), 100);
    const queue = stable(generalPatienceQueue({ ...load, patience: byFunction }));
    expectRelative(queue.abandonment, erlangA({ ...load, patienceSeconds: 240 }).abandonment, 1e-9);
  });

  it("takes an estimated curve with its tail named", () => {
    const values = [10, 30, 90, 400];
    const points = values.map((seconds, i) => ({ seconds, probability: 1 - (i + 1) / 4 }));
    const curve = generalPatienceQueue({
      ...load,
      patience: patienceFromCurve(points, { kind: "leaveAtLast" }),
    });
    const same = generalPatienceQueue({
      ...load,
      patience: patienceOf({ kind: "empirical", sortedSeconds: values }),
    });
    expectRelative(stable(curve).abandonment, stable(same).abandonment, 1e-12);
  });

  it("grows without end where those who never leave are too many alone", () => {
    const points = [{ seconds: 60, probability: 0.9 }];
    const patience = patienceFromCurve(points, { kind: "neverLeave" });
    expect(generalPatienceQueue({ ...load, agents: 45, patience })).toEqual({
      state: "unstable",
      offeredLoadErlangs: 50,
      fewestAgentsForStability: 46,
    });
    expect(generalPatienceQueue({ ...load, agents: 46, patience }).state).toBe("stable");
    const endless = patienceFromCurve([{ seconds: 60, probability: 1 }], { kind: "neverLeave" });
    const queue = stable(generalPatienceQueue({ ...load, agents: 55, patience: endless }));
    expectRelative(queue.meanWaitSeconds, stable(erlangC({ ...load, agents: 55 })).meanWaitSeconds, 1e-9);
  });

  it("refuses a curve that rises", () => {
    const points = [
      { seconds: 10, probability: 0.5 },
      { seconds: 20, probability: 0.6 },
    ];
    expect(() => patienceFromCurve(points, { kind: "leaveAtLast" })).toThrow(
      /points\[1\]\.probability is 0\.6/,
    );
  });

  it("has the quantiles of Erlang A where patience is exponential", () => {
    const general = stable(
      waitingTimeGeneralPatience({
        ...load,
        patience: patienceOf({ kind: "exponential", meanSeconds: 300 }),
      }),
    );
    const tail = waitingTimeErlangA({ ...load, patienceSeconds: 300 });
    for (const share of [0.6, 0.9, 0.99]) {
      expectRelative(waitQuantile(general.longerThan, share), waitQuantile(tail.longerThan, share), 1e-9);
      expectRelative(
        waitQuantile(general.answeredLongerThan, share),
        waitQuantile(tail.answeredLongerThan, share),
        1e-9,
      );
    }
  });
});
