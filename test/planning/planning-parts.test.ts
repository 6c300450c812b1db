import { describe, expect, it } from "vitest";
import {
  type Campaign,
  campaignCalls,
  campaignDays,
  campaignNotes,
  kindsOfDays,
} from "../../src/planning/campaign.ts";
import { weightedForecast } from "../../src/planning/forecast.ts";
import { largestFactor } from "../../src/planning/inverse.ts";
import { planKind } from "../../src/planning/kind-of-day.ts";
import { linesNeeded } from "../../src/planning/lines-needed.ts";
import { planCsv } from "../../src/planning/plan-csv.ts";
import { daysFor, spreadLevels } from "../../src/planning/planned-days.ts";
import { planDay } from "../../src/planning/recommend.ts";
import { forecastRestOfDay } from "../../src/planning/replan.ts";
import { staffingFamily } from "../../src/planning/staffing-family.ts";
import { partOfReplication } from "../../src/planning/weighted-days.ts";
import { SAMPLE } from "./scenario-sample.ts";

describe("lines", () => {
  it("is Erlang B's 18 for 10 erlangs at one per cent where nobody waits", () => {
    expect(linesNeeded(10, 10_000, 1, 0.01)).toBe(18);
  });
  it("grows where callers wait on the line", () => {
    expect(linesNeeded(10, 10, 0.5, 0.001)).toBeGreaterThan(linesNeeded(10, 20, 0.5, 0.001) ?? 0);
  });
});

describe("the family of staffings", () => {
  it("has one agent more from one member to the next and follows the load", () => {
    const family = staffingFamily([10, 0, 40]);
    for (let member = 1; member < 80; member++) {
      const [before, now] = [family(member - 1), family(member)];
      expect(now.reduce((sum, agents) => sum + agents, 0)).toBe(
        before.reduce((sum, agents) => sum + agents, 0) + 1,
      );
      expect(now.every((agents, i) => agents >= (before[i] as number))).toBe(true);
    }
    const [low, none, high] = family(60) as [number, number, number];
    expect(none).toBe(0);
    // the same β in a + β√a
    expect((low - 10) / Math.sqrt(10)).toBeCloseTo((high - 40) / Math.sqrt(40), 0);
  });
});

describe("the plan for a spreadsheet", () => {
  const interval = {
    start: "08:00",
    end: "08:30",
    calls: 12.5,
    erlangC: 4,
    staffed: 6,
    abandonment: 0.0312,
    unreachable: "both",
  } as const;
  it("has points and commas in English, commas and semicolons in French", () => {
    expect(planCsv([interval], "en").split("\r\n").slice(0, 2)).toEqual([
      "start,end,calls,Erlang C,Erlang A,offered load,transient,simulated,expected,expected low,expected high,assured,assured low,assured high,scheduled,service level,abandonment,occupancy,missed days,unreachable",
      "08:00,08:30,12.5,4,,,,,,,,,,,6,,0.0312,,,both",
    ]);
    expect(planCsv([interval], "fr")).toContain("08:00;08:30;12,5;4;;;;;;;;;;;6;;0,0312;;;les deux");
  });
});

describe("inverse questions", () => {
  it("says how many calls a staff can take, and that one tenth more is too many", () => {
    const steady = {
      ...SAMPLE,
      arrivals: {
        ...SAMPLE.arrivals,
        base: {
          kind: "counts" as const,
          intervalSeconds: 1800,
          startSeconds: 28_800,
          counts: Array(8).fill(100) as number[],
        },
      },
      targets: { ...SAMPLE.targets, scope: "day" as const },
    };
    const answer = largestFactor(steady, "calls", 1, 60);
    // Erlang A: 14 agents hold 80 % in 20 s up to about 114 calls a half-hour; the empty start helps a little
    expect(answer.state).toBe("found");
    expect(answer.factor).toBeGreaterThan(1.05);
    expect(answer.factor).toBeLessThan(1.3);
    const talk = largestFactor(steady, "handling-time", 1, 60);
    expect(talk.factor).toBeGreaterThan(1.05);
    expect(talk.factor).toBeLessThan(1.3);
  });

  it("says none where even the smallest is too much, and knows no end where nobody calls more", () => {
    const none = { ...SAMPLE, staff: { ...SAMPLE.staff, schedule: [] } };
    expect(largestFactor(none, "calls", 1, 5).state).toBe("none");
    expect(
      largestFactor({ ...SAMPLE, targets: { ...SAMPLE.targets, serviceLevel: 0.01 } }, "spike", 1, 5).state,
    ).toBe("unlimited");
  });
});

