import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeExampleRun } from "../report/example-run.ts";
import { ROOT } from "./run-command.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "surgeline-closed-"));
  writeExampleRun(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The code of a command whose reader closes one of its streams before anything is written. */
const codeWithClosed = (stream: "stdout" | "stderr", ...words: string[]): Promise<number | null> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ["bin/surgeline.js", ...words], { cwd: ROOT });
    child[stream].destroy();
    (stream === "stdout" ? child.stderr : child.stdout).resume();
    child.on("close", resolve);
  });

it("a reader who closes our output early hides no missed threshold from a job", async () => {
  expect(await codeWithClosed("stdout", "gate", folder, "--threshold", "abandonment: rate<0.01")).toBe(99);
});

it("a reader who closes our messages early is no defect", async () => {
  expect(await codeWithClosed("stderr", "run", "scenarios/smoke.yaml", "--dry-run")).toBe(0);
});
