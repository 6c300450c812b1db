import { join } from "node:path";
import type { CallRecord } from "../calls/call-record.ts";
import { formatCallsCsv } from "../calls/calls-csv.ts";
import type { FloodResult } from "../flood/flood-result.ts";
import { runFlood } from "../flood/run-flood.ts";
import { hopelessThresholds } from "../gate/hopeless.ts";
import type { Threshold } from "../gate/threshold.ts";
import type { PbxEvent, RunningPbx } from "../pbx/pbx.ts";
import { fingerprint } from "../runs/fingerprint.ts";
import { describeHost } from "../runs/host.ts";
import type { RunDescription } from "../runs/run-description.ts";
import { createRunFolder, type RunFolder } from "../runs/run-folder.ts";
import { type RunSummary, SCHEMA_VERSION } from "../runs/summary.ts";
import { formatScenario } from "../scenario/format-scenario.ts";
import { createCallerNumbers } from "../trace/caller-identity.ts";
import { agentsOnDuty } from "../trace/staff-steps.ts";
import { topicsOf } from "../trace/topics.ts";
import { writeTraceCsv } from "../trace/trace-csv.ts";
import type { PlannedLane } from "../web/plan-lane.ts";
import type { WebResult } from "../web/web-result.ts";
import { createBusyAgents } from "./busy-agents.ts";
import type { CampaignEvent } from "./campaign-event.ts";
import { floodPlanOf } from "./flood-plan-of.ts";
import type { RunPlan } from "./plan-run.ts";
import { estimatesOfRun } from "./run-estimates.ts";
import { type LaneBeside, loginsAtOwnPbx, startLane, withLane } from "./start-lane.ts";
import { type PbxChoice, startPbx } from "./start-pbx.ts";
import { gateContextOf, scenarioToPlan, summarise } from "./summarise.ts";
import { verify } from "./verify.ts";

/** Everything that a run is asked for beside its plan. */
export interface CampaignRequest {
  readonly plan: RunPlan;
  /** The web lane that goes on beside the flood; absent: none. */
  readonly web?: PlannedLane;
  readonly pbx: PbxChoice;
  readonly thresholds: readonly Threshold[];
  /** The run's folder; it must not hold a run yet. */
  readonly folder: string;
  /** The command line that repeats the run. */
  readonly command: string;
  /** The language that the run is told in. */
  readonly language?: RunDescription["language"];
  /** Versions of the programs that take part, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Whether the recommended staff is proved by flooding again. */
  readonly verify: boolean;
  /** Hosts that may be called beside loopback. */
  readonly allowedHosts: readonly string[];
  /** Aborted once: no new calls, what is measured is kept. */
  readonly drain: AbortSignal;
  /** Aborted: end at once; what is measured is kept. */
  readonly kill: AbortSignal;
}

export interface CampaignResult {
  readonly summary: RunSummary;
  readonly description: RunDescription;
  readonly records: readonly CallRecord[];
}

const isoNow = (): string => new Date().toISOString();

const describe = (request: CampaignRequest, scenarioText: string): RunDescription => {
  const { plan } = request;
  return {
    schemaVersion: SCHEMA_VERSION,
    state: "running",
    scenarioName: plan.scenario.name,
    seed: plan.seed,
    fingerprint: fingerprint(scenarioText),
    startedAt: isoNow(),
    command: request.command,
    ...(request.language !== undefined && { language: request.language }),
    window: { startSeconds: plan.windowStartSeconds, endSeconds: plan.windowEndSeconds },
    compression: plan.compression,
    ...(plan.agents !== undefined && { agents: plan.agents }),
    forced: [...plan.forced],
    versions: { ...request.versions },
    host: describeHost(),
  };
};

const writeInputs = async (folder: RunFolder, plan: RunPlan, scenarioText: string): Promise<void> => {
  await folder.write("scenario", scenarioText);
  await folder.write(
    "trace",
    writeTraceCsv(plan.trace, {
      topics: topicsOf(plan.scenario),
      callerNumber: createCallerNumbers(plan.trace.seed),
    }),
  );
};

/**
 * The main job: brings up the PBX, floods it, measures, plans and judges, and
 * leaves everything in the run's folder. What happens meanwhile is told as
 * events. Whatever ends the run early, what was measured is kept and marked.
 */
