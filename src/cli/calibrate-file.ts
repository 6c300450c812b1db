import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { estimatesOf } from "../calibration/calibrate.ts";
import type { Estimates } from "../calibration/estimates.ts";
import { intervalReport } from "../calibration/interval-report.ts";
import { newObservations, observeCall, observeInterval } from "../calibration/observe.ts";
import { countOf } from "../calls/count-of.ts";
import { importNotes } from "../calls/import-log.ts";
import type { IntervalReport } from "../calls/measured-call.ts";
import { openMeasuredFile, type ReadCallsOptions } from "../calls/read-calls.ts";
import { invalidInput } from "../scenario/invalid-input.ts";

/** Estimates from a file, with what happened while it was read. */
export interface FileEstimates {
  readonly kind: string;
  readonly rows: number;
  readonly firstDate?: string;
  readonly estimates: Estimates;
  /** The half-hour report of the same calls. */
  readonly intervals: () => readonly IntervalReport[];
}

/** The calls.csv of a run's folder, or the file itself. */
export const callsFileOf = (path: string, workingDirectory: string): string => {
  const full = resolve(workingDirectory, path);
  if (!existsSync(full)) throw invalidInput(path, "there is no such file or folder.");
  if (!statSync(full).isDirectory()) return full;
  const calls = join(full, "calls.csv");
  if (!existsSync(calls)) {
    throw invalidInput(
      path,
      "the folder holds no calls.csv, so it is no run; a run's folder or a file is expected.",
    );
  }
  return calls;
};

/**
 * Reads a file of measured calls in one pass and estimates from it.
 *
 * @param path absolute.
 * @throws InvalidInput where the file is none that can be read.
 */
export const calibrateFile = (
  path: string,
  withinSeconds: number,
  options: ReadCallsOptions,
): FileEstimates => {
  const file = openMeasuredFile(path, options);
  const seen = newObservations(withinSeconds);
  if (file.content === "calls") for (const call of file.calls) observeCall(seen, call);
  else for (const interval of file.intervals) observeInterval(seen, interval);
  // the date of the first day is known only once a row has been read
  const { firstDate } = file.log;
  const estimates = estimatesOf(seen, firstDate === undefined ? {} : { firstDate });
  const dropped =
    file.log.dropped > 0
      ? [`${countOf(file.log.dropped, "row is", "rows are")} dropped by a rule of the mapping.`]
      : [];
  return {
    kind: file.kind,
    rows: file.log.rows,
    ...(firstDate === undefined ? {} : { firstDate }),
    intervals: () => intervalReport(seen),
    estimates: { ...estimates, notes: [...importNotes(file.log), ...dropped, ...estimates.notes] },
  };
};
