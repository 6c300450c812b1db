import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { formatCallsCsv } from "../../src/calls/calls-csv.ts";
import { chartInterval, startTally } from "../../src/report/call-tally.ts";
import type { ReportContents } from "../../src/report/report-contents.ts";
import type { RunDescription } from "../../src/runs/run-description.ts";
import type { RunSummary } from "../../src/runs/summary.ts";
import { formatScenario } from "../../src/scenario/format-scenario.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

const draws = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
};

const START = 10.5 * 3600;
const END = 13 * 3600;
const SPIKE = 11.5 * 3600;

const SHIPPED = fileURLToPath(
  new URL("../../scenarios/hotline-sante-press-conference.yaml", import.meta.url),
);

export const exampleScenario = (): Scenario => loadScenario(SHIPPED);

/** A few hours of calls with a spike, served first come first served by 24 people. */
export const exampleCalls = (count = 1500, seed = 7): CallRecord[] => {
  const draw = draws(seed);
  const exponential = (mean: number): number => -mean * Math.log(draw());
  const arrivals = Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? START + draw() * (END - START) : SPIKE + Math.min(exponential(2000), END - SPIKE - 1),
  ).sort((left, right) => left - right);
  const free = Array.from({ length: 24 }, () => START);
  return arrivals.map((arrivalSeconds, index): CallRecord => {
    const common = {
      callId: `${index}///call@127.0.0.1`,
      callerId: String(index - (index % 11 === 10 ? 1 : 0)),
      callerNumber: "+33199000000",
      attempt: index % 11 === 10 ? 2 : 1,
      queue: "general",
      arrivalSeconds,
      plannedMilliseconds: (arrivalSeconds - START) * 16,
      sentMilliseconds: (arrivalSeconds - START) * 16 + draw() * 6,
      counted: true,
    };
    if (index % 97 === 5)
      return { ...common, outcome: "failed", ...(index % 2 === 0 ? { sipStatus: 500 } : {}) };
    if (index % 31 === 3) return { ...common, outcome: "blocked", sipStatus: 503 };
    const patienceSeconds = exponential(240);
    const setupMilliseconds = 4 + exponential(3);
    let first = 0;
    for (let agent = 1; agent < free.length; agent++) {
      if ((free[agent] as number) < (free[first] as number)) first = agent;
    }
    const wait = Math.max(0, (free[first] as number) - arrivalSeconds) + 3;
    if (wait > patienceSeconds) {
      return {
        ...common,
        outcome: "abandoned",
        waitSeconds: patienceSeconds,
        patienceSeconds,
        setupMilliseconds,
      };
    }
    const talkSeconds = exponential(200);
    free[first] = arrivalSeconds + wait + talkSeconds + 20;
    return {
      ...common,
      outcome: "answered",
      waitSeconds: wait,
      ringSeconds: 3,
      talkSeconds,
      wrapUpSeconds: 20,
      agent: `agent-${first}`,
      patienceSeconds,
      setupMilliseconds,
      sipStatus: 200,
    };
  });
};

export const exampleDescription = (): RunDescription => ({
  schemaVersion: 1,
  state: "complete",
  scenarioName: "Hotline Santé, press conference",
  seed: 7,
  fingerprint: "5f2b9c0d1e4a7788",
  startedAt: "2026-11-21T20:00:00.000Z",
  endedAt: "2026-11-21T20:02:30.000Z",
  command: "surgeline run scenarios/hotline-sante-press-conference.yaml --seed 7",
  window: { startSeconds: START, endSeconds: END },
  compression: 60,
  forced: [],
  versions: { surgeline: "0.1.0", node: "v24.21.0", sipp: "3.6.1" },
  host: { platform: "linux 6.1", processors: 2, processorModel: "Example CPU", memoryBytes: 8 * 2 ** 30 },
});

const clock = (seconds: number): string =>
  `${String(Math.floor(seconds / 3600)).padStart(2, "0")}:${String((seconds % 3600) / 60).padStart(2, "0")}`;

