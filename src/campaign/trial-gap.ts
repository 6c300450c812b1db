import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FloodHooks, FloodPlan } from "../flood/flood-plan.ts";
import { NOBODY_REDIALS } from "../flood/nobody-redials.ts";
import { runFlood } from "../flood/run-flood.ts";
import { startAsteriskPbx } from "../pbx/asterisk/start-asterisk-pbx.ts";
import { InvalidInput } from "../scenario/invalid-input.ts";
import type { Queue } from "../scenario/scenario.ts";
import { createCallerNumbers } from "../trace/caller-identity.ts";
import { brokenBounds, EXPECTED_TIMING_ERROR_MILLISECONDS } from "./compression-bounds.ts";
import { type DispatchGap, dispatchGap } from "./dispatch-gap.ts";
import type { RunPlan } from "./plan-run.ts";

/**
 * Few agents and many callers at once, so that a queue stands nearly all the
 * while; wall time. Calls come over a whole second and last unlike each other,
 * since a queue that looks once a second for each caller would else look for
 * all of them at the same moments.
 */
const TRIAL = {
  callers: 70,
  agents: 8,
  shortestTalkSeconds: 0.2,
  longestTalkSeconds: 0.8,
  arriveWithinSeconds: 1,
  patienceSeconds: 60,
} as const;
/** Its multiples, less their whole parts, lie evenly over 0 to 1 in an order that has none. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

const talkSeconds = (row: number): number =>
  TRIAL.shortestTalkSeconds + (TRIAL.longestTalkSeconds - TRIAL.shortestTalkSeconds) * ((row * GOLDEN) % 1);
const LEAST_WAITING = 10;

const trialPlan = (mode: "ringing" | "answerFirst", workDirectory: string): FloodPlan => {
  const numberOf = createCallerNumbers(1);
  const column = (value: (row: number) => number): Float64Array =>
    Float64Array.from({ length: TRIAL.callers }, (_, row) => value(row));
  return {
    trace: {
      seed: 1,
      replication: 0,
      firstCaller: 0,
      callers: TRIAL.callers,
      arrivalSeconds: column((row) => (row * TRIAL.arriveWithinSeconds) / TRIAL.callers),
      patienceSeconds: column(() => TRIAL.patienceSeconds),
      talkSeconds: column(talkSeconds),
      wrapUpSeconds: column(() => 0),
      topic: new Uint16Array(TRIAL.callers),
    },
    draws: () => ({ patienceSeconds: TRIAL.patienceSeconds, ...NOBODY_REDIALS }),
    maximumAttempts: 1,
    callerNumber: numberOf,
    windowStartSeconds: 0,
    windowEndSeconds: 1,
    leadInSeconds: 0,
    compression: 1,
    queue: { name: "trial", mode },
    hangUp: "agent",
    withinSeconds: 20,
    headers: {},
    allowedTargets: [],
    workDirectory,
  };
};

/**
 * Measures, by a flood of some seconds against an Asterisk of its own, how long
 * an agent stays idle between two calls while callers wait: in a queue with the
 * scenario's strategy.
 */
export const measureTrialGap = async (
  dispatch: "native" | "woken",
  queue: Queue,
  tell: (text: string) => void,
  stop: Pick<FloodHooks, "drain" | "kill"> = {},
): Promise<DispatchGap | undefined> => {
  const workDirectory = await mkdtemp(join(tmpdir(), "surgeline-trial-"));
  const plan = trialPlan(queue.mode, workDirectory);
  const handlingByCaller = new Map(
    Array.from({ length: TRIAL.callers }, (_, row) => [
      plan.callerNumber(row),
      { talkSeconds: talkSeconds(row), wrapUpSeconds: 0 },
    ]),
  );
  try {
    const pbx = await startAsteriskPbx({
      queueName: "trial",
      mode: queue.mode,
      queue,
      staffSteps: [{ startSeconds: 0, endSeconds: 1e7, agents: TRIAL.agents }],
      startScenarioSeconds: 0,
      compression: 1,
      ringSeconds: 0,
      hangUp: "agent",
      handlingByCaller,
      defaultHandling: { talkSeconds: TRIAL.longestTalkSeconds, wrapUpSeconds: 0 },
      dispatch,
      transport: "udp",
      user: "trial",
      tell,
    });
    try {
      const { pbxEvents } = await runFlood(plan, pbx, stop);
      return dispatchGap(pbxEvents, LEAST_WAITING);
    } finally {
      await pbx.stop();
    }
  } finally {
    await rm(workDirectory, { recursive: true, force: true });
  }
};

/**
 * The plan, held to what a trial of this PBX showed: a compression under which
 * an agent's idle gap is more than 5 % of a call throws InvalidInput, or is
 * noted as forced. The dispatch lag refuses nothing; the result tells it.
 */
export const boundByTrial = (plan: RunPlan, gap: DispatchGap | undefined, force: boolean): RunPlan => {
  if (gap === undefined) return plan;
  const broken = brokenBounds({
    compression: plan.compression,
    withinSeconds: plan.scenario.targets.withinSeconds,
    handlingMeanSeconds: plan.handlingMeanSeconds,
    timingErrorMilliseconds: EXPECTED_TIMING_ERROR_MILLISECONDS,
    idleGapMilliseconds: gap.mean,
    dispatchLagP95Milliseconds: gap.p95,
  }).filter(({ bound }) => bound !== "timing error");
  const refused = broken.filter(({ bound }) => bound === "idle gap");
  if (refused.length > 0 && !force) {
    throw new InvalidInput(
      refused.map(({ message }) => ({
        where: "--compression",
        message: `${message}. Give a smaller one, --dispatch woken where people are to be counted, or --force to run all the same`,
      })),
    );
  }
  const lag = broken
    .filter(({ bound }) => bound === "dispatch lag")
    .map(({ message }) => `In the trial ${message}.`);
  return {
    ...plan,
    forced: [...plan.forced, ...refused.map(({ message }) => message)],
    ...(lag.length > 0 && { findings: [...(plan.findings ?? []), ...lag] }),
  };
};
