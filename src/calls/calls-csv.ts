import { InvalidInput, invalidInput, type Problem } from "../scenario/invalid-input.ts";
import type { CallRecord } from "./call-record.ts";
import { quoteCsvField, splitCsvLine } from "./csv-line.ts";
import { createFieldScanner, type FieldScanner, parseNumberText } from "./field-scanner.ts";
import { headerColumns } from "./header-columns.ts";
import { quoted } from "./import-log.ts";
import { isTooFar, isTooLong, type KnownFields, type MeasuredCall } from "./measured-call.ts";

/** The columns of calls.csv in their order. */
export const CALLS_CSV_COLUMNS = [
  "call_id",
  "caller_id",
  "caller_number",
  "attempt",
  "queue",
  "arrival_s",
  "wait_s",
  "outcome",
  "ring_s",
  "talk_s",
  "wrap_up_s",
  "agent",
  "patience_s",
  "setup_ms",
  "sip_status",
  "planned_ms",
  "sent_ms",
  "counted",
] as const;

export const CALLS_CSV_HEADER: string = CALLS_CSV_COLUMNS.join(",");

/** The columns without which a row says nothing. */
export const NEEDED_COLUMNS = ["arrival_s", "wait_s", "outcome"] as const;

/** What the column `outcome` may say. */
export const OUTCOME_WORDS: readonly MeasuredCall["outcome"][] = [
  "answered",
  "abandoned",
  "blocked",
  "failed",
  "censored",
];
const OUTCOMES: ReadonlySet<string> = new Set(OUTCOME_WORDS);

/** Thousandths are kept: a millisecond of scenario time, a microsecond of wall time. */
const number = (value: number | undefined): string =>
  value === undefined ? "" : String(Math.round(value * 1000) / 1000);

/** One call as a row of calls.csv, without a line end. */
export const formatCallsCsvRow = (call: CallRecord): string =>
  [
    quoteCsvField(call.callId),
    quoteCsvField(call.callerId),
    quoteCsvField(call.callerNumber),
    String(call.attempt),
    quoteCsvField(call.queue),
    number(call.arrivalSeconds),
    number(call.waitSeconds),
    call.outcome,
    number(call.ringSeconds),
    number(call.talkSeconds),
    number(call.wrapUpSeconds),
    quoteCsvField(call.agent ?? ""),
    number(call.patienceSeconds),
    number(call.setupMilliseconds),
    call.sipStatus === undefined ? "" : String(call.sipStatus),
    number(call.plannedMilliseconds),
    number(call.sentMilliseconds),
    String(call.counted),
  ].join(",");

/** The whole text of a calls.csv. */
export const formatCallsCsv = (calls: Iterable<CallRecord>): string => {
  const lines = [CALLS_CSV_HEADER];
  for (const call of calls) lines.push(formatCallsCsvRow(call));
  return `${lines.join("\n")}\n`;
};

/** Reads one row; a text instead of a call says why the row cannot be used. */
export type RowReader<Row> = (line: string) => Row | string;

const columnsOf = (header: string, where: string): ReadonlyMap<string, number> =>
  headerColumns(
    header,
    where,
    NEEDED_COLUMNS,
    CALLS_CSV_COLUMNS,
    `A table of calls needs ${NEEDED_COLUMNS.join(", ")}, and talk_s for handling times.`,
  );

export interface NumberFields {
  readonly waitSeconds?: number;
  readonly ringSeconds?: number;
  readonly talkSeconds?: number;
  readonly wrapUpSeconds?: number;
  readonly patienceSeconds?: number;
  readonly setupMilliseconds?: number;
}

const COLUMN_OF: Readonly<Record<keyof NumberFields, string>> = {
  waitSeconds: "wait_s",
  ringSeconds: "ring_s",
  talkSeconds: "talk_s",
  wrapUpSeconds: "wrap_up_s",
  patienceSeconds: "patience_s",
  setupMilliseconds: "setup_ms",
};

/** What the column `counted` may say; empty is true. */
const COUNTED_WORDS: Readonly<Record<string, boolean>> = {
  "": true,
  true: true,
  "1": true,
  false: false,
  "0": false,
};

