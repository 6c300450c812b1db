import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantileSorted } from "simple-statistics";
import type { FloodPlan } from "../flood/flood-plan.ts";
import { NOBODY_REDIALS } from "../flood/nobody-redials.ts";
import { runFlood } from "../flood/run-flood.ts";
import type { AudioCounts } from "../pbx/audio/audio-counts.ts";
import type { RunningPbx } from "../pbx/pbx.ts";
import type { DroppedDatagrams } from "../process/udp-drops.ts";
import { createStream } from "../random/stream.ts";
import { nextUniform } from "../random/uniform.ts";
import { createCallerNumbers } from "../trace/caller-identity.ts";

/** What a step of a ramp asks of the PBX; wall time throughout. */
export interface RampLoad {
  readonly calls: number;
  /** The calls come at random moments of this stretch. */
  readonly withinSeconds: number;
  /** How long a call talks once it is answered. */
  readonly talkSeconds: number;
  /** `together`: callers who are not answered hang up all at the same time, this long after the last came. */
  readonly giveUp:
    | { readonly kind: "after"; readonly seconds: number }
    | { readonly kind: "together"; readonly seconds: number };
}

/** What may be the first to give way. */
export type GaveWay = "pbx" | "generator" | "network";

/** Who gave way, in words. */
export const GAVE_WAY = { pbx: "the PBX", generator: "the generator", network: "the network" } as const;

export interface RampBudget {
  readonly setupP95Milliseconds: number;
  readonly failureShare: number;
}

export interface RampStep {
  readonly calls: number;
  readonly callsPerSecond: number;
  /** The most calls that were under way at one time. */
  readonly inProgress: number;
  readonly setupP95Milliseconds?: number;
  readonly failures: number;
  readonly latenessP99Milliseconds?: number;
  /** Datagrams dropped, by whose socket it was; absent where the system does not tell. */
  readonly dropped?: DroppedDatagrams;
  /** Packets of audio; absent where none was sent or listened for. */
  readonly audio?: AudioCounts;
  readonly verdict:
    | { readonly held: true }
    | { readonly held: false; readonly gaveWay: GaveWay; readonly why: string };
}

/** Everything of a step but the verdict. */
export type RampMeasured = Omit<RampStep, "verdict"> & {
  readonly loadReasons: readonly string[];
  /** Calls that never had a response of any kind. */
  readonly unheard: number;
};

/**
 * What gave way in a step. A generator that did not hold its schedule, or whose
 * socket dropped, says nothing of the PBX. Calls that vanish without any
 * response, while those that had one were set up within the budget, were lost
 * on the way, unless it is this machine's own loopback, where nothing is lost
 * but at the socket of who reads too slowly. Everything else is the PBX.
 */
export const judgeRampStep = (
  measured: RampMeasured,
  budget: RampBudget,
  loopback: boolean,
): RampStep["verdict"] => {
  if (measured.loadReasons.length > 0) {
    return { held: false, gaveWay: "generator", why: measured.loadReasons.join(" ").replace(/\.$/, "") };
  }
  const setup = measured.setupP95Milliseconds;
  const slow = setup !== undefined && setup > budget.setupP95Milliseconds;
  const failureShare = measured.calls === 0 ? 0 : measured.failures / measured.calls;
  const failing = failureShare > budget.failureShare;
  if (!slow && !failing) return { held: true };
  if ((measured.dropped?.["callers"] ?? 0) > 0) {
    return {
      held: false,
      gaveWay: "generator",
      why: `the callers' socket dropped ${measured.dropped?.["callers"]} datagrams that SIPp did not read in time`,
    };
  }
  const why = slow
    ? `set-up p95 ${setup.toFixed(0)} ms, more than the ${budget.setupP95Milliseconds} ms of the budget`
    : `${measured.failures} of ${measured.calls} calls failed`;
  const lostOnTheWay = !slow && !loopback && measured.unheard === measured.failures && measured.failures > 0;
  return { held: false, gaveWay: lostOnTheWay ? "network" : "pbx", why };
};

