import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { findAsterisk } from "../../src/pbx/asterisk/find-asterisk.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { shareArrived } from "../../src/trace/message-arrivals.ts";
import { exportScript } from "../../src/web/export-script.ts";
import { type FoundK6, findK6 } from "../../src/web/find-k6.ts";
import { startMessageIntake } from "../../src/web/message-intake.ts";
import { planLane } from "../../src/web/plan-lane.ts";
import { runLane } from "../../src/web/run-lane.ts";
import { startRegistrar } from "../../src/web/start-registrar.ts";
import type { ProofModule } from "./evidence.ts";

export const title = "The web lane: messages, log-ins, export, and both loads at once";

const SCENARIO = fileURLToPath(
  new URL("../../scenarios/hotline-sante-press-conference.yaml", import.meta.url),
);
const PROGRAM = fileURLToPath(new URL("../../bin/surgeline.js", import.meta.url));

/** One figure that is to be reached. */
interface Shown {
  readonly held: boolean;
  readonly line: string;
}

const only = (settings: readonly string[], part: "messages" | "agents") => {
  const scenario = loadScenario(SCENARIO, settings);
  const { messages, agents, lastsSeconds } = scenario.web!;
  const lane = {
    lastsSeconds,
    thresholds: {},
    ...(part === "messages" && messages ? { messages } : {}),
    ...(part === "agents" && agents ? { agents } : {}),
  };
  return { scenario, lane };
};

/** 16,000 messages in a compressed night, counted on both sides. */
const messagesOfANight = async (): Promise<Shown> => {
  const { scenario, lane } = only([], "messages");
  const planned = await planLane({ scenario, lane, seed: 1 });
  const { messages, load } = await runLane({ planned, scenarioName: scenario.name, seed: 1 });
  const m = messages!;
  const held =
    m.sent === 16_000 && m.accepted === 16_000 && m.intake?.stored === 16_000 && m.intake.accepted === 16_000;
  return {
    held,
    line:
      `Messages: ${m.sent} of ${m.planned} sent in ${lane.lastsSeconds} s (compression ${m.compression}), ` +
      `${m.accepted} accepted by k6's count, ${m.intake?.accepted} accepted and ${m.intake?.stored} stored by the intake's; ` +
      `lateness p99 ${load.latenessMilliseconds?.p99.toFixed(0)} ms, answer p95 ${m.durationMilliseconds?.p95.toFixed(0)} ms.`,
  };
};

/** 500 agents in a storm of ten seconds on Asterisk's WebSocket. */
export const logins = async (): Promise<Shown> => {
  const { scenario, lane } = only(
    ["web.lasts=40s", "web.agents.count=500", "web.agents.storm=10s", "staff.onDuty=24"],
    "agents",
  );
  const registrar = await startRegistrar({ kind: "asterisk", agents: 500, tell: () => {} });
  try {
    const planned = await planLane({ scenario, lane, seed: 1 });
    const { agents, load } = await runLane({
      planned,
      scenarioName: scenario.name,
      seed: 1,
      pbx: registrar,
    });
    const a = agents!;
    const time = a.timeToRegisterMilliseconds;
    return {
      held: a.registered === 500 && a.mostHeld === 500 && a.lost === 0,
      line:
        `Log-ins: ${a.registered} of ${a.logins} agents registered at ${registrar.name} within a storm of 10 s, ${a.refused} refused, ` +
        `${a.mostHeld} held at once, ${a.refreshed} refreshes, ${a.lost} lost, ${a.ended} ended; time to register ` +
        `p50 ${time?.p50.toFixed(0)} ms, p95 ${time?.p95.toFixed(0)} ms, at most ${time?.max.toFixed(0)} ms; ` +
        `lateness of the log-ins p99 ${load.loginLatenessMilliseconds?.p99.toFixed(0)} ms.`,
    };
  } finally {
    await registrar.stop();
  }
};

