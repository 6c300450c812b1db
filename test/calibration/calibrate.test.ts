import { describe, expect, it } from "vitest";
import { calibrate, calibrateIntervals } from "../../src/calibration/calibrate.ts";
import { intervalReport } from "../../src/calibration/interval-report.ts";
import { newObservations, observeCall } from "../../src/calibration/observe.ts";
import type { MeasuredCall } from "../../src/calls/measured-call.ts";
import { type SampleOptions, sampleCalls, uniforms } from "./hotline-sample.ts";
import { intervalsOfCalls } from "./intervals-of-calls.ts";

const answered = (arrivalSeconds: number, waitSeconds: number, talkSeconds?: number): MeasuredCall => ({
  arrivalSeconds,
  outcome: "answered",
  waitSeconds,
  ...(talkSeconds === undefined ? {} : { talkSeconds }),
});

const abandoned = (arrivalSeconds: number, waitSeconds: number): MeasuredCall => ({
  arrivalSeconds,
  outcome: "abandoned",
  waitSeconds,
});

/** Every number anywhere in a result. */
const numbersOf = (value: unknown): number[] => {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(numbersOf);
};

const expectFinite = (value: unknown): void => {
  for (const number of numbersOf(value)) expect(Number.isFinite(number)).toBe(true);
};

const NINE = 9 * 3600;

describe("counting", () => {
  it("has every meaning of the definitions", () => {
    const estimates = calibrate(
      [
        answered(NINE, 0, 100),
        answered(NINE + 1, 20, 200),
        answered(NINE + 2, 21, 0),
        abandoned(NINE + 3, 40),
        { arrivalSeconds: NINE + 4, outcome: "blocked" },
        { arrivalSeconds: NINE + 5, outcome: "failed" },
        { ...abandoned(NINE + 6, 500), counted: false },
      ],
      { withinSeconds: 20 },
    );
    expect(estimates).toMatchObject({ offered: 5, answered: 3, abandoned: 1, blocked: 1, failed: 1 });
    // of offered, blocked included
    expect(estimates.abandonment).toBeCloseTo(1 / 5, 12);
    expect(estimates.serviceLevel).toEqual({ withinSeconds: 20, value: 2 / 5 });
    // a blocked call stands in no mean
    expect(estimates.meanWaitSeconds).toBeCloseTo(81 / 4, 12);
    expect(estimates.meanAnsweredWaitSeconds).toBeCloseTo(41 / 3, 12);
    // zeros count in handling time
    expect(estimates.handleTime?.meanSeconds).toBeCloseTo(100, 12);
    expect(estimates.patience?.exponentialMeanSeconds).toBeCloseTo(81, 12);
  });

  it("adds wrap-up to talk", () => {
    const { handleTime } = calibrate([{ ...answered(NINE, 1, 100), wrapUpSeconds: 30 }]);
    expect(handleTime?.meanSeconds).toBe(130);
  });

  it("labels what a scenario put in", () => {
    const estimates = calibrate([{ ...answered(NINE, 1, 100), patienceSeconds: 60 }]);
    expect(estimates.injected).toEqual(["patience", "handleTime", "redial", "arrivals"]);
    expect(estimates.notes.join()).toContain("no finding about people");
    expect(calibrate([answered(NINE, 1, 100)]).injected).toEqual([]);
  });
});

const BUSY: SampleOptions = {
  days: 12,
  callsPerDay: 800,
  openSeconds: 8 * 3600,
  closeSeconds: 18 * 3600,
  agents: 4,
  meanTalkSeconds: 180,
  meanPatienceSeconds: 120,
};

