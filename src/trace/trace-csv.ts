import { type CsvRow, parseCsv, parseCsvNumber } from "../scenario/csv-table.ts";
import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";
import { callerId } from "./caller-identity.ts";
import type { Topic } from "./topics.ts";
import type { Trace } from "./trace.ts";

const COLUMNS = [
  "caller_id",
  "caller_number",
  "arrival_s",
  "patience_s",
  "talk_s",
  "wrap_up_s",
  "topic",
  "name",
] as const;

/** What is written of a caller besides the trace, by the caller's place in the whole day. */
export interface TraceCsvWords {
  readonly topics: readonly Topic[];
  readonly callerNumber: (caller: number) => string;
  /** Absent: the column stays empty. */
  readonly name?: (caller: number) => string;
}

/** A field as RFC 4180 wants it: in quotes where a comma, a quote or a line end stands in it. */
const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Six digits after the point: a millionth of a second, well below what any engine resolves. */
const seconds = (value: number): string => value.toFixed(6);

/**
 * A trace as CSV, one row a caller, times in seconds with microseconds; the
 * same trace gives the same bytes.
 */
export const writeTraceCsv = (trace: Trace, words: TraceCsvWords): string => {
  const lines: string[] = [COLUMNS.join(",")];
  for (let row = 0; row < trace.callers; row++) {
    const caller = trace.firstCaller + row;
    lines.push(
      [
        callerId(caller),
        words.callerNumber(caller),
        seconds(trace.arrivalSeconds[row]!),
        seconds(trace.patienceSeconds[row]!),
        seconds(trace.talkSeconds[row]!),
        seconds(trace.wrapUpSeconds[row]!),
        csvField(words.topics[trace.topic[row]!]?.name ?? ""),
        csvField(words.name?.(caller) ?? ""),
      ].join(","),
    );
  }
  return `${lines.join("\n")}\n`;
};

/** A trace read back, and what stood beside it, row by row. */
export interface TraceCsv {
  readonly trace: Trace;
  readonly callerNumbers: readonly string[];
  /** Empty strings where the file has no names. */
  readonly names: readonly string[];
}

/** What a trace's file does not say of itself. */
export interface TraceCsvSource {
  /** The file's name, for messages. */
  readonly file: string;
  readonly topics: readonly Topic[];
  readonly seed: number;
  readonly replication?: number;
}

const WHOLE_NUMBER = /^\d+$/;

type Column = (typeof COLUMNS)[number];

/**
 * Reads what `writeTraceCsv` wrote. Columns may stand in any order; `topic`,
 * `name` and `caller_number` may be missing. Throws InvalidInput with every
 * fault, each with its line: a missing column, a field that is no number of
 * seconds, arrivals that fall, ids that do not count up one by one, a topic
 * that the scenario does not have.
 */
export const readTraceCsv = (text: string, source: TraceCsvSource): TraceCsv => {
  const { header, rows } = parseCsv(text);
  const problems: Problem[] = [];
  const problem = (line: number, message: string): void => {
    problems.push({ where: source.file, line, message });
  };
  const place = new Map(header.map((name, index) => [name, index]));
  for (const name of ["caller_id", "arrival_s", "patience_s", "talk_s", "wrap_up_s"] as const) {
    if (!place.has(name)) problem(1, `the column ${name} is missing; a trace has ${COLUMNS.join(", ")}.`);
  }
  if (problems.length > 0) throw new InvalidInput(problems);

  const fieldOf = (row: CsvRow, column: Column): string => row.cells[place.get(column) ?? -1] ?? "";
  const secondsOf = (row: CsvRow, column: Column): number => {
    const field = fieldOf(row, column);
    const value = parseCsvNumber(field);
    if (value !== undefined && value >= 0 && value < Number.POSITIVE_INFINITY) return value;
    problem(row.line, `${column} is "${field}"; it must be a number of seconds, 0 or more.`);
    return 0;
  };
  const topicPlace = new Map(source.topics.map((topic, index) => [topic.name, index]));
  const topicOf = (row: CsvRow): number => {
    const name = fieldOf(row, "topic");
    const index = name === "" ? 0 : topicPlace.get(name);
    if (index !== undefined) return index;
    const known = source.topics.map((topic) => topic.name).join(", ");
    problem(row.line, `the topic "${name}" is not in the scenario; its topics are ${known}.`);
    return 0;
  };

  const firstId = rows[0] === undefined ? "" : fieldOf(rows[0], "caller_id");
  const firstCaller = WHOLE_NUMBER.test(firstId) ? Number(firstId) : 0;
  const trace: Trace = {
    seed: source.seed,
    replication: source.replication ?? 0,
    firstCaller,
    callers: rows.length,
    arrivalSeconds: Float64Array.from(rows, (row) => secondsOf(row, "arrival_s")),
    patienceSeconds: Float64Array.from(rows, (row) => secondsOf(row, "patience_s")),
    talkSeconds: Float64Array.from(rows, (row) => secondsOf(row, "talk_s")),
    wrapUpSeconds: Float64Array.from(rows, (row) => secondsOf(row, "wrap_up_s")),
    topic: Uint16Array.from(rows, topicOf),
  };
  rows.forEach((row, index) => {
    const id = fieldOf(row, "caller_id");
    if (!WHOLE_NUMBER.test(id) || Number(id) !== firstCaller + index) {
      problem(
        row.line,
        `caller_id is "${id}"; ids count up one by one, so it must be ${firstCaller + index}.`,
      );
    }
    if (index > 0 && trace.arrivalSeconds[index]! < trace.arrivalSeconds[index - 1]!) {
      const before = fieldOf(rows[index - 1]!, "arrival_s");
      problem(row.line, `arrival_s is ${fieldOf(row, "arrival_s")}, before the ${before} of the row above.`);
    }
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return {
    trace,
    callerNumbers: rows.map((row) => fieldOf(row, "caller_number")),
    names: rows.map((row) => fieldOf(row, "name")),
  };
};
