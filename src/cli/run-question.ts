import { statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { planRun, type RunPlan } from "../campaign/plan-run.ts";
import { boundByAccounts } from "../campaign/probe-number.ts";
import type { PbxChoice } from "../campaign/start-pbx.ts";
import type { Threshold } from "../gate/threshold.ts";
import type { Language } from "../report/format.ts";
import { RUN_FILES } from "../runs/run-folder.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import { loadScenario } from "../scenario/load-scenario.ts";
import { parseTimeSpan } from "../scenario/time-of-day.ts";
import { choosePbx } from "./choose-pbx.ts";
import type { CommandContext } from "./context.ts";
import { gatherProblems } from "./gather-problems.ts";
import { flagReader } from "./load-flags.ts";
import { checkResultFiles, mayWriteInto } from "./result-files.ts";
import type { RunFlags } from "./run-flags.ts";
import { collectThresholds } from "./threshold-flags.ts";

const MOST_AGENTS = 10_000;

/** Everything that a run was asked for, read and found to be in order. */
export interface RunQuestion {
  readonly plan: RunPlan;
  readonly pbx: PbxChoice;
  readonly language: Language;
  readonly thresholds: readonly Threshold[];
  /** The run's folder; it holds no run yet. */
  readonly folder: string;
}

/** The run's folder where none is named: under reports/, by time and scenario. */
const defaultFolder = (context: CommandContext, scenarioFile: string): string => {
  const moment = new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-");
  const name = basename(scenarioFile).replace(/\.ya?ml$/, "");
  return resolve(context.workingDirectory, "reports", `${moment}-${name}`);
};

const checkFolder = (out: string, folder: string): void => {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats !== undefined && !stats.isDirectory()) {
    throw invalidInput("--out", `${out} is a file; name a folder.`);
  }
  if (statSync(join(folder, RUN_FILES.description), { throwIfNoEntry: false }) !== undefined) {
    throw invalidInput("--out", `${out} already holds a run; name another folder, or remove it first.`);
  }
  if (!mayWriteInto(folder)) {
    throw invalidInput("--out", `${out} may not be written by this user; name another folder with --out.`);
  }
};

interface ReadFlags {
  readonly agents: number | undefined;
  readonly seed: number;
  readonly compression: number | undefined;
  readonly span: ReturnType<typeof parseTimeSpan>;
}

/** Reads the flags that are numbers, spans and words; each that is at fault is told and left out. */
const readFlags = (flags: RunFlags): { readonly values: ReadFlags; readonly check: () => void } => {
  const reader = flagReader();
  const whole = (flag: string, text: string | undefined, least: number, most: number): number | undefined => {
    if (text === undefined) return undefined;
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    reader.problem(flag, `got "${text}"; it takes a whole number from ${least} to ${most}.`);
    return undefined;
  };
  const agents = whole("--agents", flags.agents, 0, MOST_AGENTS);
  const seed = whole("--seed", flags.seed, 0, Number.MAX_SAFE_INTEGER) ?? 1;
  const compression =
    flags.compression === undefined ? undefined : reader.positive("--compression", flags.compression);
  const span = flags.window === undefined ? undefined : parseTimeSpan(flags.window);
  if (flags.window !== undefined && span === undefined) {
    reader.problem("--window", `got "${flags.window}"; it takes a part of the day such as 10:30-12:30.`);
  }
  if (flags.lang !== undefined && flags.lang !== "en" && flags.lang !== "fr") {
    reader.problem("--lang", `got "${flags.lang}"; it takes en or fr.`);
  }
  return {
    values: { agents, seed, compression: Number.isNaN(compression) ? undefined : compression, span },
    check: reader.finish,
  };
};

/**
 * Reads a run's scenario, flags and environment, and looks at where its results
 * are to go. Throws InvalidInput with everything that is wrong with any of them.
 */
export const readQuestion = (context: CommandContext, file: string, flags: RunFlags): RunQuestion => {
  const problems = gatherProblems();
  const { values, check } = readFlags(flags);
  const { agents, compression, span } = values;
  problems.attempt(check);
  const scenario = problems.attempt(() => loadScenario(resolve(context.workingDirectory, file), flags.set));
  const folder =
    flags.out === undefined ? defaultFolder(context, file) : resolve(context.workingDirectory, flags.out);
  problems.attempt(() => checkFolder(flags.out ?? folder, folder));
  problems.attempt(() =>
    checkResultFiles(context.workingDirectory, { "--junit": flags.junit, "--markdown": flags.markdown }),
  );
  if (scenario === undefined) {
    problems.finish();
    throw new Error("a scenario that could not be read left no problem");
  }
  const thresholds = problems.attempt(() => collectThresholds(scenario, flags, context.workingDirectory));
  const pbx = problems.attempt(() => choosePbx(context, scenario, flags));
  const plan = problems.attempt(() =>
    planRun({
      scenario,
      seed: values.seed,
      force: flags.force === true,
      ...(agents !== undefined && { agents }),
      ...(compression !== undefined && { compression }),
      ...(span !== undefined && { windowStartSeconds: span.startSeconds, windowEndSeconds: span.endSeconds }),
    }),
  );
  problems.finish();
  if (plan === undefined || pbx === undefined || thresholds === undefined) {
    throw new Error("a part of the question that could not be read left no problem");
  }
  return {
    plan:
      pbx.kind === "external" && pbx.accounts !== undefined
        ? boundByAccounts(plan, pbx.accounts.length)
        : plan,
    pbx,
    thresholds,
    folder,
    language: flags.lang === "fr" ? "fr" : "en",
  };
};