describe("estimating from a queue whose truth is known", () => {
  const calls = sampleCalls(BUSY, 3);
  const estimates = calibrate(calls);

  // about 2,000 abandonments of 9,600 calls: four standard errors of the mean patience are 9 %
  it("finds patience where the mean wait of those who gave up does not", () => {
    expect(Math.abs((estimates.patience?.exponentialMeanSeconds ?? 0) / 120 - 1)).toBeLessThan(0.1);
    expect(Math.abs((estimates.patience?.medianSeconds ?? 0) / (120 * Math.LN2) - 1)).toBeLessThan(0.15);
    expect(estimates.meanAbandonedWaitSeconds).toBeLessThan(80);
  });

  it("gives intervals between days that hold the estimate", () => {
    expect(estimates.intervalsFrom).toBe("days");
    for (const [name, value] of [
      ["abandonment", estimates.abandonment],
      ["serviceLevel", estimates.serviceLevel?.value],
      ["meanWaitSeconds", estimates.meanWaitSeconds],
      ["patience", estimates.patience?.exponentialMeanSeconds],
      ["handleTime", estimates.handleTime?.meanSeconds],
    ] as const) {
      const interval = estimates.confidence[name];
      expect(interval?.low).toBeLessThan(value ?? 0);
      expect(interval?.high).toBeGreaterThan(value ?? 0);
    }
  });

  it("finds no dispersion between days that do not differ, and the spread of days that do", () => {
    expect(estimates.arrivals?.rateCv).toBeLessThan(0.05);
    const uneven = Array.from({ length: 30 }, (_, day) =>
      sampleCalls({ ...BUSY, days: 1, callsPerDay: day % 2 === 0 ? 560 : 1040 }, 100 + day).map((call) => ({
        ...call,
        arrivalSeconds: call.arrivalSeconds + day * 86_400,
      })),
    ).flat();
    const { arrivals } = calibrate(uneven);
    // days at 0.7 and 1.3 of the mean: the sample's variance is 0.09·30/29
    expect(arrivals?.dayCv).toBeGreaterThan(0.27);
    expect(arrivals?.dayCv).toBeLessThan(0.34);
    expect(arrivals?.correlation).toBeGreaterThan(0.9);
  });

  it("finds the agents that are there while callers wait", () => {
    expect(estimates.agents?.effective).toBeGreaterThan(3.9);
    expect(estimates.agents?.effective).toBeLessThanOrEqual(4);
  });

  it("finds the same mean patience from the half-hour report of these calls", () => {
    const fromReport = calibrateIntervals(intervalsOfCalls(calls));
    const positive = calls.filter(({ outcome, waitSeconds }) => outcome === "abandoned" && waitSeconds === 0);
    expect(positive).toHaveLength(0);
    expect(fromReport.patience?.exponentialMeanSeconds).toBeCloseTo(
      estimates.patience?.exponentialMeanSeconds ?? 0,
      6,
    );
    expect(fromReport.handleTime?.meanSeconds).toBeCloseTo(estimates.handleTime?.meanSeconds ?? 0, 6);
    expect(fromReport.abandonment).toBeCloseTo(estimates.abandonment ?? 0, 12);
    expect(fromReport.patience?.survival).toBeUndefined();
    expect(fromReport.serviceLevel).toBeUndefined();
  });

  it("says of one day that it tells nothing on days, and takes blocks", () => {
    const day = calibrate(calls.filter(({ arrivalSeconds }) => arrivalSeconds < 86_400));
    expect(day.arrivals?.dispersion).toBeUndefined();
    expect(day.intervalsFrom).toBe("blocks");
    expect(day.notes.join()).toContain("One day says nothing on how days differ");
  });
});

describe("the half-hour report", () => {
  it("is the one counted directly from the calls", () => {
    const calls = sampleCalls({ ...BUSY, days: 2 }, 4);
    const seen = newObservations(20);
    for (const call of calls) observeCall(seen, call);
    const direct = intervalsOfCalls(calls);
    const report = intervalReport(seen);
    expect(report).toHaveLength(direct.length);
    report.forEach((interval, i) => {
      for (const [name, value] of Object.entries(direct[i] ?? {})) {
        expect(interval[name as keyof typeof interval]).toBeCloseTo(value, 9);
      }
    });
    expect(calibrate(calls).arrivals?.halfHours?.[0]?.callsPerDay).toBe(
      ((direct[0]?.offered ?? 0) +
        (direct.find(({ startSeconds }) => startSeconds === 86_400 + 28_800)?.offered ?? 0)) /
        2,
    );
  });
});

