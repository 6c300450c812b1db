import { readFileSync } from "node:fs";
import { invalidInput } from "../scenario/invalid-input.ts";
import { measuredCallReader, type RowReader } from "./calls-csv.ts";
import { type ColumnMapping, parseColumnMapping } from "./column-mapping.ts";
import { endsInsideQuotes } from "./csv-line.ts";
import { type CallsFileKind, detectFileKind } from "./file-kind.ts";
import { type ImportLog, logUnusable, newImportLog } from "./import-log.ts";
import { intervalReader } from "./interval-report.ts";
import { type MappedRowReader, mappedCallReader, mappedIntervalReader } from "./mapped-rows.ts";
import type { IntervalReport, MeasuredCall } from "./measured-call.ts";
import { readQueueLog } from "./queue-log.ts";
import { readLines } from "./read-lines.ts";
import { zoneOffset } from "./time-format.ts";

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

/** Whole rows: a line that ends inside quotes goes on in the next one. */
function* rowsOf(lines: Iterable<string>): Generator<{ line: string; number: number }, void> {
  let number = 0;
  let open: { line: string; number: number } | undefined;
  for (const line of lines) {
    number++;
    if (open === undefined) {
      if (endsInsideQuotes(line)) open = { line, number };
      else yield { line, number };
      continue;
    }
    open.line += `\n${line}`;
    // A stray quote must not swallow the file.
    if (number - open.number > 20 || !endsInsideQuotes(open.line)) {
      yield open;
      open = undefined;
    }
  }
  if (open !== undefined) yield open;
}

const noneUsable = (path: string, log: ImportLog): Error => {
  const [reason, { firstLine }] = [...log.unusable][0] as [string, { firstLine: number }];
  return invalidInput(
    path,
    log.rows === 1
      ? `its one row, in line ${firstLine}, cannot be used, because ${reason}.`
      : `none of its ${log.rows} rows can be used; the first, in line ${firstLine}, because ${reason}.`,
  );
};

function* readRows<Row>(
  path: string,
  lines: Iterable<string>,
  header: boolean,
  open: (firstLine: string) => RowReader<Row> | MappedRowReader<Row>,
  log: ImportLog,
): Generator<Row, void> {
  let read: RowReader<Row> | MappedRowReader<Row> | undefined;
  for (const { line, number } of rowsOf(lines)) {
    if (line.trim() === "") continue;
    if (read === undefined) {
      read = open(line);
      if (header) continue;
    }
    log.rows++;
    const row = read(line);
    if (row === undefined) log.dropped++;
    else if (typeof row === "string") logUnusable(log, row, number);
    else {
      log.used++;
      yield row;
    }
  }
  if (read === undefined) throw invalidInput(path, "the file is empty.");
  if (log.used === 0 && log.unusable.size > 0) throw noneUsable(path, log);
}

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
  const lines = readLines(path);
  switch (kind) {
    case "calls": {
      const open = (header: string) => measuredCallReader(header, where);
      return { content: "calls", kind, calls: readRows(path, lines, true, open, log), log };
    }
    case "queue-log":
      log.notes.push(`The log's times are told in the time zone ${timeZone}.`);
      return {
        content: "calls",
        kind,
        calls: readQueueLogRows(path, readQueueLog(lines, offsetSeconds, log), log),
        log,
      };
    case "intervals": {
      const open = (header: string) => intervalReader(header, where, log);
      return { content: "intervals", kind, intervals: readRows(path, lines, true, open, log), log };
    }
  }
};
