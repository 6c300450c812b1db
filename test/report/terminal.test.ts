import { describe, expect, it } from "vitest";
import { clockAxis } from "../../src/report/charts/chart-config.ts";
import { verdictSentences } from "../../src/report/sections/verdict.ts";
import { type LiveFigures, liveLine, planText, summaryText } from "../../src/report/terminal.ts";
import { wordsIn } from "../../src/report/words/words-in.ts";
import type { RunSummary } from "../../src/runs/summary.ts";
import { exampleCalls, exampleDescription, exampleScenario, exampleSummary } from "./example-run.ts";

const planned = {
  scenario: exampleScenario(),
  windowStartSeconds: 37_800,
  windowEndSeconds: 46_800,
  leadInSeconds: 645,
  compression: 60,
  forced: ["a K beyond its bounds"],
  expected: {
    calls: 1500,
    peakCallsPerHour: 1200,
    peakErlangs: 60,
    agentsAtPeak: 24,
    peakStartSeconds: 41_400,
    wallSeconds: 170,
  },
};

const live: LiveFigures = {
  scenarioSeconds: 41_400,
  placed: 500,
  planned: 1500,
  inQueue: 12,
  longestWaitSeconds: 77,
  answered: 400,
  abandoned: 40,
  blocked: 3,
  failed: 1,
  agentsBusy: 24,
  agentsOnDuty: 24,
  latenessMilliseconds: 3,
};

const result = () => ({
  scenario: exampleScenario(),
  description: exampleDescription(),
  summary: exampleSummary(exampleCalls()),
  reportPath: "reports/example/report.html",
});

describe("the plan before the first call", () => {
  it("says what comes, who answers, and how much of it is assumed", () => {
    const text = planText(planned, "embedded", "en");
    expect(text).toContain("1,500 callers are due");
    expect(text).toContain("a queue");
    expect(text).toMatch(/\d+ have a source, \d+ are assumed/);
    expect(text).toContain("Forced: a K beyond its bounds");
    expect(text).toContain("2 min 50 s of real time");
    expect(text.replaceAll(/\s+/g, " ")).toContain("Between 6 and 24 people on duty");
  });

  it("names the people who replace the schedule", () => {
    expect(planText({ ...planned, agents: 41 }, "embedded", "en")).toContain("41 people on duty");
  });

  it("keeps within the width of the terminal, with plain blanks that can be copied", () => {
    for (const language of ["en", "fr"] as const) {
      for (const columns of [40, 80, 200]) {
        const text = planText(planned, "asterisk", language, columns);
        expect(text).not.toMatch(/[\u00a0\u202f]/);
        for (const line of text.split("\n")) expect(line.length).toBeLessThan(Math.min(columns, 100));
      }
    }
  });
});

describe("the live line", () => {
  it("fits any width and keeps what matters most", () => {
    for (const language of ["en", "fr"] as const) {
      for (const columns of [20, 40, 80, 160]) {
        const line = liveLine(live, language, columns);
        expect(line.length).toBeLessThan(Math.max(columns, 20));
        expect(line).not.toContain("\n");
      }
    }
    expect(liveLine(live, "en", 160)).toBe(
      "11:30 · 500/1,500 placed · 12 waiting · longest 1 min 17 s · 400 answered · 40 gave up · 1 failed · 3 blocked · 24/24 busy · late 3.0 ms",
    );
    expect(liveLine(live, "en", 40)).toBe("11:30 · 500/1,500 placed · 12 waiting");
  });

  it("leaves out what is not known", () => {
    const {
      longestWaitSeconds: _,
      agentsBusy: __,
      latenessMilliseconds: ___,
      planned: ____,
      ...known
    } = live;
    expect(liveLine(known, "en", 160)).toBe(
      "11:30 · 500 placed · 12 waiting · 400 answered · 40 gave up · 1 failed · 3 blocked",
    );
  });
});

describe("the result on a terminal", () => {
  it("has verdict, thresholds, people, quality, paths and the command to repeat", () => {
    const text = summaryText(result(), "en");
    expect(text.split("\n")[0]).toBe("✘ Does not hold");
    for (const part of [
      "✘ missed  abandonment: rate<5%",
      "? not settled  wait{during:11:30-13:00}",
      "5,200",
      "Erlang C",
      "The load is valid",
      "Run: reports/example",
      "Report: reports/example/report.html",
      "Again: surgeline run scenarios/hotline-sante-press-conference.yaml --seed 7",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("is French where French is asked for", () => {
    const text = summaryText(result(), "fr");
    expect(text.split("\n")[0]).toBe("✘ Ne tient pas");
    expect(text).toContain("Personnes nécessaires");
    expect(text).toContain("✔ respecté  setup_time");
  });
});

describe("the verdict's sentences", () => {
  const calls = exampleCalls();
  const told = (change: (summary: RunSummary) => RunSummary): readonly string[] =>
    verdictSentences(
      {
        scenario: exampleScenario(),
        description: exampleDescription(),
        summary: change(exampleSummary(calls)),
      },
      wordsIn("en"),
    );

  it("name what was missed, so that a reader knows why a run does not hold", () => {
    expect(told((summary) => summary).at(-1)).toBe(
      "2 of 4 thresholds were missed: abandonment and failed calls.",
    );
  });

  it("say first of an invalid run that it proves nothing, and claim no target", () => {
    const sentences = told((summary) => ({ ...summary, verdict: "invalid" }));
    expect(sentences[0]).toMatch(/^The generator could not place the calls/);
    expect(sentences.join(" ")).not.toContain("The target");
  });
});

describe("an axis of the time of day", () => {
  it("labels whole minutes, each once, however short or long the period is", () => {
    for (const [from, to] of [
      [36_000, 36_240],
      [36_030, 36_210],
      [37_800, 45_000],
      [0, 86_400],
    ] as const) {
      const { values = [] } = clockAxis("en", "Time", from, to);
      expect(values.length).toBeGreaterThanOrEqual(3);
      expect(values.length).toBeLessThanOrEqual(10);
      for (const value of values) {
        expect(value % 60_000).toBe(0);
        expect(value).toBeGreaterThanOrEqual(from * 1000);
        expect(value).toBeLessThanOrEqual(to * 1000);
      }
      expect(new Set(values).size).toBe(values.length);
    }
  });
});