describe("redials", () => {
  it("follows callers into the next day and takes those at the end as censored", () => {
    const next = uniforms(5);
    const calls: MeasuredCall[] = [];
    for (let i = 0; i < 4000; i++) {
      const at = NINE + next() * 20_000 + (i % 5) * 86_400;
      calls.push({ ...abandoned(at, 30), callerId: `c${i}` });
      if (next() < 0.4)
        calls.push({ ...answered(at + 30 - 600 * Math.log(next()), 5, 60), callerId: `c${i}` });
    }
    const { redial } = calibrate(calls);
    // 0.4·(1 − e^−6) = 0.399 within the hour; four standard errors of 4,000 callers are 3.1 points
    expect(Math.abs((redial?.probability ?? 0) - 0.399)).toBeLessThan(0.031);
    expect(Math.abs((redial?.medianDelaySeconds ?? 0) / (600 * Math.LN2) - 1)).toBeLessThan(0.15);
    expect(Math.abs((redial?.freshCallers ?? 0) / 4000 - 1)).toBeLessThan(0.01);
  });

  it("gives what a record of ten minutes shows, and says what it could not see", () => {
    const next = uniforms(11);
    const calls: MeasuredCall[] = [];
    for (let i = 0; i < 2000; i++) {
      const at = NINE + next() * 600;
      calls.push({ ...abandoned(at, 5), callerId: `c${i}` });
      const back = at + 5 - 240 * Math.log(next());
      // what falls due after the record's end is not in it, though talks go on
      if (next() < 0.6 && back < NINE + 600) calls.push({ ...answered(back, 5, 300), callerId: `c${i}` });
    }
    const { redial, confidence, notes } = calibrate(calls);
    expect(redial?.withinSeconds).toBe(300);
    // 0.6·(1 − e^−1.25) = 0.428; four standard errors of about 1,500 callers followed are 5 points
    expect(Math.abs((redial?.probability ?? 0) - 0.428)).toBeLessThan(0.05);
    expect(confidence["redial"]?.low).toBeLessThan(redial?.probability ?? 0);
    expect(confidence["redial"]?.high).toBeGreaterThan(redial?.probability ?? 1);
    expect(notes.join()).toContain("the share that calls again is that within 5 minutes");
  });

  it("gives a share of nobody calling again its bound, and none where too few were watched", () => {
    const quiet = Array.from({ length: 40 }, (_, i) => ({
      ...abandoned(NINE + i * 10, 5),
      callerId: `c${i}`,
    }));
    const { redial, confidence } = calibrate(quiet);
    expect(redial).toMatchObject({ probability: 0, withinSeconds: 120 });
    // of 40 the last one called at 390 s; 27 were watched for two minutes: 1 − 0.025^(1/27)
    expect(confidence["redial"]).toEqual({ low: 0, high: expect.closeTo(1 - 0.025 ** (1 / 27), 12) });
    const few = calibrate(quiet.slice(0, 9));
    expect(few.redial?.probability).toBeUndefined();
    expect(few.notes.join()).toContain("too short for calling again");
    expect(calibrate([{ ...answered(NINE, 1, 5), callerId: "a" }]).notes.join()).toContain(
      "No identified caller abandoned",
    );
  });

  it("does not depend on the order of the rows", () => {
    const calls = [
      { ...abandoned(NINE, 30), callerId: "a" },
      { ...answered(NINE + 100, 3, 50), callerId: "a" },
      { ...abandoned(NINE + 90_000, 30), callerId: "b" },
    ];
    expect(calibrate([...calls].reverse()).redial).toEqual(calibrate(calls).redial);
  });
});

