import * as z from "zod";
import { isBlock, isFigure } from "./fields.ts";
import { CONDITION_DEFINITIONS, conditionsOf, type JsonSchema } from "./json-schema-conditions.ts";
import { scenarioSchema } from "./scenario-schema.ts";

const SAID = ["source", "assumed", "set"];

const DEFINITIONS = {
  source: { type: "string", pattern: "\\S", description: "Where the figures come from." },
  assumed: { type: "string", pattern: "\\S", description: "Why the figures are assumed." },
  set: { const: true, description: "Changed on the command line; written by runs." },
  oneProvenance: {
    description: "A figure has a source or is assumed, not both.",
    allOf: [
      { not: { required: ["source", "assumed"] } },
      { not: { required: ["source", "set"] } },
      { not: { required: ["assumed", "set"] } },
    ],
  },
  saysItsProvenance: { anyOf: SAID.map((key) => ({ required: [key] })) },
  figureWithProvenance: {
    description: "A figure with its source or the reason for which it is assumed, or a block that has one.",
    type: "object",
    allOf: [{ $ref: "#/$defs/saysItsProvenance" }],
  },
  ...CONDITION_DEFINITIONS,
};

const PROVENANCE = Object.fromEntries(SAID.map((key) => [key, { $ref: `#/$defs/${key}` }]));

const ONE_PROVENANCE = { $ref: "#/$defs/oneProvenance" };

const addConditions = (schema: JsonSchema, conditions: readonly JsonSchema[]): void => {
  if (conditions.length === 0) return;
  schema["allOf"] = [...((schema["allOf"] as readonly JsonSchema[] | undefined) ?? []), ...conditions];
};

const addProvenance = (schema: JsonSchema): void => {
  schema["properties"] = {
    ...(schema["properties"] as JsonSchema | undefined),
    ...PROVENANCE,
  };
  addConditions(schema, [ONE_PROVENANCE]);
};

/**
 * Where figures must say their provenance themselves: in every block that says none
 * for those inside. Undefined where there is no figure.
 */
const provenanceRule = (declared: z.ZodType): JsonSchema | undefined => {
  if (declared instanceof z.ZodOptional) return provenanceRule(declared.unwrap() as z.ZodType);
  if (isFigure(declared)) return { $ref: "#/$defs/figureWithProvenance" };
  if (declared instanceof z.ZodArray) {
    const items = provenanceRule(declared.element as z.ZodType);
    return items && { items };
  }
  if (!(declared instanceof z.ZodObject)) return undefined;
  const rules = Object.entries(declared.shape as Readonly<Record<string, z.ZodType>>).flatMap(
    ([name, field]) => {
      const rule = provenanceRule(field);
      return rule === undefined ? [] : [[name, rule] as const];
    },
  );
  if (rules.length === 0) return undefined;
  const inside = { properties: Object.fromEntries(rules) };
  return isBlock(declared) ? { if: { $ref: "#/$defs/saysItsProvenance" }, else: inside } : inside;
};

/**
 * The JSON schema of a scenario as users write it, for editors. It refuses whatever
 * a JSON schema can: unknown and missing fields, wrong forms, fields that exclude
 * each other, figures without provenance. What takes reckoning (hours that end before
 * they start, steps that overlap, shares that do not add up), other files, or names
 * said elsewhere is left to the reader.
 */
export const scenarioJsonSchema = (): JsonSchema => {
  const generated = z.toJSONSchema(scenarioSchema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      const declared = zodSchema as unknown as z.ZodType;
      const schema = jsonSchema as JsonSchema;
      // the largest safe integer says nothing to a user
      if (schema["maximum"] === Number.MAX_SAFE_INTEGER) delete schema["maximum"];
      if (declared instanceof z.ZodObject) {
        addConditions(schema, conditionsOf(Object.keys(declared.shape as object)));
      }
      if (isBlock(declared)) addProvenance(schema);
      if (!isFigure(declared)) return;
      const { description, ...bare } = schema;
      const withValue = {
        type: "object",
        properties: { value: bare, ...PROVENANCE },
        required: ["value"],
        additionalProperties: false,
        allOf: [ONE_PROVENANCE],
      };
      const written = structuredClone(bare);
      if (written["type"] === "object") addProvenance(written);
      for (const key of Object.keys(schema)) delete schema[key];
      Object.assign(schema, { description, anyOf: [written, withValue] });
    },
  });
  const { $schema, ...rest } = generated as JsonSchema;
  const rule = provenanceRule(scenarioSchema);
  if (rule) addConditions(rest, [rule]);
  return { $schema, title: "surgeline scenario", ...rest, $defs: DEFINITIONS };
};

/** The text of `schema/scenario.schema.json`. */
export const scenarioJsonSchemaText = (): string => `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
