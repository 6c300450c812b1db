import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startChild } from "../../src/process/child-program.ts";
import { followLines } from "../../src/process/follow-lines.ts";
import { freePort } from "../../src/process/free-port.ts";
import { ProgramMissing } from "../../src/process/program-missing.ts";

const node = (code: string) => ({
  command: process.execPath,
  arguments: ["-e", code],
  howToGetIt: "",
});

/** Field 41 of the process's state, sched(7); undefined where there is no /proc. */
const schedulingPolicy = (pid: number): number | undefined => {
  if (!existsSync(`/proc/${pid}/stat`)) return undefined;
  // the program's name, the second field, may hold blanks
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return Number(fields[41 - 3]);
};

describe("a child program", () => {
  it("is run to its end, with its code and what it wrote", async () => {
    const lines: string[] = [];
    const child = await startChild({
      ...node("console.log('a\\nb'); console.error('c'); process.exitCode = 3"),
      onOutputLine: (line) => lines.push(line),
    });
    expect(await child.ended).toEqual({ kind: "exited", code: 3 });
    expect(lines).toEqual(["a", "b"]);
    expect(child.lastErrorLines()).toEqual(["c"]);
  });

  it("is killed when it does not end by itself, and has ended when stopping has", async () => {
    const lines: string[] = [];
    const child = await startChild({
      ...node("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')"),
      onOutputLine: (line) => lines.push(line),
    });
    while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await child.stop(50)).toEqual({ kind: "signalled", signal: "SIGKILL" });
    expect(child.ending()).toEqual({ kind: "signalled", signal: "SIGKILL" });
    expect(() => process.kill(child.pid, 0)).toThrow();
  });

  it("that has to be in time runs round-robin where the system grants it, and runs all the same where not", async () => {
    const stays = node("setInterval(() => {}, 1000)");
    const [usual, inTime] = await Promise.all([startChild(stays), startChild({ ...stays, inTime: true })]);
    const granted = existsSync("/usr/bin/chrt") && spawnSync("chrt", ["--rr", "1", "true"]).status === 0;
    const policies = [usual, inTime].map(({ pid }) => schedulingPolicy(pid));
    await Promise.all([usual.stop(), inTime.stop()]);
    // SCHED_RR is 2; what everything else has is whatever this test itself was given
    expect(policies).toEqual([schedulingPolicy(process.pid), granted ? 2 : schedulingPolicy(process.pid)]);
  });

  it("that is not installed is said to be missing, and how to get it", async () => {
    const missing = startChild({ command: "no-such-program", arguments: [], howToGetIt: "Build it." });
    await expect(missing).rejects.toThrow(ProgramMissing);
    await expect(missing).rejects.toThrow("no-such-program is not installed. Build it.");
  });
});

describe("a followed file", () => {
  it("gives every line once and whole, however it was written, and the rest at the end", async () => {
    const folder = mkdtempSync(join(tmpdir(), "surgeline-follow-"));
    const path = join(folder, "log");
    const lines: string[] = [];
    const followed = followLines(path, (line) => lines.push(line), { everyMilliseconds: 5 });
    try {
      writeFileSync(path, "one\ntw");
      while (lines.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(lines).toEqual(["one"]);
      // A character of two bytes in two writes.
      const bytes = Buffer.from("o é\r\nthree");
      appendFileSync(path, bytes.subarray(0, 3));
      await new Promise((resolve) => setTimeout(resolve, 20));
      appendFileSync(path, bytes.subarray(3));
      await followed.stop();
      expect(lines).toEqual(["one", "two é", "three"]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a free port", () => {
  it("is one of the host's, for UDP and TCP", async () => {
    for (const transport of ["udp", "tcp"] as const) {
      const port = await freePort(transport);
      expect(port).toBeGreaterThan(0);
      expect(port).toBeLessThan(65_536);
    }
  });
});
