import { describe, expect, it } from "vitest";
import { calibrate } from "../../src/calibration/calibrate.ts";
import type { MeasuredCall } from "../../src/calls/measured-call.ts";
import { planDay } from "../../src/planning/recommend.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { SAMPLE } from "./scenario-sample.ts";

const INTERVAL_SECONDS = 1800;
const OPEN_SECONDS = 8 * 3600;
/** Open from eight to half past nine and from half past ten to twelve. */
const COUNTS = [100, 100, 100, 0, 0, 100, 100, 100];
const WITH_BREAK: Scenario = {
  ...SAMPLE,
  arrivals: {
    ...SAMPLE.arrivals,
    base: { kind: "counts", intervalSeconds: INTERVAL_SECONDS, startSeconds: OPEN_SECONDS, counts: COUNTS },
  },
};
const PATIENCE_SECONDS = 300;
const TALK_SECONDS = 180;

/** A generator of its own (mulberry32), so that nothing under test makes the samples. */
const uniform = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return 1 - ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

interface Call {
  readonly arrival: number;
  readonly wait: number;
  /** Absent for those who gave up. */
  readonly served?: { readonly agent: number; readonly start: number; readonly end: number };
}

/**
 * A day under a staff of each interval, caller by caller: each takes the agent who is
 * first on duty and free, unless that is too late. After the last interval its staff goes on.
 */
const dayOf = (staff: readonly number[], draw: () => number): Call[] => {
  const exponential = (mean: number): number => -mean * Math.log(draw());
  const staffAt = (seconds: number): number =>
    staff[Math.min(staff.length - 1, Math.floor(seconds / INTERVAL_SECONDS))] as number;
  const freeAt = new Float64Array(Math.max(...staff));
  const firstOnDuty = (agent: number, from: number): number => {
    let at = from;
    for (let i = Math.floor(from / INTERVAL_SECONDS); i < staff.length; i++) {
      if (agent < staffAt(at)) return at;
      at = (i + 1) * INTERVAL_SECONDS;
    }
    return agent < staffAt(at) ? at : Number.POSITIVE_INFINITY;
  };
  const calls: Call[] = [];
  COUNTS.forEach((count, interval) => {
    for (let at = exponential(1800 / count); at < INTERVAL_SECONDS; at += exponential(1800 / count)) {
      const arrival = interval * INTERVAL_SECONDS + at;
      const patience = exponential(PATIENCE_SECONDS);
      const talk = exponential(TALK_SECONDS);
      const starts = Array.from(freeAt, (free, agent) => firstOnDuty(agent, Math.max(free, arrival)));
      const start = Math.min(...starts);
      if (start - arrival > patience) calls.push({ arrival, wait: patience });
      else {
        const agent = starts.indexOf(start);
        freeAt[agent] = start + talk;
        calls.push({ arrival, wait: start - arrival, served: { agent, start, end: start + talk } });
      }
    }
  });
  return calls;
};

/** Seconds that an agent talks outside the intervals in which he is on duty. */
const overtime = (staff: readonly number[], { served }: Call): number =>
  served === undefined
    ? 0
    : staff.reduce(
        (rest, count, i) =>
          served.agent < count
            ? rest -
              Math.max(
                0,
                Math.min(served.end, (i + 1) * INTERVAL_SECONDS) -
                  Math.max(served.start, i * INTERVAL_SECONDS),
              )
            : rest,
        served.end - served.start,
      );

