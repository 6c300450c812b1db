import { describe, expect, it } from "vitest";
import { ABANDONED, ANSWERED, BLOCKED } from "../../src/simulation/attempts.ts";
import { rowLength, TOTAL_COLUMNS, TOTALS } from "../../src/simulation/day-totals.ts";
import { createReplicator, gridOf } from "../../src/simulation/replicate.ts";
import { constantSteps, hotlineOf } from "../../src/simulation/scenario-hotline.ts";
import { createWorkspace, simulateQueue } from "../../src/simulation/simulate-queue.ts";
import { createTrace } from "../../src/trace/create-trace.ts";
import { createRedialDraws } from "../../src/trace/redial-draws.ts";
import { smallHotline } from "./small-hotline.ts";

const scenario = smallHotline();
const plan = { scenario, seed: 5 };
const grid = gridOf(plan);

/** The day's attempts, for counting them in another way. */
const attemptsOf = (replication: number, agents?: number) => {
  const trace = createTrace(scenario, { seed: 5, replication });
  const workspace = createWorkspace();
  const hotline = hotlineOf(scenario, agents === undefined ? {} : { steps: constantSteps(scenario, agents) });
  simulateQueue(hotline, trace, createRedialDraws(scenario, 5, replication), workspace);
  return { attempts: workspace.attempts, trace };
};

const rowOf = (replication: number): Float64Array => {
  const row = new Float64Array(rowLength(grid));
  createReplicator(plan).run(replication, row);
  return row;
};

describe("what is counted of a day", () => {
  it("is what the attempts of the same trace come to, counted one by one", () => {
    for (let replication = 0; replication < 20; replication++) {
      const { attempts, trace } = attemptsOf(replication);
      const row = rowOf(replication);
      const served = new Set<number>();
      for (let index = 0; index < attempts.count; index++) {
        if (attempts.outcome[index] === ANSWERED) served.add(attempts.caller[index]!);
      }
      for (let interval = 0; interval < grid.intervals; interval++) {
        const from = grid.startSeconds + interval * 1800;
        const inside = Array.from({ length: attempts.count }, (_, index) => index).filter(
          (index) => attempts.arrivalSeconds[index]! >= from && attempts.arrivalSeconds[index]! < from + 1800,
        );
        const count = (outcome: number): number =>
          inside.filter((index) => attempts.outcome[index] === outcome).length;
        const total = (column: number): number => row[interval * TOTAL_COLUMNS + column]!;
        const fresh = inside.filter((index) => attempts.attempt[index] === 1);
        expect(total(TOTALS.offered)).toBe(inside.length);
        expect(total(TOTALS.callers)).toBe(fresh.length);
        expect(total(TOTALS.served)).toBe(
          fresh.filter((index) => served.has(attempts.caller[index]!)).length,
        );
        expect(total(TOTALS.answered)).toBe(count(ANSWERED));
        expect(total(TOTALS.abandoned)).toBe(count(ABANDONED));
        expect(total(TOTALS.blocked)).toBe(count(BLOCKED));
        const inTime = inside.filter(
          (index) => attempts.outcome[index] === ANSWERED && attempts.waitSeconds[index]! <= 20,
        );
        expect(total(TOTALS.inTime)).toBe(inTime.length);
        const waited = inside.reduce((sum, index) => sum + attempts.waitSeconds[index]!, 0);
        expect(total(TOTALS.waitSeconds)).toBeCloseTo(waited, 6);
        const busy = Array.from({ length: attempts.count }, (_, index) => {
          if (attempts.agent[index] === 0) return 0;
          const to = Math.min(attempts.busyUntilSeconds[index]!, from + 1800);
          return Math.max(0, to - Math.max(attempts.busyFromSeconds[index]!, from));
        }).reduce((sum, seconds) => sum + seconds, 0);
        expect(total(TOTALS.busySeconds)).toBeCloseTo(busy, 5);
      }
      expect(trace.callers).toBe(
        Array.from({ length: grid.intervals }, (_, k) => row[k * TOTAL_COLUMNS + TOTALS.callers]!).reduce(
          (sum, callers) => sum + callers,
        ),
      );
    }
  });

  it("obeys Little's law on every path: the queue's integral, event by event, is the sum of the waits", () => {
    for (let replication = 0; replication < 50; replication++) {
      const { attempts } = attemptsOf(replication);
      const steps: { at: number; by: number }[] = [];
      let waits = 0;
      for (let index = 0; index < attempts.count; index++) {
        if (attempts.outcome[index] === BLOCKED) continue;
        const arrival = attempts.arrivalSeconds[index]!;
        const answered = attempts.outcome[index] === ANSWERED;
        const leaves = answered
          ? attempts.busyFromSeconds[index]! + 4
          : arrival + attempts.waitSeconds[index]!;
        steps.push({ at: arrival, by: 1 }, { at: leaves, by: -1 });
        waits += attempts.waitSeconds[index]!;
      }
      steps.sort((a, b) => a.at - b.at);
      let area = 0;
      let waiting = 0;
      steps.forEach(({ at, by }, index) => {
        area += waiting * (at - (steps[index - 1]?.at ?? at));
        waiting += by;
      });
      expect(waiting).toBe(0);
      expect(area).toBeCloseTo(waits, 5);
      const row = rowOf(replication);
      let counted = 0;
      for (let k = 0; k <= grid.intervals; k++) counted += row[k * TOTAL_COLUMNS + TOTALS.queueSeconds]!;
      expect(counted).toBeCloseTo(waits, 5);
    }
  });

  it("counts overtime in staffed time, so that nobody is busy for more than the staff there is", () => {
    for (let replication = 0; replication < 50; replication++) {
      const row = rowOf(replication);
      for (let k = 0; k < grid.intervals; k++) {
        const busy = row[k * TOTAL_COLUMNS + TOTALS.busySeconds]!;
        const staffed = row[k * TOTAL_COLUMNS + TOTALS.staffedSeconds]!;
        expect(busy).toBeLessThanOrEqual(staffed + 1e-6);
        const scheduled = [5, 5, 5, 3, 3, 5][k]! * 1800;
        expect(staffed).toBeGreaterThanOrEqual(scheduled);
      }
    }
  });

  it("counts the lead-in of a window nowhere, and callers of the same day in it", () => {
    const window = { fromSeconds: 9 * 3600, toSeconds: 10 * 3600 };
    const part = { ...plan, window };
    const inWindow = gridOf(part);
    const row = new Float64Array(rowLength(inWindow));
    const whole = rowOf(3);
    createReplicator(part).run(3, row);
    expect(inWindow.intervals).toBe(2);
    for (let k = 0; k < 2; k++) {
      const callers = row[k * TOTAL_COLUMNS + TOTALS.callers]!;
      expect(callers).toBe(whole[(k + 2) * TOTAL_COLUMNS + TOTALS.callers]!);
      expect(callers).toBeGreaterThan(20);
    }
  });
});

