import { closeSync, openSync, readSync } from "node:fs";
import { invalidInput } from "../scenario/invalid-input.ts";
import { foreignFormat, markedEncoding } from "./foreign-format.ts";

export type TextEncoding = "utf-8" | "latin1";

const CHUNK_BYTES = 1 << 18;
/** No row of any table is longer; a file without line ends is no table. */
const LONGEST_LINE = 1 << 20;

/**
 * The lines of a text file, one after the other, without their line ends, in
 * constant memory. A mark at the head of a UTF-8 or UTF-16 file is honoured;
 * `latin1` is read as Windows-1252, its superset. Lines may end as on Unix, on
 * Windows or, where no other end is in the file's first part, as on old Macs.
 *
 * @throws InvalidInput where the file cannot be read or is not text.
 */
export function* readLines(path: string, encoding: TextEncoding = "utf-8"): Generator<string, void> {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (error) {
    throw invalidInput(path, `the file cannot be read: ${(error as Error).message}.`);
  }
  try {
    const bytes = Buffer.allocUnsafe(CHUNK_BYTES);
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    let lineEnd = "\n";
    let rest = "";
    for (;;) {
      let count: number;
      try {
        count = readSync(descriptor, bytes, 0, CHUNK_BYTES, null);
      } catch (error) {
        throw invalidInput(path, `the file cannot be read: ${(error as Error).message}.`);
      }
      const chunk = bytes.subarray(0, count);
      const first = decoder === undefined;
      if (first) {
        const format = foreignFormat(chunk);
        if (format !== undefined) throw invalidInput(path, `the file is ${format}`);
      }
      decoder ??= new TextDecoder(markedEncoding(chunk) ?? encoding);
      const text = rest + decoder.decode(chunk, { stream: count > 0 });
      if (text.includes("\0")) {
        throw invalidInput(
          path,
          "the file is not text, or UTF-16 without the mark at its head. A table of calls or a queue_log in UTF-8 is accepted.",
        );
      }
      if (first && !text.includes("\n") && text.includes("\r")) lineEnd = "\r";
      const lines = text.split(lineEnd);
      rest = lines.pop() as string;
      if (rest.length > LONGEST_LINE) {
        throw invalidInput(path, "a line is longer than a million characters, so this is no table of calls.");
      }
      for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
      if (count === 0) break;
    }
    if (rest !== "") yield rest.endsWith("\r") ? rest.slice(0, -1) : rest;
  } finally {
    closeSync(descriptor);
  }
}
