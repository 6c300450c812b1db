import { randomBytes } from "node:crypto";
import type { RunningPbx } from "../pbx/pbx.ts";
import type { RunSummary, ThresholdResult } from "../runs/summary.ts";
import { createPbxFigures } from "../web/pbx-figures.ts";
import type { PlannedLane } from "../web/plan-lane.ts";
import { runLane } from "../web/run-lane.ts";
import type { WebResult } from "../web/web-result.ts";
import { runVerdict } from "./run-verdict.ts";

/** Accounts for the agents who log in by WebSocket beside a flood; absent where nobody does, or elsewhere. */
export interface AgentLogins {
  readonly count: number;
  readonly password: string;
}

/** The log-ins that the run's own PBX has to serve for this lane. */
export const loginsAtOwnPbx = (planned: PlannedLane | undefined): AgentLogins | undefined => {
  const agents = planned?.lane.agents;
  if (agents === undefined || agents.address !== undefined) return undefined;
  return { count: agents.count, password: agents.password ?? randomBytes(12).toString("hex") };
};

/** A lane that runs beside a flood. */
export interface LaneBeside {
  /** Settles when the lane has ended; rejects where it could not be run at all. */
  readonly result: Promise<WebResult>;
}

/** Starts the lane at a PBX that is up; the wallboard shows the PBX's own events. */
export const startLane = (
  planned: PlannedLane,
  run: { readonly scenarioName: string; readonly seed: number; readonly logins: AgentLogins | undefined },
  pbx: RunningPbx,
  signals: { readonly drain: AbortSignal; readonly kill: AbortSignal },
): LaneBeside => {
  const figures = createPbxFigures();
  pbx.follow(figures.take);
  const { logins } = run;
  const result = runLane({
    planned,
    scenarioName: run.scenarioName,
    seed: run.seed,
    figures: figures.now,
    besideFlood: true,
    ...(logins === undefined || pbx.webSocketAddress === undefined
      ? {}
      : { pbx: { name: pbx.version, webSocketAddress: pbx.webSocketAddress, password: logins.password } }),
    ...signals,
  });
  // whoever waits for it hears of its failure; until then it must not end the process
  result.catch(() => {});
  return { result };
};

/** What of web.json stands in the run's summary. */
const webOfSummary = ({
  verdict,
  load,
  messages,
  agents,
  wallboard,
  backlog,
}: WebResult): RunSummary["web"] => ({
  verdict,
  valid: load.valid,
  reasons: load.reasons,
  ...(load.latenessMilliseconds === undefined ? {} : { latenessMilliseconds: load.latenessMilliseconds }),
  ...(messages === undefined
    ? {}
    : {
        messages: {
          planned: messages.planned,
          sent: messages.sent,
          accepted: messages.accepted,
          refused: messages.refused,
          unanswered: messages.unanswered,
          ...(messages.intake === undefined ? {} : { stored: messages.intake.stored }),
        },
      }),
  ...(agents === undefined
    ? {}
    : {
        agents: {
          logins: agents.logins,
          registered: agents.registered,
          refused: agents.refused,
          unanswered: agents.unanswered + agents.unconnected,
          mostHeld: agents.mostHeld,
          ...(agents.timeToRegisterMilliseconds === undefined
            ? {}
            : { timeToRegisterMilliseconds: agents.timeToRegisterMilliseconds }),
        },
      }),
  ...(wallboard === undefined ? {} : { wallboard: { looks: wallboard.looks, blind: wallboard.blind } }),
  ...(backlog === undefined
    ? {}
    : { backlog: { personHours: backlog.personHours, deadlineSeconds: backlog.deadlineSeconds } }),
});

/** The run's summary with the lane's result: its thresholds beside ours, and invalid where either load was. */
export const withLane = (summary: RunSummary, web: WebResult): RunSummary => {
  const thresholds: readonly ThresholdResult[] = [...summary.thresholds, ...web.thresholds];
  const interrupted = summary.verdict === "interrupted" || web.verdict === "interrupted";
  const valid = summary.load.valid && web.load.valid;
  return {
    ...summary,
    thresholds,
    verdict: runVerdict({ valid, interrupted }, thresholds),
    web: webOfSummary(web),
  };
};
