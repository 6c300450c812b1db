import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crossCheck } from "../../src/campaign/cross-check.ts";
import { startAsteriskProcess } from "../../src/pbx/asterisk/asterisk-process.ts";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";
import { expectAgreement } from "./asterisk/expect-agreement.ts";
import { floodOwnAsterisk, isRunning, lackOfAsterisk, shortPlan } from "./asterisk/flood-asterisk.ts";

const mayMount = process.getuid?.() === 0;
const lack =
  (await lackOfAsterisk()) ??
  (mayMount || process.env["SURGELINE_REQUIRE"] === "all" ? undefined : "only root may mount");
const title = (text: string): string => (lack === undefined ? text : `${text} (skipped: ${lack})`);

const mountSmall = (folder: string, size: string): void => {
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder]);
};

/** Takes all the room that a file system has left. */
const fillUp = (folder: string): void => {
  try {
    for (let part = 0; part < 1000; part++) {
      writeFileSync(join(folder, `filler-${part}`), new Uint8Array(4096));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return;
    throw error;
  }
  throw new Error(`${folder} takes more than it should`);
};

describe.skipIf(lack !== undefined)(title("a full disk of Asterisk's"), () => {
  it("in the middle of a flood leaves every call in the books, and nothing behind", async () => {
    const plan = shortPlan(["arrivals.callsPerDay=900"], 16);
    const mounted: string[] = [];
    let refused = "";
    try {
      const { result, pbx } = await floodOwnAsterisk({
        plan,
        dispatch: "woken",
        meanwhile: async ({ folders: [home = ""], manager }) => {
          // its logs and its spool; whatever it opens there from now on cannot be written
          for (const name of ["log", "spool"]) {
            const folder = join(home, name);
            mountSmall(folder, "64k");
            mounted.push(folder);
            fillUp(folder);
          }
          await manager.ask("Command", { Command: "logger reload" });
        },
        afterwards: async () => {
          const [log = ""] = mounted;
          refused = readdirSync(log)
            .filter((name) => !name.startsWith("filler"))
            .map((name) => readFileSync(join(log, name), "utf8"))
            .join("");
          // Asterisk holds its log open, so that the mount goes when it does
          for (const folder of mounted.splice(0)) execFileSync("umount", ["-l", folder]);
        },
      });
      const { records, load, pbxEvents } = result;
      // what it would have logged of a hundred calls is not there
      expect(refused).toBe("");
      expect(load.placed).toBe(load.planned);
      expect(new Set(records.map(({ callId }) => callId)).size).toBe(records.length);
      expect(records.filter(({ attempt }) => attempt === 1).length).toBe(plan.trace.callers);
      expect(records.filter(({ outcome }) => outcome === "answered").length).toBeGreaterThan(20);
      expectAgreement(crossCheck(records, pbxEvents, plan.compression), load.planned);
      expect(isRunning(pbx.processes.asterisk)).toBe(false);
      expect(pbx.folders.filter((folder) => existsSync(folder))).toEqual([]);
      for (const folder of pbx.folders) expect(readFileSync("/proc/mounts", "utf8")).not.toContain(folder);
    } finally {
      for (const folder of mounted) execFileSync("umount", ["-l", folder]);
    }
  });

  it("before it is started is told with the folder, and what was begun is taken away", async () => {
    const root = mkdtempSync(join(tmpdir(), "surgeline-small-root-"));
    mountSmall(root, "48k");
    try {
      mkdirSync(join(root, "etc"));
      mkdirSync(join(root, "tmp"));
      const started = startAsteriskProcess(
        { kind: "folder", root, version: "22" },
        {
          queueName: "full",
          mode: "ringing",
          // each has some lines of configuration, which is more than there is room for
          agents: 500,
          agentHost: "127.0.0.1",
          agentPort: 9,
          ringTimeoutSeconds: 60,
          strategy: "leastrecent",
          retrySeconds: 1,
          countsAudio: false,
          sipPort: 9,
          managerPort: 9,
          managerSecret: "none",
          rtpPortStart: 20_000,
          rtpPortEnd: 40_000,
        },
      );
      await expect(started).rejects.toThrow(InvalidInput);
      await expect(started).rejects.toThrow(/disk is full.*Make room/);
      expect(readdirSync(join(root, "tmp"))).toEqual([]);
    } finally {
      execFileSync("umount", [root]);
      rmSync(root, { recursive: true, force: true });
    }
  });
});
