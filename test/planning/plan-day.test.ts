import { describe, expect, it } from "vitest";
import type { Estimates } from "../../src/calibration/estimates.ts";
import { withMeasuredBehaviour } from "../../src/planning/behaviour.ts";
import { peopleOnDuty } from "../../src/planning/people-on-duty.ts";
import { planDay } from "../../src/planning/recommend.ts";
import type { SearchProgress } from "../../src/planning/simulated-need.ts";
import { erlangBBlocking } from "../../src/queueing/index.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { rowLength, TOTAL_COLUMNS, TOTALS } from "../../src/simulation/day-totals.ts";
import { createReplicator } from "../../src/simulation/replicate.ts";
import { fewestPerInterval } from "../../src/simulation/staffing/fewest-per-interval.ts";
import { sampleDays } from "../../src/simulation/staffing/sampled-days.ts";
import { SAMPLE } from "./scenario-sample.ts";

const FEW = { days: 40, assuredDays: 100 };

/** In-time and offered calls of an interval over days that the plan did not see. */
const served = (scenario: Scenario, agents: readonly number[], interval: number, days: number) => {
  const { openSeconds } = scenario.hours;
  const steps = agents.map((count, i) => ({
    startSeconds: openSeconds + i * 1800,
    endSeconds: openSeconds + (i + 1) * 1800,
    agents: count,
  }));
  const replicator = createReplicator({ scenario, seed: 99, steps });
  const row = new Float64Array(rowLength(replicator.grid));
  let inTime = 0;
  let offered = 0;
  let good = 0;
  for (let day = 0; day < days; day++) {
    replicator.run(day, row);
    const at = interval * TOTAL_COLUMNS;
    const [answered, came] = [row[at + TOTALS.inTime] as number, row[at + TOTALS.offered] as number];
    inTime += answered;
    offered += came;
    if (answered >= 0.8 * came) good++;
  }
  return { share: inTime / offered, good: good / days };
};