describe("a hotline that closes within the day", () => {
  const plan = planDay(WITH_BREAK, { days: 60, assuredDays: 100 });
  const staffOf = (which: "expected" | "assured"): number[] =>
    plan.intervals.map((interval) => interval[which] as number);

  it("is planned with nobody while it is closed, and with enough before it", () => {
    for (const which of ["expected", "assured"] as const) {
      const staff = staffOf(which);
      expect(staff[3]).toBe(0);
      expect(staff[4]).toBe(0);
      // 100 calls of 180 s in half an hour are 10 erlangs
      for (const i of [0, 1, 2, 5, 6, 7]) expect(staff[i]).toBeGreaterThanOrEqual(10);
    }
  });

  it.each(["expected", "assured"] as const)(
    "comes under the %s staff to the service level, abandonment, never served, wait and occupancy that following each caller gives",
    (which) => {
      const staff = staffOf(which);
      const draw = uniform(which === "expected" ? 11 : 12);
      const days = Array.from({ length: 400 }, () => dayOf(staff, draw));
      const calls = days.flat();
      const lost = calls.filter(({ served }) => served === undefined).length / calls.length;
      const inTime = calls.filter(({ served, wait }) => served && wait <= 20).length / calls.length;
      const busy = calls.reduce((sum, { served }) => sum + (served ? served.end - served.start : 0), 0);
      const beyond = calls.reduce((sum, call) => sum + overtime(staff, call), 0);
      const onDuty = days.length * staff.reduce((sum, count) => sum + count * INTERVAL_SECONDS, 0);
      const wait = calls.reduce((sum, call) => sum + call.wait, 0) / calls.length;
      const day = plan.outcomes[which];
      // four standard errors of either sample, days being independent: these are wider than they come out
      expect(Math.abs((day?.serviceLevel ?? 0) - inTime)).toBeLessThan(0.02);
      expect(Math.abs((day?.abandonment ?? 0) - lost)).toBeLessThan(0.006);
      expect(Math.abs((day?.neverServed ?? 0) - lost)).toBeLessThan(0.006);
      expect(Math.abs((day?.meanWaitSeconds ?? 0) - wait)).toBeLessThan(2);
      expect(Math.abs((day?.occupancy ?? 0) - busy / (onDuty + beyond))).toBeLessThan(0.01);
      // with nobody there all the time, those who wait at the closing are mostly lost: each interval is held all the same
      for (const i of [0, 1, 2, 5, 6, 7]) {
        const here = calls.filter(({ arrival }) => Math.floor(arrival / INTERVAL_SECONDS) === i);
        const level = here.filter(({ served, wait: waited }) => served && waited <= 20).length / here.length;
        expect(level).toBeGreaterThan(0.8 - 0.02);
      }
    },
  );

  const draw = uniform(13);
  const staff = COUNTS.map((count) => (count > 0 ? 11 : 0));
  const days = Array.from({ length: 10 }, () => dayOf(staff, draw));
  const measured = (taken: readonly (readonly Call[])[]): MeasuredCall[] =>
    taken.flatMap((calls, day) =>
      calls.map(
        ({ arrival, wait, served }): MeasuredCall => ({
          arrivalSeconds: day * 86_400 + OPEN_SECONDS + arrival,
          waitSeconds: wait,
          outcome: served ? "answered" : "abandoned",
          ...(served ? { talkSeconds: served.end - served.start, agent: `a${served.agent}` } : {}),
        }),
      ),
    );

  it("is calibrated as what was counted, and its break is no outage", () => {
    const estimates = calibrate(measured(days));
    const calls = days.flat();
    const lost = calls.filter(({ served }) => served === undefined);
    expect(estimates.offered).toBe(calls.length);
    expect(estimates.abandonment).toBeCloseTo(lost.length / calls.length, 12);
    expect(estimates.patience?.exponentialMeanSeconds).toBeCloseTo(
      calls.reduce((sum, { wait }) => sum + wait, 0) / lost.filter(({ wait }) => wait > 0).length,
      6,
    );
    expect(estimates.outages).toBeUndefined();
    expect(estimates.notes.join("\n")).toMatch(
      /Nobody calls from 09:30 to 10:30 on 10 of 10 days: the hotline is taken to be closed then\./,
    );
    // days that differ by chance alone
    expect(estimates.arrivals?.dayCv ?? 0).toBeLessThan(0.05);
    const half = (clock: number) =>
      estimates.arrivals?.halfHours?.find(({ startSeconds }) => startSeconds === clock * 3600)?.callsPerDay ??
      0;
    expect(half(9.5) + half(10)).toBe(0);
    expect(estimates.agents?.busyAtMost).toBeLessThanOrEqual(11);
  });

  it("has its outages told all the same: one day without a morning's hour", () => {
    const broken = days.map((calls, day) =>
      day === 4 ? calls.filter(({ arrival }) => arrival < 1800 || arrival > 3900) : calls,
    );
    const { outages } = calibrate(measured(broken));
    expect(outages?.map(({ startSeconds }) => Math.floor(startSeconds / 86_400))).toEqual([4]);
  });
});
