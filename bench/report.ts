import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { CallRecord } from "../src/calls/call-record.ts";
import { CALLS_CSV_HEADER, formatCallsCsvRow } from "../src/calls/calls-csv.ts";
import { planRun } from "../src/campaign/plan-run.ts";
import { summarise } from "../src/campaign/summarise.ts";
import { createStream } from "../src/random/stream.ts";
import { nextUniform } from "../src/random/uniform.ts";
import { describeHost } from "../src/runs/host.ts";
import { RUN_FILES } from "../src/runs/run-folder.ts";
import { type RunSummary, SCHEMA_VERSION } from "../src/runs/summary.ts";
import { formatScenario } from "../src/scenario/format-scenario.ts";
import { loadScenario } from "../src/scenario/load-scenario.ts";

export const name = "report";

const SIZES = [
  { calls: 6000, runs: 5, seconds: 1.5, megabytes: 500 },
  { calls: 1_000_000, runs: 3, seconds: 10, megabytes: 500 },
] as const;
const FEW = 6000;
const root = fileURLToPath(new URL("..", import.meta.url));
const plan = planRun({
  scenario: loadScenario(join(root, "scenarios", "hotline-sante-press-conference.yaml")),
  seed: 1,
  force: true,
});

/** So many calls over the window of the press conference, some lost, some refused, some failed. */
function* calls(count: number): Generator<CallRecord, void> {
  const stream = createStream(1, "arrivals");
  const exponential = (mean: number): number => -mean * Math.log(1 - nextUniform(stream));
  const period = plan.windowEndSeconds - plan.windowStartSeconds;
  for (let i = 0; i < count; i++) {
    const arrivalSeconds = plan.windowStartSeconds + (i / count) * period;
    const due = ((arrivalSeconds - plan.windowStartSeconds) / plan.compression) * 1000;
    const common = {
      callId: `${i}///surgeline@127.0.0.1`,
      callerId: String(Math.floor(nextUniform(stream) * count * 0.8)),
      callerNumber: `+33199${String(i % 1_000_000).padStart(6, "0")}`,
      attempt: 1,
      queue: "general",
      arrivalSeconds,
      plannedMilliseconds: due,
      sentMilliseconds: due + exponential(2),
      counted: true,
    };
    const luck = nextUniform(stream);
    if (luck < 0.001) yield { ...common, outcome: "failed", sipStatus: 500 };
    else if (luck < 0.01) yield { ...common, outcome: "blocked", sipStatus: 503 };
    else {
      const wait = 3 + (nextUniform(stream) < 0.5 ? 0 : exponential(40));
      const patienceSeconds = 3 + exponential(200);
      const met = { patienceSeconds, setupMilliseconds: 4 + exponential(3) };
      if (patienceSeconds < wait) {
        yield { ...common, ...met, outcome: "abandoned", waitSeconds: patienceSeconds, sipStatus: 487 };
      } else {
        yield {
          ...common,
          ...met,
          outcome: "answered",
          waitSeconds: wait,
          ringSeconds: 3,
          talkSeconds: exponential(200),
          wrapUpSeconds: 20,
          agent: `agent-${i % 300}`,
          sipStatus: 200,
        };
      }
    }
  }
}

/** The result of the first calls: what a report takes from it does not grow with them. */
const summaryOf = (): RunSummary =>
  summarise(
    {
      plan,
      records: [...calls(FEW)],
      load: {
        planned: FEW,
        placed: FEW,
        latenessMilliseconds: { p50: 1, p99: 9, max: 12 },
        valid: true,
        reasons: [],
      },
      pbxEvents: [],
      pbx: { kind: "embedded", version: "0.1.0", dispatch: "native", media: "none" },
      interrupted: false,
      wallSeconds: 120,
      runDirectory: "reports/bench",
    },
    [],
  );

const writeRun = (folder: string, count: number, summary: RunSummary): void => {
  const scenarioText = formatScenario(plan.scenario);
  const write = (file: keyof typeof RUN_FILES, text: string): void =>
    writeFileSync(join(folder, RUN_FILES[file]), text);
  write("scenario", scenarioText);
  write("summary", JSON.stringify({ ...summary, load: { ...summary.load, planned: count, placed: count } }));
  write(
    "description",
    JSON.stringify({
      schemaVersion: SCHEMA_VERSION,
      state: "complete",
      scenarioName: plan.scenario.name,
      seed: 1,
      fingerprint: "0",
      startedAt: "2026-01-01T10:00:00.000Z",
      endedAt: "2026-01-01T10:02:00.000Z",
      command: "surgeline run scenarios/hotline-sante-press-conference.yaml",
      window: { startSeconds: plan.windowStartSeconds, endSeconds: plan.windowEndSeconds },
      compression: plan.compression,
      forced: [],
      versions: {},
      host: describeHost(),
    }),
  );
  const file = openSync(join(folder, RUN_FILES.calls), "w");
  writeSync(file, `${CALLS_CSV_HEADER}\n`);
  const lines: string[] = [];
  for (const call of calls(count)) {
    lines.push(formatCallsCsvRow(call));
    if (lines.length === 10_000) writeSync(file, `${lines.splice(0).join("\n")}\n`);
  }
  if (lines.length > 0) writeSync(file, `${lines.join("\n")}\n`);
  closeSync(file);
};

/** Writes the report in a process of its own: on the wall, of the processor, and the kernel's peak of memory. */
const reportInProcess = async (
  folder: string,
): Promise<{ seconds: number; processorSeconds: number; megabytes: number }> => {
  // the command as it is shipped, with what Node keeps of an earlier one
  const code = `
    process.argv = [process.execPath, "surgeline", "report", ${JSON.stringify(folder)}];
    process.on("exit", (code) => {
      const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
      console.log(JSON.stringify({ code, maxRSS, processor: userCPUTime + systemCPUTime }));
    });
    await import("${root}bin/surgeline.js");`;
  const began = performance.now();
  const { stdout } = await execa(process.execPath, ["--input-type=module", "--eval", code], { cwd: root });
  const seconds = (performance.now() - began) / 1000;
  const { code: ended, maxRSS, processor } = JSON.parse(stdout.slice(stdout.lastIndexOf("\n") + 1));
  if (ended !== 0) throw new Error(`surgeline report ended with ${ended}.`);
  return { seconds, processorSeconds: processor / 1e6, megabytes: maxRSS / 1024 };
};

/** Times the report of 6,000 calls and of a million, start of the program included. */
export const bench = async (print: (line: string) => void): Promise<void> => {
  const summary = summaryOf();
  for (const { calls: count, runs, seconds, megabytes } of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), "surgeline-bench-"));
    try {
      writeRun(folder, count, summary);
      const measured = [];
      for (let run = 0; run < runs; run++) measured.push(await reportInProcess(folder));
      const wall = Math.min(...measured.map((one) => one.seconds));
      const processor = Math.min(...measured.map(({ processorSeconds }) => processorSeconds));
      const peak = Math.max(...measured.map((one) => one.megabytes));
      const met = wall < seconds && peak < megabytes;
      const page = (statSync(join(folder, RUN_FILES.report)).size / 1000).toFixed(0);
      print(
        `report of ${count} calls, best of ${runs}: ${wall.toFixed(2)} s, ${processor.toFixed(2)} s of processor, ` +
          `${peak.toFixed(0)} MB, a page of ${page} kB  limit ${seconds} s, ${megabytes} MB: ${met ? "met" : "MISSED"}`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
};