/** Where a table of calls has the columns that are read; −1 for one that it has not. */
export interface CallColumns {
  readonly arrival: number;
  readonly outcome: number;
  readonly counted: number;
  readonly caller: number;
  readonly callerNumber: number;
  readonly agent: number;
  readonly queue: number;
  readonly numbers: readonly { readonly field: keyof NumberFields; readonly index: number }[];
  /** The last one that is read. */
  readonly last: number;
}

/**
 * The columns of a table of calls by its header; only those of {@link NEEDED_COLUMNS} must be there.
 *
 * @throws InvalidInput where a needed column is missing or one stands twice.
 */
export const callColumns = (header: string, where: string): CallColumns => {
  const at = columnsOf(header, where);
  const column = (name: string): number => at.get(name) ?? -1;
  const single = {
    arrival: column("arrival_s"),
    outcome: column("outcome"),
    counted: column("counted"),
    caller: column("caller_id"),
    callerNumber: column("caller_number"),
    agent: column("agent"),
    queue: column("queue"),
  };
  const numbers = (Object.keys(COLUMN_OF) as (keyof NumberFields)[]).flatMap((field) => {
    const index = at.get(COLUMN_OF[field]);
    return index === undefined ? [] : [{ field, index }];
  });
  const last = Math.max(...Object.values(single), ...numbers.map(({ index }) => index));
  return { ...single, numbers, last };
};

/** The text of a column that may not be there. */
const identity = (text: (column: number) => string, column: number): string =>
  column < 0 ? "" : text(column);

/**
 * Reads rows of a table with calls.csv's columns, in any order and with any
 * other columns beside; only those of {@link NEEDED_COLUMNS} must be there.
 *
 * @throws InvalidInput where a needed column is missing.
 */
export const measuredCallReader = (
  header: string,
  where: string,
  columns: CallColumns = callColumns(header, where),
): RowReader<KnownFields<MeasuredCall>> => {
  const fieldsOf = fieldReader(columns.last);
  const readFields = measuredFieldsReader(columns);
  return (line) => readFields(fieldsOf(line));
};

/** The fields of one line. */
type Fields = Pick<FieldScanner, "text" | "number">;

/** Reads the columns up to the last one of a line; what is returned holds until the next line. */
const fieldReader = (lastColumn: number): ((line: string) => Fields) => {
  const scanner = createFieldScanner(",", lastColumn);
  return (line) => {
    if (scanner.take(line)) return scanner;
    const fields = splitCsvLine(line, ",");
    return {
      text: (column) => fields[column] ?? "",
      number: (column) => parseNumberText(fields[column] ?? ""),
    };
  };
};

type KnownCall = { -readonly [Key in keyof MeasuredCall]: Exclude<MeasuredCall[Key], undefined> };

const measuredFieldsReader =
  (columns: CallColumns): ((fields: Fields) => KnownCall | string) =>
  ({ text, number }) => {
    const arrivalSeconds = number(columns.arrival);
    if (arrivalSeconds === undefined || Number.isNaN(arrivalSeconds)) return "arrival_s is not a number";
    if (isTooFar(arrivalSeconds)) return "arrival_s is no moment of the last or the next three centuries";
    const outcome = text(columns.outcome).trim();
    if (!OUTCOMES.has(outcome)) {
      return `outcome is ${quoted(outcome)}, not answered, abandoned, blocked or failed`;
    }
    const call: KnownCall = {
      arrivalSeconds,
      outcome: outcome as MeasuredCall["outcome"],
    };
    for (const { field, index } of columns.numbers) {
      const value = number(index);
      if (value === undefined) continue;
      if (Number.isNaN(value)) return `${COLUMN_OF[field]} is not a number`;
      if (value < 0) return `${COLUMN_OF[field]} is negative, so a time went backwards`;
      if (isTooLong(value)) return `${COLUMN_OF[field]} is longer than a hundred days`;
      call[field] = value;
    }
    if (call.waitSeconds === undefined && outcome !== "blocked" && outcome !== "failed") {
      return `an ${outcome} call has no wait_s`;
    }
    const callerId = identity(text, columns.caller) || identity(text, columns.callerNumber);
    if (callerId !== "") call.callerId = callerId;
    const agent = identity(text, columns.agent);
    if (agent !== "") call.agent = agent;
    const queue = identity(text, columns.queue);
    if (queue !== "") call.queue = queue;
    const counted = identity(text, columns.counted);
    if (counted !== "" && counted !== "true") {
      // a spreadsheet that saved the file writes TRUE and FALSE
      const said = COUNTED_WORDS[counted.trim().toLowerCase()];
      if (said === undefined) return `counted is ${quoted(counted)}, not true or false`;
      if (!said) call.counted = false;
    }
    return call;
  };

