import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import type { Estimates } from "../calibration/estimates.ts";
import type { ReadCallsOptions } from "../calls/read-calls.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import { calibrateFile, callsFileOf } from "./calibrate-file.ts";

const interval = z.object({ low: z.number(), high: z.number() });

/** What of a `calibrate --json` a plan needs; more may stand there. */
const estimatesSchema = z.looseObject({
  offered: z.number(),
  answered: z.number(),
  abandoned: z.number(),
  patience: z.looseObject({ exponentialMeanSeconds: z.number().positive().optional() }).optional(),
  handleTime: z.looseObject({ meanSeconds: z.number(), cv: z.number().optional() }).optional(),
  redial: z.looseObject({ probability: z.number().min(0).max(1).optional() }).optional(),
  confidence: z.record(z.string(), interval),
  notes: z.array(z.string()),
});

/**
 * People's behaviour from a run's folder, from any file that `calibrate` reads, or
 * from what `calibrate --json` printed.
 *
 * @throws InvalidInput where it is none of these.
 */
export const readBehaviour = (
  path: string,
  workingDirectory: string,
  withinSeconds: number,
  options: ReadCallsOptions,
): Estimates => {
  const full = resolve(workingDirectory, path);
  const isJson = full.endsWith(".json") && existsSync(full) && !statSync(full).isDirectory();
  if (!isJson) return calibrateFile(callsFileOf(path, workingDirectory), withinSeconds, options).estimates;
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(full, "utf8"));
  } catch (error) {
    throw invalidInput(path, `the file is no JSON: ${(error as Error).message}.`);
  }
  const result = estimatesSchema.safeParse(parsed);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw invalidInput(
      path,
      `the JSON is not what surgeline calibrate --json prints: ${issue?.path.join(".")}: ${issue?.message}.`,
    );
  }
  return parsed as Estimates;
};