describe("planning the afternoon with the morning's calls", () => {
  it("moves the day's level as far as the days are known to differ", () => {
    const uneven = { ...SAMPLE, arrivals: { ...SAMPLE.arrivals, dayCv: 0.2 } };
    // 300 were expected by half past nine; prior shape 25: (25 + 450)/(25 + 300)
    const { level, scenario, expectedCalls, deviations } = forecastRestOfDay(uneven, 9.5 * 3600, 450);
    expect(expectedCalls).toBeCloseTo(300, 9);
    expect(level).toBeCloseTo(475 / 325, 12);
    expect(deviations).toBeCloseTo(150 / Math.sqrt(300 + 60 ** 2), 12);
    expect(scenario.arrivals.dayCv).toBeCloseTo(1 / Math.sqrt(475), 12);
    expect(scenario.arrivals.base.kind === "counts" && scenario.arrivals.base.counts[7]).toBeCloseTo(
      100 * (475 / 325),
      9,
    );
  });
  it("learns nothing where days are taken as alike", () => {
    expect(forecastRestOfDay(SAMPLE, 9.5 * 3600, 900).level).toBe(1);
  });
});

describe("a weighted set of days", () => {
  const double = {
    ...SAMPLE,
    arrivals: {
      ...SAMPLE.arrivals,
      base: {
        kind: "counts" as const,
        intervalSeconds: 1800,
        startSeconds: 28_800,
        counts: Array(8).fill(200) as number[],
      },
    },
  };
  it("holds every day in its share, over any number of replications", () => {
    const weights = [0.5, 0.3, 0.2];
    for (const replications of [20, 100, 300]) {
      const counts = [0, 0, 0];
      for (let r = 0; r < replications; r++) {
        const part = partOfReplication(weights, r);
        counts[part] = (counts[part] as number) + 1;
      }
      counts.forEach((count, part) => {
        expect(Math.abs(count - replications * (weights[part] as number))).toBeLessThanOrEqual(2);
      });
    }
  });
  it("averages the calls, and plans for the busier day as far as it is probable", () => {
    const forecast = weightedForecast([
      { scenario: SAMPLE, weight: 0.75 },
      { scenario: double, weight: 0.25 },
    ]);
    expect(forecast.intervals[0]?.calls).toBeCloseTo(125, 9);
    const options = { days: 40, assuredDays: 100 };
    const alone = planDay(SAMPLE, options);
    const mixed = planDay(SAMPLE, { ...options, alternatives: [{ scenario: double, weight: 0.25 }] });
    const busy = planDay(double, options);
    expect(mixed.intervals[0]?.expected).toBeGreaterThan(alone.intervals[0]?.expected ?? 0);
    expect(mixed.intervals[0]?.expected).toBeLessThanOrEqual(busy.intervals[0]?.expected ?? 0);
    // Good on 99 of 100 days where a quarter is busy: the busy ones must be good on 96 of 100.
    expect(mixed.intervals[0]?.assured).toBeGreaterThan(alone.intervals[0]?.assured ?? 0);
    expect(mixed.intervals[0]?.assured).toBeGreaterThanOrEqual((busy.intervals[0]?.assured ?? 0) - 4);
  });
});

