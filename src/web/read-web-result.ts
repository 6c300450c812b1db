import { readFile } from "node:fs/promises";
import { invalidInput } from "../scenario/invalid-input.ts";
import { type WebResult, webResultSchema } from "./web-result.ts";

/** Reads a run's web.json; undefined where the run had no web lane. Throws InvalidInput for a damaged one. */
export const readWebResult = async (path: string): Promise<WebResult | undefined> => {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalidInput(path, "this is no JSON, so the file is damaged; run the lane again.");
  }
  const read = webResultSchema.safeParse(parsed);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw invalidInput(path, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a web result"}`);
  }
  return read.data;
};
