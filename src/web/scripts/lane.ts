// Run by k6, not by Node:
//
//   k6 run -e PLAN=plan.json -e MESSAGES=messages.json -e SUMMARY=summary.json lane.ts
//
// k6's own arrival-rate executors space arrivals evenly. Here messages and
// log-ins come when the plan says, by timers within few virtual users; only the
// wallboard, which does look evenly, has an arrival-rate executor.
import type { Options, Scenario } from "k6/options";
import type { LanePlan } from "../lane-plan.ts";

export { logInAgents } from "./log-in-agents.ts";
export { lookAtFigures } from "./look-at-figures.ts";
export { sendMessages } from "./send-messages.ts";

const plan = JSON.parse(open(__ENV["PLAN"] ?? "")) as LanePlan;

const longest = `${plan.lastsMilliseconds + plan.afterwardsMilliseconds}ms`;

const scenarios: Record<string, Scenario> = {};
if (plan.messages !== undefined) {
  scenarios["messages"] = {
    executor: "per-vu-iterations",
    exec: "sendMessages",
    vus: plan.messages.senders,
    iterations: 1,
    maxDuration: longest,
    gracefulStop: "5s",
  };
}
if (plan.agents !== undefined) {
  scenarios["agents"] = {
    executor: "per-vu-iterations",
    exec: "logInAgents",
    vus: 1,
    iterations: 1,
    maxDuration: longest,
    gracefulStop: "5s",
  };
}
if (plan.wallboard !== undefined) {
  scenarios["wallboard"] = {
    executor: "constant-arrival-rate",
    exec: "lookAtFigures",
    rate: plan.wallboard.screens,
    timeUnit: `${plan.wallboard.everyMilliseconds}ms`,
    duration: `${plan.lastsMilliseconds}ms`,
    preAllocatedVUs: Math.min(plan.wallboard.screens, 50) + 1,
    maxVUs: Math.min(plan.wallboard.screens, 50) + 50,
    gracefulStop: "5s",
  };
}

export const options: Options = {
  scenarios,
  thresholds: {
    // k6 keeps the times of one kind of request apart only where a threshold asks for them
    ...(plan.messages === undefined ? {} : { "http_req_duration{name:messages}": ["max>=0"] }),
    ...Object.fromEntries(
      Object.entries(plan.thresholds).map(([metric, expressions]) => [metric, [...expressions]]),
    ),
  },
  // what is allowed as a target does not lead elsewhere
  maxRedirects: 0,
  summaryTrendStats: [
    ...new Set([
      ...["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)", "count"],
      ...Object.values(plan.thresholds).flatMap((expressions) =>
        expressions.flatMap((expression) => /^\s*(p\([^)]*\))/.exec(expression)?.[1] ?? []),
      ),
    ]),
  ],
  setupTimeout: "60s",
  teardownTimeout: "5s",
};

/** All virtual users count from the same moment. */
export const setup = (): { startEpochMilliseconds: number } => ({ startEpochMilliseconds: Date.now() + 500 });

export const handleSummary = (summary: unknown): Record<string, string> => ({
  [__ENV["SUMMARY"] ?? ""]: JSON.stringify(summary),
});
