import { closeSync, openSync, readSync } from "node:fs";
import { invalidInput } from "../scenario/invalid-input.ts";
import { foreignFormat, markedEncoding } from "./foreign-format.ts";

export type TextEncoding = "utf-8" | "latin1";

const CHUNK_BYTES = 1 << 18;
/** No row of any table is longer; a file without line ends is no table. */
const LONGEST_LINE = 1 << 20;

/** Refuses what has been read of a line whose end does not come. */
export const checkLineLength = (length: number, path: string): void => {
  if (length > LONGEST_LINE) {
    throw invalidInput(path, "a line is longer than a million characters, so this is no table of calls.");
  }
};

/** Refuses a file with zeros in it, which no text has. */
export const checkIsText = (hasZeros: boolean, path: string): void => {
  if (hasZeros) {
    throw invalidInput(
      path,
      "the file is not text, or UTF-16 without the mark at its head. A table of calls or a queue_log in UTF-8 is accepted.",
    );
  }
};

/**
 * The bytes of a file, part by part, each good only until the next is asked for.
 *
 * @throws InvalidInput where the file cannot be read, or begins as something else than text.
 */
export function* readParts(path: string): Generator<Buffer, void> {
  const cannotBeRead = (error: unknown): Error =>
    invalidInput(path, `the file cannot be read: ${(error as Error).message}.`);
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (error) {
    throw cannotBeRead(error);
  }
  try {
    const bytes = Buffer.allocUnsafe(CHUNK_BYTES);
    let first = true;
    for (;;) {
      let count: number;
      try {
        count = readSync(descriptor, bytes, 0, CHUNK_BYTES, null);
      } catch (error) {
        throw cannotBeRead(error);
      }
      if (count === 0) return;
      const part = bytes.subarray(0, count);
      if (first) {
        const format = foreignFormat(part);
        if (format !== undefined) throw invalidInput(path, `the file is ${format}`);
        first = false;
      }
      yield part;
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The lines of a text file, one after the other, without their line ends, in
 * constant memory. A mark at the head of a UTF-8 or UTF-16 file is honoured;
 * `latin1` is read as Windows-1252, its superset. Lines may end as on Unix, on
 * Windows or, where no other end is in the file's first part, as on old Macs.
 *
 * @throws InvalidInput where the file cannot be read or is not text.
 */
export function* readLines(path: string, encoding: TextEncoding = "utf-8"): Generator<string, void> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let lineEnd = "\n";
  let rest = "";
  for (const part of readParts(path)) {
    const first = decoder === undefined;
    decoder ??= new TextDecoder(markedEncoding(part) ?? encoding);
    const text = rest + decoder.decode(part, { stream: true });
    checkIsText(text.includes("\0"), path);
    if (first && !text.includes("\n") && text.includes("\r")) lineEnd = "\r";
    const lines = text.split(lineEnd);
    rest = lines.pop() as string;
    checkLineLength(rest.length, path);
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
  rest += decoder?.decode() ?? "";
  if (rest !== "") yield rest.endsWith("\r") ? rest.slice(0, -1) : rest;
}
