import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  formatBaseline,
  identityDifferences,
  parseBaseline,
  timingErrorSeconds,
} from "../compare/baseline.ts";
import { compareRuns } from "../compare/compare-runs.ts";
import { compareWordsIn } from "../compare/compare-words-in.ts";
import type { Language } from "../report/format.ts";
import { renderTrend } from "../report/render-trend.ts";
import { writeWhole } from "../runs/write-whole.ts";
import { InvalidInput, invalidInput } from "../scenario/invalid-input.ts";
import {
  type ComparedSide,
  comparedAsJson,
  comparedAsText,
  verdictOf,
  type WrittenTrend,
} from "./compare-printed.ts";
import { isFile, readSide, requireSameCallers, type Side } from "./compare-side.ts";
import type { CommandContext, CommandModule, CommonFlags } from "./context.ts";
import { ExitCode, strongest } from "./exit-codes.ts";
import { readLanguage } from "./report.ts";
import { checkResultFiles } from "./result-files.ts";

interface Flags extends CommonFlags {
  readonly baseline?: string;
  readonly allowDifferent?: boolean;
  readonly tolerance?: string;
  readonly trend?: string;
  readonly lang?: string;
}

/** What `--baseline` names: as it was written, and where it is. */
interface BaselineFile {
  readonly name: string;
  readonly path: string;
}

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

/** Writes the page of `--trend`. */
const writeTrend = async (
  context: CommandContext,
  file: string,
  sides: readonly Side[],
  language: Language,
): Promise<WrittenTrend> => {
  const points = sides.flatMap(({ point }) => point ?? []);
  if (points.length < 2) {
    throw invalidInput(
      "--trend",
      "a trend needs at least two runs with results; a baseline's file holds callers alone, so give the folders of the runs.",
    );
  }
  const last = sides.at(-1)?.identity.scenarioName ?? "";
  await writeWhole(resolve(context.workingDirectory, file), await renderTrend(last, points, language));
  return { file, runs: points.length };
};

/** Makes a baseline of the only run given; one that proves nothing becomes none. */
const makeBaseline = async (
  context: CommandContext,
  file: BaselineFile,
  folder: string,
  flags: Flags,
  asked: Language | undefined,
): Promise<ExitCode> => {
  if (flags.trend !== undefined) {
    throw invalidInput("--trend", "one run alone has no trend; give the folders of at least two runs.");
  }
  const side = await readSide(context, folder);
  const words = compareWordsIn(asked ?? side.language ?? "en");
  // later runs would be held against what proves nothing
  const written = !side.invalid && !side.interrupted;
  if (written) await writeWhole(file.path, formatBaseline(side));
  else context.tell(words.baselineRefused[side.invalid ? "invalid" : "interrupted"](folder));
  if (flags.json === true) {
    context.print(JSON.stringify({ baseline: file.name, written, callers: side.callers.length }));
  } else if (written) {
    context.print(words.baselineMade(file.name, folder, side.callers.length));
  }
  if (written) return ExitCode.done;
  return side.interrupted ? ExitCode.interrupted : ExitCode.invalidRun;
};

/** Makes a baseline of the first of several runs; a file that holds another scenario's is left as it is. */
const keepBaseline = async (file: BaselineFile, base: Side): Promise<void> => {
  if (isFile(file.path)) {
    const kept = parseBaseline(readFileSync(file.path, "utf8"), file.name);
    const differences = identityDifferences(kept.identity, base.identity);
    if (differences.length > 0) {
      throw invalidInput(
        "--baseline",
        `${file.name} is the baseline of something else: ${differences.join("; ")}. Name another file, or remove it.`,
      );
    }
  }
  if (!base.invalid) await writeWhole(file.path, formatBaseline(base));
};

const compareWith = (base: Side, runs: readonly Side[], toleranceFactor: number): readonly ComparedSide[] => {
  const compared = runs.map((side) => ({
    side,
    comparison: compareRuns(base.callers, side.callers, {
      toleranceFactor,
      timingErrorSeconds: timingErrorSeconds(base, side),
    }),
  }));
  const strangers = compared.filter(({ comparison }) => comparison.callers === 0);
  if (strangers.length === 0) return compared;
  throw new InvalidInput(
    strangers.map(({ side }) => ({
      where: side.name,
      message: `no caller of ${base.name} stands in it, so that nothing can be compared; compare runs that both placed calls in the window.`,
    })),
  );
};

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
        const baseline: BaselineFile | undefined =
          flags.baseline === undefined
            ? undefined
            : { name: flags.baseline, path: resolve(context.workingDirectory, flags.baseline) };
        const [baseName, runNames] = more.length > 0 ? [first, more] : [baseline?.name, [first]];
        if (baseName === undefined) {
          throw invalidInput(
            "compare",
            "one run alone cannot be compared; give a second folder, or --baseline FILE.",
          );
        }
        if (more.length === 0 && baseline !== undefined && !existsSync(baseline.path)) {
          return makeBaseline(context, baseline, first, flags, asked);
        }
        const base = await readSide(context, baseName);
        const runs: Side[] = [];
        for (const folder of runNames) runs.push(await readSide(context, folder));
        const language = asked ?? runs.at(-1)?.language ?? "en";
        const words = compareWordsIn(language);
        for (const side of runs) requireSameCallers(base, side, flags.allowDifferent === true, context);
        if (more.length > 0 && baseline !== undefined) await keepBaseline(baseline, base);
        const compared = compareWith(base, runs, toleranceFactor);
        const trend =
          flags.trend === undefined
            ? undefined
            : await writeTrend(context, flags.trend, [base, ...runs], language);
        // what the runs are worth comes before what differs between them
        const invalid = [base, ...runs].filter((side) => side.invalid);
        for (const side of invalid) context.tell(words.invalid(side.name));
        const interrupted = [base, ...runs].filter((side) => side.interrupted);
        for (const side of interrupted) context.tell(words.interrupted(side.name));
        if (flags.json === true) context.print(JSON.stringify(comparedAsJson(base, compared, trend)));
        else for (const line of comparedAsText(base, compared, trend, words)) context.print(line);
        const worse = compared.some(({ comparison }) => verdictOf(comparison.changes) === "worse");
        return strongest([
          ...(interrupted.length > 0 ? [ExitCode.interrupted] : []),
          ...(invalid.length > 0 ? [ExitCode.invalidRun] : []),
          ...(worse ? [ExitCode.thresholdFailed] : []),
        ]);
      }),
    );
};
