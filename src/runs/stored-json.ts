import type * as z from "zod";
import { InvalidInput, invalidInput, type Problem } from "../scenario/invalid-input.ts";
import { SCHEMA_VERSION } from "./summary.ts";

/**
 * Reads JSON of a run's folder against its schema.
 * @throws InvalidInput with every problem, by the names of the file and its fields: no JSON, a newer schema, another shape.
 */
export const parseStoredJson = <T>(path: string, text: string, schema: z.ZodType<T>): T => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw invalidInput(path, `This is not JSON (${(error as Error).message}); the run's folder is damaged.`);
  }
  const found = (parsed as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof found === "number" && found > SCHEMA_VERSION) {
    throw invalidInput(
      path,
      `This run has schema version ${found} and this surgeline reads up to ${SCHEMA_VERSION}; ` +
        "use the surgeline that wrote it, or a newer one.",
    );
  }
  const result = schema.safeParse(parsed);
  if (result.success) return result.data;
  throw new InvalidInput(
    result.error.issues.map(
      (issue): Problem => ({
        where: path,
        message: `${issue.path.join(".") || "the file"}: ${issue.message}.`,
      }),
    ),
  );
};
