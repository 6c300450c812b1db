import { describe, expect, it } from "vitest";
import type { Estimates } from "../../src/calibration/estimates.ts";
import { needSpread } from "../../src/planning/uncertainty.ts";
import { fewestAgentsErlangA } from "../../src/queueing/index.ts";

const TARGETS = { serviceLevel: { share: 0.8, withinSeconds: 20 } };
const MEANS = { handlingSeconds: 200, patienceSeconds: 150 };
const LOADS = [10, 40, 80];
const DRAWS = 400;

/** Estimates whose handling time is known to a thousandth, so that what else is drawn shows alone. */
const estimates = (other: Partial<Estimates> = {}): Estimates => ({
  offered: 1_000_000,
  answered: 900_000,
  abandoned: 100_000,
  blocked: 0,
  failed: 0,
  censored: 0,
  intervalsFrom: "days",
  injected: [],
  notes: [],
  ...other,
  confidence: { handleTime: { low: 199.9, high: 200.1 }, ...other.confidence },
});

/** The need of a load that is so many times as high, by the formula alone. */
const needOf = (erlangs: number, targets: Parameters<typeof fewestAgentsErlangA>[1] = TARGETS): number => {
  const staffing = fewestAgentsErlangA({ callsPerSecond: erlangs / 200, ...MEANS }, targets);
  return staffing.state === "met" ? staffing.agents : Number.NaN;
};

describe("the spread of the need", () => {
  it("holds what the level of arrivals is not known by, as the formula gives it at the level's bounds", () => {
    const spread = needSpread(
      estimates({ arrivals: { days: 9, callsPerDay: 111_111, dayCv: 0.3 } }),
      TARGETS,
      LOADS,
      MEANS,
      DRAWS,
    );
    // the mean of nine days that differ by 30 % is known to 10 %
    const factor = Math.exp(1.96 * 0.1);
    LOADS.forEach((load, i) => {
      expect(Math.abs((spread?.high[i] ?? 0) - (needOf(load * factor) - needOf(load)))).toBeLessThanOrEqual(
        1.5,
      );
      expect(Math.abs((spread?.low[i] ?? 0) - (needOf(load / factor) - needOf(load)))).toBeLessThanOrEqual(
        1.5,
      );
    });
    expect(spread?.notes.join()).toContain("the mean of 9 days leaves it (± 20 %)");
  });

  it("says of one day that it tells nothing on days, and draws its count of calls alone", () => {
    const spread = needSpread(
      estimates({ offered: 100, arrivals: { days: 1, callsPerDay: 100 } }),
      TARGETS,
      LOADS,
      MEANS,
      DRAWS,
    );
    expect(spread?.notes.join()).toMatch(
      /the count of 100 calls leaves it \(± 20 %\)\. One day says nothing on how days differ/,
    );
    expect(spread?.high[2]).toBeGreaterThan(10);
  });

  it("takes a level that a scenario put in as known, and one that no calls tell", () => {
    const injected = needSpread(
      estimates({ arrivals: { days: 9, callsPerDay: 100, dayCv: 0.3 }, injected: ["arrivals"] }),
      TARGETS,
      LOADS,
      MEANS,
      DRAWS,
    );
    expect(injected?.high.every((change) => change <= 1)).toBe(true);
    expect(injected?.notes.join()).toContain("had theirs from a scenario");
    expect(needSpread(estimates(), TARGETS, LOADS, MEANS, DRAWS)?.notes.join()).toContain(
      "no measured arrivals",
    );
  });

  it("grows with what is not known of calling again, where an hour was watched and many give up", () => {
    // with a lax target a quarter gives up, so that calls again count
    const lax = { maximumAbandonment: 0.25 };
    const redial = (withinSeconds: number): Partial<Estimates> => ({
      redial: {
        probability: 0.5,
        withinSeconds,
        detail: { after: {}, repeatShare: 0, identified: 0, watchedShare: 1 },
      },
      confidence: { redial: { low: 0.1, high: 0.9 } },
    });
    const watched = needSpread(estimates(redial(3600)), lax, LOADS, MEANS, DRAWS);
    const brief = needSpread(estimates(redial(300)), lax, LOADS, MEANS, DRAWS);
    // at 0.9 there are (1 − 0.5·0.25)/(1 − 0.9·0.25) = 1.13 times the calls, at 0.1 0.90 times
    expect(
      Math.abs((watched?.high[2] ?? 0) - (needOf(80 * 1.13, lax) - needOf(80, lax))),
    ).toBeLessThanOrEqual(1.5);
    expect(Math.abs((watched?.low[2] ?? 0) - (needOf(80 * 0.9, lax) - needOf(80, lax)))).toBeLessThanOrEqual(
      1.5,
    );
    expect(watched?.notes.join()).toContain("calling again");
    expect(brief?.high[2]).toBeLessThanOrEqual(1);
  });

  it("is absent where neither handling time nor patience has an interval", () => {
    const none = { ...estimates(), confidence: {} };
    expect(needSpread(none, TARGETS, LOADS, MEANS, DRAWS)).toBeUndefined();
  });
});