const stepPlan = (
  load: RampLoad,
  queue: FloodPlan["queue"],
  place: Pick<FloodPlan, "workDirectory" | "allowedTargets" | "credentials">,
): FloodPlan => {
  const numberOf = createCallerNumbers(1);
  const stream = createStream(1, "arrivals");
  const arrivalSeconds = Float64Array.from(
    { length: load.calls },
    () => nextUniform(stream) * load.withinSeconds,
  ).sort();
  const patience = (row: number): number =>
    load.giveUp.kind === "after"
      ? load.giveUp.seconds
      : load.withinSeconds + load.giveUp.seconds - (arrivalSeconds[row] ?? 0);
  return {
    trace: {
      seed: 1,
      replication: 0,
      firstCaller: 0,
      callers: load.calls,
      arrivalSeconds,
      patienceSeconds: Float64Array.from({ length: load.calls }, (_, row) => patience(row)),
      talkSeconds: new Float64Array(load.calls).fill(load.talkSeconds),
      wrapUpSeconds: new Float64Array(load.calls),
      topic: new Uint16Array(load.calls),
    },
    draws: (row) => ({ patienceSeconds: patience(row), ...NOBODY_REDIALS }),
    maximumAttempts: 1,
    callerNumber: numberOf,
    windowStartSeconds: 0,
    windowEndSeconds: load.withinSeconds,
    leadInSeconds: 0,
    compression: 1,
    queue,
    hangUp: "caller",
    // the schedule is held against a tenth of this: calls that start 100 ms late are no longer the load asked for
    withinSeconds: 1,
    headers: {},
    ...place,
  };
};

/** The most of these stretches that overlap. */
export const mostAtOnce = (stretches: readonly (readonly [number, number])[]): number => {
  const moments = stretches
    .flatMap(([from, to]) => [[from, 1] as const, [to, -1] as const])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let now = 0;
  let most = 0;
  for (const [, change] of moments) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
};

/** Puts one load on a PBX that is up, and measures what it does. */
export const floodRampStep = async (
  pbx: RunningPbx,
  load: RampLoad,
  queue: FloodPlan["queue"],
  allowedTargets: readonly string[],
  credentials?: FloodPlan["credentials"],
): Promise<RampMeasured> => {
  const workDirectory = await mkdtemp(join(tmpdir(), "surgeline-ramp-"));
  try {
    const {
      records,
      load: held,
      dropped,
      audio,
    } = await runFlood(
      stepPlan(load, queue, {
        workDirectory,
        allowedTargets,
        ...(credentials !== undefined && { credentials }),
      }),
      pbx,
    );
    const setups = records.flatMap((record) => record.setupMilliseconds ?? []).sort((a, b) => a - b);
    const failed = records.filter(({ outcome }) => outcome === "failed" || outcome === "blocked");
    const stretches = records.flatMap(({ sentMilliseconds, waitSeconds, talkSeconds }) =>
      sentMilliseconds === undefined
        ? []
        : [[sentMilliseconds, sentMilliseconds + ((waitSeconds ?? 0) + (talkSeconds ?? 0)) * 1000] as const],
    );
    return {
      calls: records.length,
      callsPerSecond: load.calls / load.withinSeconds,
      inProgress: mostAtOnce(stretches),
      failures: failed.length,
      unheard: failed.filter(({ sipStatus }) => sipStatus === undefined).length,
      loadReasons: held.reasons,
      ...(setups.length > 0 && { setupP95Milliseconds: quantileSorted(setups, 0.95) }),
      ...(held.latenessMilliseconds !== undefined && {
        latenessP99Milliseconds: held.latenessMilliseconds.p99,
      }),
      ...(dropped !== undefined && { dropped }),
      ...(audio !== undefined && { audio }),
    };
  } finally {
    await rm(workDirectory, { recursive: true, force: true });
  }
};
