import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type CommandOutcome, runCommand } from "./run-command.ts";

const CONFERENCE = "scenarios/hotline-sante-press-conference.yaml";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const run = (...words: readonly string[]): Promise<CommandOutcome> => runCommand(["k6", ...words]);

describe("surgeline k6", () => {
  it("writes a script, and tells the backlog for four and for twenty-five people", async () => {
    const folder = mkdtempSync(join(tmpdir(), "surgeline-k6-"));
    folders.push(folder);
    const path = join(folder, "lane.js");
    const { code, printed } = await run(CONFERENCE, "--export", path, "--json");
    expect(code).toBe(0);
    const told = JSON.parse(printed);
    expect(told).toMatchObject({ export: path, messages: 16_000, lastsSeconds: 120 });
    expect(told.backlog.personHours).toBeCloseTo((16_000 * 5) / 60, 6);
    expect(told.backlog.staffings.map(({ people }: { people: number }) => people)).toEqual([4, 25]);
    const script = readFileSync(path, "utf8");
    expect(script).toMatch(/ramping-arrival-rate/);
    expect(script).toMatch(/ALLOW_TARGET/);
  });

  it("refuses a target that is not this machine, for the lane and for the export", async () => {
    const elsewhere = ["--set", "web.messages.address=http://staging.example:8080"];
    const lane = await run(CONFERENCE, ...elsewhere);
    expect(lane.code).toBe(113);
    expect(lane.told).toMatch(/staging\.example is not this machine.*--allow-target staging\.example/);
    const other = await run(CONFERENCE, ...elsewhere, "--export", "/nonexistent/x.js");
    expect(other.code).toBe(113);
  });

  it("refuses a scenario without a web section, and flags that it does not know", async () => {
    const without = await run("scenarios/smoke.yaml");
    expect(without.code).toBe(104);
    expect(without.told).toMatch(/no web section/);
    const flags = await run(CONFERENCE, "--pbx", "freeswitch", "--seed", "-1", "--lang", "de");
    expect(flags.code).toBe(104);
    for (const flag of ["--pbx", "--seed", "--lang"]) expect(flags.told).toContain(flag);
  });
});
