import * as z from "zod";
import { isBlock, isFigure } from "./fields.ts";
import { scenarioSchema } from "./scenario-schema.ts";

type JsonSchema = Record<string, unknown>;

const DEFINITIONS = {
  source: { type: "string", minLength: 1, description: "Where the figures come from." },
  assumed: { type: "string", minLength: 1, description: "Why the figures are assumed." },
  set: { const: true, description: "Changed on the command line; written by runs." },
};

const PROVENANCE = {
  source: { $ref: "#/$defs/source" },
  assumed: { $ref: "#/$defs/assumed" },
  set: { $ref: "#/$defs/set" },
};

const addProvenance = (schema: JsonSchema): void => {
  schema["properties"] = {
    ...(schema["properties"] as JsonSchema | undefined),
    ...PROVENANCE,
  };
};

/**
 * The JSON schema of a scenario as users write it, for editors. It says more
 * loosely than the reader what is accepted: that every figure has a source or
 * is assumed, and how fields hang together, only the reader can tell.
 */
export const scenarioJsonSchema = (): JsonSchema => {
  const generated = z.toJSONSchema(scenarioSchema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      const declared = zodSchema as unknown as z.ZodType;
      const schema = jsonSchema as JsonSchema;
      // the largest safe integer says nothing to a user
      if (schema["maximum"] === Number.MAX_SAFE_INTEGER) delete schema["maximum"];
      if (isBlock(declared)) addProvenance(schema);
      if (!isFigure(declared)) return;
      const { description, ...bare } = schema;
      if (bare["type"] === "object") addProvenance(bare);
      for (const key of Object.keys(schema)) delete schema[key];
      Object.assign(schema, {
        description,
        anyOf: [
          bare,
          {
            type: "object",
            properties: { value: bare, ...PROVENANCE },
            required: ["value"],
            additionalProperties: false,
          },
        ],
      });
    },
  });
  const { $schema, ...rest } = generated as JsonSchema;
  return { $schema, title: "surgeline scenario", ...rest, $defs: DEFINITIONS };
};

/** The text of `schema/scenario.schema.json`. */
export const scenarioJsonSchemaText = (): string => `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
