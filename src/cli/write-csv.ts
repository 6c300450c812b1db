import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { CommandContext } from "./context.ts";

/**
 * Writes a table for a spreadsheet to the file that --csv names.
 *
 * @throws InvalidInput where it cannot be written.
 */
export const writeCsv = (context: CommandContext, path: string, text: string): void => {
  try {
    // the mark tells spreadsheets that the text is UTF-8
    writeFileSync(resolve(context.workingDirectory, path), `\ufeff${text}`);
  } catch (error) {
    throw invalidInput("--csv", `the file cannot be written: ${(error as Error).message}.`);
  }
};
