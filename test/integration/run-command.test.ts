import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCallsCsv } from "../../src/calls/calls-csv.ts";
import { runDescriptionSchema } from "../../src/runs/run-description.ts";
import { summarySchema } from "../../src/runs/summary.ts";
import { expectAgreement } from "./asterisk/expect-agreement.ts";
import { OPEN_ONE_HOUR } from "./asterisk/surgeline.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "surgeline-run-"));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

/** Some sixty callers in five seconds of wall time, and people enough for the thresholds to be met. */
const SHORT = [
  ...["--window", "09:00-09:08", "--compression", "100"],
  ...[...OPEN_ONE_HOUR, "--set", "arrivals.callsPerDay=500", "--set", "staff.onDuty=25"],
  // whatever a busy machine makes later
  ...["--set", "callers.patience.mean=30m", "--set", "thresholds.setup_time=[p(95)<20s]"],
];

const surgeline = (args: readonly string[], options: { readonly detached?: boolean } = {}) =>
  execa(process.execPath, ["bin/surgeline.js", ...args], { reject: false, timeout: 400_000, ...options });

const read = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");

/** Processes whose parent is `pid`, by what the kernel says. */
const childrenOf = (pid: number): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => {
      try {
        const stat = readFileSync(`/proc/${child}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid;
      } catch {
        return false;
      }
    });

const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

const until = async (holds: () => boolean, milliseconds: number): Promise<boolean> => {
  for (const end = Date.now() + milliseconds; Date.now() < end; ) {
    if (holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return holds();
};

/** Starts a run and waits until it tells of placed calls. */
const startRun = async (folder: string) => {
  // in a process group of its own, as a shell starts it
  const run = surgeline(["run", "scenarios/smoke.yaml", ...SHORT, "--out", folder], { detached: true });
  const placing = (): boolean => {
    try {
      return /"placed":[1-9]/.test(read(folder, "logs/live.ndjson"));
    } catch {
      return false;
    }
  };
  expect(await until(placing, 60_000)).toBe(true);
  const [sipp] = childrenOf(run.pid as number);
  expect(sipp).toBeGreaterThan(0);
  return { run, sipp: sipp as number };
};

describe("surgeline run", () => {
  it("prints one JSON object and leaves a folder whose books agree", async () => {
    const folder = join(root, "whole");
    const result = await surgeline(["run", "scenarios/smoke.yaml", ...SHORT, "--json", "--out", folder]);
    // on a machine with other work the generator may be late, which is an answer too
    expect([0, 110]).toContain(result.exitCode);
    const summary = summarySchema.parse(JSON.parse(result.stdout));
    expect(summarySchema.parse(JSON.parse(read(folder, "summary.json")))).toEqual(summary);
    const description = runDescriptionSchema.parse(JSON.parse(read(folder, "run.json")));
    expect(description.state).toBe(summary.load.valid ? "complete" : "invalid");
    const records = parseCallsCsv(read(folder, "calls.csv"));
    const counted = records.filter((record) => record.counted);
    expect(counted).toHaveLength(summary.load.planned);
    expect(summary.load.placed).toBe(summary.load.planned);
    expect(summary.offered).toBe(summary.answered + summary.abandoned + (summary.blocked ?? 0));
    expect(summary.load.placed).toBe(summary.offered + summary.failed);
    expectAgreement(summary.crossCheck, summary.load.planned);
    expect(new Set(records.map(({ callId }) => callId)).size).toBe(records.length);
    expect(read(folder, "report.html")).toMatch(/^<!doctype html>/i);
    expect(read(folder, "trace.csv").split("\n").length).toBeGreaterThan(40);
    expect(read(folder, "scenario.yaml")).toContain("smoke test");
  });

  it("keeps and marks what was measured when it is interrupted, and ends with 105", async () => {
    const folder = join(root, "interrupted");
    const { run, sipp } = await startRun(folder);
    // Ctrl-C at a terminal reaches the whole group, the programs that were started included
    process.kill(-(run.pid as number), "SIGINT");
    const { exitCode, stderr } = await run;
    expect(exitCode).toBe(105);
    expect(stderr).toMatch(/Interrupted: no new calls/);
    expect(JSON.parse(read(folder, "run.json"))).toMatchObject({ state: "interrupted" });
    const summary = summarySchema.parse(JSON.parse(read(folder, "summary.json")));
    expect(summary.verdict).toBe("interrupted");
    expect(summary.load.reasons.join(" ")).not.toMatch(/SIPp/);
    expect(parseCallsCsv(read(folder, "calls.csv")).length).toBeGreaterThan(0);
    expect(isAlive(sipp)).toBe(false);
  });

  it("says that a run proves nothing when SIPp dies in the middle, and ends with 110", async () => {
    const folder = join(root, "sipp-killed");
    const { run, sipp } = await startRun(folder);
    process.kill(sipp, "SIGKILL");
    const { exitCode } = await run;
    expect(exitCode).toBe(110);
    const summary = summarySchema.parse(JSON.parse(read(folder, "summary.json")));
    expect(summary.verdict).toBe("invalid");
    expect(summary.load.reasons.join(" ")).toMatch(/SIPp/);
    expect(parseCallsCsv(read(folder, "calls.csv")).length).toBeGreaterThan(0);
  });

  it("leaves no SIPp behind even when it is killed itself", async () => {
    const { run, sipp } = await startRun(join(root, "killed"));
    run.kill("SIGKILL");
    await run;
    expect(await until(() => !isAlive(sipp), 30_000)).toBe(true);
  });

  it("shows the plan and sends nothing in a dry run", async () => {
    const folder = join(root, "dry");
    const result = await surgeline(["run", "scenarios/smoke.yaml", "--dry-run", "--json", "--out", folder]);
    expect(result.exitCode).toBe(0);
    expect(JSON.parse(result.stdout)).toMatchObject({ dryRun: true, target: { host: "127.0.0.1" } });
    expect(() => read(folder, "run.json")).toThrow();
  });

  it.each([
    [["--pbx", "sip:112@127.0.0.1"], 113, /never flooded/],
    [["--pbx", "sip:8000@192.0.2.1"], 113, /--allow-target 192\.0\.2\.1/],
    [["--pbx", "sip:8000@127.0.0.1:9"], 112, /Nothing answered OPTIONS/],
    [["--compression", "5000"], 104, /--compression/],
    [["--set", "staff.onDuty=-1"], 104, /staff/],
    [["--threshold", "wiat: p(95)<1s"], 104, /wait/],
  ])("refuses %j with %i and says what to do", async (flags, code, message) => {
    const folder = join(root, "refused");
    const result = await surgeline(["run", "scenarios/smoke.yaml", ...flags, "--out", folder]);
    expect(result.stderr).toMatch(message);
    expect(result.exitCode).toBe(code);
    expect(() => read(folder, "run.json")).toThrow();
  });
});