describe("a day at the edge", () => {
  it("with zero agents has every caller give up, each as often as redials allow", () => {
    const { attempts, trace } = attemptsOf(0, 0);
    let answered = 0;
    for (let index = 0; index < attempts.count; index++) {
      if (attempts.outcome[index] === ANSWERED) answered++;
    }
    expect(answered).toBe(0);
    // more redials than callers are no error: attempts are not callers
    expect(attempts.count).toBeGreaterThan(trace.callers);
    expect(attempts.count).toBeLessThanOrEqual(trace.callers * 3);
  });

  it("serves who waits at the close with the last shift, and admits nobody after it", () => {
    let late = 0;
    for (let replication = 0; replication < 30; replication++) {
      const { attempts } = attemptsOf(replication, 2);
      const close = scenario.hours.closeSeconds;
      for (let index = 0; index < attempts.count; index++) {
        expect(attempts.arrivalSeconds[index]!).toBeLessThan(close);
        if (attempts.outcome[index] === ANSWERED && attempts.busyFromSeconds[index]! >= close) late++;
      }
    }
    expect(late).toBeGreaterThan(10);
  });

  it("leaves those who wait at the close to give up where the last shift has gone before it", () => {
    const early = hotlineOf(scenario, {
      steps: [{ startSeconds: 8 * 3600, endSeconds: 10.5 * 3600, agents: 4 }],
    });
    const trace = createTrace(scenario, { seed: 9 });
    const workspace = createWorkspace();
    simulateQueue(early, trace, undefined, workspace);
    const { attempts } = workspace;
    for (let index = 0; index < attempts.count; index++) {
      if (attempts.arrivalSeconds[index]! < 10.5 * 3600) continue;
      expect(attempts.outcome[index]).not.toBe(ANSWERED);
    }
  });

  it("adds the idle gap of a PBX to every call that waited, and to no other", () => {
    const trace = createTrace(scenario, { seed: 9 });
    const workspace = createWorkspace();
    simulateQueue(hotlineOf(scenario, { idleGapSeconds: 0.5 }), trace, undefined, workspace);
    const { attempts } = workspace;
    const freeAt = new Map<number, number>();
    let gaps = 0;
    for (let index = 0; index < attempts.count; index++) {
      const agent = attempts.agent[index]!;
      if (agent === 0) continue;
      const start = attempts.busyFromSeconds[index]!;
      const before = freeAt.get(agent);
      if (before !== undefined && start > attempts.arrivalSeconds[index]!) {
        expect(start - before).toBeGreaterThanOrEqual(0.5 - 1e-9);
        gaps++;
      }
      freeAt.set(agent, attempts.busyUntilSeconds[index]!);
    }
    expect(gaps).toBeGreaterThan(50);
  });
});
