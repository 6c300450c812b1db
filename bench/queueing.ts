// What the queueing library takes for the work of a plan, beside pyworkforce
// (PyPI) on the same work. pyworkforce is installed into an environment of its own
// below the user's cache folder, once.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import {
  fewestAgentsErlangA,
  fewestAgentsErlangC,
  type RatePiece,
  type StaffPiece,
  staffByInterval,
  staffByTransient,
  transientQueue,
} from "../src/queueing/index.ts";
import { figureLine, medianMilliseconds } from "./bench.ts";

export const name = "queueing: staffing and transients";

const PYWORKFORCE = "pyworkforce==0.5.1";
const HOUR = 3600;
const HANDLING_SECONDS = 180;
const PATIENCE_SECONDS = 150;
const TARGETS = { serviceLevel: { share: 0.8, withinSeconds: 20 } };

/** Straight pieces through a rate, which keeps its ends where it jumps. */
const piecesOf = (rate: (seconds: number) => number, endSeconds: number, step: number): RatePiece[] =>
  Array.from({ length: endSeconds / step }, (_, i) => ({
    startSeconds: i * step,
    endSeconds: (i + 1) * step,
    callsPerSecondAtStart: rate(i * step),
    callsPerSecondAtEnd: rate((i + 1) * step - 1e-6),
  }));

/** A day with a rush after half past eleven, in calls per second. */
const ordinaryDay = (seconds: number): number => {
  const daily = 0.6 + 0.4 * Math.sin((2 * Math.PI * (seconds / HOUR - 9)) / 24);
  const rush = seconds < 11.5 * HOUR ? 0 : 1.5 * Math.exp(-(seconds - 11.5 * HOUR) / 1800);
  return 0.3 * (daily + rush);
};

/** Eight hours at 165 erlangs with a spike to more than 300 that halves every half hour. */
const spikeDay = (seconds: number): number => {
  const since = seconds - 3.5 * HOUR;
  const spike = since < 0 ? 0 : since < 600 ? (1.2 * since) / 600 : 1.2 * 0.5 ** ((since - 600) / 1800);
  return 165 / HANDLING_SECONDS + spike;
};

const boundsOf = (endSeconds: number, step: number): number[] =>
  Array.from({ length: endSeconds / step + 1 }, (_, i) => i * step);

const PYTHON_WORK = `
import time, json
from pyworkforce.queuing import ErlangC
def staff(calls, minutes, aht, asa, share, occupancy=1.0):
    return ErlangC(transactions=calls, aht=aht, asa=asa, interval=minutes, shrinkage=0.0).required_positions(service_level=share, max_occupancy=occupancy)["positions"]
def median(work, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter(); work(); times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[runs // 2]
one = lambda: staff(100, 30, 3, 20 / 60, 0.8)
day = lambda: [staff(calls, 15, 3, 20 / 60, 0.8) for calls in COUNTS]
result = {"one": median(one, 21), "positions": one(), "day": median(day, 3)}
try:
    large = lambda: staff(100000, 30, 3, 20 / 60, 0.8)
    result["large"] = median(large, 1)
    result["largePositions"] = large()
except Exception as error:
    result["largeFailed"] = repr(error)[:120]
print(json.dumps(result))
`;

/** Runs pyworkforce on the same intervals; returns its figures, or why there are none. */
const pyworkforce = (counts: readonly number[]): Record<string, unknown> | string => {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folder = join(cache, "surgeline", "bench-python");
  const python = join(folder, "bin", "python");
  const quiet = { stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"], timeout: 300_000 };
  try {
    if (!existsSync(join(folder, "ready"))) {
      mkdirSync(folder, { recursive: true });
      execFileSync("python3", ["-m", "venv", folder], quiet);
      execFileSync(python, ["-m", "pip", "install", "--quiet", PYWORKFORCE], quiet);
      mkdirSync(join(folder, "ready"));
    }
    const program = PYTHON_WORK.replace("COUNTS", JSON.stringify(counts));
    return JSON.parse(execFileSync(python, ["-c", program], quiet).toString()) as Record<string, unknown>;
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).trim().split("\n");
    return `pyworkforce could not be set up or run (python3 with venv and pip is needed): ${lines.at(-1)}`;
  }
};

