import * as z from "zod";
import type { Faults } from "./faults.ts";
import { type FieldPath, formatPath } from "./field-path.ts";
import { nearestName } from "./nearest-name.ts";
import { isYamlMap, type Yaml } from "./yaml-source.ts";

/** A tree of which any part may be missing, because it was not as it should be. */
export type Partly<Value> = Value extends readonly (infer Item)[]
  ? readonly (Partly<Item> | undefined)[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: Partly<Value[Key]> | undefined }
    : Value;

const valueAt = (tree: Yaml | undefined, path: FieldPath): Yaml | undefined => {
  let value = tree;
  for (const step of path) {
    if (typeof step === "number")
      value = Array.isArray(value) ? (value[step] as Yaml | undefined) : undefined;
    else value = isYamlMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
};

/** The schema of the map at a path, for the names that it knows. */
const schemaAt = (schema: z.ZodType, path: FieldPath): z.ZodType | undefined => {
  let known: z.ZodType | undefined = schema;
  for (const step of path) {
    while (known instanceof z.ZodOptional) known = known.unwrap() as z.ZodType;
    if (known instanceof z.ZodUnion) {
      known = (known.options as readonly z.ZodType[]).find((option) => option instanceof z.ZodObject);
    }
    if (known instanceof z.ZodObject) known = (known.shape as Record<string, z.ZodType>)[String(step)];
    else if (known instanceof z.ZodArray) known = known.element as z.ZodType;
    else if (known instanceof z.ZodRecord) known = known.valueType as z.ZodType;
    else return undefined;
  }
  while (known instanceof z.ZodOptional) known = known.unwrap() as z.ZodType;
  if (known instanceof z.ZodUnion) {
    return (known.options as readonly z.ZodType[]).find((option) => option instanceof z.ZodObject);
  }
  return known;
};

/** What was found, short enough for a message. */
export const found = (value: unknown): string => {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
};

const isWithin = (path: FieldPath, outer: FieldPath): boolean =>
  path.length >= outer.length && outer.every((step, index) => step === path[index]);

/** The tree without what is broken; a field that was only misspelt is there, with no value. */
const soundPart = (
  tree: Yaml,
  broken: readonly FieldPath[],
  misspelt: readonly FieldPath[],
): Yaml | undefined => {
  const strip = (value: Yaml, path: FieldPath): Yaml | undefined => {
    if (broken.some((place) => place.length === path.length && isWithin(path, place))) return undefined;
    if (Array.isArray(value)) {
      return value.map((item: Yaml, index) => strip(item, [...path, index])) as Yaml[];
    }
    if (isYamlMap(value)) {
      const meant = misspelt.filter((place) => place.length === path.length + 1 && isWithin(place, path));
      return Object.fromEntries([
        ...meant.map((place) => [place.at(-1), undefined]),
        ...Object.entries(value).map(([key, item]) => [key, strip(item, [...path, key])]),
      ]) as { [key: string]: Yaml };
    }
    return value;
  };
  return strip(tree, []);
};

/**
 * Holds a tree against its schema and tells every fault: unknown names with the
 * nearest known one, missing fields, values of the wrong kind. Returns what is
 * sound, the broken parts left out, so that its meaning can be looked at too.
 */
export const checkStructure = <Schema extends z.ZodType>(
  tree: Yaml,
  schema: Schema,
  faults: Faults,
): Partly<z.infer<Schema>> => {
  const broken: FieldPath[] = [];
  /** Fields that were meant by a misspelt name, which are not missing as well. */
  const misspelt: FieldPath[] = [];

  const tell = (issue: z.core.$ZodIssue, above: FieldPath): void => {
    const path: FieldPath = [...above, ...(issue.path as FieldPath)];
    const name = formatPath(path);
    const value = valueAt(tree, path);
    if (issue.code === "unrecognized_keys") {
      const known = schemaAt(schema, path);
      const names = known instanceof z.ZodObject ? Object.keys(known.shape as object) : [];
      for (const key of issue.keys) {
        const near = nearestName(key, names);
        if (near !== undefined) misspelt.push([...path, near]);
        const owner = path.length === 0 ? "a scenario" : name;
        faults.atKey(
          [...path, key],
          near === undefined
            ? `"${key}" is not a field of ${owner}; its fields are ${names.join(", ")}.`
            : `"${key}" is not a field of ${owner}; did you mean "${near}"?`,
        );
      }
      return;
    }
    if (issue.code === "invalid_union" && isYamlMap(value)) {
      const ofMap = issue.errors.find((issues) =>
        issues.every((one) => one.path.length > 0 || one.code === "unrecognized_keys"),
      );
      if (ofMap !== undefined) {
        for (const one of ofMap) tell(one, path);
        return;
      }
    }
    if (issue.code === "invalid_key") {
      faults.atKey(
        path,
        `"${String(path.at(-1))}" is not accepted here; it must be ${issue.issues[0]?.message ?? "a name"}.`,
      );
      return;
    }
    broken.push(path);
    if (value === undefined) {
      if (misspelt.some((place) => formatPath(place) === name)) return;
      faults.at(path, `${name} is missing; it must be ${issue.message}.`);
      return;
    }
    const near =
      issue.code === "invalid_value" && typeof value === "string"
        ? nearestName(value, issue.values.map(String))
        : undefined;
    faults.at(
      path,
      `${name} is ${found(value)}; it must be ${issue.message}.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
    );
  };

  const result = schema.safeParse(tree);
  const issues = result.error?.issues ?? [];
  const isUnknownName = (issue: z.core.$ZodIssue): boolean => issue.code === "unrecognized_keys";
  for (const issue of issues.filter(isUnknownName)) tell(issue, []);
  for (const issue of issues.filter((one) => !isUnknownName(one))) tell(issue, []);
  return (soundPart(tree, broken, misspelt) ?? {}) as Partly<z.infer<Schema>>;
};
