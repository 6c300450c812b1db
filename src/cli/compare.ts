import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import {
  type Baseline,
  formatBaseline,
  identityDifferences,
  parseBaseline,
  timingErrorSeconds,
} from "../compare/baseline.ts";
import { callerOutcomes } from "../compare/call-outcomes.ts";
import { changeSentence } from "../compare/change-sentence.ts";
import { type Comparison, compareRuns, type MetricChange } from "../compare/compare-runs.ts";
import type { CompareWords } from "../compare/compare-words.ts";
import { compareWordsIn } from "../compare/compare-words-in.ts";
import { type TrendFigure, type TrendPoint, trendPoint } from "../compare/trend.ts";
import type { Language } from "../report/format.ts";
import { renderTrend } from "../report/render-trend.ts";
import { writeWhole } from "../runs/write-whole.ts";
import { InvalidInput, invalidInput } from "../scenario/invalid-input.ts";
import type { CommandContext, CommandModule, CommonFlags } from "./context.ts";
import { ExitCode, strongest } from "./exit-codes.ts";
import { readLanguage } from "./report.ts";
import { checkResultFiles } from "./result-files.ts";
import { readFinishedRun } from "./stored-run.ts";

interface Flags extends CommonFlags {
  readonly baseline?: string;
  readonly allowDifferent?: boolean;
  readonly tolerance?: string;
  readonly trend?: string;
  readonly lang?: string;
}