/**
 * Reads rows of a calls.csv as call records; an identity that the file does not
 * give is empty, and an attempt that it does not number is the first.
 */
export const callRecordReader = (header: string, where: string): RowReader<CallRecord> => {
  const at = columnsOf(header, where);
  const columns = callColumns(header, where);
  const readMeasured = measuredFieldsReader(columns);
  const column = (name: string): number => at.get(name) ?? -1;
  const [callId, callerId, callerNumber, attempt, sipStatus, planned, sent] = [
    "call_id",
    "caller_id",
    "caller_number",
    "attempt",
    "sip_status",
    "planned_ms",
    "sent_ms",
  ].map(column) as [number, number, number, number, number, number, number];
  const fieldsOf = fieldReader(
    Math.max(columns.last, callId, callerId, callerNumber, attempt, sipStatus, planned, sent),
  );
  const numberOf = ({ number }: Fields, index: number): number | undefined =>
    index < 0 ? undefined : number(index);
  return (line) => {
    const fields = fieldsOf(line);
    const measured = readMeasured(fields);
    if (typeof measured === "string") return measured;
    if (measured.outcome === "censored") return "a censored call is no record of a run";
    const attemptNumber = numberOf(fields, attempt);
    const status = numberOf(fields, sipStatus);
    const plannedMilliseconds = numberOf(fields, planned);
    const sentMilliseconds = numberOf(fields, sent);
    const wrong = [attemptNumber, status, plannedMilliseconds, sentMilliseconds].findIndex(Number.isNaN);
    if (wrong >= 0) return `${["attempt", "sip_status", "planned_ms", "sent_ms"][wrong]} is not a number`;
    // a million of them are read: each is filled in, not copied
    const record = measured as { -readonly [Key in keyof CallRecord]: CallRecord[Key] };
    record.callId = identity(fields.text, callId);
    record.callerId = identity(fields.text, callerId);
    record.callerNumber = identity(fields.text, callerNumber);
    record.attempt = attemptNumber ?? 1;
    record.queue = measured.queue ?? "";
    if (status !== undefined) record.sipStatus = status;
    if (plannedMilliseconds !== undefined) record.plannedMilliseconds = plannedMilliseconds;
    if (sentMilliseconds !== undefined) record.sentMilliseconds = sentMilliseconds;
    record.counted = measured.counted ?? true;
    return record;
  };
};

/**
 * The records of a calls.csv. Unlike an import, a run's own file must be whole:
 * every row that cannot be read is reported (the first hundred of them).
 *
 * @throws InvalidInput naming each row that cannot be read.
 */
export const parseCallsCsv = (text: string, where = "calls.csv"): CallRecord[] => {
  const lines = text.split(/\r?\n/);
  const header = lines[0];
  if (header === undefined || header.trim() === "") {
    throw invalidInput(where, "the file is empty; a header line and one row a call are expected.");
  }
  const readRow = callRecordReader(header, where);
  const calls: CallRecord[] = [];
  const problems: Problem[] = [];
  for (let i = 1; i < lines.length && problems.length < 100; i++) {
    const line = lines[i] as string;
    if (line === "") continue;
    const call = readRow(line);
    if (typeof call === "string") problems.push({ where, line: i + 1, message: `${call}.` });
    else calls.push(call);
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return calls;
};