describe("bad input", () => {
  it("says what can be said where no call was answered", () => {
    const estimates = calibrate(Array.from({ length: 50 }, (_, i) => abandoned(NINE + i * 40, 30 + i)));
    expect(estimates.handleTime).toBeUndefined();
    expect(estimates.meanAnsweredWaitSeconds).toBeUndefined();
    expect(estimates.abandonment).toBe(1);
    expect(estimates.notes.join()).toContain("No call was answered");
    expectFinite(estimates);
  });

  it("gives a lower bound on patience where none abandoned", () => {
    const estimates = calibrate(Array.from({ length: 50 }, (_, i) => answered(NINE + i * 40, 10, 60)));
    expect(estimates.patience?.exponentialMeanSeconds).toBeUndefined();
    // 500 s of waiting and nobody left: −500/ln 0.025
    expect(estimates.notes.join()).toContain("its mean is above 136 s");
    // fifty calls apart would leave 1 − 0.025^(1/50) open; calls that share a queue leave more
    expect(estimates.confidence["abandonment"]?.low).toBe(0);
    expect(estimates.confidence["abandonment"]?.high).toBeGreaterThanOrEqual(1 - 0.025 ** (1 / 50));
    expect(estimates.confidence["abandonment"]?.high).toBeLessThan(0.4);
    expectFinite(estimates);
  });

  it("tells each step of a short record's survival curve, and no interval of a median that has none", () => {
    // by hand: seven wait; 5 censored; at 10 one of six, at 20 one of four, at 30 one of three, at 40 the last
    const { patience, confidence } = calibrate([
      answered(NINE, 0),
      answered(NINE + 10, 5),
      abandoned(NINE + 20, 10),
      answered(NINE + 30, 10),
      abandoned(NINE + 40, 20),
      answered(NINE + 50, 30),
      abandoned(NINE + 60, 30),
      abandoned(NINE + 70, 40),
      abandoned(NINE + 100, 0),
    ]);
    const at = (seconds: number) =>
      patience?.survival?.find((point) => point.seconds === seconds)?.probability;
    expect(at(5)).toBe(1);
    expect(at(10)).toBeCloseTo(5 / 6, 12);
    expect(at(20)).toBeCloseTo((5 / 6) * (3 / 4), 12);
    expect(at(30)).toBeCloseTo((5 / 6) * (3 / 4) * (2 / 3), 12);
    expect(at(40)).toBe(0);
    expect(patience?.medianSeconds).toBe(30);
    expect(confidence["patienceMedian"]).toBeUndefined();
  });

  it("says of one call next to nothing, and of none nothing", () => {
    const one = calibrate([answered(NINE, 10, 60)]);
    expect(one.notes.join()).toContain("One call alone says next to nothing");
    expect(one.confidence["meanWaitSeconds"]).toBeUndefined();
    expect(one.handleTime?.meanSeconds).toBe(60);
    expect(one.handleTime).not.toHaveProperty("cv");
    expectFinite(one);
    const none = calibrate([]);
    expect(none).toMatchObject({ offered: 0, answered: 0, abandoned: 0 });
    expect(none.abandonment).toBeUndefined();
    expect(none.notes.join()).toContain("No offered call is counted");
    expectFinite(none);
  });

  it("gives handling time an interval of its own where the record is too short for blocks", () => {
    const calls = Array.from({ length: 100 }, (_, i) => answered(NINE + i, 1, 50 + i));
    const { confidence, intervalsFrom } = calibrate(calls);
    expect(intervalsFrom).toBe("calls");
    // mean 99.5, sample standard deviation √(100·101/12) = 29.011, t of 99 degrees 1.98422: 99.5·exp(±0.057855)
    expect(confidence["handleTime"]?.low).toBeCloseTo(99.5 * Math.exp(-0.057855), 2);
    expect(confidence["handleTime"]?.high).toBeCloseTo(99.5 * Math.exp(0.057855), 2);
    expect(confidence["abandonment"]).toEqual({ low: 0, high: expect.any(Number) });
  });

  it("notices an outage of half an hour in the middle", () => {
    const day = sampleCalls({ ...BUSY, days: 1 }, 9);
    const silent = day.filter(({ arrivalSeconds }) => arrivalSeconds < 43_200 || arrivalSeconds > 45_000);
    const estimates = calibrate(silent);
    expect(estimates.outages?.map(({ kind }) => kind)).toEqual(["no calls"]);
    expect(estimates.notes.join()).toMatch(
      /No call came from 12:00 to 12:30, where about \d+ were to be expected/,
    );
    expect(calibrate(day).outages).toBeUndefined();
    expectFinite(estimates);
  });

  it("sees in a half-hour report the silences that are as long, and no others", () => {
    const day = sampleCalls({ ...BUSY, days: 2 }, 9);
    const report = intervalsOfCalls(day);
    expect(calibrateIntervals(report).outages).toBeUndefined();
    const silent = report.filter(({ startSeconds }) => startSeconds !== 43_200);
    expect(calibrateIntervals(silent).outages).toEqual([
      { kind: "no calls", startSeconds: 43_200, endSeconds: 45_000, calls: expect.any(Number) },
    ]);
  });

  it("notices that nobody answered for half an hour", () => {
    const day = sampleCalls({ ...BUSY, days: 1 }, 9).map((call) =>
      call.arrivalSeconds >= 43_200 && call.arrivalSeconds < 45_000
        ? abandoned(call.arrivalSeconds, 60)
        : call,
    );
    expect(calibrate(day).outages?.map(({ kind }) => kind)).toEqual(["no answers"]);
  });

  it("notices arrivals that go backwards", () => {
    const calls = [answered(NINE + 100, 1, 1), answered(NINE, 1, 1), answered(NINE + 50, 1, 1)];
    expect(calibrate(calls).notes.join()).toContain("Arrivals go backwards in 1 row");
  });

  it("gives handling times the variation that a spreadsheet's STDEV gives", () => {
    const talks = [2, 4, 4, 4, 5, 5, 7, 9].map((minutes) => minutes * 60);
    const { handleTime } = calibrate(talks.map((seconds, i) => answered(NINE + i * 60, 0, seconds)));
    // STDEV(2,4,4,4,5,5,7,9) = √(32/7) = 2.13809 around a mean of 5
    expect(handleTime?.cv).toBeCloseTo(0.427618, 6);
    expect(handleTime?.byHour?.[0]?.cv).toBeCloseTo(0.427618, 6);
  });

  it("counts open talks as censored in the hour in which they came", () => {
    const { handleTime } = calibrate([
      ...Array.from({ length: 30 }, (_, i) => answered(NINE + i * 60, 0, 100)),
      ...Array.from({ length: 20 }, (_, i) => answered(NINE + 3600 + i * 60, 0, 80)),
      { ...answered(NINE + 3600 + 1300, 0, 400), talkIsOpen: true },
      answered(NINE + 3600 + 1600, 0),
      answered(NINE + 3600 + 1700, 10, 60),
    ]);
    // 20 of 80 s, one of 60 s, one open for 400 s, and one answered 170 s before the record's end
    expect(handleTime?.byHour).toEqual([
      { hour: 9, calls: 30, open: 0, meanSeconds: 100, cv: 0 },
      { hour: 10, calls: 21, open: 2, meanSeconds: (1660 + 570) / 21, cv: expect.any(Number) },
    ]);
    expect(handleTime?.open).toBe(2);
  });

  it("counts open talks as censored, and lost records as unknown", () => {
    const calls = [
      ...Array.from({ length: 200 }, (_, i) => answered(NINE + i * 10, 5, 100)),
      answered(NINE + 1990, 5),
      answered(NINE - 40_000, 5),
    ];
    const { handleTime, notes } = calibrate(calls);
    expect(handleTime?.open).toBe(1);
    expect(notes.join()).toContain(
      "1 answered call without a talk time began shortly before the record's end; it counts",
    );
    expect(notes.join()).toContain("1 answered call without a talk time is too old");
  });
});
