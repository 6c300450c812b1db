import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { InvalidInput, invalidInput } from "./invalid-input.ts";
import { parseScenario } from "./read-scenario.ts";
import type { Scenario } from "./scenario.ts";

const reasonOf = (error: unknown): string => {
  const code = (error as { code?: unknown }).code;
  if (code === "ENOENT") return "there is no such file.";
  if (code === "EISDIR") return "it is a folder.";
  if (code === "EACCES") return "this user may not read it.";
  return error instanceof Error ? error.message : String(error);
};

/** UTF-8 text of a file; bytes that are none are refused. */
const readText = (path: string): string => {
  if (statSync(path).isDirectory()) throw Object.assign(new Error("a folder"), { code: "EISDIR" });
  const bytes = readFileSync(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error("it is no UTF-8 text.");
  }
};

/**
 * Reads a scenario's file and the CSV files beside it.
 * @param settings `--set` flags, `path=value` each
 * @throws InvalidInput for a file that cannot be read and for every fault in it
 */
export const loadScenario = (path: string, settings: readonly string[] = []): Scenario => {
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw invalidInput(
      path,
      `The scenario cannot be read: ${reasonOf(error)} Shipped scenarios lie in the folder scenarios; \`surgeline init my-hotline.yaml\` writes one to start from.`,
    );
  }
  return parseScenario(text, {
    fileName: path,
    settings,
    readNeighbour: (relativePath) => {
      try {
        return readText(resolve(dirname(path), relativePath));
      } catch (error) {
        throw new Error(reasonOf(error));
      }
    },
  });
};
