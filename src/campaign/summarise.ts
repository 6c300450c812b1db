import { quantileSorted } from "simple-statistics";
import type { Estimates } from "../calibration/estimates.ts";
import type { CallRecord } from "../calls/call-record.ts";
import type { FloodLoad, FloodResult } from "../flood/flood-result.ts";
import { agentTime } from "../gate/agent-time.ts";
import { evaluateThresholds, type GateContext, redrawnDaysOf } from "../gate/evaluate-thresholds.ts";
import { queueIntervals } from "../gate/queue-intervals.ts";
import type { Threshold } from "../gate/threshold.ts";
import type { PbxEvent, RunningPbx, SecondLineCall } from "../pbx/pbx.ts";
import { withMeasuredBehaviour } from "../planning/behaviour.ts";
import { planDay } from "../planning/recommend.ts";
import { type Recommendation, type RunSummary, SCHEMA_VERSION } from "../runs/summary.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import { topicsOf } from "../trace/topics.ts";
import { brokenBounds, EXPECTED_TIMING_ERROR_MILLISECONDS } from "./compression-bounds.ts";
import { crossCheck } from "./cross-check.ts";
import { type DispatchGap, dispatchGap } from "./dispatch-gap.ts";
import { withoutDispatchLag } from "./dispatch-lag.ts";
import { pbxOverhead } from "./pbx-overhead.ts";
import type { RunPlan } from "./plan-run.ts";
import { estimatesOfRun } from "./run-estimates.ts";
import { runVerdict } from "./run-verdict.ts";
import { secondLineSummary } from "./second-line-summary.ts";

/** What was measured by a run, before anything is made of it. */
export interface Measured {
  readonly plan: RunPlan;
  readonly records: readonly CallRecord[];
  readonly load: FloodLoad;
  readonly firstResponseMilliseconds?: readonly number[];
  readonly dropped?: FloodResult["dropped"];
  readonly audio?: FloodResult["audio"];
  readonly secondLine?: readonly SecondLineCall[] | undefined;
  readonly pbxEvents: readonly PbxEvent[];
  /** The PBX's own account of its calls, where the events are what telephones of ours saw. */
  readonly account?: readonly PbxEvent[];
  /** What the PBX did that a reader has to know. */
  readonly findings?: readonly string[];
  readonly pbx: Pick<RunningPbx, "kind" | "version" | "dispatch" | "media" | "accountResolutionMilliseconds">;
  readonly interrupted: boolean;
  readonly wallSeconds: number;
  readonly runDirectory: string;
}

const percentiles = (values: readonly number[]): RunSummary["setupMilliseconds"] => {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  return {
    p50: quantileSorted(sorted, 0.5),
    p95: quantileSorted(sorted, 0.95),
    p99: quantileSorted(sorted, 0.99),
  };
};

/** Callers of the window and the share of them without an answered attempt. */
const callersServed = (
  counted: readonly CallRecord[],
): { callers: number; neverServed: number } | undefined => {
  const served = new Map<string, boolean>();
  for (const record of counted) {
    served.set(record.callerId, served.get(record.callerId) === true || record.outcome === "answered");
  }
  if (served.size === 0) return undefined;
  const never = [...served.values()].filter((answered) => !answered).length;
  return { callers: served.size, neverServed: never / served.size };
};

/**
 * The scenario to plan with: people's behaviour as measured, and the time that
 * this PBX leaves an agent idle between two calls while callers wait added to
 * every handling. That time is the PBX's own and is not scaled.
 */
export const scenarioToPlan = (
  scenario: Scenario,
  estimates: Estimates,
  gap: Pick<DispatchGap, "mean"> | undefined,
): Scenario => {
  const measured = withMeasuredBehaviour(scenario, estimates).scenario;
  if (gap === undefined) return measured;
  return {
    ...measured,
    handling: { ...measured.handling, ringSeconds: measured.handling.ringSeconds + gap.mean / 1000 },
  };
};

/** What the thresholds of a run are judged by. */
export const gateContextOf = (plan: RunPlan): GateContext => {
  const { scenario, trace } = plan;
  const topics = topicsOf(scenario);
  return {
    withinSeconds: scenario.targets.withinSeconds,
    schedule: plan.staff,
    period: { startSeconds: plan.windowStartSeconds, endSeconds: plan.windowEndSeconds },
    scenario,
    topicOfCaller: (caller) => topics[trace.topic[Number(caller) - trace.firstCaller] ?? -1]?.name,
  };
};

const recommend = (
  plan: RunPlan,
  estimates: Estimates,
  gap: DispatchGap | undefined,
): Recommendation | undefined => {
  if (estimates.offered === 0) return undefined;
  const { expected, assured, headcount, agentHours, intervals, notes } = planDay(
    scenarioToPlan({ ...plan.scenario, staff: plan.onDuty }, estimates, gap),
    { estimates, seed: plan.seed },
  );
  return {
    ...(expected !== undefined && { expected }),
    ...(assured !== undefined && { assured }),
    ...(headcount !== undefined && { headcount }),
    ...(agentHours !== undefined && { agentHours }),
    intervals,
    notes,
  };
};

