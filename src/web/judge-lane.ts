import type { ThresholdResult } from "../runs/summary.ts";
import { type K6Summary, k6Count, k6Value } from "./k6-summary.ts";
import type { IntakeCounts } from "./message-intake.ts";
import type { PlannedLane } from "./plan-lane.ts";
import type { K6Outcome } from "./run-k6.ts";
import { WEB_SCHEMA_VERSION, type WebResult } from "./web-result.ts";

/**
 * The 99th percentile of lateness from which a lane is invalid, wall
 * milliseconds. A message is not waited for by the second as a call is: what
 * counts is its rate, which is told by the second, and a tenth of that leaves
 * every second's count what it was within a tenth of its change.
 */
export const LANE_LATENESS_MILLISECONDS = 100;

/** Everything that a lane left behind, before anything is made of it. */
export interface MeasuredLane {
  readonly planned: PlannedLane;
  readonly scenarioName: string;
  readonly seed: number;
  readonly k6Version: string;
  readonly pbx?: string;
  readonly addresses: {
    readonly messages?: string;
    readonly agents?: string;
    readonly wallboard?: string;
  };
  readonly outcome: K6Outcome;
  /** Absent where the intake was not ours. */
  readonly intake?: IntakeCounts;
}

const durationsOf = (summary: K6Summary | undefined, metric: string) => {
  const value = (aggregation: string): number | undefined => k6Value(summary, metric, aggregation);
  const [p50, p95, p99, max] = [value("med"), value("p(95)"), value("p(99)"), value("max")];
  if (p50 === undefined || p95 === undefined || p99 === undefined || max === undefined) return undefined;
  return k6Value(summary, metric, "count") === 0 ? undefined : { p50, p95, p99, max };
};

const latenessOf = (summary: K6Summary | undefined, metric: string) => {
  const all = durationsOf(summary, metric);
  return all === undefined ? undefined : { p50: all.p50, p99: all.p99, max: all.max };
};

const messagesResult = (measured: MeasuredLane): WebResult["messages"] => {
  const { planned, outcome, addresses, intake } = measured;
  if (planned.messages === undefined) return undefined;
  const { summary } = outcome;
  const duration = durationsOf(summary, "http_req_duration{name:messages}");
  return {
    address: addresses.messages ?? "",
    compression: planned.messages.compression,
    planned: planned.messages.list.length,
    sent: k6Count(summary, "messages_sent"),
    accepted: k6Count(summary, "messages_accepted"),
    refused: k6Count(summary, "messages_refused"),
    unanswered: k6Count(summary, "messages_unanswered"),
    ...(intake === undefined ? {} : { intake, lost: Math.max(0, intake.accepted - intake.stored) }),
    ...(duration === undefined ? {} : { durationMilliseconds: duration }),
  };
};

const agentsResult = ({ planned, outcome, addresses }: MeasuredLane): WebResult["agents"] => {
  if (planned.shifts === undefined) return undefined;
  const { summary } = outcome;
  const time = durationsOf(summary, "time_to_register");
  return {
    address: addresses.agents ?? "",
    logins: planned.shifts.length,
    registered: k6Count(summary, "logins_registered"),
    refused: k6Count(summary, "logins_refused"),
    unanswered: k6Count(summary, "logins_unanswered"),
    unconnected: k6Count(summary, "logins_unconnected"),
    refreshed: k6Count(summary, "registrations_refreshed"),
    ended: k6Count(summary, "registrations_ended"),
    unended: k6Count(summary, "registrations_unended"),
    lost: k6Count(summary, "registrations_lost"),
    mostHeld: k6Value(summary, "registrations_held", "max") ?? 0,
    ...(time === undefined ? {} : { timeToRegisterMilliseconds: time }),
  };
};

/** k6's verdicts on its thresholds; a metric without a sample has not been met, whatever k6 says. */
const thresholdResults = ({ planned, outcome }: MeasuredLane): readonly ThresholdResult[] =>
  Object.entries(planned.lane.thresholds).flatMap(([metric, expressions]) =>
    expressions.map((expression): ThresholdResult => {
      const bare = expression.replaceAll(/\s+/g, "");
      const aggregation = /^[a-z]+(\([^)]*\))?/.exec(bare)?.[0] ?? "";
      const measured = outcome.summary?.metrics[metric];
      const observed =
        measured?.values["count"] === 0 && measured.type === "trend"
          ? undefined
          : measured?.values[aggregation];
      const ok = measured?.thresholds?.[expression]?.ok;
      if (observed === undefined || observed === null || ok === undefined) {
        return { metric, expression: bare, verdict: "no data" };
      }
      return { metric, expression: bare, observed, verdict: ok ? "pass" : "fail" };
    }),
  );

/** What always stands among the thresholds where the intake was ours: that nothing accepted was lost. */
const nothingLost = (messages: WebResult["messages"]): readonly ThresholdResult[] =>
  messages?.lost === undefined
    ? []
    : [
        {
          metric: "messages_lost",
          expression: "count==0",
          observed: messages.lost,
          verdict: messages.lost === 0 ? "pass" : "fail",
        },
      ];

