import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startAsteriskFor } from "../../src/campaign/start-pbx.ts";
import type { FloodResult } from "../../src/flood/flood-result.ts";
import { connectAmi } from "../../src/pbx/asterisk/ami-connection.ts";
import type { AsteriskPbx } from "../../src/pbx/asterisk/start-asterisk-pbx.ts";
import { floodAsterisk, isRunning, lackOfAsterisk, shortPlan } from "./asterisk/flood-asterisk.ts";
import { lackOfNetworkNamespace, withNetworkNamespace } from "./asterisk/network-namespace.ts";

const lack = await lackOfAsterisk();
const title = (text: string, why: string | undefined): string =>
  why === undefined ? text : `${text} (skipped: ${why})`;

/** Does something to the PBX a few seconds after the flood began. */
const after =
  (milliseconds: number, action: (pbx: AsteriskPbx) => void) =>
  (pbx: AsteriskPbx): void => {
    setTimeout(() => action(pbx), milliseconds);
  };

const count = ({ records }: FloodResult, outcome: string): number =>
  records.filter((record) => record.outcome === outcome).length;

const oneRecordAnAttempt = (result: FloodResult, callers: number): void => {
  expect(new Set(result.records.map(({ callId }) => callId)).size).toBe(result.records.length);
  expect(result.records.filter(({ attempt }) => attempt === 1).length).toBe(callers);
};

const MIDDLE_MILLISECONDS = 8000;

describe.skipIf(lack !== undefined)(title("a bad day of Asterisk", lack), () => {
  it("killed in the middle: what came before is kept, its calls are failed, nothing stays behind", async () => {
    const plan = shortPlan([], 30);
    const { result, summary, pbx } = await floodAsterisk({
      plan,
      dispatch: "woken",
      meanwhile: after(MIDDLE_MILLISECONDS, ({ processes }) => process.kill(processes.asterisk, "SIGKILL")),
    });
    oneRecordAnAttempt(result, plan.trace.callers);
    expect(count(result, "answered")).toBeGreaterThan(20);
    expect(count(result, "failed")).toBeGreaterThan(10);
    expect(summary.failed).toBeGreaterThan(0);
    expect(isRunning(pbx.processes.asterisk)).toBe(false);
    expect(isRunning(pbx.processes.telephones)).toBe(false);
    expect(pbx.folders.filter((folder) => existsSync(folder))).toEqual([]);
  });

  it("restarted in the middle: its people are brought back into the queue and take calls again", async () => {
    const plan = shortPlan([], 30);
    let restartedAt = Number.POSITIVE_INFINITY;
    const { result } = await floodAsterisk({
      plan,
      dispatch: "woken",
      meanwhile: after(MIDDLE_MILLISECONDS, ({ manager }) => {
        restartedAt = Date.now();
        manager.send("Command", { Command: "core restart now" });
      }),
    });
    oneRecordAnAttempt(result, plan.trace.callers);
    expect(
      result.pbxEvents.filter((event) => event.kind === "connected" && event.epochMilliseconds < restartedAt)
        .length,
    ).toBeGreaterThan(20);
    expect(
      result.pbxEvents.filter(
        (event) => event.kind === "connected" && event.epochMilliseconds > restartedAt + 500,
      ).length,
    ).toBeGreaterThan(5);
  });

  it("without the agents' telephones the run says that it is invalid, and why", async () => {
    const plan = shortPlan([], 30);
    const { result } = await floodAsterisk({
      plan,
      dispatch: "woken",
      meanwhile: after(MIDDLE_MILLISECONDS, ({ processes }) => process.kill(processes.telephones, "SIGKILL")),
    });
    oneRecordAnAttempt(result, plan.trace.callers);
    expect(result.load.valid).toBe(false);
    expect(result.load.reasons.join(" ")).toContain("agents' telephones ended");
    expect(count(result, "answered")).toBeGreaterThan(20);
  });

  it("a queue that does not exist fails every call with the status that Asterisk gave", async () => {
    const plan = shortPlan(["arrivals.callsPerDay=900"], 10);
    const { result, summary } = await floodAsterisk({
      plan,
      dispatch: "native",
      user: "nowhere",
      meanwhile: ({ manager }) => {
        // without a second step Asterisk would go on with the second step of the line itself
        for (const step of ["1,Queue,no-such-queue", "2,Hangup"]) {
          manager.send("Command", { Command: `dialplan add extension nowhere,${step} into callers` });
        }
      },
    });
    oneRecordAnAttempt(result, plan.trace.callers);
    expect(count(result, "failed")).toBe(result.records.length);
    expect(summary.pbx.overhead?.refusals.length).toBeGreaterThan(0);
  });

  it("a wrong secret of the manager is told as what it is", async () => {
    const pbx = await startAsteriskFor(shortPlan([], 1), "native", () => {});
    const told = await connectAmi({
      host: "127.0.0.1",
      port: pbx.managerPort,
      user: "surgeline",
      secret: "wrong",
    }).then(
      () => "let in",
      (error: Error) => error.message,
    );
    await pbx.stop();
    expect(told).toContain("refused the log-in of surgeline");
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
      const plan = shortPlan([], 30);
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

describe.skipIf(lack !== undefined)(title("a bad network", lack), () => {
  it("with 2 % loss and 200 ms delay each way leaves no attempt out of the books", async () => {
    const plan = shortPlan(["arrivals.callsPerDay=1800"], 20);
    const { result, summary } = await floodAsterisk({
      plan,
      dispatch: "native",
      network: { lossProbability: 0.02, delayMilliseconds: 200 },
    });
    oneRecordAnAttempt(result, plan.trace.callers);
    expect(result.load.placed).toBe(result.load.planned);
    expect(summary.offered + summary.failed).toBe(result.load.placed);
    expect(count(result, "answered")).toBeGreaterThan(20);
    // there and back
    expect(summary.setupMilliseconds?.p50).toBeGreaterThan(400);
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