export const bench = async (print: (line: string) => void): Promise<void> => {
  const large = { callsPerSecond: 10_000 / HANDLING_SECONDS, handlingSeconds: HANDLING_SECONDS };
  const patient = { patienceSeconds: PATIENCE_SECONDS };
  print(
    figureLine(
      "one interval by Erlang A at 10,000 erlangs",
      medianMilliseconds(() => fewestAgentsErlangA({ ...large, ...patient }, TARGETS), 101, 200),
      1,
    ),
  );
  print(
    figureLine(
      "one interval by Erlang C at 10,000 erlangs",
      medianMilliseconds(() => fewestAgentsErlangC(large, TARGETS), 101, 200),
    ),
  );

  const quarterHours = boundsOf(24 * HOUR, 900);
  const dayRates = quarterHours.slice(1).map((endSeconds) => ({
    startSeconds: endSeconds - 900,
    endSeconds,
    callsPerSecondAtStart: ordinaryDay(endSeconds - 450),
    callsPerSecondAtEnd: ordinaryDay(endSeconds - 450),
  }));
  const day = {
    rates: dayRates,
    handling: { kind: "exponential", meanSeconds: HANDLING_SECONDS },
    boundsSeconds: quarterHours,
  } as const;
  const forms = ["average", "maximum", "lagged", "offeredLoad"] as const;
  const allForms = (): void => {
    for (const form of forms) {
      staffByInterval(day, TARGETS, form);
      staffByInterval({ ...day, ...patient }, TARGETS, form);
    }
  };
  print(
    figureLine("96 intervals, Erlang C and A in four forms each", medianMilliseconds(allForms, 15, 10), 20),
  );

  const halfHours = boundsOf(8 * HOUR, 1800);
  const spikeRates = piecesOf(spikeDay, 8 * HOUR, 300);
  const staff: StaffPiece[] = halfHours.slice(1).map((endSeconds, i) => ({
    startSeconds: endSeconds - 1800,
    endSeconds,
    agents: i >= 7 && i < 11 ? 300 : i === 11 ? 260 : 200,
  }));
  const question = {
    rates: spikeRates,
    handlingSeconds: HANDLING_SECONDS,
    ...patient,
    boundsSeconds: halfHours,
    withinSeconds: 20,
  };
  let errorBound = 0;
  const follow = (): void => {
    errorBound = transientQueue({ ...question, staff }).errorBound;
  };
  print(figureLine("the transient of an 8-hour spike day, 300 agents", medianMilliseconds(follow, 9), 200));
  print(`  error of each interval's abandonment at most ${errorBound.toExponential(1)} (limit 1e-8)`);
  let agentHours = 0;
  const iterate = (): void => {
    const staffing = staffByTransient(question, TARGETS);
    agentHours = staffing.state === "met" ? staffing.agentHours : Number.NaN;
  };
  print(
    figureLine("that day staffed by iteration on the transient", medianMilliseconds(iterate, 1, 1), 5000),
  );
  print(`  ${agentHours} agent-hours, the target held in every half hour`);

  print("pyworkforce on the same work:");
  const counts = dayRates.map((piece) => piece.callsPerSecondAtStart * 900);
  const theirs = pyworkforce(counts);
  if (typeof theirs === "string") {
    print(`  ${theirs}`);
    return;
  }
  const ourOne = medianMilliseconds(
    () => fewestAgentsErlangC({ callsPerSecond: 100 / 1800, handlingSeconds: 180 }, TARGETS),
    1001,
  );
  const ourOneA = medianMilliseconds(
    () => fewestAgentsErlangA({ callsPerSecond: 100 / 1800, handlingSeconds: 180, ...patient }, TARGETS),
    1001,
  );
  print(figureLine("  ours: Erlang C, 100 calls in half an hour", ourOne));
  print(figureLine(`  pyworkforce: the same (${theirs["positions"]} agents)`, Number(theirs["one"])));
  print(figureLine("  ours: Erlang A, the same (pyworkforce has no Erlang A)", ourOneA));
  const oneForm = medianMilliseconds(() => staffByInterval(day, TARGETS, "average"), 51, 20);
  print(figureLine("  ours: 96 intervals by Erlang C alone", oneForm));
  print(figureLine("  pyworkforce: 96 intervals by Erlang C alone", Number(theirs["day"])));
  if (theirs["large"] === undefined) print(`  pyworkforce: 10,000 erlangs: ${theirs["largeFailed"]}`);
  else
    print(
      figureLine(
        `  pyworkforce: Erlang C at 10,000 erlangs (${theirs["largePositions"]})`,
        Number(theirs["large"]),
      ),
    );
};
