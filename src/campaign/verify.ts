import { join } from "node:path";
import { calibrate } from "../calibration/calibrate.ts";
import type { FloodProgress } from "../flood/flood-progress.ts";
import { runFlood } from "../flood/run-flood.ts";
import type { Recommendation } from "../runs/summary.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { floodPlanOf } from "./flood-plan-of.ts";
import { planRun, type RunPlan } from "./plan-run.ts";
import { type PbxChoice, startPbx } from "./start-pbx.ts";
import { type PredictedWindow, staffingsToVerify } from "./verification-plan.ts";

/** One flood of a staffing on a trace of its own. */
export interface VerifiedTrace {
  readonly seed: number;
  readonly offered: number;
  readonly serviceLevel: number;
  readonly abandonment: number;
  /** Whether the window met the service level. */
  readonly good: boolean;
  /** False where the generator did not hold its schedule, so that the flood proves nothing. */
  readonly valid: boolean;
}

/** A staffing as predicted and as measured. */
export interface VerifiedStaffing {
  readonly name: "assured" | "failing";
  readonly peopleAtPeak: number;
  readonly predicted: PredictedWindow;
  readonly traces: readonly VerifiedTrace[];
}

/** What a verification came to. */
export interface Verification {
  /** The assured staff good on every trace, the failing staff on none. */
  readonly proved: boolean;
  readonly staffings: readonly VerifiedStaffing[];
  /** Why it is not proved. */
  readonly reasons: readonly string[];
}

export interface VerificationRequest {
  readonly plan: RunPlan;
  /** What was planned with: people's behaviour as measured, what the PBX adds included. */
  readonly planned: Scenario;
  readonly recommendation: Recommendation;
  readonly pbx: PbxChoice;
  readonly allowedHosts: readonly string[];
  /** A folder for the floods' files. */
  readonly folder: string;
  readonly stop: AbortSignal;
}

/** Traces of each staffing. */
const VERIFIED_TRACES = 5;
/** Far from the seed that was planned with, so that no trace is seen twice. */
const SEED_DISTANCE = 1_000_003;
/** A flood whose generator was late is made again, twice at most, before it is given up. */
const TRIES = 3;

export type VerifyEvent =
  | { readonly kind: "staffing"; readonly name: string; readonly peopleAtPeak: number; readonly seed: number }
  | { readonly kind: "progress"; readonly progress: FloodProgress }
  | { readonly kind: "preparing"; readonly what: string };

const floodOnce = async (
  request: VerificationRequest,
  plan: RunPlan,
  folder: string,
  tell: (event: VerifyEvent) => void,
): Promise<VerifiedTrace> => {
  const pbx = await startPbx(request.pbx, plan, (what) => tell({ kind: "preparing", what }));
  const flooded = await runFlood(
    floodPlanOf(plan, { workDirectory: folder, allowedTargets: request.allowedHosts }),
    pbx,
    { kill: request.stop, onProgress: (progress) => tell({ kind: "progress", progress }) },
  ).finally(() => pbx.stop());
  const { targets } = plan.scenario;
  const estimates = calibrate(
    flooded.records.filter(({ counted }) => counted),
    { withinSeconds: targets.withinSeconds },
  );
  const serviceLevel = estimates.serviceLevel?.value ?? 0;
  return {
    seed: plan.seed,
    offered: estimates.offered,
    serviceLevel,
    abandonment: estimates.abandonment ?? 0,
    good: serviceLevel >= targets.serviceLevel,
    valid: flooded.load.valid,
  };
};

const reasonsAgainst = (staffings: readonly VerifiedStaffing[]): string[] =>
  staffings.flatMap(({ name, traces, peopleAtPeak }) => {
    const reasons: string[] = [];
    const invalid = traces.filter(({ valid }) => !valid).length;
    if (invalid > 0)
      reasons.push(
        `Floods of the ${name} staff that prove nothing, since the generator was late: ${invalid}.`,
      );
    const good = traces.filter((trace) => trace.valid && trace.good).length;
    if (name === "assured" && good < traces.length - invalid) {
      reasons.push(
        `The assured staff (${peopleAtPeak} at the peak) met the target on ${good} of ${traces.length} traces only.`,
      );
    }
    if (name === "failing" && good > 0) {
      reasons.push(
        `A staff that should fail (${peopleAtPeak} at the peak) met the target on ${good} of ${traces.length} traces.`,
      );
    }
    return reasons;
  });

/**
 * Proves a recommendation by flooding again: the assured staff on traces that
 * were not used in planning, and a staff that should fail on the same ones.
 * Undefined where there is no assured staff to prove.
 */
export const verify = async (
  request: VerificationRequest,
  tell: (event: VerifyEvent) => void,
): Promise<Verification | undefined> => {
  const { plan } = request;
  const window = { startSeconds: plan.windowStartSeconds, endSeconds: plan.windowEndSeconds };
  const staffings = staffingsToVerify(
    request.planned,
    request.recommendation,
    window,
    plan.leadInSeconds,
    plan.seed + 2 * SEED_DISTANCE,
  );
  if (staffings === undefined) return undefined;
  const verified: VerifiedStaffing[] = [];
  for (const { name, schedule, peopleAtPeak, predicted } of staffings) {
    const traces: VerifiedTrace[] = [];
    for (let index = 0; index < VERIFIED_TRACES && !request.stop.aborted; index++) {
      const seed = plan.seed + SEED_DISTANCE + index;
      tell({ kind: "staffing", name, peopleAtPeak, seed });
      const again = planRun({
        scenario: { ...plan.scenario, staff: { ...plan.scenario.staff, schedule } },
        seed,
        windowStartSeconds: plan.windowStartSeconds,
        windowEndSeconds: plan.windowEndSeconds,
        compression: plan.compression,
        force: true,
      });
      let trace: VerifiedTrace | undefined;
      for (let attempt = 1; attempt <= TRIES && trace?.valid !== true && !request.stop.aborted; attempt++) {
        trace = await floodOnce(
          request,
          again,
          join(request.folder, `${name}-${index + 1}-${attempt}`),
          tell,
        );
      }
      if (trace !== undefined) traces.push(trace);
    }
    verified.push({ name, peopleAtPeak, predicted, traces });
  }
  const reasons = reasonsAgainst(verified);
  if (request.stop.aborted) reasons.push("The verification was interrupted.");
  return { proved: reasons.length === 0, staffings: verified, reasons };
};
