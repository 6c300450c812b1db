import { describe, expect, it } from "vitest";
import type { Distribution } from "../../src/distributions/distribution.ts";
import { survival } from "../../src/distributions/survival.ts";
import {
  fewestAgentsErlangC,
  highestOfferedLoad,
  offeredLoadOverTime,
  type RatePiece,
  ratesFromCounts,
  staffByInterval,
  staffByTransient,
  staffDay,
  transientQueue,
} from "../../src/queueing/index.ts";
import { expectRelative } from "./relative.ts";

const spike: RatePiece[] = [
  { startSeconds: 0, endSeconds: 3600, callsPerSecondAtStart: 0.1, callsPerSecondAtEnd: 0.1 },
  { startSeconds: 3600, endSeconds: 4200, callsPerSecondAtStart: 0.1, callsPerSecondAtEnd: 0.5 },
  { startSeconds: 4200, endSeconds: 9000, callsPerSecondAtStart: 0.5, callsPerSecondAtEnd: 0.1 },
];
const bounds = [0, 1800, 3600, 5400, 7200, 9000];

describe("the offered load over time", () => {
  it.each<Distribution>([
    { kind: "exponential", meanSeconds: 300 },
    { kind: "lognormal", meanSeconds: 300, cv: 1 },
    { kind: "constant", meanSeconds: 300 },
    { kind: "gamma", meanSeconds: 300, cv: 0.5 },
  ])("is the integral of arrivals over the calls that last, for %o", (handling) => {
    const load = offeredLoadOverTime(spike, handling);
    for (const t of [1000, 3700, 4300, 8000, 9500]) {
      // midpoint rule on ∫λ(t − u)P(S > u)du, whose kinks cost it some digits
      let sum = 0;
      const h = 0.05;
      for (let u = h / 2; u < t; u += h) {
        const piece = spike.find((one) => one.startSeconds <= t - u && t - u < one.endSeconds);
        if (!piece) continue;
        const share = (t - u - piece.startSeconds) / (piece.endSeconds - piece.startSeconds);
        const rate = piece.callsPerSecondAtStart * (1 - share) + piece.callsPerSecondAtEnd * share;
        sum += rate * survival(handling, u) * h;
      }
      expectRelative(load(t), sum, 3e-5);
    }
  });

  it("peaks after the arrivals do", () => {
    const load = offeredLoadOverTime(spike, { kind: "exponential", meanSeconds: 600 });
    expect(load(4800)).toBeGreaterThan(load(4200));
    const highest = highestOfferedLoad(load, 3600, 5400);
    let best = 0;
    for (let t = 3600; t <= 5400; t++) best = Math.max(best, load(t));
    expectRelative(highest, best, 1e-6);
    expect(highest).toBeLessThan(0.5 * 600);
  });
});

describe("steady models over a day", () => {
  const day = {
    rates: ratesFromCounts(0, 1800, [180, 0, 540, 360]),
    handling: { kind: "exponential", meanSeconds: 600 },
    boundsSeconds: [0, 1800, 3600, 5400, 7200],
  } as const;
  const targets = { serviceLevel: { share: 0.8, withinSeconds: 20 } };

  it("staff each interval by the rate of their form", () => {
    const rates = (form: Parameters<typeof staffByInterval>[2]) =>
      staffByInterval(day, targets, form).map((interval) => interval.callsPerSecond);
    expect(rates("average")).toEqual([0.1, 0, 0.3, 0.2]);
    expect(rates("maximum")).toEqual([0.1, 0, 0.3, 0.2]);
    rates("lagged").forEach((rate, i) => {
      expectRelative(rate, [0.1 * (2 / 3), 0.1 / 3, 0.2, 0.3 / 3 + (0.2 * 2) / 3][i]!, 1e-12);
    });
    // m(t) falls from 60(1 − e^−3) over the idle half hour, so its highest is at the start of it
    expectRelative(rates("offeredLoad")[1]!, 0.1 * (1 - Math.exp(-3)), 1e-9);
  });

  it("leave an interval without calls idle and staff the others as one interval alone", () => {
    const [first, second] = staffByInterval(day, targets, "average");
    expect(second!.staffing).toEqual({ state: "idle", agents: 0 });
    expect(first!.staffing).toEqual(
      fewestAgentsErlangC({ callsPerSecond: 0.1, handlingSeconds: 600 }, targets),
    );
  });
});

