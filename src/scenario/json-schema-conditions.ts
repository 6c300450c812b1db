import { DISTRIBUTION_KINDS, FIELDS_OF_KIND, FIELDS_OF_SOME_KIND } from "./distribution-schema.ts";
import { DURATION_ABOVE_ZERO_PATTERN } from "./patterns.ts";

export type JsonSchema = Record<string, unknown>;

const exactlyOne = (...names: readonly string[]): JsonSchema => ({
  oneOf: names.map((name) => ({ required: [name] })),
});

const notTogether = (...names: readonly string[]): JsonSchema => ({ not: { required: names } });

const without = (names: readonly string[]): JsonSchema => ({
  properties: Object.fromEntries(names.map((name) => [name, false])),
});

/** A limit on a figure, written bare or with its value inside a map. */
const ofFigure = (limit: JsonSchema): JsonSchema => ({
  properties: { value: limit },
  if: { type: "object" },
  else: limit,
});

/** What a kind of distribution needs, and what means nothing for it. */
const ofKind = (kind: (typeof DISTRIBUTION_KINDS)[number]): JsonSchema => {
  const { needed, allowed } = FIELDS_OF_KIND[kind];
  const known = [...needed, ...allowed];
  const rules: JsonSchema[] = [
    { required: needed },
    without(FIELDS_OF_SOME_KIND.filter((name) => !known.includes(name))),
  ];
  if (kind === "empirical") {
    rules.push(exactlyOne("values", "file"), { dependentRequired: { file: ["column"] } });
  } else if (kind !== "constant") {
    rules.push({ properties: { mean: ofFigure({ pattern: DURATION_ABOVE_ZERO_PATTERN }) } });
  }
  const isOfKind = { properties: { distribution: { const: kind } }, required: ["distribution"] };
  return { if: { not: isOfKind }, else: { allOf: rules } };
};

interface Condition {
  /** It holds for every map that may have all of these fields. */
  readonly fields: readonly string[];
  readonly description: string;
  readonly allOf: readonly JsonSchema[];
}

/** How the fields of one map hang together, by the name of the definition. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  eitherOnDutyOrSchedule: {
    fields: ["onDuty", "schedule"],
    description: "Either onDuty or schedule.",
    allOf: [exactlyOne("onDuty", "schedule")],
  },
  eitherShareOrSchedule: {
    fields: ["skills", "share", "schedule"],
    description: "Either share or schedule.",
    allOf: [exactlyOne("share", "schedule")],
  },
  eitherStepsOrHourly: {
    fields: ["steps", "hourly"],
    description: "Either steps or hourly.",
    allOf: [exactlyOne("steps", "hourly")],
  },
  eitherCallsPerDayOrCounts: {
    fields: ["callsPerDay", "counts"],
    description: "Either callsPerDay, with a shape, or counts, which have one of their own.",
    allOf: [exactlyOne("callsPerDay", "counts"), notTogether("counts", "shape")],
  },
  eitherFileOrValues: {
    fields: ["interval", "file", "values"],
    description: "Either a file with its columns, or values.",
    allOf: [
      exactlyOne("file", "values"),
      notTogether("file", "start"),
      notTogether("values", "column"),
      notTogether("values", "timeColumn"),
    ],
  },
  passwordForAnAddress: {
    fields: ["storm", "address", "password"],
    description: "The accounts of a PBX at an address need their password.",
    allOf: [{ dependentRequired: { address: ["password"] } }],
  },
  fieldsOfTheKind: {
    fields: ["distribution", "mean"],
    description: "What each kind of distribution needs and takes.",
    allOf: DISTRIBUTION_KINDS.map(ofKind),
  },
};

export const CONDITION_DEFINITIONS: JsonSchema = Object.fromEntries(
  Object.entries(CONDITIONS).map(([name, { description, allOf }]) => [name, { description, allOf }]),
);

/** The conditions that hold for a map with these fields; none where its fields stand for themselves. */
export const conditionsOf = (fields: readonly string[]): readonly JsonSchema[] =>
  Object.entries(CONDITIONS)
    .filter(([, condition]) => condition.fields.every((name) => fields.includes(name)))
    .map(([name]) => ({ $ref: `#/$defs/${name}` }));
