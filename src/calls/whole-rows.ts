import { invalidInput } from "../scenario/invalid-input.ts";
import type { RowReader } from "./calls-csv.ts";
import { endsInsideQuotes } from "./csv-line.ts";
import { type ImportLog, logUnusable } from "./import-log.ts";
import type { MappedRowReader } from "./mapped-rows.ts";

/** A stray quote must not swallow the file. */
const MOST_LINES_OF_A_ROW = 20;

/** A row's text and the number of its first line. */
export interface WholeRow {
  line: string;
  readonly number: number;
}

/** Puts lines together to rows: a line that ends inside quotes goes on in the next one. */
export interface RowJoiner {
  /** Takes the next line; the row that it ends, if it ends one. */
  readonly add: (line: string, number: number) => WholeRow | undefined;
  readonly isOpen: () => boolean;
  /** The row that the file's end left open. */
  readonly rest: () => WholeRow | undefined;
}

export const createRowJoiner = (): RowJoiner => {
  let open: WholeRow | undefined;
  const add = (line: string, number: number): WholeRow | undefined => {
    if (open === undefined) {
      if (!endsInsideQuotes(line)) return { line, number };
      open = { line, number };
      return undefined;
    }
    open.line += `\n${line}`;
    if (number - open.number <= MOST_LINES_OF_A_ROW && endsInsideQuotes(open.line)) return undefined;
    const row = open;
    open = undefined;
    return row;
  };
  return { add, isOpen: () => open !== undefined, rest: () => open };
};

/** That a file has rows and none of them can be used. */
export const noneUsable = (path: string, log: ImportLog): Error => {
  const [reason, { firstLine }] = [...log.unusable][0] as [string, { firstLine: number }];
  return invalidInput(
    path,
    log.rows === 1
      ? `its one row, in line ${firstLine}, cannot be used, because ${reason}.`
      : `none of its ${log.rows} rows can be used; the first, in line ${firstLine}, because ${reason}.`,
  );
};

/** Reads whole rows and keeps the log of what became of them. */
export interface RowTaker<Row> {
  /** What a row says; undefined for the header, an empty row and one that is not used. */
  readonly take: (row: WholeRow | undefined) => Row | undefined;
  /** @throws InvalidInput where the file was empty, or none of its rows can be used. */
  readonly finish: () => void;
}

/**
 * @param header whether the first row that is not empty is the header.
 * @param open makes the reader of rows out of that first row.
 */
export const createRowTaker = <Row>(
  path: string,
  header: boolean,
  open: (firstLine: string) => RowReader<Row> | MappedRowReader<Row>,
  log: ImportLog,
): RowTaker<Row> => {
  let read: RowReader<Row> | MappedRowReader<Row> | undefined;
  const take = (whole: WholeRow | undefined): Row | undefined => {
    if (whole === undefined || whole.line.trim() === "") return undefined;
    if (read === undefined) {
      read = open(whole.line);
      if (header) return undefined;
    }
    log.rows++;
    const row = read(whole.line);
    if (row === undefined) log.dropped++;
    else if (typeof row === "string") return logUnusable(log, row, whole.number);
    else log.used++;
    return row;
  };
  const finish = (): void => {
    if (read === undefined) throw invalidInput(path, "the file is empty.");
    if (log.used === 0 && log.unusable.size > 0) throw noneUsable(path, log);
  };
  return { take, finish };
};

/** The rows of a table of text. */
export function* readRows<Row>(
  path: string,
  lines: Iterable<string>,
  header: boolean,
  open: (firstLine: string) => RowReader<Row> | MappedRowReader<Row>,
  log: ImportLog,
): Generator<Row, void> {
  const joiner = createRowJoiner();
  const taker = createRowTaker(path, header, open, log);
  let number = 0;
  for (const line of lines) {
    const row = taker.take(joiner.add(line, ++number));
    if (row !== undefined) yield row;
  }
  const row = taker.take(joiner.rest());
  if (row !== undefined) yield row;
  taker.finish();
}
