import { describe, expect, it } from "vitest";
import { planDay } from "../../src/planning/recommend.ts";
import { planWithTeams, teamsNotes } from "../../src/planning/with-teams.ts";
import { frenchNote } from "../../src/report/words/french-notes.ts";
import type { Routing } from "../../src/scenario/routing.ts";
import { simulateReplications } from "../../src/simulation/threads/simulate-replications.ts";
import { routedHotline } from "../simulation/routing/routed-scenario.ts";
import { smallHotline } from "../simulation/small-hotline.ts";

/** So many calls a day that twenty days are simulated. */
const CALLS = 7500;
const one = { skill: "all", afterSeconds: 0, talkFactor: 1 };

/** One team that takes every call: the routing of a hotline that has none. */
const ONE_TEAM: Routing = {
  languages: [],
  teams: [{ name: "all", people: { kind: "share", share: 1 }, skills: [one], languages: [] }],
  flows: [{ name: "other", skill: "all", priority: 1 }],
};

describe("a plan with teams", () => {
  it("is absent where the scenario has none", () => {
    const scenario = smallHotline();
    expect(planWithTeams(scenario, { staffed: [5, 5, 5, 3, 3, 5] }, CALLS, 1)).toBeUndefined();
  });

  it("is what one queue gives where one team takes every call", async () => {
    const scenario = smallHotline();
    const staffed = [5, 5, 5, 3, 3, 5];
    const plan = planWithTeams({ ...scenario, routing: ONE_TEAM }, { staffed }, CALLS, 3)!;
    const { estimates } = await simulateReplications(
      { scenario, seed: 3 },
      { replications: plan.days, threads: 1 },
    );
    const { serviceLevel, abandonment } = estimates.day.measures;
    expect(plan.staffed?.serviceLevel).toBeCloseTo(serviceLevel!.mean, 12);
    expect(plan.staffed?.abandonment).toBeCloseTo(abandonment!.mean, 12);
  });

  it("finds people with whom the day meets its targets, and one fewer at the peak does not", () => {
    const scenario = routedHotline(["targets.scope=day"]);
    const staffed = [9, 9, 9, 7, 7, 7];
    const { need } = planWithTeams(scenario, { staffed }, CALLS, 1)!;
    if (need?.state !== "met") throw new Error("no staff was found");
    const peak = Math.max(...need.people);
    const fewer = staffed.map((people) => Math.ceil((people * (peak - 1)) / 9));
    const level = (people: readonly number[]) =>
      planWithTeams(scenario, { staffed: people }, CALLS, 1)!.staffed!.serviceLevel;
    expect(level(need.people)).toBeGreaterThanOrEqual(0.8);
    expect(level(fewer)).toBeLessThan(0.8);
  });

  it("finds people for every interval where the targets are meant for each", () => {
    const scenario = routedHotline(["targets.scope=interval"]);
    const staffed = [10, 10, 16, 14, 10, 10];
    const { need } = planWithTeams(scenario, { staffed }, CALLS, 1)!;
    if (need?.state !== "met") throw new Error("no staff was found");
    expect(need.people).toHaveLength(6);
    expect(need.people.every((people, interval) => people >= staffed[interval]!)).toBe(true);
    // the spike comes at nine
    expect(need.people[2]!).toBeGreaterThan(need.people[0]!);
  });

  it("says that it is not the number where a team with its own schedule is what is short", () => {
    const scenario = routedHotline(["targets.scope=day", "routing.calls[1].skill=medicine"]);
    const short = {
      ...scenario,
      routing: {
        ...scenario.routing!,
        flows: scenario.routing!.flows.map((flow) => ({ ...flow, skill: "medicine" })),
      },
    };
    const plan = planWithTeams(short, { staffed: [9, 9, 9, 7, 7, 7] }, CALLS, 1)!;
    expect(plan.need?.state).toBe("unreachable");
    expect(teamsNotes(plan, () => 24).at(-1)).toContain("even 3 times the people miss a target");
  });

  it("stands in the plan, tells the worst served calls, and reads in French", () => {
    const quiet = ["targets.scope=day", "arrivals.callsPerDay=120", "arrivals.spikes[0].calls=20"];
    const plan = planDay(routedHotline(quiet), { days: 2, assuredDays: 2 });
    expect(plan.withTeams?.ownSchedules).toEqual(["doctors"]);
    const notes = teamsNotes(plan.withTeams!, () => 24);
    for (const note of notes) if (!note.includes("agent-hours")) expect(plan.notes).toContain(note);
    expect(notes.join(" ")).toMatch(/calls "(health|money|other)" fare worst/);
    for (const note of notes) expect(frenchNote(note), note).not.toBe(note);
  });
});
