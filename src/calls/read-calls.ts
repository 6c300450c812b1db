import { readFileSync } from "node:fs";
import { invalidInput } from "../scenario/invalid-input.ts";
import { type ColumnMapping, parseColumnMapping } from "./column-mapping.ts";
import { type CallsFileKind, detectFileKind } from "./file-kind.ts";
import { type ImportLog, newImportLog } from "./import-log.ts";
import { intervalReader } from "./interval-report.ts";
import { mappedCallReader, mappedIntervalReader } from "./mapped-rows.ts";
import type { IntervalReport, MeasuredCall } from "./measured-call.ts";
import { readQueueLog } from "./queue-log.ts";
import { readCallRows } from "./read-call-rows.ts";
import { readLines } from "./read-lines.ts";
import { zoneOffset } from "./time-format.ts";
import { noneUsable, readRows } from "./whole-rows.ts";

export interface ReadCallsOptions {
  /** Forces the kind instead of telling it by the first line. */
  readonly kind?: CallsFileKind;
  /** Path of a column mapping. */
  readonly mapping?: string;
  /** IANA zone in which epoch times are told; absent: the machine's. */
  readonly timeZone?: string;
}

/**
 * A file of measured calls, opened. Its rows are read while they are walked
 * through, once, in constant memory; the log is complete after the last row.
 */
export type MeasuredFile =
  | {
      readonly content: "calls";
      readonly kind: CallsFileKind | "mapped";
      readonly calls: Iterable<MeasuredCall>;
      readonly log: ImportLog;
    }
  | {
      readonly content: "intervals";
      readonly kind: CallsFileKind | "mapped";
      readonly intervals: Iterable<IntervalReport>;
      readonly log: ImportLog;
    };

/** The calls of a queue_log, which must hold one entry at least that is one. */
function* readQueueLogRows(path: string, calls: Iterable<MeasuredCall>, log: ImportLog) {
  yield* calls;
  const unusable = [...log.unusable.values()].reduce((sum, { count }) => sum + count, 0);
  if (unusable > 0 && unusable === log.rows) throw noneUsable(path, log);
}

const firstLineOf = (path: string): string | undefined => {
  for (const line of readLines(path)) if (line.trim() !== "") return line;
  return undefined;
};

const readMapping = (path: string): ColumnMapping => {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw invalidInput(path, `the mapping cannot be read: ${(error as Error).message}.`);
  }
  return parseColumnMapping(text, path);
};

const offsetIn = (timeZone: string): ((epochSeconds: number) => number) => {
  try {
    return zoneOffset(timeZone);
  } catch {
    throw invalidInput(
      "--time-zone",
      `"${timeZone}" is no time zone; one such as Europe/Luxembourg is expected.`,
    );
  }
};

/**
 * Opens a file of measured calls: a calls.csv, an Asterisk queue_log, an
 * interval report, or any table for which a mapping is given.
 *
 * @throws InvalidInput where the file is of another kind, naming what was found and what is accepted.
 */
export const openMeasuredFile = (path: string, options: ReadCallsOptions = {}): MeasuredFile => {
  const log = newImportLog();
  const timeZone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const offsetSeconds = offsetIn(timeZone);
  const where = path;

  if (options.mapping !== undefined) {
    const mapping = readMapping(options.mapping);
    const context = { where, log, offsetSeconds };
    const lines = readLines(path, mapping.encoding);
    if (mapping.kind === "calls") {
      const open = (header: string) => mappedCallReader(header, mapping, context);
      return {
        content: "calls",
        kind: "mapped",
        calls: readRows(path, lines, mapping.header, open, log),
        log,
      };
    }
    const open = (header: string) => mappedIntervalReader(header, mapping, context);
    const intervals = readRows(path, lines, mapping.header, open, log);
    return { content: "intervals", kind: "mapped", intervals, log };
  }

  const kind = options.kind ?? detectFileKind(firstLineOf(path), where);
  switch (kind) {
    case "calls":
      return { content: "calls", kind, calls: readCallRows(path, log), log };
    case "queue-log":
      log.notes.push(`The log's times are told in the time zone ${timeZone}.`);
      return {
        content: "calls",
        kind,
        calls: readQueueLogRows(path, readQueueLog(readLines(path), offsetSeconds, log), log),
        log,
      };
    case "intervals": {
      const open = (header: string) => intervalReader(header, where, log);
      return { content: "intervals", kind, intervals: readRows(path, readLines(path), true, open, log), log };
    }
  }
};
