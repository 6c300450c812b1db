import { closeSync, openSync, readSync } from "node:fs";
import { invalidInput } from "../scenario/invalid-input.ts";

export type TextEncoding = "utf-8" | "latin1";

const CHUNK_BYTES = 1 << 18;
/** No row of any table is longer; a file without line ends is no table. */
const LONGEST_LINE = 1 << 20;

/**
 * The lines of a text file, one after the other, without their line ends, in
 * constant memory. A mark at the head of a UTF-8 or UTF-16 file is honoured;
 * `latin1` is read as Windows-1252, its superset.
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
    let rest = "";
    for (;;) {
      let count: number;
      try {
        count = readSync(descriptor, bytes, 0, CHUNK_BYTES, null);
      } catch (error) {
        throw invalidInput(path, `the file cannot be read: ${(error as Error).message}.`);
      }
      const chunk = bytes.subarray(0, count);
      decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? "utf-16le" : encoding);
      const text = rest + decoder.decode(chunk, { stream: count > 0 });
      if (text.includes("\0")) {
        throw invalidInput(path, "the file is not text. A table of calls or a queue_log is accepted.");
      }
      const lines = text.split("\n");
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
