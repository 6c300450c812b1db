import * as z from "zod";
import type { Faults } from "./faults.ts";
import { type FieldPath, formatPath } from "./field-path.ts";
import { isBlock, isFigure } from "./fields.ts";
import type { Provenance } from "./scenario.ts";
import { isYamlMap, type Yaml } from "./yaml-source.ts";

/** A figure of a scenario: where it stands, and where it comes from if that was said. */
export interface Figure {
  readonly path: FieldPath;
  readonly provenance?: Provenance;
}

/** A scenario's tree with every figure bare, and the figures with their provenance. */
export interface TreeOfFigures {
  readonly tree: Yaml;
  readonly figures: readonly Figure[];
}

const PROVENANCE_KEYS = ["source", "assumed", "set"] as const;

const inner = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodOptional ? inner(schema.unwrap() as z.ZodType) : schema;

/**
 * Takes sources and assumptions out of a tree as written. A figure is written
 * bare, as `{ value: …, source: … }` or as `{ value: …, assumed: … }`; one that
 * says nothing of itself has what the nearest enclosing block says. What
 * `settings` changed is marked as set.
 */
export const takeFigures = (
  tree: Yaml,
  schema: z.ZodType,
  settings: readonly FieldPath[],
  faults: Faults,
): TreeOfFigures => {
  const figures: Figure[] = [];
  const setPaths = settings.map(formatPath);
  const touches = (a: string, b: string): boolean =>
    a === b || a.startsWith(`${b}.`) || a.startsWith(`${b}[`);
  const isSet = (path: FieldPath, whole: boolean): boolean => {
    const written = formatPath(path);
    return setPaths.some((set) => touches(written, set) || (whole && touches(set, written)));
  };

  const provenanceOf = (value: { readonly [key: string]: Yaml }, path: FieldPath): Provenance | undefined => {
    const said = PROVENANCE_KEYS.filter((key) => key in value);
    if (said.length > 1) {
      faults.atKey(
        [...path, said[1] as string],
        `${formatPath(path)} has both ${said.join(" and ")}; a figure has a source or is assumed, not both.`,
      );
    }
    const [key] = said;
    if (key === undefined) return undefined;
    const words = value[key];
    if (key === "set") {
      if (words !== true)
        faults.at(
          [...path, key],
          `${formatPath(path)}.set is ${JSON.stringify(words)}; only true is accepted.`,
        );
      return { kind: "set" };
    }
    if (typeof words !== "string" || words.trim() === "") {
      faults.at(
        [...path, key],
        `${formatPath([...path, key])} is ${JSON.stringify(words)}; it must be a text that says ${key === "source" ? "where the figure comes from" : "why it is assumed"}.`,
      );
      // something was said, so that it is not told as missing as well
      return { kind: "set" };
    }
    return key === "source" ? { kind: "source", text: words } : { kind: "assumed", reason: words };
  };

  const without = (value: { readonly [key: string]: Yaml }): { readonly [key: string]: Yaml } =>
    Object.fromEntries(
      Object.entries(value).filter(([key]) => !(PROVENANCE_KEYS as readonly string[]).includes(key)),
    );

  const take = (value: Yaml, declared: z.ZodType, path: FieldPath, above: Provenance | undefined): Yaml => {
    const known = inner(declared);
    if (isFigure(known)) {
      let bare = value;
      let own: Provenance | undefined;
      if (isYamlMap(value) && "value" in value) {
        own = provenanceOf(value, path);
        bare = value["value"] as Yaml;
        for (const key of Object.keys(without(value))) {
          if (key !== "value") {
            faults.atKey(
              [...path, key],
              `${formatPath([...path, key])} is not known; a figure has value and either source or assumed.`,
            );
          }
        }
      } else if (isYamlMap(value)) {
        own = provenanceOf(value, path);
        bare = without(value);
      }
      const provenance: Provenance | undefined = isSet(path, true) ? { kind: "set" } : (own ?? above);
      figures.push(provenance === undefined ? { path } : { path, provenance });
      return bare;
    }
    if (known instanceof z.ZodObject && isYamlMap(value)) {
      const own = isBlock(known) ? provenanceOf(value, path) : undefined;
      const bare = isBlock(known) ? without(value) : value;
      const shape = known.shape as Readonly<Record<string, z.ZodType>>;
      return Object.fromEntries(
        Object.entries(bare).map(([key, field]) => {
          const fieldSchema = Object.hasOwn(shape, key) ? shape[key] : undefined;
          return [
            key,
            fieldSchema === undefined ? field : take(field, fieldSchema, [...path, key], own ?? above),
          ];
        }),
      );
    }
    if (known instanceof z.ZodArray && Array.isArray(value)) {
      return value.map((item: Yaml, index) =>
        take(item, known.element as z.ZodType, [...path, index], above),
      );
    }
    return value;
  };

  return { tree: take(tree, schema, [], undefined), figures };
};
