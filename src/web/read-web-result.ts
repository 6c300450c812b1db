import { readFile } from "node:fs/promises";
import { parseStoredJson } from "../runs/stored-json.ts";
import { type WebResult, webResultSchema } from "./web-result.ts";

/** Reads a run's web.json; undefined where the run had no web lane. Throws InvalidInput for a damaged one. */
export const readWebResult = async (path: string): Promise<WebResult | undefined> => {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseStoredJson(path, text, webResultSchema);
};
