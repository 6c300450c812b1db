import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { type CommandOutcome, runCommand } from "./run-command.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "surgeline-init-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...argv: readonly string[]): Promise<CommandOutcome> =>
  runCommand(["init", ...argv], { workingDirectory: folder });

describe("surgeline init", () => {
  it("writes a scenario that is valid as it is", async () => {
    const { code, told } = await run();
    expect(code).toBe(0);
    const scenario = loadScenario(join(folder, "hotline.yaml"));
    expect(scenario.name).toBe("my hotline");
    expect(told).toContain("surgeline run hotline.yaml --dry-run");
  });

  it("explains every block of a scenario", async () => {
    await run("mine.yaml");
    const text = readFileSync(join(folder, "mine.yaml"), "utf8");
    for (const block of ["hours", "arrivals", "callers", "handling", "staff", "trunks", "queue", "targets"]) {
      expect(text).toMatch(new RegExp(`^#? ?${block}:`, "m"));
    }
    for (const block of ["thresholds", "destination", "flood"]) expect(text).toContain(`\n${block}:`);
  });

  it("leaves a file that is there as it stands", async () => {
    await run("mine.yaml");
    const before = readFileSync(join(folder, "mine.yaml"), "utf8");
    const { code, told } = await run("mine.yaml");
    expect(code).toBe(104);
    expect(told).toContain("is there already");
    expect(readFileSync(join(folder, "mine.yaml"), "utf8")).toBe(before);
  });

  it("says so where the folder is missing", async () => {
    const { code, told } = await run("none/mine.yaml");
    expect(code).toBe(104);
    expect(told).toContain("does not exist");
  });

  it("prints one JSON object with --json", async () => {
    const { code, printed } = await run("mine.yaml", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toEqual({ file: join(folder, "mine.yaml") });
  });
});