describe("a day's target", () => {
  const intervals = [0.02, 0.1, 0.3, 0.15, 0].map((callsPerSecond) => ({ seconds: 1800, callsPerSecond }));
  const targets = {
    serviceLevel: { share: 0.8, withinSeconds: 20 },
    maximumAbandonment: 0.03,
    maximumOccupancy: 0.9,
  };

  it.each([undefined, 120])(
    "costs less than every interval's, and no agent can be spared (patience %s)",
    (patience) => {
      const load = {
        intervals,
        handlingSeconds: 180,
        ...(patience === undefined ? {} : { patienceSeconds: patience }),
      };
      const staffing = staffDay(load, targets);
      if (staffing.state !== "met") throw new Error("it can be met");
      const { day, interval } = staffing;
      expect(day.figures.serviceLevel).toBeGreaterThanOrEqual(0.8 - 1e-9);
      expect(day.figures.abandonment).toBeLessThanOrEqual(0.03 + 1e-9);
      expect(day.figures.occupancy).toBeLessThanOrEqual(0.9 + 1e-9);
      expect(day.agentHours).toBeLessThanOrEqual(interval.agentHours);
      expect(staffing.agentHoursBetween).toBeCloseTo(interval.agentHours - day.agentHours, 12);
      expect(day.agents[4]).toBe(0);
    },
  );

  it("says why it is unreachable, and refuses a day without calls", () => {
    const load = { intervals, handlingSeconds: 180, patienceSeconds: 120 };
    expect(staffDay(load, { maximumAbandonment: 0 }).state).toBe("unreachable");
    const silent = { ...load, intervals: [{ seconds: 1800, callsPerSecond: 0 }] };
    expect(() => staffDay(silent, targets)).toThrow(/without a call/);
  });
});

describe("staffing on the transient", () => {
  const targets = { serviceLevel: { share: 0.8, withinSeconds: 20 }, maximumAbandonment: 0.05 };
  const day = { rates: spike, handlingSeconds: 300, patienceSeconds: 180, boundsSeconds: bounds };

  it("holds the targets in every interval, and one agent fewer does not", () => {
    const staffing = staffByTransient(day, targets);
    if (staffing.state !== "met") throw new Error("it can be met");
    for (const { figures } of staffing.result.intervals) {
      expect(figures!.serviceLevel).toBeGreaterThanOrEqual(0.8 - 1e-9);
      expect(figures!.abandonment).toBeLessThanOrEqual(0.05 + 1e-9);
    }
    staffing.staff.forEach((_, index) => {
      const fewer = staffing.staff.map((piece, i) =>
        i === index ? { ...piece, agents: piece.agents - 1 } : piece,
      );
      const result = transientQueue({ ...day, staff: fewer, withinSeconds: 20 });
      const missed = result.intervals.some(
        ({ figures }) => figures!.serviceLevel < 0.8 || figures!.abandonment > 0.05,
      );
      expect(missed, `interval ${index}`).toBe(true);
    });
  });

  it("keeps somebody for those who still wait when calls end", () => {
    const ends: RatePiece[] = [
      { startSeconds: 0, endSeconds: 1800, callsPerSecondAtStart: 0.05, callsPerSecondAtEnd: 0.2 },
      { startSeconds: 3600, endSeconds: 5400, callsPerSecondAtStart: 0.1, callsPerSecondAtEnd: 0.1 },
    ];
    const low = { maximumAbandonment: 0.02 };
    const staffing = staffByTransient({ ...day, rates: ends, boundsSeconds: [0, 1800, 3600, 5400] }, low);
    if (staffing.state !== "met") throw new Error("it can be met");
    expect(staffing.result.intervals[0]!.figures!.abandonment).toBeLessThanOrEqual(0.02 + 1e-9);
    expect(staffing.result.intervals[1]!.figures).toBeUndefined();
    expect(staffing.result.intervals[2]!.figures!.abandonment).toBeLessThanOrEqual(0.02 + 1e-9);
  });

  it("says that a certain answer is unreachable", () => {
    const certain = { serviceLevel: { share: 1, withinSeconds: 20 } };
    expect(staffByTransient(day, certain).state).toBe("unreachable");
  });
});
