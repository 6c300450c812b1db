import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { calibrate } from "../src/calibration/calibrate.ts";
import { CALLS_CSV_HEADER, formatCallsCsvRow, parseCallsCsv } from "../src/calls/calls-csv.ts";
import { withMeasuredBehaviour } from "../src/planning/behaviour.ts";
import { planDay } from "../src/planning/recommend.ts";
import { createStream } from "../src/random/stream.ts";
import { nextUniform } from "../src/random/uniform.ts";
import { loadScenario } from "../src/scenario/load-scenario.ts";

export const name = "calibration";

const CALLS = 1_000_000;
const DRAWS = 1000;
const root = fileURLToPath(new URL("..", import.meta.url));

/** A calls.csv of a million calls over five days, every column filled as a run fills it. */
const writeCalls = (path: string): void => {
  const stream = createStream(1, "arrivals");
  const exponential = (mean: number): number => -mean * Math.log(1 - nextUniform(stream));
  const file = openSync(path, "w");
  writeSync(file, `${CALLS_CSV_HEADER}\n`);
  const perDay = CALLS / 5;
  let lines: string[] = [];
  for (let i = 0; i < CALLS; i++) {
    const arrivalSeconds = Math.floor(i / perDay) * 86_400 + 28_800 + ((i % perDay) / perDay) * 43_200;
    const wait = nextUniform(stream) < 0.5 ? 0 : exponential(40);
    const patienceSeconds = exponential(200);
    const gaveUp = patienceSeconds < wait;
    lines.push(
      formatCallsCsvRow({
        callId: `c${i}`,
        callerId: `k${Math.floor(nextUniform(stream) * CALLS * 0.8)}`,
        callerNumber: `+999${String(i).padStart(8, "0")}`,
        attempt: 1,
        queue: "general",
        arrivalSeconds,
        waitSeconds: gaveUp ? patienceSeconds : wait,
        outcome: gaveUp ? "abandoned" : "answered",
        ...(gaveUp
          ? {}
          : { ringSeconds: 2, talkSeconds: exponential(200), wrapUpSeconds: 30, agent: `a${i % 300}` }),
        patienceSeconds,
        setupMilliseconds: 12.3,
        sipStatus: gaveUp ? 487 : 200,
        plannedMilliseconds: i,
        sentMilliseconds: i,
        counted: true,
      }),
    );
    if (lines.length === 10_000) {
      writeSync(file, `${lines.join("\n")}\n`);
      lines = [];
    }
  }
  closeSync(file);
};

/** Runs the command in a process of its own, whose peak of memory the kernel counts. */
const calibrateInProcess = async (path: string): Promise<{ seconds: number; megabytes: number }> => {
  const began = performance.now();
  const code = `
    import("${root}src/cli/main.ts").then(async ({ runCommandLine, processContext }) => {
      await runCommandLine(["calibrate", ${JSON.stringify(path)}, "--json"], { ...processContext(), print: () => {} });
      console.log(process.resourceUsage().maxRSS);
    });`;
  const { stdout } = await execa(process.execPath, ["--input-type=module", "--eval", code], { cwd: root });
  return { seconds: (performance.now() - began) / 1000, megabytes: Number(stdout.trim()) / 1024 };
};

/** Times calibration of a million calls and the planning of a day in all models. */
export const bench = async (print: (line: string) => void): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "surgeline-bench-"));
  try {
    const path = join(folder, "calls.csv");
    writeCalls(path);
    const { seconds, megabytes } = await calibrateInProcess(path);
    print(
      `${CALLS} calls calibrated, start of the program included: ${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB at most (wanted: 3 s, 300 MB)`,
    );
    // some thousand calls are measured behaviour enough for the planning
    const head = readFileSync(path, "utf8").slice(0, 2_000_000);
    const estimates = calibrate(parseCallsCsv(head.slice(0, head.lastIndexOf("\n"))));
    const scenario = loadScenario(join(root, "scenarios", "hotline-sante-press-conference.yaml"));
    const measured = withMeasuredBehaviour(scenario, estimates).scenario;
    const before = process.cpuUsage();
    const began = performance.now();
    planDay(measured, { estimates, draws: DRAWS });
    const wall = (performance.now() - began) / 1000;
    const used = process.cpuUsage(before);
    print(
      `a day of ${scenario.name} planned in all models with ${DRAWS} draws: ${wall.toFixed(2)} s, ${((used.user + used.system) / 1e6).toFixed(2)} s of processor (wanted: 5 s)`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
