import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseCallsCsv } from "../../src/calls/calls-csv.ts";
import type { FloodResult } from "../../src/flood/flood-result.ts";
import { summarySchema } from "../../src/runs/summary.ts";
import { alterAsterisk } from "./asterisk/alter-asterisk.ts";
import { startBadNetwork } from "./asterisk/bad-network.ts";
import { floodAsterisk, lackOfAsterisk, shortPlan } from "./asterisk/flood-asterisk.ts";
import { type ForeignAsterisk, startForeignAsterisk } from "./asterisk/foreign-asterisk.ts";
import { lackOfNetworkNamespace, withNetworkNamespace } from "./asterisk/network-namespace.ts";
import {
  askAsterisk,
  type Descendant,
  descendantsOf,
  isAgentTelephones,
  isAsterisk,
  leftOf,
} from "./asterisk/processes.ts";
import { answeredCalls, pause, progressOf } from "./asterisk/run-progress.ts";
import {
  accountsCsv,
  type Ended,
  expectVerdict,
  managerEnvironment,
  OPEN_ONE_HOUR,
  startRun,
} from "./asterisk/surgeline.ts";

const lack = await lackOfAsterisk();
const title = (text: string, why: string | undefined): string =>
  why === undefined ? text : `${text} (skipped: ${why})`;

const oneRecordAnAttempt = (result: FloodResult, callers: number): void => {
  expect(new Set(result.records.map(({ callId }) => callId)).size).toBe(result.records.length);
  expect(result.records.filter(({ attempt }) => attempt === 1).length).toBe(callers);
};

/** Three people fewer than the work, for some ten seconds of wall time, from the opening on: no lead-in. */
const FLOOD = [
  ...["scenarios/smoke.yaml", "--window", "09:00-09:09", "--compression", "50", "--force"],
  ...[...OPEN_ONE_HOUR, "--set", "arrivals.callsPerDay=1200", "--agents", "30"],
] as const;

/** The same twice as fast, where nothing has to come back in the middle of it. */
const SHORT_FLOOD = [...FLOOD, "--compression", "100"] as const;
const WALL_MILLISECONDS_OF_SHORT_FLOOD = 5400;

