/**
 * The parts of surgeline that programs call: read a scenario, make its callers,
 * run it, read what was measured, plan with it. The queueing formulas are
 * `surgeline/queueing`, the driver of SIPp is `surgeline/sipp-wrapper`.
 */
export { calibrate, calibrateIntervals } from "./calibration/calibrate.ts";
export type { Estimates } from "./calibration/estimates.ts";
export type { CallRecord, Outcome } from "./calls/call-record.ts";
export { formatCallsCsv, parseCallsCsv } from "./calls/calls-csv.ts";
export type { CampaignEvent } from "./campaign/campaign-event.ts";
export type { CampaignRequest } from "./campaign/campaign-request.ts";
export { planRun, type RunPlan, type RunRequest } from "./campaign/plan-run.ts";
export { type CampaignResult, runCampaign } from "./campaign/run-campaign.ts";
export { evaluateThresholds, gateFails } from "./gate/evaluate-thresholds.ts";
export { parseThreshold } from "./gate/parse-threshold.ts";
export { planDay } from "./planning/recommend.ts";
export type { StaffPlan } from "./planning/staff-plan.ts";
export { loadReport, writeReport } from "./report/load-report.ts";
export { readRun, type StoredRun } from "./runs/run-folder.ts";
export type { RunSummary } from "./runs/summary.ts";
export { InvalidInput, type Problem } from "./scenario/invalid-input.ts";
export { loadScenario } from "./scenario/load-scenario.ts";
export { parseScenario } from "./scenario/read-scenario.ts";
export type { Scenario } from "./scenario/scenario.ts";
export { createTrace } from "./trace/create-trace.ts";
export type { Trace } from "./trace/trace.ts";
