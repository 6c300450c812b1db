import { isIP } from "node:net";
import type { RunningPbx } from "../pbx/pbx.ts";
import { type Tongue, tongueOf } from "../report/tongue.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { planRun, type RunPlan } from "./plan-run.ts";
import {
  floodRampStep,
  GAVE_WAY,
  judgeRampStep,
  type RampBudget,
  type RampLoad,
  type RampStep,
} from "./ramp-step.ts";
import { type PbxChoice, startPbx } from "./start-pbx.ts";

/** What a ramp looks for, and how far it goes. */
export interface RampRequest {
  readonly scenario: Scenario;
  readonly pbx: PbxChoice;
  readonly budget: RampBudget;
  readonly fromCallsPerSecond: number;
  readonly toCallsPerSecond: number;
  readonly fromCalls: number;
  readonly toCalls: number;
  /** How long a rate is held, and how long a call talks. */
  readonly stepSeconds: number;
  readonly talkSeconds: number;
  readonly allowedHosts: readonly string[];
}

/** One search: the highest load that held, and what broke first beyond it. */
export interface RampSearch {
  /** The highest load within the budget; absent where even the lowest was not. */
  readonly held?: number;
  /** The lowest load beyond the budget; absent where everything asked for was held. */
  readonly broke?: number;
  readonly gaveWay?: "pbx" | "generator" | "network";
  readonly why?: string;
  /** Every step, in order of its load. */
  readonly steps: readonly RampStep[];
}

export interface RampResult {
  readonly pbx: {
    readonly kind: RunningPbx["kind"];
    readonly version: string;
    readonly media: RunningPbx["media"];
  };
  readonly budget: RampBudget;
  /** By calls a second; calls are answered at once and talk as long as was asked. */
  readonly rate: RampSearch;
  /** By calls under way at once; they all wait in the queue. */
  readonly inProgress: RampSearch;
}

const GROWTH = 2;
const BISECTIONS = 2;
/** Calls in progress are brought up at no more than this, so that it is not the rate that is tried again. */
const GENTLE_CALLS_PER_SECOND = 100;
const HOLD_SECONDS = 3;
const NO_END_SECONDS = 1e6;
const MOST_AGENTS = 600;

/** Doubles the load until a step breaks, then halves the stretch between the last that held and it. */
export const searchRamp = async (
  from: number,
  to: number,
  tryLoad: (load: number) => Promise<RampStep>,
): Promise<RampSearch> => {
  const steps = new Map<number, RampStep>();
  let held: number | undefined;
  let broke: number | undefined;
  const take = async (load: number): Promise<void> => {
    let step = await tryLoad(load);
    // the machine may have been busy with something else: a generator gets a second chance, a PBX none
    if (!step.verdict.held && step.verdict.gaveWay === "generator") step = await tryLoad(load);
    steps.set(load, step);
    if (step.verdict.held) held = load;
    else broke = load;
  };
  for (let load = from; broke === undefined; load = Math.min(to, load * GROWTH)) {
    await take(load);
    if (load >= to) break;
  }
  for (let time = 0; time < BISECTIONS && held !== undefined && broke !== undefined; time++) {
    const middle = Math.round((held + broke) / 2);
    if (middle === held || middle === broke) break;
    await take(middle);
  }
  const breaking = broke === undefined ? undefined : steps.get(broke)?.verdict;
  return {
    ...(held !== undefined && { held }),
    ...(broke !== undefined && { broke }),
    ...(breaking !== undefined && !breaking.held && { gaveWay: breaking.gaveWay, why: breaking.why }),
    steps: [...steps].sort(([a], [b]) => a - b).map(([, step]) => step),
  };
};

/** A plan under which a PBX is brought up for a ramp: so many agents at all times, calls that last alike. */
const pbxPlan = (request: RampRequest, agents: number): RunPlan => {
  const { scenario } = request;
  const { trunks: _trunks, ...untrunked } = scenario;
  const plan = planRun({ scenario, seed: 1, force: true });
  return {
    ...plan,
    compression: 1,
    windowStartSeconds: 0,
    windowEndSeconds: NO_END_SECONDS,
    leadInSeconds: 0,
    staff: [{ startSeconds: 0, endSeconds: NO_END_SECONDS, agents }],
    trace: { ...plan.trace, callers: 0 },
    scenario: {
      ...untrunked,
      hours: { openSeconds: 0, closeSeconds: NO_END_SECONDS },
      handling: {
        ringSeconds: 0,
        talk: { kind: "constant", meanSeconds: request.talkSeconds },
        wrapUp: { kind: "constant", meanSeconds: 0 },
        hangUp: "caller",
      },
    },
  };
};

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

/**
 * Finds the call rate and the number of calls in progress at which set-up or
 * failures cross the budget, each against a PBX freshly brought up (or the one
 * that is there). Throws what starting a PBX and a flood throw.
 */
export const ramp = async (
  request: RampRequest,
  tell: (text: string) => void,
  tongue: Tongue = tongueOf("en"),
): Promise<RampResult> => {
  const { say } = tongue;
  const { scenario, budget } = request;
  let about: RampResult["pbx"] | undefined;
  const search = async (
    agents: number,
    from: number,
    to: number,
    loadOf: (size: number) => RampLoad,
    name: (size: number) => string,
  ): Promise<RampSearch> => {
    const pbx = await startPbx(request.pbx, pbxPlan(request, agents), tell);
    about = { kind: pbx.kind, version: pbx.version, media: pbx.media };
    try {
      return await searchRamp(from, to, async (size) => {
        const measured = await floodRampStep(
          pbx,
          loadOf(size),
          scenario.queue,
          request.allowedHosts,
          request.pbx.kind === "external" ? request.pbx.callerCredentials : undefined,
        );
        const { loadReasons: _reasons, unheard: _unheard, ...kept } = measured;
        const step = { ...kept, verdict: judgeRampStep(measured, budget, isLoopback(pbx.target.host)) };
        const setup = step.setupP95Milliseconds?.toFixed(0) ?? "-";
        tell(
          step.verdict.held
            ? say("{0}: set-up p95 {1} ms, {2} failed, held", name(size), setup, step.failures)
            : say(
                "{0}: set-up p95 {1} ms, {2} failed, {3} gave way ({4})",
                name(size),
                setup,
                step.failures,
                say(GAVE_WAY[step.verdict.gaveWay]),
                tongue.note(step.verdict.why),
              ),
        );
        return step;
      });
    } finally {
      await pbx.stop();
    }
  };
  const agents = Math.min(MOST_AGENTS, Math.ceil(request.toCallsPerSecond * request.talkSeconds * 1.5) + 5);
  const rate = await search(
    agents,
    request.fromCallsPerSecond,
    request.toCallsPerSecond,
    (callsPerSecond) => ({
      calls: Math.round(callsPerSecond * request.stepSeconds),
      withinSeconds: request.stepSeconds,
      talkSeconds: request.talkSeconds,
      giveUp: { kind: "after", seconds: HOLD_SECONDS },
    }),
    (size) => say("{0} calls a second", size),
  );
  const gentle = Math.min(GENTLE_CALLS_PER_SECOND, Math.max(10, (rate.held ?? 20) / 2));
  const inProgress = await search(
    0,
    request.fromCalls,
    request.toCalls,
    (calls) => ({
      calls,
      withinSeconds: calls / gentle,
      talkSeconds: request.talkSeconds,
      giveUp: { kind: "together", seconds: HOLD_SECONDS },
    }),
    (size) => say("{0} calls in progress", size),
  );
  if (about === undefined) throw new Error("A ramp without a PBX.");
  return { pbx: about, budget, rate, inProgress };
};
