import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FloodPlan } from "../src/flood/flood-plan.ts";
import { runFlood } from "../src/flood/run-flood.ts";
import { startEmbeddedPbx } from "../src/pbx/embedded/start-embedded-pbx.ts";
import { raisePriority } from "../src/process/raise-priority.ts";
import { nextExponential } from "../src/random/exponential.ts";
import { createStream } from "../src/random/stream.ts";

export const name = "flood";

const CALLERS = 6000;
const CALLS_PER_SECOND = 200;
const AGENTS = 400;
const TALK_SECONDS = 2;
const PATIENCE_SECONDS = 4;

/** Resident memory of a process in MB, by the kernel's own count; 0 once it has ended. */
const residentMegabytes = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
};

const childrenOf = async (pid: number): Promise<readonly number[]> => {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return text.trim() === "" ? [] : text.trim().split(" ").map(Number);
};

/** Poisson arrivals, exponential patience and talk; no redials, at a compression of 1. */
const benchPlan = (workDirectory: string): FloodPlan => {
  const stream = createStream(20_261_121, "arrivals");
  const exponential = (mean: number): number => mean * nextExponential(stream);
  const arrivalSeconds = new Float64Array(CALLERS);
  let at = 0;
  for (let row = 0; row < CALLERS; row++) {
    at += exponential(1 / CALLS_PER_SECOND);
    arrivalSeconds[row] = at;
  }
  const patienceSeconds = Float64Array.from({ length: CALLERS }, () => exponential(PATIENCE_SECONDS));
  return {
    trace: {
      seed: 1,
      replication: 0,
      firstCaller: 0,
      callers: CALLERS,
      arrivalSeconds,
      patienceSeconds,
      talkSeconds: new Float64Array(CALLERS).fill(TALK_SECONDS),
      wrapUpSeconds: new Float64Array(CALLERS),
      topic: new Uint16Array(CALLERS),
    },
    draws: (row) => ({
      patienceSeconds: patienceSeconds[row] ?? 0,
      redialsAfterAbandoning: false,
      delayAfterAbandoningSeconds: 0,
      redialsAfterBlocked: false,
      delayAfterBlockedSeconds: 0,
    }),
    maximumAttempts: 1,
    callerNumber: (row) => `+999${String(row).padStart(8, "0")}`,
    windowStartSeconds: 0,
    windowEndSeconds: at + 1,
    leadInSeconds: 0,
    compression: 1,
    queue: { name: "bench", mode: "ringing" },
    hangUp: "agent",
    withinSeconds: 20,
    headers: {},
    allowedTargets: [],
    workDirectory,
  };
};

/** 6,000 callers at 200 calls a second to the embedded PBX: lateness, memory, outcomes. */
export const bench = async (print: (line: string) => void): Promise<void> => {
  // As `surgeline run` does.
  raisePriority();
  const workDirectory = await mkdtemp(join(tmpdir(), "surgeline-bench-"));
  const plan = benchPlan(workDirectory);
  const pbx = await startEmbeddedPbx({
    staffSteps: [{ startSeconds: 0, endSeconds: 86_400, agents: AGENTS }],
    startScenarioSeconds: 0,
    compression: 1,
    ringSeconds: 0,
    queueMode: "ringing",
    hangUp: "agent",
    handlingByCaller: new Map(),
    defaultHandling: { talkSeconds: TALK_SECONDS, wrapUpSeconds: 0 },
    transport: "udp",
    user: "9000",
    seed: 1,
  });
  let peak = 0;
  let sippPeak = 0;
  const watch = setInterval(async () => {
    const children = await Promise.all((await childrenOf(process.pid)).map(residentMegabytes));
    const sipp = children.reduce((sum, megabytes) => sum + megabytes, 0);
    sippPeak = Math.max(sippPeak, sipp);
    peak = Math.max(peak, sipp + process.memoryUsage.rss() / 1024 / 1024);
  }, 250);
  const cpu = process.cpuUsage();
  try {
    const { records, load, wallSeconds } = await runFlood(plan, pbx);
    const used = process.cpuUsage(cpu);
    const count = (outcome: string): number => records.filter((record) => record.outcome === outcome).length;
    const lateness = load.latenessMilliseconds;
    print(`${CALLERS} calls at ${CALLS_PER_SECOND}/s by SIPp to the embedded PBX, ${AGENTS} agents`);
    print(
      `  lateness p50 ${lateness?.p50.toFixed(1)} ms, p99 ${lateness?.p99.toFixed(1)} ms, max ${lateness?.max.toFixed(1)} ms (to reach: p99 at most 15 ms)`,
    );
    print(
      `  memory of all processes ${peak.toFixed(0)} MB at the peak, SIPp ${sippPeak.toFixed(0)} MB of it (to reach: under 300 MB)`,
    );
    print(
      `  planned ${load.planned}, placed ${load.placed}; answered ${count("answered")}, abandoned ${count("abandoned")}, blocked ${count("blocked")}, failed ${count("failed")}`,
    );
    print(
      `  ${wallSeconds.toFixed(1)} s from the first call to the end; ${((used.user + used.system) / 1e6).toFixed(1)} s of processor in this process, PBX included`,
    );
    for (const reason of load.reasons) print(`  invalid: ${reason}`);
  } finally {
    clearInterval(watch);
    await pbx.stop();
    await rm(workDirectory, { recursive: true, force: true });
  }
};
