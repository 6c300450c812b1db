import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { callerOutcomes } from "../../src/compare/call-outcomes.ts";
import { compareRuns, holmAdjusted } from "../../src/compare/compare-runs.ts";

const uniform = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

interface Pbx {
  /** Wall milliseconds that a set-up takes on average. */
  readonly setup: number;
  /** Scenario seconds that a free agent stays idle before the next waiting caller is connected. */
  readonly dispatch: number;
}

const AGENTS = 20;
const HANDLING = 180;

/**
 * A day of 1,000 callers, the same for one trace; every run has timing noise of
 * its own: set-ups that vary by a fifth, and answers that come up to 0.6 s late
 * (10 ms at 60 times the speed).
 */
const run = (trace: number, noise: number, pbx: Pbx, callers = 1000): CallRecord[] => {
  const people = uniform(trace);
  const jitter = uniform(noise * 7919 + 13);
  const free = new Float64Array(AGENTS);
  let now = 36_000;
  return Array.from({ length: callers }, (_, index): CallRecord => {
    // a rise to one and a half times what the agents can do, and back
    const load = index > callers * 0.4 && index < callers * 0.6 ? 1.5 : 0.85;
    now += (-Math.log(1 - people()) * HANDLING) / (AGENTS * load);
    const patience = -Math.log(1 - people()) * 240;
    const talk = -Math.log(1 - people()) * HANDLING;
    const first = free.indexOf(Math.min(...free));
    const idle = Math.max(0, free[first]! - now);
    const wait = (idle > 0 ? idle + pbx.dispatch : 0) + jitter() * 0.6;
    const setupMilliseconds = pbx.setup * (0.9 + 0.2 * jitter());
    const common = {
      callId: `${index}`,
      callerId: `caller-${index}`,
      callerNumber: "",
      attempt: 1,
      queue: "q",
      arrivalSeconds: now,
      setupMilliseconds,
      counted: true,
    };
    if (wait > patience) return { ...common, outcome: "abandoned", waitSeconds: patience };
    free[first] = now + wait + talk;
    return {
      ...common,
      outcome: "answered",
      waitSeconds: wait,
      talkSeconds: talk,
      agent: `agent-${first}`,
    };
  });
};

const SAME: Pbx = { setup: 100, dispatch: 0 };
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

const changesOf = (seed: number, changed: Pbx) =>
  compareRuns(
    callerOutcomes(run(seed, seed * 2, SAME)),
    callerOutcomes(run(seed, seed * 2 + 1, changed)),
  ).changes.filter(({ verdict }) => verdict !== "same");

describe("two runs of one trace", () => {
  it("are told apart in at most 1 of 20 seeds where the PBX is the same", () => {
    const apart = SEEDS.filter((seed) => changesOf(seed, SAME).length > 0);
    expect(apart.length).toBeLessThanOrEqual(1);
  });

  it("show a set-up that is 20 % longer in at least 19 of 20 seeds", () => {
    const caught = SEEDS.filter((seed) =>
      changesOf(seed, { setup: 120, dispatch: 0 }).some(
        ({ metric, verdict }) => metric === "setup_time" && verdict === "worse",
      ),
    );
    expect(caught.length).toBeGreaterThanOrEqual(19);
  });

  it("show a dispatch delay that costs one agent's worth in at least 19 of 20 seeds", () => {
    const caught = SEEDS.filter((seed) =>
      changesOf(seed, { setup: 100, dispatch: HANDLING / AGENTS }).some(
        ({ metric, verdict }) => (metric === "wait" || metric === "dispatch") && verdict === "worse",
      ),
    );
    expect(caught.length).toBeGreaterThanOrEqual(19);
  });

  it("name what got worse first, with the difference inside its interval", () => {
    const { changes } = compareRuns(
      callerOutcomes(run(3, 1, SAME)),
      callerOutcomes(run(3, 2, { setup: 130, dispatch: 0 })),
    );
    expect(changes[0]).toMatchObject({ metric: "setup_time", verdict: "worse" });
    const { difference, low, high, base } = changes[0]!;
    expect(low).toBeLessThan(difference);
    expect(high).toBeGreaterThan(difference);
    expect(base).toBeGreaterThan(95);
    expect(difference).toBeGreaterThan(25);
  });

  it("find no difference of times within what the runs know of their own times", () => {
    const base = callerOutcomes(run(3, 1, SAME));
    const slower = callerOutcomes(run(3, 2, { setup: 130, dispatch: HANDLING / AGENTS }));
    const found = compareRuns(base, slower).changes.find(({ metric }) => metric === "wait");
    if (found === undefined) throw new Error("no wait was compared");
    const verdicts = (timingErrorSeconds: number) =>
      Object.fromEntries(
        compareRuns(base, slower, { timingErrorSeconds }).changes.map(({ metric, verdict }) => [
          metric,
          verdict,
        ]),
      );
    expect(verdicts(found.difference * 0.9)).toMatchObject({ wait: "worse", setup_time: "worse" });
    expect(verdicts(found.difference * 1.1)).toMatchObject({ wait: "same", setup_time: "worse" });
  });

  it("are the same to themselves", () => {
    const calls = callerOutcomes(run(5, 5, SAME));
    for (const { difference, verdict, probability } of compareRuns(calls, calls).changes) {
      expect({ difference, verdict, probability }).toEqual({
        difference: 0,
        verdict: "same",
        probability: 1,
      });
    }
  });

  it("are better where base and run change places", () => {
    const fast = callerOutcomes(run(3, 1, SAME));
    const slow = callerOutcomes(run(3, 2, { setup: 130, dispatch: 0 }));
    expect(compareRuns(slow, fast).changes[0]).toMatchObject({ metric: "setup_time", verdict: "better" });
  });

  it("tell how many callers only one of them has", () => {
    const calls = callerOutcomes(run(5, 5, SAME));
    expect(compareRuns(calls, calls.slice(0, 900))).toMatchObject({
      callers: 900,
      onlyInBase: 100,
      onlyInRun: 0,
    });
  });
});

describe("Holm's correction", () => {
  it("is what R's p.adjust gives", () => {
    // R: p.adjust(c(.01, .04, .03, .005), "holm")
    expect(holmAdjusted([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(10)))).toEqual([
      0.03, 0.06, 0.06, 0.02,
    ]);
  });
});
