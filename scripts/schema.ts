import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { scenarioJsonSchemaText } from "../src/scenario/json-schema.ts";

/** Writes the JSON schemas in `schema/`; a test says whether the committed ones are up to date. */
const SCHEMAS: Readonly<Record<string, () => string>> = {
  "scenario.schema.json": scenarioJsonSchemaText,
};

for (const [name, text] of Object.entries(SCHEMAS)) {
  const path = fileURLToPath(new URL(`../schema/${name}`, import.meta.url));
  writeFileSync(path, text());
  process.stdout.write(`wrote ${path}\n`);
}
