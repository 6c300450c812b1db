import type { Threshold } from "../gate/threshold.ts";
import type { RunDescription } from "../runs/run-description.ts";
import type { PlannedLane } from "../web/plan-lane.ts";
import type { RunPlan } from "./plan-run.ts";
import type { PbxChoice } from "./start-pbx.ts";

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
