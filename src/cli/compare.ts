import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { type Baseline, formatBaseline, identityDifferences, parseBaseline } from "../compare/baseline.ts";
import { callerOutcomes } from "../compare/call-outcomes.ts";
import { changeSentence } from "../compare/change-sentence.ts";
import { type Comparison, compareRuns, type MetricChange } from "../compare/compare-runs.ts";
import type { RunSummary } from "../runs/summary.ts";
import { writeWhole } from "../runs/write-whole.ts";
import { InvalidInput, invalidInput } from "../scenario/invalid-input.ts";
import type { CommandContext, CommandModule, CommonFlags } from "./context.ts";
import { ExitCode, strongest } from "./exit-codes.ts";
import { readFinishedRun } from "./stored-run.ts";

interface Flags extends CommonFlags {
  readonly baseline?: string;
  readonly allowDifferent?: boolean;
  readonly tolerance?: string;
}

interface Side extends Baseline {
  readonly name: string;
  readonly summary?: RunSummary;
  readonly invalid: boolean;
  /** Stopped by its user: its callers are the first of the window only. */
  readonly interrupted: boolean;
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

const readSide = async (context: CommandContext, path: string): Promise<Side> => {
  const full = resolve(context.workingDirectory, path);
  if (isFile(full)) {
    return {
      ...parseBaseline(readFileSync(full, "utf8"), path),
      name: path,
      invalid: false,
      interrupted: false,
    };
  }
  const { run, calls } = await readFinishedRun(context.workingDirectory, path);
  const { scenarioName, fingerprint, seed, window, compression, agents, state } = run.description;
  return {
    identity: { scenarioName, fingerprint, seed, window, compression, agents },
    callers: callerOutcomes(calls),
    name: path,
    invalid: state === "invalid",
    interrupted: state === "interrupted",
    ...(run.summary === undefined ? {} : { summary: run.summary }),
  };
};

/** Tolerances times this; 1 where the flag is not given. */
const readTolerance = (text: string | undefined): number => {
  if (text === undefined) return 1;
  const factor = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isFinite(factor)) return factor;
  throw invalidInput(
    "--tolerance",
    `got "${text}"; it takes a number that every tolerance is multiplied by, such as 0.5 or 2.`,
  );
};

const requireSameCallers = (base: Side, run: Side, allowed: boolean, context: CommandContext): void => {
  const differences = identityDifferences(base.identity, run.identity);
  if (differences.length === 0) return;
  const what = `${base.name} and ${run.name} do not hold the same callers: ${differences.join("; ")}`;
  if (!allowed) {
    throw invalidInput(
      run.name,
      `${what}. Compare runs of one scenario, window and seed, or give --allow-different to compare all the same.`,
    );
  }
  context.tell(`${what}. Compared all the same; the differences are not the PBX's alone.`);
};

