import { appendFile, readFile, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { invalidInput } from "../scenario/invalid-input.ts";
import { makeFolder } from "./make-folder.ts";
import { type RunDescription, runDescriptionSchema } from "./run-description.ts";
import { parseStoredJson } from "./stored-json.ts";
import { type RunSummary, summarySchema } from "./summary.ts";
import { unwritable, writeWhole } from "./write-whole.ts";

/** The files of a run's folder by what they hold. */
export const RUN_FILES = {
  description: "run.json",
  scenario: "scenario.yaml",
  trace: "trace.csv",
  calls: "calls.csv",
  summary: "summary.json",
  report: "report.html",
  web: "web.json",
  logs: "logs",
  live: join("logs", "live.ndjson"),
  failedCalls: join("logs", "failed-calls.txt"),
} as const;

/** A folder being written to by a run. */
export interface RunFolder {
  readonly path: string;
  readonly file: (name: keyof typeof RUN_FILES) => string;
  /** Writes one of the folder's files whole or not at all. */
  readonly write: (name: keyof typeof RUN_FILES, content: string) => Promise<void>;
  readonly writeDescription: (description: RunDescription) => Promise<void>;
  /** Takes the folder away again: for a run that never came to its first call. */
  readonly discard: () => Promise<void>;
  /** Adds one line to logs/live.ndjson, which the live page follows. */
  readonly tellLive: (event: unknown) => Promise<void>;
}

/** Makes the folder of a new run. An existing folder that already holds a run is refused. */
export const createRunFolder = async (path: string): Promise<RunFolder> => {
  const occupied = await stat(join(path, RUN_FILES.description)).catch(() => undefined);
  if (occupied !== undefined) {
    throw invalidInput(path, "This folder already holds a run; name another with --out, or remove it first.");
  }
  const existed = (await stat(path).catch(() => undefined)) !== undefined;
  await makeFolder(join(path, RUN_FILES.logs)).catch((error: unknown) => {
    throw unwritable(error, path, "The run's folder cannot be made");
  });
  const file = (name: keyof typeof RUN_FILES): string => join(path, RUN_FILES[name]);
  const write = (name: keyof typeof RUN_FILES, content: string): Promise<void> =>
    writeWhole(file(name), content);
  return {
    path,
    file,
    write,
    writeDescription: (description) => write("description", `${JSON.stringify(description, null, 2)}\n`),
    discard: async () => {
      // what stood in the folder before is not ours to remove
      const ours = existed ? Object.values(RUN_FILES).map((name) => join(path, name)) : [path];
      for (const each of ours) await rm(each, { recursive: true, force: true });
    },
    tellLive: (event) => appendFile(file("live"), `${JSON.stringify(event)}\n`),
  };
};

/** A run read back: its description, its result where it came to one, and where its other files are. */
export interface StoredRun {
  readonly path: string;
  readonly description: RunDescription;
  readonly summary: RunSummary | undefined;
  readonly scenarioText: string;
  readonly file: (name: keyof typeof RUN_FILES) => string;
}

const readText = async (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw invalidInput(
      path,
      `This file cannot be read (${error.message}); the run's folder is damaged, or not yours to read.`,
    );
  });

/** Reads a run's folder. Throws InvalidInput for one that is damaged, half-written or of a newer schema. */
export const readRun = async (path: string): Promise<StoredRun> => {
  const file = (name: keyof typeof RUN_FILES): string => join(path, RUN_FILES[name]);
  const descriptionText = await readText(file("description"));
  if (descriptionText === undefined) {
    throw invalidInput(
      path,
      `There is no ${RUN_FILES.description} here, so this is not a run's folder; ` +
        `give the folder that surgeline run printed, such as reports/${basename(path)}.`,
    );
  }
  const description = parseStoredJson(file("description"), descriptionText, runDescriptionSchema);
  const scenarioText = await readText(file("scenario"));
  if (scenarioText === undefined) {
    throw invalidInput(
      file("scenario"),
      "This file is missing; the run's folder is half-written or damaged.",
    );
  }
  const summaryText = await readText(file("summary"));
  const summary =
    summaryText === undefined ? undefined : parseStoredJson(file("summary"), summaryText, summarySchema);
  return { path, description, summary, scenarioText, file };
};

/**
 * Holds a run's calls against its summary, which tells how many there were: a
 * file that was cut off between two lines looks like a shorter day.
 *
 * @throws InvalidInput where they are not as many.
 */
export const requireAllCalls = (run: StoredRun, counted: number): void => {
  const planned = run.summary?.load.planned;
  if (planned === undefined || planned === counted) return;
  throw invalidInput(
    run.file("calls"),
    `This file holds ${counted} counted calls and ${RUN_FILES.summary} tells of ${planned}: it was cut off or changed. ` +
      "Copy the run's folder again from where it was made, or run it again.",
  );
};