export const exampleSummary = (calls: readonly CallRecord[]): RunSummary => {
  const count = (outcome: CallRecord["outcome"]): number =>
    calls.filter((call) => call.outcome === outcome).length;
  const failed = count("failed");
  const offered = calls.length - failed;
  const inTime = calls.filter((call) => call.outcome === "answered" && (call.waitSeconds ?? 99) <= 20).length;
  return {
    schemaVersion: 1,
    verdict: "fail",
    offered,
    answered: count("answered"),
    abandoned: count("abandoned"),
    blocked: count("blocked"),
    abandonment: count("abandoned") / offered,
    serviceLevel: { withinSeconds: 20, value: inTime / offered },
    meanWaitSeconds: 71.5,
    meanAnsweredWaitSeconds: 55.1,
    patience: {
      exponentialMeanSeconds: 231,
      medianSeconds: 158,
      survival: Array.from({ length: 40 }, (_, index) => {
        const probability = Math.exp(-(index * 8) / 230);
        return {
          seconds: index * 8,
          probability,
          low: Math.max(0, probability - 0.04),
          high: Math.min(1, probability + 0.04),
        };
      }),
    },
    handleTime: { meanSeconds: 223.4, cv: 0.91 },
    confidence: { abandonment: { low: 0.2, high: 0.31 }, serviceLevel: { low: 0.3, high: 0.45 } },
    notes: ["One day says nothing about the differences between days."],
    failed,
    callers: 1364,
    neverServed: 352 / 1364,
    occupancy: 0.94,
    setupMilliseconds: { p50: 6.1, p95: 13, p99: 18.2 },
    load: {
      planned: calls.length,
      placed: calls.length,
      latenessMilliseconds: { p50: 3, p99: 5.9, max: 6 },
      valid: true,
      reasons: [],
    },
    compression: 60,
    window: { start: "10:30", end: "13:00" },
    pbx: {
      kind: "embedded",
      version: "0.1.0",
      dispatch: "native",
      dispatchMilliseconds: { mean: 1.2, p50: 1, p95: 2.4, gaps: 311 },
      media: "none",
    },
    crossCheck: {
      calls: 1480,
      outcomeAgreement: 0.9993,
      disagreements: [{ callId: "12///call", ours: "answered", pbx: "abandoned" }],
    },
    recommendation: {
      expected: { agents: 52, low: 49, high: 55 },
      assured: { agents: 58, low: 54, high: 62 },
      headcount: 83,
      agentHours: 112.5,
      intervals: Array.from({ length: 5 }, (_, index) => {
        const spike = [0, 0, 20, 14, 6][index] as number;
        return {
          start: clock(START + index * 1800),
          end: clock(START + (index + 1) * 1800),
          calls: 200 + spike * 20,
          erlangC: 31 + spike * 2,
          erlangA: 27 + spike,
          offeredLoad: 26 + spike,
          simulated: 27 + spike,
          expected: 28 + spike,
          assured: 32 + spike,
          staffed: index < 3 ? 24 : 30,
        };
      }),
    },
    thresholds: [
      { metric: "abandonment", expression: "rate<5%", observed: 0.25, low: 0.2, high: 0.31, verdict: "fail" },
      {
        metric: "wait{during:11:30-13:00}",
        expression: "p(95)<300s",
        observed: 288,
        low: 240,
        verdict: "inconclusive",
        callsToSettle: 5200,
      },
      {
        metric: "failure",
        expression: "rate<0.001",
        observed: 0.01,
        low: 0.006,
        high: 0.017,
        verdict: "fail",
      },
      { metric: "setup_time", expression: "p(95)<200", observed: 13, low: 12, high: 14, verdict: "pass" },
    ],
    wallSeconds: 150,
    runDirectory: "reports/example",
  };
};

export const exampleContents = (calls: readonly CallRecord[] = exampleCalls()): ReportContents => {
  const scenario = exampleScenario();
  const description = exampleDescription();
  const interval = chartInterval(END - START, scenario.targets.intervalSeconds);
  const tally = startTally(description.window, interval, 20);
  for (const call of calls) tally.add(call);
  return {
    scenario,
    description,
    summary: exampleSummary(calls),
    tally: tally.finish(),
    messages: new Map(),
    script: "",
  };
};

/** Writes the example as a run's folder. */
export const writeExampleRun = (
  folder: string,
  told: {
    readonly seed?: number;
    readonly count?: number;
    readonly state?: RunDescription["state"];
    readonly calls?: readonly CallRecord[];
  } = {},
): void => {
  const calls = told.calls ?? exampleCalls(told.count, told.seed);
  const state = told.state ?? "complete";
  mkdirSync(join(folder, "logs"), { recursive: true });
  const description = { ...exampleDescription(), state, seed: told.seed ?? 7 };
  writeFileSync(join(folder, "run.json"), JSON.stringify(description));
  writeFileSync(join(folder, "scenario.yaml"), formatScenario(exampleScenario()));
  if (state === "running") return;
  writeFileSync(join(folder, "calls.csv"), formatCallsCsv(calls));
  const summary = { ...exampleSummary(calls), runDirectory: folder };
  writeFileSync(join(folder, "summary.json"), JSON.stringify(summary));
};