describe("the days on which staff is tried", () => {
  it("are fewer the more calls a day has, and never fewer than three", () => {
    expect(daysFor(1000)).toEqual({ expected: 100, assured: 300 });
    expect(daysFor(30_000)).toEqual({ expected: 20, assured: 100 });
    expect(daysFor(150_000)).toEqual({ expected: 5, assured: 10 });
    expect(daysFor(1_000_000).assured).toBe(3);
  });
  it("have levels of mean 1 that reach the busiest day to be borne", () => {
    const levels = spreadLevels(0.1, 40);
    expect(levels.reduce((sum, level) => sum + level, 0) / 40).toBeCloseTo(1, 12);
    expect(levels.every((level, i) => i === 0 || level > (levels[i - 1] as number))).toBe(true);
    // gamma of shape 100 is chi-square of 200 degrees over 200, whose 99 % point is 249.445 in the tables
    expect(spreadLevels(0.1, 10, 0.99)[9]).toBeCloseTo(249.445 / 200, 5);
    expect(spreadLevels(0, 3, 0.99)).toEqual([1, 1, 1]);
  });
});

describe("a campaign", () => {
  const campaign: Campaign = {
    start: "2020-03-14",
    days: 102,
    callsPerDay: 600,
    weekdayFactors: [0.5, 1.5, 1, 1, 1, 1, 1],
    growthPerDay: 0,
    announcements: [{ date: "2020-03-18", calls: 3000, halfLifeDays: 2 }],
  };
  it("has weekdays, and announcements that halve", () => {
    const days = campaignCalls(campaign);
    expect(days).toHaveLength(102);
    // 14 March 2020 was a Saturday
    expect(days.slice(0, 3).map(({ calls }) => calls)).toEqual([600, 300, 900]);
    expect(days[4]).toEqual({ date: "2020-03-18", calls: 3600 });
    expect(days[6]?.calls).toBeCloseTo(600 + 1500, 9);
    expect(days.at(-1)?.date).toBe("2020-06-23");
  });
  it("plans days alike whose calls hardly differ, and never for fewer calls than they bring", () => {
    const calls = campaignCalls(campaign).map((day) => day.calls);
    const kinds = kindsOfDays(calls);
    kinds.forEach((kind, day) => {
      expect(kind).toBeGreaterThanOrEqual(calls[day] as number);
      expect(kind).toBeLessThanOrEqual(1.06 * (calls[day] as number));
    });
    expect(new Set(kinds).size).toBeLessThan(new Set(calls).size);
    expect(kindsOfDays([0, 100, 103, 0])).toEqual([0, 103, 103, 0]);
  });

  const patienceSeconds = 300;
  const kind = (calls: number) => planKind({ scenario: SAMPLE, calls, patienceSeconds, seed: 1 });

  it("staffs a kind of day as a plan of that day does", () => {
    // the sample's own day: 1,000 calls, from the same days
    const one = kind(1000);
    const plan = planDay(SAMPLE, { days: 100, assuredDays: 160 });
    expect(one.expected).toBe(plan.expected?.agents);
    expect(one.assured).toBe(plan.assured?.agents);
    expect(one.headcount).toBe(plan.headcount);
    expect(one.agentHours).toBeCloseTo(plan.agentHours ?? 0, 9);
    expect(one.outcome?.serviceLevel).toBeCloseTo(plan.outcomes.assured?.serviceLevel ?? 0, 9);
  });

  it("staffs busier days with more, a day without calls with nobody, and names what no staff reaches", () => {
    const [none, few, many] = [kind(0), kind(300), kind(900)];
    expect(none).toEqual({ plannedFor: 0, agents: 0, headcount: 0, agentHours: 0, unreachable: false });
    expect(few?.agents).toBeLessThan(many?.agents ?? 0);
    expect(many?.headcount).toBe(Math.ceil((many?.agents ?? 0) / 0.7));
    const days = campaignDays(
      { ...campaign, days: 2, callsPerDay: 900, weekdayFactors: [0, 1, 1, 1, 1, 1, 1], announcements: [] },
      new Map([
        [900, { ...many, unreachable: true } as NonNullable<typeof many>],
        [0, none as NonNullable<typeof none>],
      ]),
    );
    expect(days.map(({ date, agents }) => [date, agents])).toEqual([
      ["2020-03-14", many?.agents],
      ["2020-03-15", 0],
    ]);
    expect(campaignNotes(days).join()).toMatch(/for 2 kinds of day.*On 1 of the 2 days some interval/);
  });
});