const late = (what: string, lateness: { readonly p99: number } | undefined): readonly string[] =>
  lateness === undefined || lateness.p99 <= LANE_LATENESS_MILLISECONDS
    ? []
    : [
        `${what} up to ${lateness.p99.toFixed(0)} ms late (99th percentile), more than the ${LANE_LATENESS_MILLISECONDS} ms that the result bears; ` +
          "run it on a machine with less other work, or let the lane last longer (web.lasts).",
      ];

/** Why the lane was not what the plan asked for; empty where it was. */
const reasonsAgainst = (
  outcome: K6Outcome,
  messages: WebResult["messages"],
  agents: WebResult["agents"],
  load: Pick<WebResult["load"], "latenessMilliseconds" | "loginLatenessMilliseconds" | "droppedIterations">,
): readonly string[] => {
  const reasons: string[] = [];
  if (outcome.end.kind === "failed") reasons.push(outcome.end.explanation);
  if (outcome.summary === undefined) {
    const kept = messages?.intake;
    const known =
      kept === undefined
        ? ""
        : ` The intake had accepted ${kept.accepted} messages and stored ${kept.stored} by then.`;
    reasons.push(`k6 left no result, so that what it had counted is not known.${known}`);
    return reasons;
  }
  if (messages !== undefined && messages.sent < messages.planned) {
    reasons.push(
      `${messages.planned - messages.sent} of ${messages.planned} planned messages were never sent.`,
    );
  }
  if (agents !== undefined) {
    const told = agents.registered + agents.refused + agents.unanswered + agents.unconnected;
    if (told < agents.logins) {
      reasons.push(
        `${agents.logins - told} of ${agents.logins} planned log-ins were never tried to the end.`,
      );
    }
  }
  if (load.droppedIterations > 0) {
    reasons.push(
      `k6 dropped ${load.droppedIterations} looks at the wallboard, since those before them had not ended.`,
    );
  }
  reasons.push(...late("Messages were sent", load.latenessMilliseconds));
  reasons.push(...late("Log-ins began", load.loginLatenessMilliseconds));
  return reasons;
};

/** Findings about what was tested, as sentences for the reader. */
const findings = (messages: WebResult["messages"], agents: WebResult["agents"]): readonly string[] => {
  const found: string[] = [];
  if (messages !== undefined) {
    if ((messages.lost ?? 0) > 0) found.push(`${messages.lost} accepted messages were not stored.`);
    if (messages.refused > 0) found.push(`${messages.refused} messages were refused.`);
    if (messages.unanswered > 0) found.push(`${messages.unanswered} messages got no answer.`);
  }
  if (agents !== undefined) {
    if (agents.refused > 0) found.push(`${agents.refused} log-ins were refused: is the password right?`);
    if (agents.unanswered > 0) found.push(`${agents.unanswered} log-ins got no answer.`);
    if (agents.unconnected > 0) {
      found.push(`${agents.unconnected} log-ins found no connection, or lost it before the answer.`);
    }
    if (agents.lost > 0) found.push(`${agents.lost} registrations were lost in the middle of a shift.`);
    if (agents.unended > 0) found.push(`${agents.unended} registrations could not be ended.`);
  }
  return found;
};

/** Makes web.json of what was measured. */
export const judgeLane = (measured: MeasuredLane): WebResult => {
  const { planned, outcome } = measured;
  const { summary } = outcome;
  const messages = messagesResult(measured);
  const agents = agentsResult(measured);
  const lateness = latenessOf(summary, "message_lateness");
  const loginLateness = latenessOf(summary, "login_lateness");
  const droppedIterations = k6Count(summary, "dropped_iterations");
  const figures = {
    ...(lateness === undefined ? {} : { latenessMilliseconds: lateness }),
    ...(loginLateness === undefined ? {} : { loginLatenessMilliseconds: loginLateness }),
    droppedIterations,
  };
  const interrupted = outcome.end.kind === "interrupted";
  const reasons = interrupted
    ? ["The lane was interrupted."]
    : reasonsAgainst(outcome, messages, agents, figures);
  const thresholds = [...thresholdResults(measured), ...nothingLost(messages)];
  const missed = thresholds.some(({ verdict }) => verdict === "fail" || verdict === "no data");
  return {
    schemaVersion: WEB_SCHEMA_VERSION,
    verdict: interrupted ? "interrupted" : reasons.length > 0 ? "invalid" : missed ? "fail" : "pass",
    scenario: measured.scenarioName,
    seed: measured.seed,
    k6: measured.k6Version,
    ...(measured.pbx === undefined ? {} : { pbx: measured.pbx }),
    ...(messages === undefined ? {} : { messages }),
    ...(agents === undefined ? {} : { agents }),
    ...(planned.lane.wallboard === undefined
      ? {}
      : {
          wallboard: {
            address: measured.addresses.wallboard ?? "",
            looks: k6Count(summary, "wallboard_looks"),
            blind: k6Count(summary, "wallboard_blind"),
          },
        }),
    load: { ...figures, valid: reasons.length === 0, reasons },
    ...(planned.backlog === undefined ? {} : { backlog: planned.backlog }),
    metrics: summary?.metrics ?? {},
    thresholds,
    notes: [...findings(messages, agents), ...outcome.messages.slice(-10)],
    wallSeconds: outcome.wallSeconds,
  };
};