const runPlainK6 = (k6: FoundK6, script: string, address: string): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      k6.program,
      ["run", "--quiet", "--no-usage-report", "-e", `ADDRESS=${address}`, script],
      {
        stdio: "ignore",
      },
    );
    child.on("error", reject);
    child.on("exit", resolve);
  });

/** An exported script under plain k6: what the intake got in each minute against the scenario's rates. */
export const exported = async (k6: FoundK6): Promise<Shown> => {
  const { scenario, lane } = only(["web.lasts=3m"], "messages");
  const folder = await mkdtemp(join(tmpdir(), "surgeline-prove-web-"));
  try {
    const planned = await planLane({ scenario, lane, seed: 1 });
    const script = join(folder, "lane.js");
    await writeFile(script, exportScript(scenario, planned));
    const file = join(folder, "messages.db");
    const intake = await startMessageIntake({ file });
    await runPlainK6(k6, script, intake.address);
    await intake.stop();
    const database = new DatabaseSync(file, { readOnly: true });
    const rows = database.prepare("SELECT received_ms FROM messages ORDER BY received_ms").all() as {
      received_ms: number;
    }[];
    database.close();
    const start = rows[0]?.received_ms ?? 0;
    const compression = lane.messages!.overSeconds / lane.lastsSeconds;
    const minutes = [0, 1, 2].map((minute) => {
      const got = rows.filter(
        ({ received_ms }) => Math.floor((received_ms - start) / 60_000) === minute,
      ).length;
      const share = (wall: number): number => shareArrived(lane.messages!, wall * compression);
      const expected = lane.messages!.count * (share((minute + 1) * 60) - share(minute * 60));
      return { got, expected, off: Math.abs(got - expected) / expected };
    });
    return {
      held: minutes.every(({ off }) => off <= 0.01),
      line: `Export under plain k6 ${k6.version}, messages in each minute against the rates: ${minutes
        .map(({ got, expected, off }) => `${got} for ${expected.toFixed(0)} (${(off * 100).toFixed(2)} %)`)
        .join(", ")}.`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Flood and lane at once, by the command that a user gives. */
export const bothAtOnce = async (): Promise<Shown> => {
  const folder = await mkdtemp(join(tmpdir(), "surgeline-prove-web-"));
  try {
    const out = join(folder, "run");
    await new Promise<void>((resolve, reject) => {
      const args = [PROGRAM, "run", SCENARIO, "--web", "--quiet", "--json", "--out", out];
      const child = spawn(process.execPath, args, { stdio: "ignore" });
      child.on("error", reject);
      child.on("exit", () => resolve());
    });
    const summary = JSON.parse(await readFile(join(out, "summary.json"), "utf8"));
    const { load, web } = summary;
    return {
      held: load.valid === true && web.valid === true,
      line:
        `Both at once: ${load.placed} of ${load.planned} calls placed, lateness p99 ${load.latenessMilliseconds?.p99.toFixed(1)} ms ` +
        `(${load.valid ? "valid" : "invalid"}); ${web.messages?.sent} messages sent, ${web.messages?.stored} stored, ` +
        `lateness p99 ${web.latenessMilliseconds?.p99.toFixed(1)} ms (${web.valid ? "valid" : "invalid"}).`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const prove: ProofModule["prove"] = async (print) => {
  const k6 = await findK6();
  if (k6 === undefined) return { state: "skipped", reason: "k6 is not installed" };
  if ((await findAsterisk()) === undefined) return { state: "skipped", reason: "Asterisk is not installed" };
  const shown: Shown[] = [];
  for (const step of [logins, messagesOfANight, () => exported(k6), bothAtOnce] as const) {
    const one = await step();
    print(`${one.held ? "held" : "FAILED"}: ${one.line}`);
    shown.push(one);
  }
  return {
    state: shown.every(({ held }) => held) ? "held" : "failed",
    markdown:
      "Hotline Santé's press conference, `npm run prove -- web-lane`. Counts are exact; times are wall time on the machine that ran it.\n\n" +
      shown.map(({ held, line }) => `- ${held ? "" : "MISSED: "}${line}`).join("\n"),
  };
};
