import { expect, test } from "vitest";
import { planRun, type RunPlan } from "../../src/campaign/plan-run.ts";
import { boundByAccounts } from "../../src/campaign/probe-number.ts";
import { summarise } from "../../src/campaign/summarise.ts";
import { planText, summaryText } from "../../src/report/terminal.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { exampleDescription } from "../report/example-run.ts";

const planned = (agents: number | undefined, ...set: string[]): RunPlan =>
  planRun({
    scenario: loadScenario("scenarios/smoke.yaml", ["arrivals.callsPerDay=120", ...set]),
    seed: 1,
    windowStartSeconds: 10 * 3600,
    windowEndSeconds: 10 * 3600 + 240,
    compression: 50,
    force: false,
    ...(agents !== undefined && { agents }),
  });

/** A result of twenty answered calls: what is asked of it is who was on duty. */
const resultOf = (plan: RunPlan) =>
  summarise(
    {
      plan,
      records: Array.from({ length: 20 }, (_, call) => ({
        callId: String(call),
        callerId: String(call),
        callerNumber: "+33199000000",
        attempt: 1,
        queue: "general",
        arrivalSeconds: 36_000 + 10 * call,
        waitSeconds: 3,
        outcome: "answered" as const,
        ringSeconds: 3,
        talkSeconds: 40 + 5 * call,
        wrapUpSeconds: 17,
        agent: `agent-${call % 3}`,
        plannedMilliseconds: 200 * call,
        sentMilliseconds: 200 * call,
        counted: true,
      })),
      load: {
        planned: 20,
        placed: 20,
        latenessMilliseconds: { p50: 1, p99: 2, max: 3 },
        valid: true,
        reasons: [],
        settings: {},
      } as never,
      pbxEvents: [],
      pbx: { kind: "embedded", version: "1", dispatch: "native", media: "none" },
      interrupted: false,
      wallSeconds: 10,
      runDirectory: "reports/x",
    },
    [],
  );

/** A text with its lines joined again. */
const words = (text: string): string => text.replaceAll(/\s+/g, " ");

const staffedOf = (plan: RunPlan): readonly number[] => [
  ...new Set(resultOf(plan).recommendation?.intervals.map(({ staffed }) => staffed)),
];

test("the result has those on duty that --agents asked for, as the plan said before", () => {
  const plan = planned(6);
  const summary = resultOf(plan);
  const run = {
    scenario: plan.scenario,
    description: { ...exampleDescription(), agents: 6 },
    summary,
  };
  expect(words(planText(plan, "embedded", "en"))).toContain("· 6 people on duty.");
  expect(staffedOf(plan)).toEqual([6]);
  expect(words(summaryText(run, "en"))).toContain("There were 6 people on duty at the busiest time");
});

test("without --agents those on duty are the schedule's", () => {
  expect(staffedOf(planned(undefined))).toEqual([13]);
});

test("people asked for by --agents are effective in the scenario's share, in the flood as in the plan", () => {
  const plan = planned(6, "staff.effectiveShare=0.8");
  expect(plan.staff.map(({ agents }) => agents)).toEqual([5]);
  expect(staffedOf(plan)).toEqual([6]);
  expect(words(planText(plan, "embedded", "en"))).toContain(
    "6 people on duty, of whom 80% are really effective",
  );
  expect(words(planText(plan, "embedded", "en"))).toContain("5 are at work then");
});

test("where accounts bound those who log in, no more stand in the result as on duty", () => {
  expect(staffedOf(boundByAccounts(planned(undefined), 4))).toEqual([4]);
  const share = boundByAccounts(planned(undefined, "staff.effectiveShare=0.8"), 4);
  expect(share.staff.map(({ agents }) => agents)).toEqual([4]);
  expect(staffedOf(share)).toEqual([5]);
});