describe("planning a day", () => {
  const steps: SearchProgress[] = [];
  const plan = planDay(SAMPLE, { ...FEW, onProgress: (step) => steps.push(step) });

  it("tells of each interval that it has staffed, for the expected and for the assured staff", () => {
    const total = 2 * plan.intervals.length;
    expect(steps).toEqual(
      Array.from({ length: total }, (_, i) => ({ searched: "intervals", done: i + 1, total })),
    );
  });

  it("finds the same staff from wherever the search begins", () => {
    const days = sampleDays(SAMPLE, 1, 60);
    const staffNear = (near?: readonly number[]) =>
      fewestPerInterval(days, "assured", { probability: 0.9, ...(near && { near }) });
    const found = staffNear();
    for (const near of [0, 5, 60]) expect(staffNear(found.map(() => near))).toEqual(found);
  });

  it("asks with Erlang C and A for what the textbooks do", () => {
    // 100 calls in 30 min, 180 s, 80 % in 20 s: Erlang C 14 agents (88.8 %), Erlang A 13
    expect(plan.intervals[0]).toMatchObject({
      start: "08:00",
      end: "08:30",
      calls: expect.closeTo(100, 9),
      erlangC: 14,
    });
    expect(plan.intervals[0]?.erlangA).toBeLessThanOrEqual(14);
    expect(plan.intervals[0]?.erlangA).toBeGreaterThanOrEqual(12);
  });

  it("carries the load of a spike into the next interval, which the stationary models do not", () => {
    const after = plan.intervals[4];
    expect(after?.offeredLoad).toBeGreaterThan(after?.erlangA ?? 0);
    const during = plan.intervals[3];
    expect(during?.transient).toBeLessThanOrEqual(during?.erlangC ?? 0);
  });

  it("meets the target with the expected staff on other days, and on the wanted share of them with the assured", () => {
    const expected = plan.intervals.map((interval) => interval.expected ?? 0);
    const assured = plan.intervals.map((interval) => interval.assured ?? 0);
    for (const interval of [0, 3, 4]) {
      // 200 days of 100 calls: the share's standard error is under 0.8 points
      expect(served(SAMPLE, expected, interval, 200).share).toBeGreaterThan(0.77);
      // 0.99 by 100 days: with 97 % of 200 other days a false alarm is rarer than 1 in 1,000
      expect(served(SAMPLE, assured, interval, 200).good).toBeGreaterThan(0.94);
      const fewer = expected.map((agents, i) => (i === interval ? agents - 1 : agents));
      expect(served(SAMPLE, fewer, interval, 200).share).toBeLessThan(0.83);
    }
  });

  it("gives the peak, the headcount after shrinkage and the hours of the assured staff", () => {
    const assured = plan.intervals.map((interval) => interval.assured ?? 0);
    const peak = Math.max(...assured);
    expect(plan.assured?.agents).toBe(peak);
    expect(plan.headcount).toBe(Math.ceil(peak / 0.7));
    expect(plan.agentHours).toBeCloseTo(
      assured.reduce((sum, agents) => sum + agents / 2, 0),
      9,
    );
    expect(plan.intervalsFromEstimates).toBe(false);
  });

  it("tells what each staffing does to callers, one agent more or fewer included", () => {
    const { staffed, expected, assured, oneMore, oneFewer } = plan.outcomes;
    expect(oneFewer?.serviceLevel).toBeLessThan(expected?.serviceLevel ?? 0);
    expect(oneMore?.serviceLevel).toBeGreaterThan(expected?.serviceLevel ?? 1);
    expect(assured?.abandonment).toBeLessThan(expected?.abandonment ?? 0);
    const { assuredOneFewer, assuredOneMore } = plan.outcomes;
    expect(assuredOneFewer?.serviceLevel).toBeLessThan(assured?.serviceLevel ?? 0);
    expect(assuredOneMore?.agentHours).toBe((assured?.agentHours ?? 0) + 4);
    expect(staffed?.agentHours).toBe(14 * 4);
  });

  it("gives the same plan again", () => {
    expect(planDay(SAMPLE, FEW)).toEqual(plan);
  });

  it("needs nobody where nobody calls", () => {
    const quiet = planDay(
      {
        ...SAMPLE,
        arrivals: {
          ...SAMPLE.arrivals,
          base: {
            kind: "counts",
            intervalSeconds: 1800,
            startSeconds: 28_800,
            counts: [0, 0, 0, 0, 0, 0, 0, 50],
          },
        },
      },
      FEW,
    );
    expect(quiet.intervals[0]).toMatchObject({ calls: 0, erlangC: 0, erlangA: 0, expected: 0, assured: 0 });
    expect(quiet.intervals[7]?.expected).toBeGreaterThan(5);
  });

  it("plans the day as a whole where the target is meant for the day", () => {
    const day = planDay({ ...SAMPLE, targets: { ...SAMPLE.targets, scope: "day" } }, FEW);
    expect(day.outcomes.expected?.serviceLevel).toBeGreaterThanOrEqual(0.8 - 1e-9);
    expect(day.outcomes.oneFewer?.serviceLevel).toBeLessThan(0.8);
    expect(day.outcomes.assured?.agentHours).toBeGreaterThan(day.outcomes.expected?.agentHours ?? 0);
  });

  it("counts people on duty where only a share of them is effective", () => {
    expect(peopleOnDuty(10, 0.8)).toBe(12);
    expect(Math.round(12 * 0.8)).toBeGreaterThanOrEqual(10);
    expect(Math.round(11 * 0.8)).toBeLessThan(10);
    const share = planDay({ ...SAMPLE, staff: { ...SAMPLE.staff, effectiveShare: 0.8 } }, FEW);
    expect(share.intervals[0]?.erlangC).toBe(peopleOnDuty(14, 0.8));
  });

  it("plans for more lines where the scenario's are too few whatever the staff, and says so", () => {
    const fewLines = planDay({ ...SAMPLE, trunks: 10 }, FEW);
    const limit = fewLines.scenarioLines;
    expect(limit).toMatchObject({ state: "unreachable", unreachable: "both", lines: 10 });
    // Erlang B: 10 lines for 10 erlangs refuse 21.5 %, for the 30 erlangs of the spike 68 %; over the day a third
    expect(limit?.atBest.blocking).toBeGreaterThan(0.3);
    expect(limit?.atBest.blocking).toBeLessThan(0.45);
    expect((limit?.atBest.blocking ?? 0) + (limit?.atBest.serviceLevel ?? 0)).toBeCloseTo(1, 9);
    expect(fewLines.lines).toBe(limit?.needed);
    expect(limit?.needed).toBeGreaterThan(30);
    // the staff is that of a plan without a limit of lines, and holds the target with the lines named
    const without = planDay(SAMPLE, FEW);
    expect(fewLines.intervals.map(({ assured }) => assured)).toEqual(
      without.intervals.map(({ assured }) => assured),
    );
    expect(fewLines.outcomes.expected?.serviceLevel).toBeGreaterThan(0.8);
    expect(fewLines.outcomes.assured?.blocking).toBeLessThan(0.002);
    expect(fewLines.notes[0]).toMatch(/^Unreachable with the scenario's lines \(10\): no staff meets/);
  });

  it("keeps the scenario's lines where a staff meets the targets with them", () => {
    const enough = planDay({ ...SAMPLE, trunks: 60 }, FEW);
    expect(enough.scenarioLines).toBeUndefined();
    expect(enough.outcomes.assured?.blocking).toBeLessThan(0.01);
  });

  it("searches staff by simulation for days of many calls too, and leaves the transient model out by name", () => {
    const base = {
      kind: "counts" as const,
      intervalSeconds: 1800,
      startSeconds: 28_800,
      counts: Array(8).fill(5000) as number[],
    };
    const huge = planDay(
      { ...SAMPLE, arrivals: { ...SAMPLE.arrivals, base, dayCv: 0.1 } },
      { days: 4, assuredDays: 6 },
    );
    // 500 erlangs: a day at 2.33 standard deviations brings 24 % more
    expect(huge.intervals[0]?.assured).toBeGreaterThan(590);
    expect(huge.intervals[0]?.assured).toBeLessThan(690);
    expect(huge.outcomes.expected?.serviceLevel).toBeGreaterThan(0.78);
    expect(huge.notes.join()).toContain("The transient model is left out: 40000 calls a day");
    expect(huge.notes.join()).toContain(
      "the expected staff is tried on 4 days and the assured on 6, whose levels",
    );
  });

  it("tells of the rest of the day alone where the morning is over", () => {
    const rest = planDay(SAMPLE, { ...FEW, fromSeconds: 10 * 3600 });
    expect(rest.intervals.map(({ start }) => start)).toEqual(["10:00", "10:30", "11:00", "11:30"]);
    expect(rest.intervals).toEqual(plan.intervals.slice(4));
    expect(rest.assured?.agents).toBe(Math.max(...rest.intervals.map(({ assured }) => assured ?? 0)));
    expect(rest.outcomes.staffed?.agentHours).toBe(14 * 2);
    expect(rest.agentHours).toBe(rest.intervals.reduce((sum, { assured }) => sum + (assured ?? 0) / 2, 0));
  });

  it("says so where no staff meets the targets", () => {
    const hopeless = planDay(
      {
        ...SAMPLE,
        handling: { ...SAMPLE.handling, ringSeconds: 15 },
        callers: { ...SAMPLE.callers, patience: { kind: "exponential", meanSeconds: 20 } },
      },
      FEW,
    );
    expect(hopeless.notes.join()).toContain(
      "no staff meets every target: callers give up even while the telephone rings",
    );
    expect(hopeless.intervals.every(({ unreachable }) => unreachable === "both")).toBe(true);
    expect(hopeless.notes.join()).not.toContain("so few call that chance alone");
  });

  it("gives no number by a formula or the transient where nothing finite holds the target", () => {
    for (const target of [{ serviceLevel: 1 }, { maximumAbandonment: 0 }]) {
      const { intervals } = planDay({ ...SAMPLE, targets: { ...SAMPLE.targets, ...target } }, FEW);
      expect(intervals[0]?.erlangA).toBeUndefined();
      expect(intervals[0]?.transient).toBeUndefined();
    }
  });
});

const measured = (widthOfHandleTime: number): Estimates => ({
  offered: 1000,
  answered: 900,
  abandoned: 100,
  blocked: 0,
  failed: 0,
  censored: 0,
  patience: { exponentialMeanSeconds: 240 },
  handleTime: { meanSeconds: 200, cv: 1.2, calls: 900, open: 0 },
  redial: {
    probability: 0.3,
    withinSeconds: 3600,
    medianDelaySeconds: 300,
    detail: { after: {}, repeatShare: 0, identified: 0, watchedShare: 1 },
  },
  arrivals: { days: 10, callsPerDay: 100, dayCv: 0.15 },
  confidence: {
    handleTime: { low: 200 / widthOfHandleTime, high: 200 * widthOfHandleTime },
    patience: { low: 200, high: 290 },
  },
  intervalsFrom: "days",
  injected: [],
  notes: [],
});

describe("planning with measured behaviour", () => {
  it("takes patience, handling, redials and the spread of days from the calls, arrivals from the scenario", () => {
    const { scenario, replaced, kept } = withMeasuredBehaviour(SAMPLE, measured(1.1));
    expect(scenario.callers.patience).toEqual({ kind: "exponential", meanSeconds: 240 });
    expect(scenario.handling.talk).toEqual({ kind: "lognormal", meanSeconds: 200, cv: 1.2 });
    expect(scenario.handling.wrapUp).toEqual({ kind: "constant", meanSeconds: 0 });
    expect(scenario.callers.redial.afterAbandoning.probability).toBe(0.3);
    expect(scenario.arrivals.dayCv).toBe(0.15);
    expect(scenario.arrivals.base).toEqual(SAMPLE.arrivals.base);
    expect(replaced).toHaveLength(4);
    expect(kept).toEqual([]);
  });

  it("keeps what the calls do not say, and says so", () => {
    const nothing: Estimates = { ...measured(1.1) };
    const { patience: _p, handleTime: _h, redial: _r, arrivals: _a, ...rest } = nothing;
    const { scenario, kept } = withMeasuredBehaviour(SAMPLE, rest);
    expect(scenario).toEqual(SAMPLE);
    expect(kept).toHaveLength(4);
  });

  it("widens the staff's bounds with the uncertainty of the estimates", () => {
    const { scenario } = withMeasuredBehaviour(SAMPLE, measured(1.1));
    const narrow = planDay(scenario, { ...FEW, estimates: measured(1.02) });
    const wide = planDay(scenario, { ...FEW, estimates: measured(1.3) });
    expect(narrow.intervalsFromEstimates).toBe(true);
    const width = ({ expected }: typeof narrow): number => (expected?.high ?? 0) - (expected?.low ?? 0);
    expect(width(wide)).toBeGreaterThan(width(narrow));
    expect(wide.expected?.low).toBeLessThan(wide.expected?.agents ?? 0);
    expect(wide.expected?.high).toBeGreaterThan(wide.expected?.agents ?? 0);
    expect(wide.intervals[0]?.assuredHigh).toBeGreaterThan(wide.intervals[0]?.assured ?? 0);
  });
});

describe("a plan at the edges", () => {
  it("takes callers who wait for nobody as the lost calls of Erlang B", () => {
    const impatient = (meanSeconds: number): Scenario => ({
      ...SAMPLE,
      callers: { ...SAMPLE.callers, patience: { kind: "constant", meanSeconds } },
    });
    const { intervals, assured } = planDay(impatient(0), FEW);
    // an answer is at once or never, so that the service level is what Erlang B does not lose
    const answered = (lines: number): number => 1 - erlangBBlocking(10, lines);
    const agents = intervals[0]?.erlangA ?? 0;
    expect(answered(agents)).toBeGreaterThanOrEqual(0.8);
    expect(answered(agents - 1)).toBeLessThan(0.8);
    expect(assured?.agents).toBeGreaterThan(agents);
  });

  it("refuses calls that take no time, and names the field", () => {
    const idle = { ...SAMPLE.handling, talk: { kind: "constant", meanSeconds: 0 } } as const;
    expect(() => planDay({ ...SAMPLE, handling: idle }, FEW)).toThrow(/^handling: .*take 0s together/);
  });
});
