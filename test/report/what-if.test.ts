import { describe, expect, it } from "vitest";
import { meanSeconds } from "../../src/distributions/moments.ts";
import { forecastOf } from "../../src/planning/forecast.ts";
import { stationaryNeed } from "../../src/planning/stationary-need.ts";
import { fewestAgentsErlangA } from "../../src/queueing/index.ts";
import { scenarioForPage } from "../../src/report/sections/what-if.ts";
import { answerAtOnce } from "../../src/report/what-if/answer.ts";
import {
  decodeQuestion,
  encodeQuestion,
  KNOBS,
  questionOf,
  rangesFor,
  scenarioFor,
} from "../../src/report/what-if/question.ts";
import { simulateDays } from "../../src/report/what-if/simulate-days.ts";
import { exampleScenario } from "./example-run.ts";

const scenario = exampleScenario();
const base = questionOf(scenario);

describe("a what-if question", () => {
  it("of a scenario changes nothing", () => {
    const same = scenarioFor(scenario, base);
    expect(questionOf(same)).toEqual(base);
    expect(answerAtOnce(same)).toEqual(answerAtOnce(scenario));
  });

  it("puts each figure where the scenario has it", () => {
    const asked = {
      calls: 5000,
      spike: 900,
      handling: 300,
      patience: 60,
      people: 36,
      target: 0.9,
      within: 30,
    };
    expect(questionOf(scenarioFor(scenario, asked))).toEqual(asked);
  });

  it("goes into a link and comes back", () => {
    const asked = { ...base, calls: base.calls + 500, target: 0.85 };
    const link = encodeQuestion(asked, base);
    expect(link).toBe(`calls=${base.calls + 500}&target=0.85`);
    expect(decodeQuestion(link, base)).toEqual(asked);
    expect(encodeQuestion(base, base)).toBe("");
  });

  it("of a link that someone tampered with stays within the sliders", () => {
    const ranges = rangesFor(base);
    const asked = decodeQuestion("calls=1e99&people=-5&target=abc&within=&handling=NaN&x=<script>", base);
    expect(asked).toMatchObject({
      calls: ranges.calls.most,
      people: ranges.people.least,
      target: base.target,
      within: base.within,
      handling: base.handling,
    });
  });

  it("can reach the scenario's own figures with every slider", () => {
    const ranges = rangesFor(base);
    for (const knob of KNOBS) {
      expect(base[knob], knob).toBeGreaterThanOrEqual(ranges[knob].least);
      expect(base[knob], knob).toBeLessThanOrEqual(ranges[knob].most);
    }
  });
});

describe("the scenario that a page carries", () => {
  it("holds a measured distribution by a thousand of its values, its mean kept", () => {
    const sortedSeconds = Array.from({ length: 50_000 }, (_, index) => index / 100);
    const carried = scenarioForPage({
      ...scenario,
      handling: { ...scenario.handling, talk: { kind: "empirical", sortedSeconds } },
    });
    const { talk } = carried.handling;
    expect(talk.kind === "empirical" ? talk.sortedSeconds.length : 0).toBe(1000);
    expect(meanSeconds(talk)).toBeCloseTo(meanSeconds({ kind: "empirical", sortedSeconds }), 1);
    expect(JSON.stringify(carried).length).toBeLessThan(30_000);
  });
});

describe("the answer at once", () => {
  it("counts every call of the day", () => {
    const total = answerAtOnce(scenario).intervals.reduce((sum, { calls }) => sum + calls, 0);
    expect(total).toBeCloseTo(4600, 3);
  });

  it("needs what the queueing library needs for the peak's load", () => {
    const { peak } = answerAtOnce(scenario);
    const needed = fewestAgentsErlangA(
      {
        callsPerSecond: peak.calls / (peak.endSeconds - peak.startSeconds),
        handlingSeconds: 5 + 180 + 30,
        patienceSeconds: 180,
      },
      {
        serviceLevel: { share: 0.8, withinSeconds: 20 },
        maximumAbandonment: 0.05,
        maximumOccupancy: 0.85,
      },
    );
    expect(needed).toMatchObject({ state: "met", agents: peak.erlangA });
  });

  it("is the plan's, interval by interval, by the same models", () => {
    const plan = stationaryNeed(scenario, forecastOf(scenario), 180);
    const answer = answerAtOnce(scenario).intervals;
    expect(answer.map(({ erlangA }) => erlangA)).toEqual(plan.erlangA);
    expect(answer.map(({ erlangC }) => erlangC)).toEqual(plan.erlangC);
  });

  it("gets better with people and worse with calls", () => {
    const at = (change: Partial<typeof base>) => answerAtOnce(scenarioFor(scenario, { ...base, ...change }));
    expect(at({ people: base.people + 10 }).serviceLevel).toBeGreaterThan(at({}).serviceLevel);
    expect(at({ calls: base.calls * 2 }).abandonment).toBeGreaterThan(at({}).abandonment);
  });

  it("is nobody answered where nobody is on duty", () => {
    const nobody = { ...scenario, staff: { ...scenario.staff, schedule: [] } };
    expect(answerAtOnce(nobody)).toMatchObject({ serviceLevel: 0, abandonment: 1 });
  });
});

describe("the simulation beside it", () => {
  it("plays at least two days and stops when told", () => {
    expect(simulateDays(scenario, 1, () => true).days).toBe(2);
    let asked = 0;
    expect(simulateDays(scenario, 1, () => ++asked > 3).days).toBe(5);
  });

  it("gives the same figures for the same seed", () => {
    const play = () => simulateDays(scenario, 3, () => true);
    expect(play()).toEqual(play());
    expect(play().measures.serviceLevel?.mean).toBeGreaterThan(0.3);
  });
});
