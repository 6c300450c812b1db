import type { FloodProgress } from "../flood/flood-progress.ts";
import type { RunSummary } from "../runs/summary.ts";
import type { RunPlan } from "./plan-run.ts";

/** Where the flood stands, with the people; `agentsBusy` only where the PBX tells of its agents. */
export interface CampaignProgress extends FloodProgress {
  readonly agentsOnDuty: number;
  readonly agentsBusy?: number;
}

/** What a campaign tells while it goes on; command line and live page only listen. */
export type CampaignEvent =
  | { readonly kind: "planned"; readonly plan: RunPlan; readonly pbx: string; readonly folder: string }
  | { readonly kind: "preparing"; readonly what: string }
  | { readonly kind: "progress"; readonly progress: CampaignProgress }
  /** A threshold with `abortOnFail` cannot be met any more; the run is being drained. */
  | { readonly kind: "hopeless"; readonly thresholds: readonly string[] }
  | { readonly kind: "measured"; readonly attempts: number }
  /** A staffing is flooded again on a trace that was not used in planning. */
  | {
      readonly kind: "verifying";
      readonly staffing: string;
      readonly peopleAtPeak: number;
      readonly seed: number;
    }
  | { readonly kind: "finished"; readonly summary: RunSummary };
