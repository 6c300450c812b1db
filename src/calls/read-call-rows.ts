import { callColumns, measuredCallReader } from "./calls-csv.ts";
import { markedEncoding } from "./foreign-format.ts";
import type { ImportLog } from "./import-log.ts";
import type { MeasuredCall } from "./measured-call.ts";
import { type PlainCallRows, plainCallRows } from "./plain-call-rows.ts";
import { checkIsText, checkLineLength, readLines, readParts } from "./read-lines.ts";
import { createRowJoiner, createRowTaker, type RowTaker, readRows } from "./whole-rows.ts";

const NEWLINE = 10;
const RETURN = 13;
const MARK_BYTES = 3;

/** Whether a file's bytes are its letters, as far as its head tells, with line ends as on Unix or Windows. */
const isOfBytes = (head: Buffer): boolean => {
  const marked = markedEncoding(head);
  if (marked !== undefined && marked !== "utf-8") return false;
  return head.includes(NEWLINE) || !head.includes(RETURN);
};

/** The parts of a file, and a line end where its last line has none. */
function* withLastLineEnd(parts: Iterable<Buffer>): Generator<Buffer, void> {
  let last = NEWLINE;
  for (const part of parts) {
    last = part[part.length - 1] as number;
    yield part;
  }
  if (last !== NEWLINE) yield Buffer.of(NEWLINE);
}

/** Whole lines, kept together over the parts that they come in. */
const lineBlock = (path: string) => {
  let bytes = Buffer.alloc(0);
  let begin = 0;
  let length = 0;
  /** Adds a part; the bytes up to the returned end are whole lines, until the next part is added. */
  const add = (part: Buffer): { bytes: Buffer; end: number } => {
    const held = length - begin;
    checkLineLength(held, path);
    if (bytes.length < held + part.length) {
      const longer = Buffer.allocUnsafe(2 * (held + part.length));
      bytes.copy(longer, 0, begin, length);
      bytes = longer;
    } else bytes.copyWithin(0, begin, length);
    part.copy(bytes, held);
    length = held + part.length;
    begin = bytes.lastIndexOf(NEWLINE, length - 1) + 1;
    return { bytes, end: begin };
  };
  return { add };
};

/**
 * The calls of a table with calls.csv's columns. Its rows are read out of their
 * bytes, and made a text of only where they are not plain: a text costs more
 * than all that is learned from it.
 *
 * @throws InvalidInput where the file cannot be read, is no such table or has no row that can be used.
 */
export function* readCallRows(path: string, log: ImportLog): Generator<MeasuredCall, void> {
  let plain: PlainCallRows | undefined;
  const open = (header: string) => {
    const columns = callColumns(header, path);
    plain = plainCallRows(columns);
    return measuredCallReader(header, path, columns);
  };
  const taker: RowTaker<MeasuredCall> = createRowTaker(path, true, open, log);
  const joiner = createRowJoiner();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const block = lineBlock(path);
  let number = 0;
  let first = true;
  for (const part of withLastLineEnd(readParts(path))) {
    if (first && !isOfBytes(part)) {
      yield* readRows(path, readLines(path), true, open, log);
      return;
    }
    checkIsText(part.includes(0), path);
    const marked = first && markedEncoding(part) !== undefined;
    first = false;
    const { bytes, end } = block.add(marked ? part.subarray(MARK_BYTES) : part);
    let from = 0;
    while (from < end) {
      number++;
      const call = plain === undefined || joiner.isOpen() ? undefined : plain.read(bytes, from);
      if (call !== undefined) {
        from = (plain as PlainCallRows).next();
        log.rows++;
        log.used++;
        yield call;
        continue;
      }
      const lineEnd = bytes.indexOf(NEWLINE, from);
      const textEnd = lineEnd > from && bytes[lineEnd - 1] === RETURN ? lineEnd - 1 : lineEnd;
      const taken = taker.take(joiner.add(decoder.decode(bytes.subarray(from, textEnd)), number));
      from = lineEnd + 1;
      if (taken !== undefined) yield taken;
    }
  }
  const last = taker.take(joiner.rest());
  if (last !== undefined) yield last;
  taker.finish();
}
