import type { FloodResult } from "../flood/flood-result.ts";
import { runFlood } from "../flood/run-flood.ts";
import type { PbxEvent, RunningPbx } from "../pbx/pbx.ts";
import { agentsOnDuty } from "../trace/staff-steps.ts";
import type { WebResult } from "../web/web-result.ts";
import { createBusyAgents } from "./busy-agents.ts";
import type { CampaignEvent } from "./campaign-event.ts";
import type { CampaignRequest } from "./campaign-request.ts";
import { floodPlanOf } from "./flood-plan-of.ts";
import { watchHopeless } from "./hopeless-run.ts";
import { type LaneBeside, loginsAtOwnPbx, startLane } from "./start-lane.ts";
import { startPbx } from "./start-pbx.ts";
import { gateContextOf } from "./summarise.ts";

/** What a run has measured, before anything is made of it. */
export interface FloodedCampaign {
  readonly flooded: FloodResult;
  /** The PBX, which is down by now; what it has to say of the run it says still. */
  readonly pbx: RunningPbx;
  readonly pbxEvents: readonly PbxEvent[];
  /** The PBX's own account; absent where it gives none beside its events. */
  readonly account?: readonly PbxEvent[];
  /** Absent where no web lane was asked for. */
  readonly web?: WebResult;
  /** The thresholds that ended the run early; empty where it lasted. */
  readonly abortedBy: readonly string[];
}

/**
 * Brings up the PBX, floods it with the web lane beside it, and takes it down
 * again. What happens after the first call is in the flood's result: where the
 * flood itself throws, nothing was measured, and `discard` is called.
 */
export const floodCampaign = async (
  request: CampaignRequest,
  workDirectory: string,
  tell: (event: CampaignEvent) => void,
  discard: () => Promise<void>,
): Promise<FloodedCampaign> => {
  const { plan } = request;
  const pbxEvents: PbxEvent[] = [];
  const account: PbxEvent[] = [];
  const busy = createBusyAgents();
  const hopeless = watchHopeless(request.thresholds, gateContextOf(plan), (thresholds) =>
    tell({ kind: "hopeless", thresholds }),
  );
  const logins = loginsAtOwnPbx(request.web);
  const floodFailed = new AbortController();
  let pbx: RunningPbx | undefined;
  let lane: LaneBeside | undefined;
  try {
    pbx = await startPbx(request.pbx, plan, (what) => tell({ kind: "preparing", what }), logins);
    pbx.follow((event) => {
      pbxEvents.push(event);
      busy.note(event);
    });
    pbx.followAccount?.((event) => void account.push(event));
    if (request.web !== undefined) {
      lane = startLane(request.web, { scenarioName: plan.scenario.name, seed: plan.seed, logins }, pbx, {
        drain: request.drain,
        kill: AbortSignal.any([request.kill, floodFailed.signal]),
      });
    }
    const flooded = await runFlood(
      floodPlanOf(plan, {
        workDirectory,
        allowedTargets: request.allowedHosts,
        ...(request.pbx.kind === "external" &&
          request.pbx.callerCredentials !== undefined && { credentials: request.pbx.callerCredentials }),
      }),
      pbx,
      {
        drain: AbortSignal.any([request.drain, hopeless.signal]),
        kill: request.kill,
        onProgress: (progress, endedSoFar) => {
          const onDuty = agentsOnDuty(plan.staff, progress.scenarioSeconds);
          const agentsBusy = pbxEvents.length > 0 ? { agentsBusy: busy.count() } : {};
          tell({ kind: "progress", progress: { ...progress, agentsOnDuty: onDuty, ...agentsBusy } });
          hopeless.look(endedSoFar);
        },
      },
    );
    const web = await lane?.result;
    return {
      flooded,
      pbx,
      pbxEvents,
      ...(pbx.followAccount !== undefined && { account }),
      ...(web !== undefined && { web }),
      abortedBy: hopeless.lost(),
    };
  } catch (error) {
    floodFailed.abort();
    await lane?.result.catch(() => {});
    await discard();
    throw error;
  } finally {
    await pbx?.stop();
  }
};