interface Side extends Baseline {
  readonly name: string;
  /** What a trend shows of it; a baseline's file has none. */
  readonly point?: TrendPoint;
  readonly language?: Language | undefined;
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
  const lateness = run.summary?.load.latenessMilliseconds?.p99;
  return {
    identity: { scenarioName, fingerprint, seed, window, compression, agents },
    callers: callerOutcomes(calls),
    ...(lateness !== undefined && { latenessSeconds: (Math.max(0, lateness) * compression) / 1000 }),
    name: path,
    invalid: state === "invalid",
    interrupted: state === "interrupted",
    language: run.description.language,
    ...(run.summary === undefined
      ? {}
      : { point: trendPoint(basename(run.path), run.description, run.summary) }),
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

const trendRows = (sides: readonly Side[], words: CompareWords): readonly string[] => {
  const decimal = (value: number): string => value.toFixed(1).replace(".", words.decimalMark);
  const percent = (figure: TrendFigure | undefined): string =>
    figure === undefined ? "" : `${decimal(figure.value * 100)} %`;
  const rows = [
    [...words.trend],
    ...sides.map(({ name, point }) => [
      basename(name),
      String(point?.offered ?? ""),
      percent(point?.serviceLevel),
      percent(point?.abandonment),
      point?.meanWaitSeconds === undefined ? "" : `${decimal(point.meanWaitSeconds.value)} s`,
      point?.setupMilliseconds === undefined ? "" : `${decimal(point.setupMilliseconds.p95)} ms`,
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

/** Writes the page of `--trend` and returns how many runs it shows. */
const writeTrend = async (path: string, sides: readonly Side[], language: Language): Promise<number> => {
  const points = sides.flatMap(({ point }) => point ?? []);
  if (points.length < 2) {
    throw invalidInput(
      "--trend",
      "a trend needs at least two runs with results; a baseline's file holds callers alone, so give the folders of the runs.",
    );
  }
  const last = sides.at(-1)?.identity.scenarioName ?? "";
  await writeWhole(path, await renderTrend(last, points, language));
  return points.length;
};

const ONE_RUN = "one run alone has no trend; give the folders of at least two runs.";

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
    .option("--trend <file>", "writes the trend over all runs given as an HTML page with charts")
    .option("--lang <language>", "en or fr (the language that the last run was told in)")
    .addHelpText(
      "after",
      `
Pairs the callers of two runs of one scenario and seed, and tells what got worse first.
A difference counts where chance alone gives it in less than 1 % of cases, all metrics
taken together, and where it is beyond its tolerance, which for waits is never less than
the generators of the two runs were late. Ends with 99 where anything got worse.

Examples:
  surgeline compare reports/before reports/after
  surgeline compare reports/before reports/monday reports/tuesday --trend trend.html
  surgeline compare reports/after --baseline baseline.json`,
    )
    .action(
      run(async (context, first: string, more: readonly string[], flags: Flags) => {
        const toleranceFactor = readTolerance(flags.tolerance);
        const asked = flags.lang === undefined ? undefined : readLanguage(flags.lang);
        checkResultFiles(context.workingDirectory, { "--trend": flags.trend });
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
            if (flags.trend !== undefined) throw invalidInput("--trend", ONE_RUN);
            const side = await readSide(context, first);
            const words = compareWordsIn(asked ?? side.language ?? "en");
            // later runs would be held against what proves nothing
            const written = !side.invalid && !side.interrupted;
            if (written) await writeWhole(baselineFile, formatBaseline(side));
            else {
              context.tell(words.baselineRefused[side.invalid ? "invalid" : "interrupted"](first));
            }
            if (flags.json === true) {
              context.print(
                JSON.stringify({ baseline: flags.baseline, written, callers: side.callers.length }),
              );
            } else if (written) {
              context.print(words.baselineMade(flags.baseline, first, side.callers.length));
            }
            if (written) return ExitCode.done;
            return side.interrupted ? ExitCode.interrupted : ExitCode.invalidRun;
          }
        }
        const fromFile = more.length === 0;
        const base = await readSide(context, fromFile ? (flags.baseline as string) : first);
        const runs: Side[] = [];
        for (const folder of fromFile ? [first] : more) runs.push(await readSide(context, folder));
        const language = asked ?? runs.at(-1)?.language ?? "en";
        const words = compareWordsIn(language);
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
          comparison: compareRuns(base.callers, side.callers, {
            toleranceFactor,
            timingErrorSeconds: timingErrorSeconds(base, side),
          }),
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
        const trend =
          flags.trend === undefined
            ? undefined
            : await writeTrend(resolve(context.workingDirectory, flags.trend), [base, ...runs], language);
        if (flags.json === true) {
          const comparisons = compared.map(({ side, comparison }) => comparisonJson(side, comparison));
          const shown = {
            ...(runs.length < 2 ? {} : { trend: [base, ...runs].flatMap(({ point }) => point ?? []) }),
            ...(trend === undefined ? {} : { trendFile: flags.trend }),
          };
          context.print(
            JSON.stringify(
              comparisons.length === 1
                ? { base: base.name, ...comparisons[0], ...shown }
                : {
                    base: base.name,
                    verdict: verdictOf(compared.flatMap(({ comparison }) => comparison.changes)),
                    comparisons,
                    ...shown,
                  },
            ),
          );
        } else {
          if (compared.length > 1) context.print(`${trendRows([base, ...runs], words).join("\n")}\n`);
          for (const { side, comparison } of compared) {
            const { callers, onlyInBase, onlyInRun } = comparison;
            context.print(
              words.heading(side.name, base.name, callers) +
                (onlyInBase + onlyInRun === 0 ? "" : words.unpaired(onlyInBase, onlyInRun)),
            );
            const equal = comparison.changes.filter(({ verdict }) => verdict === "same");
            // of many runs only what differs is told in full
            const told =
              runs.length === 1
                ? comparison.changes
                : comparison.changes.filter((change) => !equal.includes(change));
            for (const change of told) {
              context.print(`  ${MARKS[change.verdict]} ${changeSentence(change, words)}`);
            }
            if (told.length < comparison.changes.length) {
              context.print(
                `  ${MARKS.same} ${words.same(equal.map(({ metric }) => words.metrics[metric]))}`,
              );
            }
          }
          if (trend !== undefined) context.print(words.trendMade(flags.trend ?? "", trend));
        }
        const invalid = [base, ...runs].filter((side) => side.invalid);
        for (const side of invalid) context.tell(words.invalid(side.name));
        const interrupted = [base, ...runs].filter((side) => side.interrupted);
        for (const side of interrupted) context.tell(words.interrupted(side.name));
        const worse = compared.some(({ comparison }) => verdictOf(comparison.changes) === "worse");
        return strongest([
          ...(interrupted.length > 0 ? [ExitCode.interrupted] : []),
          ...(invalid.length > 0 ? [ExitCode.invalidRun] : []),
          ...(worse ? [ExitCode.thresholdFailed] : []),
        ]);
      }),
    );
};