/** What the run's folder kept, beside what the command said. */
const kept = (folder: string) => ({
  state: (JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as { state: string }).state,
  records: parseCallsCsv(readFileSync(join(folder, "calls.csv"), "utf8")),
  summary: summarySchema.parse(JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"))),
  report: existsSync(join(folder, "report.html")),
});

const BY_ITS_CALLS = ["pass", "inconclusive", "fail"] as const;

describe.skipIf(lack !== undefined)(title("a bad day of Asterisk", lack), () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "surgeline-bad-day-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A run against an Asterisk of its own, to whose processes something is done once calls are answered. */
  const disturbed = async (
    out: string,
    disturb: (processes: readonly Descendant[], surgeline: number) => Promise<void> | void,
    flags: readonly string[],
  ) => {
    const run = startRun([...flags, "--pbx", "asterisk", "--out", out]);
    await answeredCalls(out, 20);
    const processes = descendantsOf(run.pid);
    expect(processes.filter(isAsterisk).length).toBeGreaterThan(0);
    expect(processes.filter(isAgentTelephones)).toHaveLength(1);
    await disturb(processes, run.pid);
    return { processes, ended: run.ended };
  };
  const runUntil = async (
    disturb: (processes: readonly Descendant[], surgeline: number) => Promise<void> | void,
    flags: readonly string[] = SHORT_FLOOD,
  ): Promise<Ended & { readonly processes: readonly Descendant[] }> => {
    const { processes, ended } = await disturbed(join(folder, "run"), disturb, flags);
    return { ...(await ended), processes };
  };

  // callers wait for half a minute for a PBX that is gone, which burdens nobody: other bad days come meanwhile
  let killed: Awaited<ReturnType<typeof disturbed>>;
  let killedFolder = "";
  beforeAll(async () => {
    killedFolder = mkdtempSync(join(tmpdir(), "surgeline-killed-"));
    const out = join(killedFolder, "run");
    const killIt = async (all: readonly Descendant[]): Promise<void> => {
      for (const { pid } of all.filter(isAsterisk)) process.kill(pid, "SIGKILL");
      // whoever is due has called before the next flood begins
      await pause(WALL_MILLISECONDS_OF_SHORT_FLOOD);
    };
    killed = await disturbed(out, killIt, SHORT_FLOOD);
    // its test awaits it
    killed.ended.catch(() => {});
  });
  afterAll(() => rmSync(killedFolder, { recursive: true, force: true }));

  it("restarted in the middle: its people are brought back, and its verdict is that of the calls", async () => {
    const out = join(folder, "run");
    let answeredBefore = 0;
    const ended = await runUntil(async (all) => {
      const asterisk = all.find(isAsterisk);
      if (asterisk === undefined) throw new Error("no Asterisk runs");
      execFileSync(...askAsterisk(asterisk, "core restart now"));
      // two more words of the flood: what was answered before the restart is in the second
      const { told } = progressOf(out);
      for (const until = Date.now() + 30_000; Date.now() < until; await pause(20)) {
        const progress = progressOf(out);
        answeredBefore = progress.answered;
        if (progress.told >= told + 2) break;
      }
    }, FLOOD);
    expectVerdict(ended, BY_ITS_CALLS);
    const { records } = kept(out);
    // half of the calls come after it: without its people nobody would answer them
    const answered = records.filter(({ outcome }) => outcome === "answered").length;
    expect(answered).toBeGreaterThan(answeredBefore + 10);
    expect(leftOf(ended.processes)).toEqual([]);
  });

  it("without the agents' telephones the run is invalid, 110, and says why", async () => {
    const { exitCode, summary, processes } = await runUntil((all) => {
      for (const { pid } of all.filter(isAgentTelephones)) process.kill(pid, "SIGKILL");
    });
    expect(exitCode).toBe(110);
    expect(summary?.verdict).toBe("invalid");
    expect(summary?.load.reasons.join(" ")).toContain("agents' telephones ended");
    const { state, records } = kept(join(folder, "run"));
    expect(state).toBe("invalid");
    expect(records.filter(({ outcome }) => outcome === "answered").length).toBeGreaterThanOrEqual(20);
    expect(leftOf(processes)).toEqual([]);
  });

  it("interrupted by Ctrl-C ends with 105, keeps what came, and claims no target", async () => {
    const { exitCode, summary, processes } = await runUntil((_, surgeline) => {
      process.kill(surgeline, "SIGINT");
    });
    expect(exitCode).toBe(105);
    expect(summary?.verdict).toBe("interrupted");
    const { state, records } = kept(join(folder, "run"));
    expect(state).toBe("interrupted");
    expect(records.filter(({ outcome }) => outcome === "answered").length).toBeGreaterThanOrEqual(20);
    const report = readFileSync(join(folder, "run", "report.html"), "utf8");
    expect(report).toMatch(/It was interrupted after \d+ calls/);
    expect(report).not.toMatch(/The target, [^.]*, was met/);
    expect(leftOf(processes)).toEqual([]);
  });

  it("interrupted during the trial ends with 105, and nothing is left of it", async () => {
    const run = startRun([...FLOOD, "--pbx", "asterisk", "--out", join(folder, "run")]);
    let processes: readonly Descendant[] = [];
    for (const until = Date.now() + 60_000; Date.now() < until; await pause(100)) {
      processes = descendantsOf(run.pid);
      // callers and agents: the trial is being flooded
      if (processes.filter(({ command }) => command.includes("callers.xml")).length > 0) break;
    }
    process.kill(run.pid, "SIGINT");
    const { exitCode, stderr } = await run.ended;
    expect(exitCode, stderr).toBe(105);
    expect(stderr).toContain("nothing to keep");
    expect(processes.filter(isAsterisk).length).toBeGreaterThan(0);
    expect(leftOf(processes)).toEqual([]);
    expect(existsSync(join(folder, "run"))).toBe(false);
  });

  it("killed in the middle: its calls are failed, the run fails with 99, nothing stays behind", async () => {
    const { processes } = killed;
    const ended = await killed.ended;
    expectVerdict(ended, ["fail"]);
    const { summary } = ended;
    expect(summary?.failed).toBeGreaterThan(10);
    expect(summary?.thresholds.find(({ metric }) => metric === "failure")?.verdict).toBe("fail");
    const { state, records, report } = kept(join(killedFolder, "run"));
    expect(state).toBe(summary?.load.valid === true ? "complete" : "invalid");
    expect(report).toBe(true);
    expect(records.filter(({ outcome }) => outcome === "answered").length).toBeGreaterThanOrEqual(20);
    expect(leftOf(processes)).toEqual([]);
  });

  describe("that is there already", () => {
    let pbx: ForeignAsterisk;
    beforeEach(async () => {
      pbx = await startForeignAsterisk(20);
      writeFileSync(join(folder, "accounts.csv"), accountsCsv(pbx));
    });
    afterEach(() => pbx.process.stop());
    const at = (port: number): readonly string[] => [
      ...FLOOD,
      ...["--pbx", `sip:hotline@127.0.0.1:${port}`, "--out", join(folder, "run")],
    ];

    it("with a queue that does not exist fails every call with its status, and the run with 99", async () => {
      await alterAsterisk(pbx, {
        extensions: (text) => text.replace(/Queue\([^)]*\)/, "Queue(no-such-queue)"),
      });
      const ended = await startRun([...at(pbx.target.port), "--compression", "100"]).ended;
      expectVerdict(ended, ["fail"]);
      const { summary } = ended;
      expect(summary?.failed).toBeGreaterThan(0.9 * (summary?.load.placed ?? 0));
      expect(summary?.pbx.overhead?.refusals.length).toBeGreaterThan(0);
      const { records } = kept(join(folder, "run"));
      expect(records.length).toBeGreaterThan(20);
      // whoever has no patience at all gives up before the refusal comes
      expect(records.filter(({ outcome }) => outcome === "answered" || outcome === "blocked")).toEqual([]);
    });

    const overTcp = async (disturb: () => void): Promise<Ended> => {
      const run = startRun([
        ...FLOOD,
        ...["--pbx", `sip:hotline@127.0.0.1:${pbx.target.port};transport=tcp`, "--out", join(folder, "run")],
        ...["--agent-accounts", join(folder, "accounts.csv"), "--agents", "20"],
      ]);
      await answeredCalls(join(folder, "run"), 20);
      const processes = descendantsOf(run.pid);
      disturb();
      const ended = await run.ended;
      expect(leftOf(processes)).toEqual([]);
      return ended;
    };

    it("and dies under calls over TCP has failed them, and those that fell due after: 99, and no fault of the load", async () => {
      const ended = await overTcp(() => process.kill(pbx.process.pid, "SIGKILL"));
      expectVerdict(ended, ["fail"]);
      const { summary } = ended;
      expect(summary?.load.placed).toBe(summary?.load.planned);
      expect(summary?.failed).toBeGreaterThan(10);
      expect(summary?.pbx.findings?.join(" ")).toContain("closed the connection that all callers share");
      const { records } = kept(join(folder, "run"));
      expect(records.filter(({ outcome }) => outcome === "answered").length).toBeGreaterThanOrEqual(20);
    });

    it("and restarts under calls over TCP is called again for the rest of the schedule", async () => {
      const ended = await overTcp(() =>
        pbx.process.managerLink.send("Command", { Command: "core restart now" }),
      );
      expectVerdict(ended, BY_ITS_CALLS);
      const { summary } = ended;
      expect(summary?.pbx.findings?.join(" ")).toContain("closed the connection that all callers share");
      expect(summary?.load.placed).toBe(summary?.load.planned);
      // its queue has forgotten its members, but it takes calls: they have a response
      const { records } = kept(join(folder, "run"));
      const lastFailed = records.filter(
        ({ outcome, sipStatus }) => outcome === "failed" && sipStatus === undefined,
      );
      const lastFailedAt = Math.max(...lastFailed.map(({ plannedMilliseconds }) => plannedMilliseconds ?? 0));
      const after = records.filter(({ plannedMilliseconds }) => (plannedMilliseconds ?? 0) > lastFailedAt);
      expect(after.length).toBeGreaterThan(10);
      expect(after.every(({ sentMilliseconds }) => sentMilliseconds !== undefined)).toBe(true);
    });

    it("with a wrong secret of its manager is not called at all: 112, and no folder", async () => {
      const { exitCode, stderr, summary } = await startRun(
        at(pbx.target.port),
        managerEnvironment(pbx, "wrong"),
      ).ended;
      expect(exitCode).toBe(112);
      expect(stderr).toContain("refused the log-in of surgeline");
      expect(stderr).not.toContain("wrong");
      expect(summary).toBeUndefined();
      expect(existsSync(join(folder, "run"))).toBe(false);
    });

    it("behind a network with 2 % loss and 200 ms delay each way ends with a verdict, every attempt in the books", async () => {
      // a lost message of the end of a call keeps it for half a minute: few calls, few such ends
      writeFileSync(
        join(folder, "accounts.csv"),
        accountsCsv({ ...pbx, accounts: pbx.accounts.slice(0, 6) }),
      );
      const network = await startBadNetwork(pbx.target.port, 0.02, 200);
      try {
        const ended = await startRun([
          ...at(network.port),
          ...["--agent-accounts", join(folder, "accounts.csv"), "--set", "arrivals.callsPerDay=300"],
        ]).ended;
        expectVerdict(ended, BY_ITS_CALLS);
        const { summary } = ended;
        expect(summary?.load.placed).toBe(summary?.load.planned);
        expect((summary?.offered ?? 0) + (summary?.failed ?? 0)).toBe(summary?.load.placed);
        expect(summary?.answered).toBeGreaterThan(5);
        // there and back
        expect(summary?.setupMilliseconds?.p50).toBeGreaterThan(400);
        expect(network.lost()).toBeGreaterThan(0);
        expect(kept(join(folder, "run")).records.length).toBeGreaterThan(0);
      } finally {
        network.stop();
      }
    });
  });
});