const trendRows = (sides: readonly Side[]): readonly string[] => {
  const percent = (share: number | undefined): string =>
    share === undefined ? "" : `${(share * 100).toFixed(1)} %`;
  const rows = [
    ["run", "offered", "in time", "gave up", "mean wait", "set-up p95"],
    ...sides.map(({ name, summary }) => [
      basename(name),
      String(summary?.offered ?? ""),
      percent(summary?.serviceLevel?.value),
      percent(summary?.abandonment),
      summary?.meanWaitSeconds === undefined ? "" : `${summary.meanWaitSeconds.toFixed(1)} s`,
      summary?.setupMilliseconds === undefined ? "" : `${summary.setupMilliseconds.p95.toFixed(1)} ms`,
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
};

const MARKS = { worse: "✘", better: "✔", same: "=" } as const;

const comparisonJson = (run: Side, { changes, ...counts }: Comparison): Record<string, unknown> => ({
  run: run.name,
  verdict: verdictOf(changes),
  ...counts,
  changes,
});

const verdictOf = (changes: readonly MetricChange[]): MetricChange["verdict"] =>
  changes.some(({ verdict }) => verdict === "worse")
    ? "worse"
    : changes.some(({ verdict }) => verdict === "better")
      ? "better"
      : "same";

export const define: CommandModule["define"] = (command, run) => {
  command
    .argument("<base>", "the folder of the run before, or a baseline file")
    .argument("[run...]", "the folder of the run now; more of them show a trend")
    .option(
      "--baseline <file>",
      "a small file that keeps the run before: with one folder, compared with it, or made of it where there is none; with two, made of the first",
    )
    .option("--allow-different", "compare runs of other scenarios, windows or seeds all the same")
    .option("--tolerance <factor>", "multiplies what a difference must exceed to count")
    .addHelpText(
      "after",
      `
Pairs the callers of two runs of one scenario and seed, and tells what got worse first.
A difference counts where chance alone gives it in less than 1 % of cases, all metrics
taken together, and where it is beyond its tolerance. Ends with 99 where anything got worse.

Examples:
  surgeline compare reports/before reports/after
  surgeline compare reports/before reports/monday reports/tuesday
  surgeline compare reports/after --baseline baseline.json`,
    )
    .action(
      run(async (context, first: string, more: readonly string[], flags: Flags) => {
        const toleranceFactor = readTolerance(flags.tolerance);
        const baselineFile =
          flags.baseline === undefined ? undefined : resolve(context.workingDirectory, flags.baseline);
        if (more.length === 0) {
          if (flags.baseline === undefined || baselineFile === undefined) {
            throw new InvalidInput([
              {
                where: "compare",
                message: "one run alone cannot be compared; give a second folder, or --baseline FILE.",
              },
            ]);
          }
          if (!existsSync(baselineFile)) {
            const side = await readSide(context, first);
            // later runs would be held against what proves nothing
            const written = !side.invalid && !side.interrupted;
            if (written) await writeWhole(baselineFile, formatBaseline(side));
            else {
              context.tell(
                side.invalid
                  ? `${first} is invalid: its generator did not hold the schedule, so no baseline is made of it.`
                  : `${first} was interrupted, so no baseline is made of it.`,
              );
            }
            if (flags.json === true) {
              context.print(
                JSON.stringify({ baseline: flags.baseline, written, callers: side.callers.length }),
              );
            } else if (written) {
              context.print(
                `${flags.baseline} is made of ${first}: ${side.callers.length} callers. Later runs are compared with it.`,
              );
            }
            if (written) return ExitCode.done;
            return side.interrupted ? ExitCode.interrupted : ExitCode.invalidRun;
          }
        }
        const fromFile = more.length === 0;
        const base = await readSide(context, fromFile ? (flags.baseline as string) : first);
        const runs: Side[] = [];
        for (const folder of fromFile ? [first] : more) runs.push(await readSide(context, folder));
        for (const side of runs) requireSameCallers(base, side, flags.allowDifferent === true, context);
        if (!fromFile && baselineFile !== undefined) {
          if (isFile(baselineFile)) {
            const kept = parseBaseline(readFileSync(baselineFile, "utf8"), flags.baseline as string);
            const differences = identityDifferences(kept.identity, base.identity);
            if (differences.length > 0) {
              throw invalidInput(
                "--baseline",
                `${flags.baseline} is the baseline of something else: ${differences.join("; ")}. Name another file, or remove it.`,
              );
            }
          }
          if (!base.invalid) await writeWhole(baselineFile, formatBaseline(base));
        }
        const compared = runs.map((side) => ({
          side,
          comparison: compareRuns(base.callers, side.callers, { toleranceFactor }),
        }));
        const strangers = compared.filter(({ comparison }) => comparison.callers === 0);
        if (strangers.length > 0) {
          throw new InvalidInput(
            strangers.map(({ side }) => ({
              where: side.name,
              message: `no caller of ${base.name} stands in it, so that nothing can be compared; compare runs that both placed calls in the window.`,
            })),
          );
        }
        if (flags.json === true) {
          const comparisons = compared.map(({ side, comparison }) => comparisonJson(side, comparison));
          context.print(
            JSON.stringify(
              comparisons.length === 1
                ? { base: base.name, ...comparisons[0] }
                : {
                    base: base.name,
                    verdict: verdictOf(compared.flatMap(({ comparison }) => comparison.changes)),
                    comparisons,
                  },
            ),
          );
        } else {
          if (compared.length > 1) context.print(`${trendRows([base, ...runs]).join("\n")}\n`);
          for (const { side, comparison } of compared) {
            context.print(
              `${side.name} against ${base.name}: ${comparison.callers} callers of both${
                comparison.onlyInBase + comparison.onlyInRun === 0
                  ? ""
                  : `, ${comparison.onlyInBase} only before, ${comparison.onlyInRun} only now`
              }`,
            );
            for (const change of comparison.changes) {
              context.print(`  ${MARKS[change.verdict]} ${changeSentence(change)}`);
            }
          }
        }
        const invalid = [base, ...runs].filter((side) => side.invalid);
        for (const side of invalid) {
          context.tell(
            `${side.name} is invalid: its generator did not hold the schedule, so the comparison proves nothing.`,
          );
        }
        const interrupted = [base, ...runs].filter((side) => side.interrupted);
        for (const side of interrupted) {
          context.tell(`${side.name} was interrupted: only callers until then are compared.`);
        }
        const worse = compared.some(({ comparison }) => verdictOf(comparison.changes) === "worse");
        return strongest([
          ...(interrupted.length > 0 ? [ExitCode.interrupted] : []),
          ...(invalid.length > 0 ? [ExitCode.invalidRun] : []),
          ...(worse ? [ExitCode.thresholdFailed] : []),
        ]);
      }),
    );
};