/** Busy over staffed time of the window; absent where nobody was on duty or no agent's time is known. */
const occupancyOf = (plan: RunPlan, records: readonly CallRecord[]): number | undefined => {
  const { busySeconds, staffedSeconds } = agentTime(
    records,
    plan.staff,
    plan.windowStartSeconds,
    plan.windowEndSeconds,
    1,
  );
  const [busy, staffed] = [busySeconds[0] ?? 0, staffedSeconds[0] ?? 0];
  return staffed > 0 && busy > 0 ? busy / staffed : undefined;
};

/** What the gap that the run itself showed says of its compression, where no trial has said so before. */
const idleGapFindings = (plan: RunPlan, gap: DispatchGap): readonly string[] =>
  plan.forced.some((message) => message.includes("stays idle"))
    ? []
    : brokenBounds({
        compression: plan.compression,
        withinSeconds: plan.scenario.targets.withinSeconds,
        handlingMeanSeconds: plan.handlingMeanSeconds,
        timingErrorMilliseconds: EXPECTED_TIMING_ERROR_MILLISECONDS,
        idleGapMilliseconds: gap.mean,
      })
        .filter(({ bound }) => bound === "idle gap")
        .map(({ message }) => `In this run ${message}.`);

const REDRAWN_NOTE =
  "The intervals of abandonment, service level and mean waits come from days like this one, drawn again with the scenario's callers.";

/** summary.json from what was measured. An invalid load gets its figures too, and no recommendation. */
export const summarise = (measured: Measured, thresholds: readonly Threshold[]): RunSummary => {
  const { plan, records, load, pbx } = measured;
  const counted = records.filter((record) => record.counted);
  const estimates = estimatesOfRun(records, plan);
  const gap = dispatchGap(measured.pbxEvents);
  const gateContext = gateContextOf(plan);
  const redrawn = redrawnDaysOf(records, gateContext);
  const judged = evaluateThresholds(records, thresholds, gateContext, redrawn);
  const ofQueue = queueIntervals(records, redrawn, plan.scenario.targets.withinSeconds);
  const recommendation = load.valid ? recommend(plan, estimates, gap) : undefined;
  const setup = percentiles(counted.flatMap((record) => record.setupMilliseconds ?? []));
  const checked = crossCheck(
    records,
    measured.account ?? measured.pbxEvents,
    plan.compression,
    pbx.accountResolutionMilliseconds,
    // one that is not ours tells of its queue alone
    pbx.kind !== "external",
  );
  const lagless = withoutDispatchLag(plan, records, measured.pbxEvents);
  const findings = [
    ...(plan.findings ?? []),
    ...(measured.findings ?? []),
    ...(gap === undefined ? [] : idleGapFindings(plan, gap)),
  ];
  const served = callersServed(counted);
  const secondLine = secondLineSummary(measured.secondLine, records, plan.compression);
  const firstResponse = percentiles(measured.firstResponseMilliseconds ?? []);
  // without a PBX that names the agent's times, busy time would be talk alone
  const occupancy = measured.pbxEvents.length === 0 ? undefined : occupancyOf(plan, records);
  return {
    schemaVersion: SCHEMA_VERSION,
    verdict: runVerdict({ valid: load.valid, interrupted: measured.interrupted }, judged),
    ...estimates,
    confidence: { ...estimates.confidence, ...ofQueue },
    notes: [...estimates.notes, ...(Object.keys(ofQueue).length > 0 ? [REDRAWN_NOTE] : [])],
    ...(lagless !== undefined && { withoutDispatchLag: lagless }),
    ...(served !== undefined && served),
    ...(occupancy !== undefined && { occupancy }),
    ...(setup !== undefined && { setupMilliseconds: setup }),
    load: { ...load, ...(measured.dropped !== undefined && { droppedDatagrams: measured.dropped }) },
    compression: plan.compression,
    window: { start: formatTimeOfDay(plan.windowStartSeconds), end: formatTimeOfDay(plan.windowEndSeconds) },
    pbx: {
      kind: pbx.kind,
      version: pbx.version,
      dispatch: pbx.dispatch,
      ...(gap !== undefined && { dispatchMilliseconds: gap }),
      media: pbx.media,
      ...(findings.length > 0 && { findings }),
      ...(measured.audio !== undefined && { audioPackets: measured.audio }),
      ...(secondLine !== undefined && { secondLine }),
      overhead: {
        ...pbxOverhead(records, measured.pbxEvents),
        ...(firstResponse !== undefined && { firstResponseMilliseconds: firstResponse }),
      },
    },
    ...(checked !== undefined && { crossCheck: checked }),
    ...(recommendation !== undefined && { recommendation }),
    thresholds: judged,
    wallSeconds: measured.wallSeconds,
    runDirectory: measured.runDirectory,
  };
};
