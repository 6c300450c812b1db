import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "surgeline-package-"));
  const packed = await execa("npm", ["pack", "--json", "--pack-destination", folder], { cwd: root });
  const [{ filename }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf("["))) as [
    { filename: string },
  ];
  await writeFile(join(folder, "package.json"), '{ "name": "user", "private": true, "type": "module" }');
  await execa("npm", ["install", "--no-audit", "--no-fund", join(folder, filename)], { cwd: folder });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("the packed package, installed into an empty folder", () => {
  it("runs surgeline doctor", async () => {
    const { stdout } = await execa("npx", ["surgeline", "doctor", "--json"], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ ready: true });
  });

  it("runs from what was built, without the sources", async () => {
    const { stdout } = await execa("npx", ["surgeline", "--version"], { cwd: folder });
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
    expect(stdout.trim()).toBe(version);
    await expect(readFile(join(folder, "node_modules/surgeline/src/cli/main.ts"))).rejects.toThrow();
  });

  it("answers a planner's question", async () => {
    const args = ["surgeline", "staff", "--calls", "400", "--interval", "30m", "--aht", "257s", "--json"];
    const { stdout } = await execa("npx", args, { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ erlangC: { agents: 64 } });
  });

  it("simulates on two threads, each from what was built", async () => {
    const scenario = join(folder, "node_modules/surgeline/scenarios/hotline-sante.yaml");
    const simulate = async (threads: number): Promise<Record<string, unknown>> => {
      const flags = ["--replications", "20", "--threads", String(threads), "--json"];
      const { stdout } = await execa("npx", ["surgeline", "simulate", scenario, ...flags], { cwd: folder });
      // how long it took is all that may differ
      const {
        wallSeconds: _,
        callersPerSecond: __,
        ...found
      } = JSON.parse(stdout) as Record<string, unknown>;
      return found;
    };
    const onTwo = await simulate(2);
    const onOne = await simulate(1);
    expect(onTwo).toMatchObject({ replications: 20, state: "complete" });
    expect(onTwo).toEqual(onOne);
  });

  it("is imported as surgeline, surgeline/queueing and surgeline/sipp-wrapper, with their types", async () => {
    await writeFile(
      join(folder, "user.ts"),
      [
        'import * as surgeline from "surgeline";',
        'import { erlangBBlocking } from "surgeline/queueing";',
        'import * as sippWrapper from "surgeline/sipp-wrapper";',
        "const blocking: number = erlangBBlocking(1, 1);",
        "// @ts-expect-error the types are there: a text is no load",
        'erlangBBlocking("1", 1);',
        "console.log(JSON.stringify([blocking, Object.keys(surgeline).length > 0, Object.keys(sippWrapper).length > 0]));",
        "",
      ].join("\n"),
    );
    const tsc = join(root, "node_modules", ".bin", "tsc");
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--skipLibCheck"];
    await execa(tsc, [...options, "--types", "", "user.ts"], { cwd: folder });
    await writeFile(
      join(folder, "user.js"),
      (await readFile(join(folder, "user.ts"), "utf8"))
        .replace(": number", "")
        .replace(/erlangBBlocking\("1".*\n/, ""),
    );
    const { stdout } = await execa(process.execPath, ["user.js"], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual([0.5, true, true]);
  });
});

describe("a Node that is too old", () => {
  it("is told so, with what to do, and 111", async () => {
    // the program itself cannot be swapped here, so the version it reports is
    const script = `Object.defineProperty(process.versions, "node", { value: "20.11.0" }); await import(${JSON.stringify(join(root, "bin/surgeline.js"))});`;
    const result = await execa(process.execPath, ["--input-type=module", "-e", script], { reject: false });
    expect(result.exitCode).toBe(111);
    expect(result.stderr).toMatch(/needs Node 22\.18 or later/);
  });
});
