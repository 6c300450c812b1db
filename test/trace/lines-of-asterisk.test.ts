import { describe, expect, it } from "vitest";
import type { Routing } from "../../src/scenario/routing.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { createRoutingDraws } from "../../src/simulation/routing/routing-draws.ts";
import { createTrace } from "../../src/trace/create-trace.ts";
import { familyQueuesOf } from "../../src/trace/family-queues.ts";
import { createMissedRings } from "../../src/trace/missed-rings.ts";
import { topicsOf } from "../../src/trace/topics.ts";
import { transfersOf } from "../../src/trace/transfers.ts";
import { scenarioForTests } from "./scenario-for-tests.ts";

const CALLERS = 100_000;
const callers = Array.from({ length: CALLERS }, (_, caller) => caller);

/** Five standard deviations of a share: a right one is refused once in 1.7 million. */
const near = (share: number, count: number): number => 5 * Math.sqrt((share * (1 - share)) / count);

describe("rings that nobody answers", () => {
  it("are a geometric number for each caller, always the same", () => {
    const share = 0.2;
    const missed = createMissedRings(share, 3);
    const counts = callers.map(missed);
    for (const least of [1, 2, 3]) {
      const found = counts.filter((count) => count >= least).length / CALLERS;
      expect(Math.abs(found - share ** least)).toBeLessThan(near(share ** least, CALLERS));
    }
    expect(callers.slice(0, 100).map(createMissedRings(share, 3))).toEqual(counts.slice(0, 100));
  });

  it("are none where every ring is answered", () => {
    expect(Math.max(...callers.slice(0, 1000).map(createMissedRings(0, 3)))).toBe(0);
  });
});

const [family] = topicsOf(scenarioForTests).map((topic) => topic.family);
const own = (agents: number) => ({
  kind: "own" as const,
  schedule: [
    { startSeconds: 28_800, endSeconds: 43_200, agents: agents - 1 },
    { startSeconds: 43_200, endSeconds: 72_000, agents },
  ],
});
const skilled = (skill: string) => [{ skill, afterSeconds: 0, talkFactor: 1 }];
const routing: Routing = {
  languages: [],
  teams: [
    { name: "first", people: { kind: "share", share: 1 }, skills: skilled("questions"), languages: [] },
    { name: "doctors", people: own(5), skills: skilled("medicine"), languages: [] },
    { name: "others", people: own(9), skills: skilled("support"), languages: [] },
  ],
  flows: [
    {
      name: "other",
      skill: "questions",
      priority: 1,
      transfer: {
        probability: 0.3,
        skill: "medicine",
        priority: 0,
        talk: { kind: "exponential", meanSeconds: 300 },
      },
    },
    { name: family ?? "", family: family ?? "", skill: "support", priority: 1 },
  ],
};
const routed: Scenario = { ...scenarioForTests, routing };

describe("transfers", () => {
  const trace = createTrace(routed, { seed: 5 });
  const transfers = transfersOf(routed, trace);
  const families = topicsOf(routed).map((topic) => topic.family);
  const rows = Array.from({ length: trace.callers }, (_, row) => row);
  const ofOthers = rows.filter((row) => families[trace.topic[row] ?? -1] !== family);

  it("come to those who are on duty with the skill, as many as there are at most", () => {
    expect(transfers?.agents).toBe(5);
  });

  it("are drawn for the calls of their flow alone, in their share, with their talk", () => {
    const talks = ofOthers.flatMap((row) => transfers?.of(row)?.talkSeconds ?? []);
    expect(Math.abs(talks.length / ofOthers.length - 0.3)).toBeLessThan(near(0.3, ofOthers.length));
    // the mean of n exponential times has a standard deviation of mean/√n
    const mean = talks.reduce((sum, talk) => sum + talk, 0) / talks.length;
    expect(Math.abs(mean - 300)).toBeLessThan((5 * 300) / Math.sqrt(talks.length));
    const apart = rows.filter((row) => families[trace.topic[row] ?? -1] === family);
    expect(apart.flatMap((row) => transfers?.of(row) ?? [])).toEqual([]);
  });

  it("come with a patience of their own, drawn from the callers' law", () => {
    const patience = ofOthers.flatMap((row) => transfers?.of(row)?.patienceSeconds ?? []);
    const mean = patience.reduce((sum, seconds) => sum + seconds, 0) / patience.length;
    // exponential with a mean of 240 s, as that of every first wait
    expect(Math.abs(mean - 240)).toBeLessThan((5 * 240) / Math.sqrt(patience.length));
    expect(patience).not.toEqual(ofOthers.map((row) => trace.patienceSeconds[row]));
  });

  it("are those of the event simulation: the same callers, patience, talk and wrap-up", () => {
    const draws = createRoutingDraws(routed, routing)(trace.seed, trace.replication, trace.topic);
    for (const row of rows.slice(0, 2000)) {
      const caller = trace.firstCaller + row;
      const flow = draws.flow(row);
      const isPutThrough = draws.transfer(caller) < (routing.flows[flow]?.transfer?.probability ?? 0);
      expect(transfers?.of(row)).toEqual(
        isPutThrough
          ? {
              patienceSeconds: draws.transferPatienceSeconds(caller),
              talkSeconds: draws.transferTalkSeconds(caller, flow),
              wrapUpSeconds: draws.transferWrapUpSeconds(caller),
            }
          : undefined,
      );
    }
  });

  it("are none without a routing, and none where nobody is there for them", () => {
    expect(transfersOf(scenarioForTests, trace)).toBeUndefined();
    const nobody = { ...routing, teams: routing.teams.filter(({ name }) => name !== "doctors") };
    expect(transfersOf({ ...routed, routing: nobody }, trace)).toBeUndefined();
  });
});

describe("a queue for each topic family", () => {
  const apart: Scenario = { ...scenarioForTests, queue: { ...scenarioForTests.queue, families: "apart" } };
  const trace = createTrace(apart, { seed: 5 });

  it("holds the callers of that family", () => {
    const queues = familyQueuesOf(apart);
    const topics = topicsOf(apart);
    expect(new Set(queues?.keys).size).toBe(new Set(topics.map((topic) => topic.family)).size);
    for (let row = 0; row < Math.min(500, trace.callers); row++) {
      const queue = queues?.of(trace, row);
      expect(queue?.name).toBe(topics[trace.topic[row] ?? -1]?.family);
      expect(queues?.keys).toContain(queue?.key);
    }
  });

  it("is not there where all wait together", () => {
    expect(familyQueuesOf(scenarioForTests)).toBeUndefined();
  });
});
