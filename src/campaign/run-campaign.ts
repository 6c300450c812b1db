import { join } from "node:path";
import type { CallRecord } from "../calls/call-record.ts";
import { formatCallsCsv } from "../calls/calls-csv.ts";
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
import type { CampaignEvent } from "./campaign-event.ts";
import type { CampaignRequest } from "./campaign-request.ts";
import { campaignTelling } from "./campaign-telling.ts";
import { type FloodedCampaign, floodCampaign } from "./flood-campaign.ts";
import type { RunPlan } from "./plan-run.ts";
import { estimatesOfRun } from "./run-estimates.ts";
import { withLane } from "./start-lane.ts";
import { scenarioToPlan, summarise } from "./summarise.ts";
import { type VerifyEvent, verify } from "./verify.ts";

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

/** What was measured, judged; the web lane apart. */
const summaryOf = (
  request: CampaignRequest,
  { flooded, pbx, pbxEvents, account, abortedBy }: FloodedCampaign,
  wallSeconds: number,
  runDirectory: string,
): RunSummary => {
  const summary = summarise(
    {
      plan: request.plan,
      records: flooded.records,
      load: flooded.load,
      firstResponseMilliseconds: flooded.firstResponseMilliseconds,
      dropped: flooded.dropped,
      audio: flooded.audio,
      secondLine: pbx.secondLine?.(),
      pbxEvents,
      ...(account !== undefined && { account }),
      findings: [...(pbx.findings?.() ?? []), ...(flooded.findings ?? [])],
      pbx,
      interrupted: request.drain.aborted || request.kill.aborted,
      wallSeconds,
      runDirectory,
    },
    request.thresholds,
  );
  return abortedBy.length === 0 ? summary : { ...summary, abortedBy };
};

/** A verification's event as one of the run. */
const verifyingEvent = (event: VerifyEvent, plan: RunPlan): CampaignEvent => {
  switch (event.kind) {
    case "progress": {
      const onDuty = agentsOnDuty(plan.staff, event.progress.scenarioSeconds);
      return { kind: "progress", progress: { ...event.progress, agentsOnDuty: onDuty } };
    }
    case "preparing":
      return event;
    case "staffing": {
      const { name, peopleAtPeak, seed } = event;
      return { kind: "verifying", staffing: name, peopleAtPeak, seed };
    }
  }
};

/** The summary with the proof of its recommendation, where one was asked for and there is one to prove. */
const withVerification = async (
  request: CampaignRequest,
  summary: RunSummary,
  records: readonly CallRecord[],
  folder: string,
  tell: (event: CampaignEvent) => void,
): Promise<RunSummary> => {
  const { plan } = request;
  const { recommendation } = summary;
  if (!request.verify || recommendation === undefined || !summary.load.valid) return summary;
  const planned = scenarioToPlan(
    plan.scenario,
    estimatesOfRun(records, plan),
    summary.pbx.dispatchMilliseconds,
  );
  const verification = await verify(
    {
      plan,
      planned,
      recommendation,
      pbx: request.pbx,
      allowedHosts: request.allowedHosts,
      folder,
      stop: AbortSignal.any([request.drain, request.kill]),
    },
    (event) => tell(verifyingEvent(event, plan)),
  );
  return verification === undefined ? summary : { ...summary, verification };
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
  const begun = describe(request, scenarioText);
  await folder.writeDescription(begun);
  await writeInputs(folder, plan, scenarioText);

  const { tell, written } = campaignTelling(folder, onEvent);
  tell({ kind: "planned", plan, pbx: request.pbx.kind, folder: folder.path });
  const startedAt = performance.now();
  tell({ kind: "preparing", what: request.pbx.kind });
  const measured = await floodCampaign(request, folder.file("logs"), tell, async () => {
    await written();
    await folder.discard();
  });
  const { flooded, pbx, web } = measured;
  const { records } = flooded;
  await folder.write("calls", formatCallsCsv(records));
  if (flooded.failedMessages !== "") await folder.write("failedCalls", flooded.failedMessages);
  tell({ kind: "measured", attempts: records.length });

  const wallSeconds = (performance.now() - startedAt) / 1000;
  const judged = summaryOf(request, measured, wallSeconds, folder.path);
  const verified = await withVerification(
    request,
    judged,
    records,
    join(folder.file("logs"), "verify"),
    tell,
  );
  if (web !== undefined) await folder.write("web", `${JSON.stringify(web, null, 2)}\n`);
  const summary = web === undefined ? verified : withLane(verified, web);
  await folder.write("summary", `${JSON.stringify(summary, null, 2)}\n`);
  const { verdict } = summary;
  const description: RunDescription = {
    ...begun,
    state: verdict === "interrupted" || verdict === "invalid" ? verdict : "complete",
    endedAt: isoNow(),
    versions: { ...begun.versions, [pbx.kind]: pbx.version },
  };
  await folder.writeDescription(description);
  tell({ kind: "finished", summary });
  await written();
  return { summary, description, records };
};
