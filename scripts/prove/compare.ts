import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseCallsCsv } from "../../src/calls/calls-csv.ts";
import { timingErrorSeconds } from "../../src/compare/baseline.ts";
import { type CallerOutcome, callerOutcomes } from "../../src/compare/call-outcomes.ts";
import { type Comparison, compareRuns } from "../../src/compare/compare-runs.ts";
import { summarySchema } from "../../src/runs/summary.ts";
import { markdownTable, type Proof } from "./evidence.ts";

export const title = "Two PBXs on the same callers: what a comparison finds, and what it does not";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Twenty, unless fewer are asked for to see that the proof itself works. */
const SEEDS = Array.from(
  { length: Number(process.env["SURGELINE_COMPARE_SEEDS"] ?? 20) },
  (_, index) => index + 1,
);
const AGENTS = 54;
const COMPRESSION = 50;
/** Ring, talk and wrap-up of the smoke test, mean. */
const HANDLING_SECONDS = 100;
/** Costs what one agent of all can do: handling time over agents, in the PBX's own time. */
const DISPATCH_MILLISECONDS = Math.round((HANDLING_SECONDS / AGENTS / COMPRESSION) * 1000);
const MOST_FALSE_ALARMS = 0.05;
const LEAST_CAUGHT = 0.95;

const PBXS = {
  base: ["--degrade", "setup=100ms"],
  same: ["--degrade", "setup=100ms"],
  slowSetup: ["--degrade", "setup=120ms"],
  slowDispatch: ["--degrade", "setup=100ms", "--degrade", `dispatch=${DISPATCH_MILLISECONDS}ms`],
} as const;

/** A flood whose generator was late proves nothing and is made again; a machine that is never quiet ends the proof. */
const MOST_TRIES = 8;
const INVALID_RUN = 110;

/** Half an hour with a thousand callers for 56 people, with 54: a queue comes and goes. */
const flood = (folder: string, seed: number, degradation: readonly string[]): Flooded => {
  for (let attempt = 1; ; attempt++) {
    const out = `${folder}-${attempt}`;
    const { status, stderr } = spawnSync(
      join(root, "node_modules", ".bin", "node"),
      [
        join(root, "bin", "surgeline.js"),
        "run",
        join(root, "scenarios", "smoke.yaml"),
        "--set",
        "arrivals.callsPerDay=6000",
        ...["--agents", String(AGENTS), "--window", "10:00-10:30", "--compression", String(COMPRESSION)],
        ...["--seed", String(seed), "--out", out, "--quiet", "--force"],
        ...degradation,
      ],
      { encoding: "utf8", cwd: root },
    );
    // a missed threshold is no matter here
    if (status === 0 || status === 99) {
      const { load } = summarySchema.parse(JSON.parse(readFileSync(join(out, "summary.json"), "utf8")));
      return {
        callers: callerOutcomes(parseCallsCsv(readFileSync(join(out, "calls.csv"), "utf8"))),
        latenessSeconds: ((load.latenessMilliseconds?.p99 ?? 0) * COMPRESSION) / 1000,
      };
    }
    if (status !== INVALID_RUN || attempt === MOST_TRIES) {
      throw new Error(`surgeline run ended with ${status} at try ${attempt}: ${stderr}`);
    }
  }
};

interface Flooded {
  readonly callers: readonly CallerOutcome[];
  readonly latenessSeconds: number;
}

/** As the command compares them. */
const compared = (base: Flooded, run: Flooded): Comparison =>
  compareRuns(base.callers, run.callers, { timingErrorSeconds: timingErrorSeconds(base, run) });

const worse = ({ changes }: Comparison): readonly string[] =>
  changes.filter(({ verdict }) => verdict === "worse").map(({ metric }) => metric);

export const prove = (print: (line: string) => void): Proof => {
  const work = mkdtempSync(join(tmpdir(), "surgeline-compare-"));
  const rows: string[][] = [];
  let toldApart = 0;
  let setupCaught = 0;
  let dispatchCaught = 0;
  try {
    for (const seed of SEEDS) {
      const run = (name: keyof typeof PBXS) => flood(join(work, `${name}-${seed}`), seed, PBXS[name]);
      const base = run("base");
      const same = compared(base, run("same"));
      const slowSetup = worse(compared(base, run("slowSetup")));
      const slowDispatch = worse(compared(base, run("slowDispatch")));
      const differing = same.changes.filter(({ verdict }) => verdict !== "same").map(({ metric }) => metric);
      if (differing.length > 0) toldApart++;
      if (slowSetup.includes("setup_time")) setupCaught++;
      if (slowDispatch.includes("wait") || slowDispatch.includes("dispatch")) dispatchCaught++;
      rows.push([
        String(seed),
        String(same.callers),
        differing.join(", ") || "nothing",
        slowSetup.join(", ") || "nothing",
        slowDispatch.join(", ") || "nothing",
      ]);
      print(rows.at(-1)?.join(" · ") ?? "");
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const count = SEEDS.length;
  const held =
    toldApart <= MOST_FALSE_ALARMS * count &&
    setupCaught >= LEAST_CAUGHT * count &&
    dispatchCaught >= LEAST_CAUGHT * count;
  return {
    state: held ? "held" : "failed",
    markdown: `The embedded PBX, made worse on purpose, flooded by SIPp with the same callers four times a seed: set-up 100 ms, the same again, set-up 120 ms, and a dispatch delay of ${DISPATCH_MILLISECONDS} ms, which at ${COMPRESSION} times the speed costs what one of ${AGENTS} agents can do. All metrics together err in 1 % (Holm).

Told apart though the same: ${toldApart} of ${count}. The longer set-up caught: ${setupCaught} of ${count}. The dispatch delay caught: ${dispatchCaught} of ${count}.

${markdownTable(["seed", "callers", "same PBX again", "set-up +20 %", "dispatch delay"], rows)}`,
  };
};
