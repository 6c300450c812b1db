import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { afterEach, describe, expect, it } from "vitest";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { exportScript } from "../../src/web/export-script.ts";
import { findK6 } from "../../src/web/find-k6.ts";
import { startMessageIntake } from "../../src/web/message-intake.ts";
import { planLane } from "../../src/web/plan-lane.ts";
import { startRegistrar } from "../../src/web/start-registrar.ts";
import { hasK6, titleWith } from "./web-programs.ts";

const SCENARIO = resolve(import.meta.dirname, "../../scenarios/hotline-sante-press-conference.yaml");
const k6IsThere = await hasK6();
const k6 = (await findK6())?.program ?? "k6";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const written = async (...settings: readonly string[]): Promise<string> => {
  const scenario = loadScenario(SCENARIO, settings);
  const planned = await planLane({ scenario, lane: scenario.web!, seed: 1 });
  const folder = mkdtempSync(join(tmpdir(), "surgeline-export-"));
  folders.push(folder);
  const path = join(folder, "lane.js");
  writeFileSync(path, exportScript(scenario, planned));
  return path;
};

describe.runIf(k6IsThere)(titleWith("an exported script under plain k6", "k6", k6IsThere), () => {
  it("sends the scenario's messages, to within 1 %", async () => {
    const path = await written("web.lasts=8s", "web.messages.count=1000", "web.thresholds={}");
    const intake = await startMessageIntake({ file: ":memory:" });
    const { exitCode, stderr } = await execa(
      k6,
      ["run", "--quiet", "--no-usage-report", "-e", `ADDRESS=${intake.address}`, path],
      { reject: false, stdin: "ignore", timeout: 200_000 },
    );
    const counts = await intake.stop();
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    expect(Math.abs(counts.stored - 1000)).toBeLessThanOrEqual(10);
    expect(counts).toMatchObject({ accepted: counts.stored, refused: 0 });
  });

  it("logs agents in at a PBX and out again, and counts a wrong password as refused", async () => {
    const path = await written(
      "web.lasts=6s",
      "web.agents.count=12",
      "web.agents.storm=2s",
      "web.agents.expires=2s",
      "web.thresholds={}",
      "web.messages.count=50",
    );
    const registrar = await startRegistrar({ kind: "embedded", agents: 12, tell: () => {} });
    const intake = await startMessageIntake({ file: ":memory:" });
    const counters = async (password: string): Promise<Record<string, number>> => {
      const summary = join(dirname(path), "summary.json");
      const environment = {
        ADDRESS: intake.address,
        AGENTS: registrar.webSocketAddress,
        PASSWORD: password,
      };
      const flags = Object.entries(environment).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
      const { stderr } = await execa(
        k6,
        ["run", "--quiet", "--no-usage-report", "--summary-export", summary, ...flags, path],
        { reject: false, stdin: "ignore", timeout: 200_000 },
      );
      expect(stderr).toBe("");
      const { metrics } = JSON.parse(readFileSync(summary, "utf8")) as {
        metrics: Record<string, { count?: number }>;
      };
      return Object.fromEntries(
        Object.entries(metrics).flatMap(([name, { count }]) =>
          count !== undefined && /^(logins|registrations)_/.test(name) ? [[name, count]] : [],
        ),
      );
    };
    try {
      const { registrations_refreshed: refreshed, ...right } = await counters(registrar.password ?? "");
      // everybody on duty over the day, some of them in two shifts
      expect(right["logins_registered"]).toBeGreaterThanOrEqual(12);
      expect(right).toEqual({
        logins_registered: right["logins_registered"],
        registrations_ended: right["logins_registered"],
      });
      expect(refreshed).toBeGreaterThan(0);
      expect(await counters("wrong")).toEqual({ logins_refused: right["logins_registered"] });
    } finally {
      await intake.stop();
      await registrar.stop();
    }
  });

  it("refuses a target that is not this machine unless it is allowed by name", async () => {
    const path = await written();
    // inspect runs the script's beginning and sends nothing
    const inspect = (...environment: readonly string[]) =>
      spawnSync(k6, ["inspect", ...environment.flatMap((pair) => ["-e", pair]), path], { encoding: "utf8" });
    const refused = inspect("ADDRESS=http://staging.example:8080");
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toMatch(/staging\.example is not this machine/);
    expect(inspect("ADDRESS=http://127.0.0.1.example").status).not.toBe(0);
    expect(inspect("ADDRESS=http://staging.example:8080", "ALLOW_TARGET=staging.example").status).toBe(0);
    expect(inspect("ADDRESS=http://localhost:8080").status).toBe(0);
    const elsewhere = inspect("AGENTS=ws://staging.example/ws", "PASSWORD=x");
    expect(elsewhere.stderr).toMatch(/staging\.example is not this machine/);
    expect(inspect("AGENTS=ws://127.0.0.1/ws").stderr).toMatch(/password is not written here/);
  });
});
