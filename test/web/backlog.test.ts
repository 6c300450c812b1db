import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { type BacklogQuestion, planBacklog } from "../../src/web/backlog.ts";
import { backlogOf } from "../../src/web/plan-lane.ts";

const DAY = 86_400;

/** All messages at once, a little after the spike: the closed form is then number · handling / people. */
const burst = (over: {
  people: readonly number[];
  deadlineSeconds?: number;
  hours?: BacklogQuestion["hours"];
}): BacklogQuestion => ({
  messages: { spike: "x", count: 16_000, delaySeconds: 0, halfLifeSeconds: 1, overSeconds: 60 },
  backlog: {
    handlingSeconds: 300,
    deadlineSeconds: over.deadlineSeconds ?? 7 * DAY,
    people: over.people,
  },
  handlingAssumed: false,
  hours: over.hours ?? { openSeconds: 0, closeSeconds: DAY },
  spikeSeconds: 11.5 * 3600,
  telephone: [{ startSeconds: 0, endSeconds: DAY, agents: 10 }],
});

describe("the backlog of messages", () => {
  it("of a burst is cleared after number · handling / people", () => {
    const { staffings, personHours, telephoneHoursPerDay } = planBacklog(burst({ people: [4, 25] }));
    expect(personHours).toBeCloseTo((16_000 * 300) / 3600, 9);
    expect(telephoneHoursPerDay).toBe(240);
    for (const { people, clearedAfterSeconds } of staffings) {
      const exact = (16_000 * 300) / people;
      expect(Math.abs((clearedAfterSeconds ?? 0) - exact)).toBeLessThanOrEqual(300);
    }
  });

  it("leaves what the people could not do by the deadline", () => {
    const [four] = planBacklog(burst({ people: [4], deadlineSeconds: 7 * DAY })).staffings;
    // 4 people for 7 days at 12 messages an hour
    expect(four?.waitingAtDeadline).toBeCloseTo(16_000 - 4 * 7 * 24 * 12, 0);
    expect(four?.meetsDeadline).toBe(false);
  });

  it("needs the fewest people who meet the deadline: one fewer does not", () => {
    const { fewestPeople } = planBacklog(burst({ people: [1] }));
    // 16,000 · 300 s over 7 days: 7.94
    expect(fewestPeople).toBe(8);
    const [seven, eight] = planBacklog(burst({ people: [7, 8] })).staffings;
    expect([seven?.meetsDeadline, eight?.meetsDeadline]).toEqual([false, true]);
  });

  it("is worked on while the line is open only: half the hours take twice as many days", () => {
    const noonToMidnight = { openSeconds: 12 * 3600, closeSeconds: DAY };
    const [four] = planBacklog(burst({ people: [4], hours: noonToMidnight })).staffings;
    // 100 hours of work each need 8 days of 12 hours, and 4 hours more; from 11:30 on
    const days = Math.floor((16_000 * 300) / 4 / 43_200);
    const rest = (16_000 * 300) / 4 - days * 43_200;
    const exact = days * DAY + 12 * 3600 + rest - 11.5 * 3600;
    expect(Math.abs((four?.clearedAfterSeconds ?? 0) - exact)).toBeLessThanOrEqual(300);
  });

  it("cannot be answered by a deadline before the last messages come", () => {
    const question = burst({ people: [25] });
    const plan = planBacklog({
      ...question,
      messages: { ...question.messages, halfLifeSeconds: DAY, overSeconds: 10 * DAY },
    });
    expect(plan.fewestPeople).toBeUndefined();
    expect(plan.staffings[0]?.meetsDeadline).toBe(false);
  });

  it("of the press conference takes four people two weeks, and twenty-five no longer than the messages come", () => {
    const scenario = loadScenario(
      resolve(import.meta.dirname, "../../scenarios/hotline-sante-press-conference.yaml"),
    );
    const plan = backlogOf(scenario)!;
    const [four, twentyFive] = plan.staffings;
    expect(plan.messages).toBe(16_000);
    expect(plan.handlingAssumed).toBe(true);
    expect((four?.clearedAfterSeconds ?? 0) / DAY).toBeCloseTo(0.5 + (16_000 * 300) / 4 / DAY, 1);
    expect(twentyFive?.clearedAfterSeconds).toBe(72 * 3600);
    expect(scenario.provenance["web.messages.backlog.handling"]?.kind).toBe("assumed");
  });
});
