import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { floodPlanOf } from "../../../src/campaign/flood-plan-of.ts";
import { planRun, type RunPlan } from "../../../src/campaign/plan-run.ts";

import { type PbxChoice, startAsteriskFor, startPbx } from "../../../src/campaign/start-pbx.ts";
import { summarise } from "../../../src/campaign/summarise.ts";
import type { FloodResult } from "../../../src/flood/flood-result.ts";
import { runFlood } from "../../../src/flood/run-flood.ts";
import { findAsterisk } from "../../../src/pbx/asterisk/find-asterisk.ts";
import type { AsteriskPbx } from "../../../src/pbx/asterisk/start-asterisk-pbx.ts";
import type { Media, RunningPbx } from "../../../src/pbx/pbx.ts";
import type { RunSummary } from "../../../src/runs/summary.ts";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { startBadNetwork } from "./bad-network.ts";

/** When the line of `shortPlan` opens. */
export const OPENING_SECONDS = 9 * 3600;

/** The smoke test's line open for an hour alone: staff for a day of three is looked for three times as long. */
export const ONE_HOUR = [
  "hours.close=10:00",
  "arrivals.shape.hourly=[1]",
  "flood.window=09:00-10:00",
] as const;

const required = process.env["SURGELINE_REQUIRE"] === "all";

/** Why no test with Asterisk can run here; undefined where it can, or has to. */
export const lackOfAsterisk = async (): Promise<string | undefined> => {
  if (required || (await findAsterisk()) !== undefined) return undefined;
  return "no Asterisk of version 20 or later is installed or fetched: npm run setup with SURGELINE_REQUIRE=all";
};

/**
 * Some five seconds of flood: a line with 1,200 calls an hour and 100 s of
 * handling, which is work for 33, in its first four minutes, 50 times as fast
 * as life. Nothing comes before the opening, so that there is no lead-in.
 */
export const shortPlan = (settings: readonly string[], agents?: number, seed = 1): RunPlan =>
  planRun({
    scenario: loadScenario("scenarios/smoke.yaml", [...ONE_HOUR, "arrivals.callsPerDay=1200", ...settings]),
    seed,
    windowStartSeconds: OPENING_SECONDS,
    windowEndSeconds: OPENING_SECONDS + 240,
    compression: 50,
    force: true,
    ...(agents !== undefined && { agents }),
  });

export interface AsteriskFlood {
  readonly result: FloodResult;
  readonly summary: RunSummary;
  readonly pbx: AsteriskPbx;
}

export interface AsteriskFloodOptions {
  readonly plan: RunPlan;
  readonly dispatch: "native" | "woken";
  readonly media?: Media;
  /** What is dialled in place of the line. */
  readonly user?: string;
  /** What lies between the callers and Asterisk. */
  readonly network?: { readonly lossProbability: number; readonly delayMilliseconds: number };
  /** SIPp's folder in place of a new one. */
  readonly workDirectory?: string;
  /** Called with the PBX when the flood begins. */
  readonly meanwhile?: (pbx: AsteriskPbx) => void | Promise<void>;
  /** Called when the flood has ended and Asterisk is still there. */
  readonly afterwards?: (pbx: AsteriskPbx) => Promise<void>;
}

/** Floods an Asterisk that is there already, with agents of ours registered at it. */
export const floodForeign = async (
  plan: RunPlan,
  choice: Extract<PbxChoice, { readonly kind: "external" }>,
): Promise<{ readonly result: FloodResult; readonly summary: RunSummary }> => {
  const workDirectory = mkdtempSync(join(tmpdir(), "surgeline-asterisk-test-"));
  const pbx = await startPbx(choice, plan, () => {});
  try {
    const result = await runFlood(floodPlanOf(plan, { workDirectory, allowedTargets: [] }), pbx);
    return { result, summary: summaryOf(plan, result, pbx) };
  } finally {
    await pbx.stop();
    rmSync(workDirectory, { recursive: true, force: true });
  }
};

/** Floods an Asterisk of its own with a plan and takes everything down again. */
export const floodOwnAsterisk = async (
  options: AsteriskFloodOptions,
): Promise<Pick<AsteriskFlood, "result" | "pbx">> => {
  const { plan, dispatch } = options;
  const workDirectory = options.workDirectory ?? mkdtempSync(join(tmpdir(), "surgeline-asterisk-test-"));
  const pbx = await startAsteriskFor(plan, dispatch, () => {}, undefined, options.media);
  const network =
    options.network === undefined
      ? undefined
      : await startBadNetwork(
          pbx.target.port,
          options.network.lossProbability,
          options.network.delayMilliseconds,
        );
  try {
    await options.meanwhile?.(pbx);
    const target = {
      ...pbx.target,
      ...(options.user !== undefined && { user: options.user }),
      ...(network !== undefined && { port: network.port }),
    };
    const result = await runFlood(floodPlanOf(plan, { workDirectory, allowedTargets: [] }), {
      ...pbx,
      target,
    });
    await options.afterwards?.(pbx);
    return { result, pbx };
  } finally {
    network?.stop();
    await pbx.stop();
    rmSync(workDirectory, { recursive: true, force: true });
  }
};

/** What a run of it would say. */
const summaryOf = (plan: RunPlan, result: FloodResult, pbx: RunningPbx): RunSummary => {
  const { records, load, pbxEvents, firstResponseMilliseconds, dropped, audio, wallSeconds } = result;
  return summarise(
    {
      plan,
      records,
      load,
      pbxEvents,
      firstResponseMilliseconds,
      dropped,
      audio,
      pbx,
      interrupted: false,
      wallSeconds,
      runDirectory: "",
    },
    [],
  );
};

/** Floods an Asterisk of its own and judges the run. */
export const floodAsterisk = async (options: AsteriskFloodOptions): Promise<AsteriskFlood> => {
  const { result, pbx } = await floodOwnAsterisk(options);
  return { result, summary: summaryOf(options.plan, result, pbx), pbx };
};

/** Whether a process with this number is there and is no zombie. */
export const isRunning = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};
