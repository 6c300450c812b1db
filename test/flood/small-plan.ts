import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FloodPlan } from "../../src/flood/flood-plan.ts";
import type { PbxTarget, RunningPbx } from "../../src/pbx/pbx.ts";
import type { AttemptDraws } from "../../src/trace/trace.ts";

/** A caller of a test: times in seconds, at a compression of 1. */
export interface TestCaller {
  readonly arrivalSeconds: number;
  readonly patienceSeconds: number;
  readonly talkSeconds?: number;
  /** Seconds until the next attempt, for each attempt that is followed by one. */
  readonly redialsAfterSeconds?: readonly number[];
}

/** A plan of a few callers, each number `n` and the row. */
export const smallPlan = (callers: readonly TestCaller[], rest: Partial<FloodPlan> = {}): FloodPlan => ({
  trace: {
    seed: 1,
    replication: 0,
    firstCaller: 0,
    callers: callers.length,
    arrivalSeconds: Float64Array.from(callers, (caller) => caller.arrivalSeconds),
    patienceSeconds: Float64Array.from(callers, (caller) => caller.patienceSeconds),
    talkSeconds: Float64Array.from(callers, (caller) => caller.talkSeconds ?? 0.1),
    wrapUpSeconds: new Float64Array(callers.length),
    topic: new Uint16Array(callers.length),
  },
  draws: (row, attempt): AttemptDraws => {
    const delay = callers[row]?.redialsAfterSeconds?.[attempt - 1];
    return {
      patienceSeconds: callers[row]?.patienceSeconds ?? 0,
      redialsAfterAbandoning: delay !== undefined,
      delayAfterAbandoningSeconds: delay ?? 0,
      redialsAfterBlocked: delay !== undefined,
      delayAfterBlockedSeconds: delay ?? 0,
    };
  },
  maximumAttempts: 5,
  callerNumber: (row) => `n${row}`,
  windowStartSeconds: 0,
  windowEndSeconds: 3,
  leadInSeconds: 0,
  compression: 1,
  queue: { name: "general", mode: "ringing" },
  hangUp: "agent",
  withinSeconds: 20,
  headers: {},
  allowedTargets: [],
  ...rest,
  workDirectory: rest.workDirectory ?? mkdtempSync(join(tmpdir(), "surgeline-flood-")),
});

/** A PBX of which nothing is known but where it listens. */
export const pbxAt = (port: number, transport: PbxTarget["transport"] = "udp"): RunningPbx => ({
  kind: "external",
  version: "scripted",
  target: { host: "127.0.0.1", port, transport, user: "9000" },
  dispatch: "native",
  media: "none",
  startClock: () => {},
  follow: () => () => {},
  stop: async () => {},
});