const mayMount = process.getuid?.() === 0;
const diskLack =
  lack ?? (mayMount || process.env["SURGELINE_REQUIRE"] === "all" ? undefined : "only root may mount");

describe.skipIf(diskLack !== undefined)(title("a full disk", diskLack), () => {
  it("of the generator ends the run as invalid, with every attempt in the books", async () => {
    const folder = mkdtempSync(join(tmpdir(), "surgeline-full-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=96k", "tmpfs", folder]);
    try {
      const plan = shortPlan(["arrivals.callsPerDay=2400"], 60);
      const { result } = await floodAsterisk({
        plan,
        dispatch: "woken",
        workDirectory: join(folder, "run"),
      });
      oneRecordAnAttempt(result, plan.trace.callers);
      expect(result.load.valid).toBe(false);
    } finally {
      execFileSync("umount", [folder]);
      rmSync(folder, { recursive: true, force: true });
    }
    expect(readFileSync("/proc/mounts", "utf8")).not.toContain(folder);
  });
});

// where the kernel has no netem, the test above is what there is
if (lack === undefined && lackOfNetworkNamespace() === undefined) {
  describe("a network namespace with tc netem", () => {
    it("with 2 % loss and 200 ms delay ends with a verdict", async () => {
      const out = mkdtempSync(join(tmpdir(), "surgeline-netem-"));
      try {
        const { exitCode, summary } = await withNetworkNamespace("loss 2% delay 200ms", [
          ...["run", "scenarios/smoke.yaml", "--pbx", "asterisk", "--dispatch", "native", "--force"],
          ...["--window", "10:00-10:04", "--out", join(out, "run"), "--json", "--quiet"],
        ]);
        expect([0, 99, 110]).toContain(exitCode);
        expect(summary.offered + summary.failed).toBe(summary.load.placed);
        expect(summary.setupMilliseconds?.p50).toBeGreaterThan(400);
      } finally {
        rmSync(out, { recursive: true, force: true });
      }
    });
  });
}
