import { calibrate } from "../calibration/calibrate.ts";
import type { Estimates } from "../calibration/estimates.ts";
import type { CallRecord } from "../calls/call-record.ts";
import type { RunPlan } from "./plan-run.ts";

/** What a run's counted calls say. */
export const estimatesOfRun = (records: readonly CallRecord[], plan: RunPlan): Estimates =>
  calibrate(
    records.filter((record) => record.counted),
    { withinSeconds: plan.scenario.targets.withinSeconds },
  );
