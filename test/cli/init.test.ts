import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CommandContext } from "../../src/cli/context.ts";
import { runCommandLine } from "../../src/cli/main.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

let folder: string;
let printed: string[];
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "surgeline-init-"));
  printed = [];
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...argv: readonly string[]): Promise<number> => {
  const context: CommandContext = {
    workingDirectory: folder,
    environment: {},
    isTerminal: false,
    columns: 80,
    colour: false,
    print: (text) => void printed.push(text),
    tell: (text) => void told.push(text),
    onInterrupt: () => () => {},
  };
  return runCommandLine(["init", ...argv], context);
};

describe("surgeline init", () => {
  it("writes a scenario that is valid as it is", async () => {
    expect(await run()).toBe(0);
    const scenario = loadScenario(join(folder, "hotline.yaml"));
    expect(scenario.name).toBe("my hotline");
    expect(told.join("\n")).toContain("surgeline run hotline.yaml --dry-run");
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
    expect(await run("mine.yaml")).toBe(104);
    expect(told.at(-1)).toContain("is there already");
    expect(readFileSync(join(folder, "mine.yaml"), "utf8")).toBe(before);
  });

  it("says so where the folder is missing", async () => {
    expect(await run("none/mine.yaml")).toBe(104);
    expect(told.at(-1)).toContain("does not exist");
  });

  it("prints one JSON object with --json", async () => {
    expect(await run("mine.yaml", "--json")).toBe(0);
    expect(printed.map((text) => JSON.parse(text))).toEqual([{ file: join(folder, "mine.yaml") }]);
  });
});