export const runCampaign = async (
  request: CampaignRequest,
  onEvent: (event: CampaignEvent) => void,
): Promise<CampaignResult> => {
  const { plan } = request;
  const scenarioText = formatScenario(plan.scenario);
  const folder = await createRunFolder(request.folder);
  let description = describe(request, scenarioText);
  await folder.writeDescription(description);
  await writeInputs(folder, plan, scenarioText);

  let live = Promise.resolve();
  const tell = (event: CampaignEvent): void => {
    onEvent(event);
    // the plan holds the whole trace; who follows the run reads the folder for it
    if (event.kind === "planned") return;
    const line = { atMilliseconds: Date.now(), ...event };
    live = live
      .then(() => folder.tellLive(line))
      .catch(() => {
        // who follows the run live misses a line; the run itself goes on
      });
  };
  tell({ kind: "planned", plan, pbx: request.pbx.kind, folder: folder.path });

  const events: PbxEvent[] = [];
  const account: PbxEvent[] = [];
  const busy = createBusyAgents();
  const startedAt = performance.now();
  tell({ kind: "preparing", what: request.pbx.kind });
  const hopeless = new AbortController();
  let flooded: FloodResult;
  let abortedBy: readonly string[] = [];
  let pbx: RunningPbx | undefined;
  const logins = loginsAtOwnPbx(request.web);
  let lane: LaneBeside | undefined;
  let web: WebResult | undefined;
  const floodFailed = new AbortController();
  try {
    pbx = await startPbx(request.pbx, plan, (what) => tell({ kind: "preparing", what }), logins);
    pbx.follow((event) => {
      events.push(event);
      busy.note(event);
    });
    pbx.followAccount?.((event) => void account.push(event));
    if (request.web !== undefined) {
      lane = startLane(request.web, { scenarioName: plan.scenario.name, seed: plan.seed, logins }, pbx, {
        drain: request.drain,
        kill: AbortSignal.any([request.kill, floodFailed.signal]),
      });
    }
    flooded = await runFlood(
      floodPlanOf(plan, {
        workDirectory: folder.file("logs"),
        allowedTargets: request.allowedHosts,
        ...(request.pbx.kind === "external" &&
          request.pbx.callerCredentials !== undefined && { credentials: request.pbx.callerCredentials }),
      }),
      pbx,
      {
        drain: AbortSignal.any([request.drain, hopeless.signal]),
        kill: request.kill,
        onProgress: (progress, endedSoFar) => {
          tell({
            kind: "progress",
            progress: {
              ...progress,
              agentsOnDuty: agentsOnDuty(plan.staff, progress.scenarioSeconds),
              ...(events.length > 0 && { agentsBusy: busy.count() }),
            },
          });
          if (hopeless.signal.aborted || !request.thresholds.some(({ abortOnFail }) => abortOnFail)) return;
          const lost = hopelessThresholds(endedSoFar(), request.thresholds, gateContextOf(plan));
          if (lost.length === 0) return;
          abortedBy = lost.map(({ metric, expression }) => `${metric}: ${expression}`);
          tell({ kind: "hopeless", thresholds: abortedBy });
          hopeless.abort();
        },
      },
    );
    web = await lane?.result;
  } catch (error) {
    floodFailed.abort();
    await lane?.result.catch(() => {});
    // what happens after the first call is in the flood's result, never thrown: there is nothing to keep
    await live;
    await folder.discard();
    throw error;
  } finally {
    await pbx?.stop();
  }

  const { records } = flooded;
  await folder.write("calls", formatCallsCsv(records));
  if (flooded.failedMessages !== "") await folder.write("failedCalls", flooded.failedMessages);
  tell({ kind: "measured", attempts: records.length });
  let summary = summarise(
    {
      plan,
      records,
      load: flooded.load,
      firstResponseMilliseconds: flooded.firstResponseMilliseconds,
      dropped: flooded.dropped,
      audio: flooded.audio,
      secondLine: pbx.secondLine?.(),
      pbxEvents: events,
      ...(pbx.followAccount !== undefined && { account }),
      findings: [...(pbx.findings?.() ?? []), ...(flooded.findings ?? [])],
      pbx,
      interrupted: request.drain.aborted || request.kill.aborted,
      wallSeconds: (performance.now() - startedAt) / 1000,
      runDirectory: folder.path,
    },
    request.thresholds,
  );
  if (abortedBy.length > 0) summary = { ...summary, abortedBy };
  if (request.verify && summary.recommendation !== undefined && summary.load.valid) {
    const verification = await verify(
      {
        plan,
        planned: scenarioToPlan(
          plan.scenario,
          estimatesOfRun(records, plan),
          summary.pbx.dispatchMilliseconds,
        ),
        recommendation: summary.recommendation,
        pbx: request.pbx,
        allowedHosts: request.allowedHosts,
        folder: join(folder.file("logs"), "verify"),
        stop: AbortSignal.any([request.drain, request.kill]),
      },
      (event) => {
        if (event.kind === "progress") {
          const onDuty = agentsOnDuty(plan.staff, event.progress.scenarioSeconds);
          tell({ kind: "progress", progress: { ...event.progress, agentsOnDuty: onDuty } });
        } else if (event.kind === "preparing") tell(event);
        else {
          const { name, peopleAtPeak, seed } = event;
          tell({ kind: "verifying", staffing: name, peopleAtPeak, seed });
        }
      },
    );
    if (verification !== undefined) summary = { ...summary, verification };
  }
  if (web !== undefined) {
    await folder.write("web", `${JSON.stringify(web, null, 2)}\n`);
    summary = withLane(summary, web);
  }
  await folder.write("summary", `${JSON.stringify(summary, null, 2)}\n`);
  description = {
    ...description,
    state: summary.verdict === "interrupted" || summary.verdict === "invalid" ? summary.verdict : "complete",
    endedAt: isoNow(),
    versions: { ...description.versions, [pbx.kind]: pbx.version },
  };
  await folder.writeDescription(description);
  tell({ kind: "finished", summary });
  await live;
  return { summary, description, records };
};
