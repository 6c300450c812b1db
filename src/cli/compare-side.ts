import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { type Baseline, identityDifferences, parseBaseline } from "../compare/baseline.ts";
import { callerOutcomes } from "../compare/call-outcomes.ts";
import { type TrendPoint, trendPoint } from "../compare/trend.ts";
import type { Language } from "../report/format.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { CommandContext } from "./context.ts";
import { readFinishedRun } from "./stored-run.ts";

/** One of the runs that are compared: its folder, or the small file that was made of it. */
export interface Side extends Baseline {
  readonly name: string;
  /** What a trend shows of it; a baseline's file has none. */
  readonly point?: TrendPoint;
  readonly language?: Language | undefined;
  readonly invalid: boolean;
  /** Stopped by its user: its callers are the first of the window only. */
  readonly interrupted: boolean;
}

export const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/** @throws InvalidInput for a folder or file that holds no run, or a damaged one. */
export const readSide = async (context: CommandContext, path: string): Promise<Side> => {
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

/** Runs of other callers are refused, or compared with a word on it where that is allowed. */
export const requireSameCallers = (
  base: Side,
  run: Side,
  allowed: boolean,
  context: CommandContext,
): void => {
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
