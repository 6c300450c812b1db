import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { calibrate } from "../src/calibration/calibrate.ts";
import { CALLS_CSV_HEADER, formatCallsCsvRow, parseCallsCsv } from "../src/calls/calls-csv.ts";
import { planDayOnThreads } from "../src/cli/plan-on-threads.ts";
import { withMeasuredBehaviour } from "../src/planning/behaviour.ts";
import { createStream } from "../src/random/stream.ts";
import { nextUniform } from "../src/random/uniform.ts";
import { loadScenario } from "../src/scenario/load-scenario.ts";

export const name = "calibration";

const CALLS = 1_000_000;
/** What `plan` draws unless told otherwise. */
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

/** A shared machine stands still now and then: the best of so many says what the work takes. */
const RUNS = 5;

interface Took {
  readonly wallSeconds: number;
  readonly processorSeconds: number;
  readonly megabytes: number;
}

/** Runs a command in a process of its own, whose peak of memory the kernel counts; its start is timed, too. */
const timed = async (args: readonly string[]): Promise<Took> => {
  const began = performance.now();
  const code = `
    import("${root}src/cli/main.ts").then(async ({ runCommandLine, processContext }) => {
      await runCommandLine(${JSON.stringify(args)}, { ...processContext(), print: () => {} });
      const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
      console.log(JSON.stringify([maxRSS, userCPUTime + systemCPUTime]));
    });`;
  const { stdout } = await execa(process.execPath, ["--input-type=module", "--eval", code], { cwd: root });
  const [kilobytes, microseconds] = JSON.parse(stdout) as [number, number];
  return {
    wallSeconds: (performance.now() - began) / 1000,
    processorSeconds: microseconds / 1e6,
    megabytes: kilobytes / 1024,
  };
};

/** The least of each figure over the runs, but the most memory. */
const bestOf = async (runs: number, args: readonly string[]): Promise<Took> => {
  const took: Took[] = [];
  for (let run = 0; run < runs; run++) took.push(await timed(args));
  return {
    wallSeconds: Math.min(...took.map(({ wallSeconds }) => wallSeconds)),
    processorSeconds: Math.min(...took.map(({ processorSeconds }) => processorSeconds)),
    megabytes: Math.max(...took.map(({ megabytes }) => megabytes)),
  };
};

/** The plan alone, as the command makes it: the first run finds nothing compiled, the best of them is told. */
const planBest = async (scenarioPath: string, behaviour: string): Promise<Took> => {
  const estimates = calibrate(parseCallsCsv(readFileSync(behaviour, "utf8")));
  const { scenario } = withMeasuredBehaviour(loadScenario(scenarioPath), estimates);
  const took: Took[] = [];
  for (let run = 0; run < RUNS; run++) {
    const before = process.cpuUsage();
    const began = performance.now();
    await planDayOnThreads(scenario, { estimates, draws: DRAWS, seed: run + 1 });
    const wallSeconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(before);
    took.push({
      wallSeconds,
      processorSeconds: (user + system) / 1e6,
      megabytes: process.resourceUsage().maxRSS / 1024,
    });
  }
  return took.reduce((best, one) => (one.wallSeconds < best.wallSeconds ? one : best));
};

const pace = ({ wallSeconds, processorSeconds, megabytes }: Took): string =>
  `${wallSeconds.toFixed(2)} s, ${processorSeconds.toFixed(2)} s of processor, ${megabytes.toFixed(0)} MB`;

const told = (took: Took, limitSeconds: number): string =>
  `${pace(took)}  limit ${limitSeconds} s: ${took.wallSeconds < limitSeconds ? "met" : "MISSED"}`;

/** Times calibration of a million calls and the planning of a day in all models. */
export const bench = async (print: (line: string) => void): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "surgeline-bench-"));
  try {
    const path = join(folder, "calls.csv");
    writeCalls(path);
    const calibrated = await bestOf(RUNS, ["calibrate", path, "--json"]);
    print(
      `${CALLS} calls calibrated, start of the program included, best of ${RUNS}: ${told(calibrated, 3)}, ${calibrated.megabytes < 300 ? "" : "not "}within 300 MB`,
    );
    // some thousand calls are measured behaviour enough for the planning
    const behaviour = join(folder, "behaviour.csv");
    const head = readFileSync(path, "utf8").slice(0, 2_000_000);
    writeFileSync(behaviour, head.slice(0, head.lastIndexOf("\n") + 1));
    const scenario = join(root, "scenarios", "hotline-sante-press-conference.yaml");
    print(
      `the press conference's day planned in all models with ${DRAWS} draws, best of ${RUNS}: ${told(await planBest(scenario, behaviour), 5)}`,
    );
    const planned = await bestOf(RUNS, ["plan", scenario, "--behaviour", behaviour, "--json"]);
    print(`  the same by the command, its start and the reading of the behaviour included: ${pace(planned)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
