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

  it("is that of independent draws, the need of each by the states of the queue", () => {
    const targets = { maximumAbandonment: 0.05 };
    const interval = (mean: number, deviation: number) => ({
      low: mean * Math.exp(-1.959963984540054 * deviation),
      high: mean * Math.exp(1.959963984540054 * deviation),
    });
    const spread = needSpread(
      estimates({
        confidence: { handleTime: interval(200, 0.06), patience: interval(150, 0.2) },
        arrivals: { days: 4, callsPerDay: 250_000, dayCv: 0.1 },
      }),
      targets,
      LOADS,
      MEANS,
      DRAWS,
    );
    /** The share that gives up of M/M/s+M, from the balance of its states, in calls of one handling time. */
    const abandonment = (load: number, agents: number, handlingOverPatience: number): number => {
      let weight = 1;
      let sum = 1;
      let queue = 0;
      for (let n = 1; n < agents + 400; n++) {
        weight *= load / (Math.min(n, agents) + Math.max(0, n - agents) * handlingOverPatience);
        sum += weight;
        queue += Math.max(0, n - agents) * weight;
      }
      return (handlingOverPatience * queue) / sum / load;
    };
    const need = (load: number, handlingOverPatience: number): number => {
      let agents = 1;
      while (abandonment(load, agents, handlingOverPatience) > targets.maximumAbandonment) agents++;
      return agents;
    };
    // mulberry32 and Box and Muller's pairs
    let state = 5;
    const uniform = (): number => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return 1 - ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const drawn = Array.from({ length: 1000 }, () => ({
      handling: Math.exp(0.06 * normal()),
      patience: Math.exp(0.2 * normal()),
      level: Math.exp(0.05 * normal()),
    }));
    LOADS.forEach((load, i) => {
      const base = need(load, 200 / 150);
      const changes = drawn
        .map(
          ({ handling, patience, level }) =>
            need(load * handling * level, (200 * handling) / (150 * patience)) - base,
        )
        .sort((one, other) => one - other);
      // the ends of the range come to whole agents, and chance moves them by half of one
      expect(Math.abs((spread?.low[i] ?? 0) - (changes[25] as number))).toBeLessThanOrEqual(1.5);
      expect(Math.abs((spread?.high[i] ?? 0) - (changes[974] as number))).toBeLessThanOrEqual(1.5);
    });
    // the range is worth holding: some agents at 80 erlangs
    expect((spread?.high[2] ?? 0) - (spread?.low[2] ?? 0)).toBeGreaterThan(15);
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
