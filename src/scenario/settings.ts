import { parse } from "yaml";
import { type FieldPath, parsePath } from "./field-path.ts";
import type { Problem } from "./invalid-input.ts";
import { isYamlMap, type Yaml } from "./yaml-source.ts";

/** One `--set path=value`. */
export interface Setting {
  readonly path: FieldPath;
  readonly value: Yaml;
  /** As it was written. */
  readonly text: string;
}

/** Reads `--set` flags; the value is YAML, so that `80%`, `[1, 2]` and `{ mean: 4m }` are all possible. */
export const parseSettings = (
  texts: readonly string[],
): { readonly settings: readonly Setting[]; readonly problems: readonly Problem[] } => {
  const settings: Setting[] = [];
  const problems: Problem[] = [];
  for (const text of texts) {
    const split = text.indexOf("=");
    const path = split < 1 ? undefined : parsePath(text.slice(0, split));
    if (path === undefined) {
      const message = "A setting is written path=value, such as arrivals.callsPerDay=5000.";
      problems.push({ where: `--set ${text}`, message });
      continue;
    }
    try {
      settings.push({ path, value: parse(text.slice(split + 1)) as Yaml, text });
    } catch (error) {
      const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
      problems.push({
        where: `--set ${text}`,
        message: `Its value cannot be read: ${reason?.replace(/[.:]?$/, ".")}`,
      });
    }
  }
  return { settings, problems };
};

/** Fields of which a block has one or another: setting one takes the others away. */
const ALTERNATIVES: readonly (readonly string[])[] = [
  ["staff.onDuty", "staff.schedule"],
  ["arrivals.shape.steps", "arrivals.shape.hourly"],
  ["arrivals.callsPerDay", "arrivals.counts"],
  ["arrivals.counts.file", "arrivals.counts.values"],
];

const otherwise = (path: FieldPath): readonly string[] => {
  const written = path.join(".");
  return (ALTERNATIVES.find((names) => names.includes(written)) ?? [])
    .filter((name) => name !== written)
    .map((name) => name.split(".").at(-1) as string);
};

const hasFigure = (node: Yaml): node is { readonly value: Yaml } => isYamlMap(node) && "value" in node;

const put = (node: Yaml, path: FieldPath, value: Yaml, dropped: readonly string[]): Yaml | undefined => {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (hasFigure(node) && !(step in node)) {
    const inner = put(node.value, path, value, dropped);
    return inner === undefined ? undefined : { ...node, value: inner };
  }
  if (typeof step === "number") {
    if (!Array.isArray(node) || step > node.length) return undefined;
    const inner = put((node[step] as Yaml | undefined) ?? {}, rest, value, dropped);
    return inner === undefined ? undefined : node.toSpliced(step, 1, inner);
  }
  if (!isYamlMap(node)) return undefined;
  const kept =
    rest.length > 0
      ? node
      : Object.fromEntries(Object.entries(node).filter(([key]) => !dropped.includes(key)));
  const inner = put(node[step] ?? {}, rest, value, dropped);
  return inner === undefined ? undefined : { ...kept, [step]: inner };
};

/** The tree with every setting put in, and a fault for each that has no place in it. */
export const applySettings = (
  tree: { readonly [key: string]: Yaml },
  settings: readonly Setting[],
): { readonly tree: { readonly [key: string]: Yaml }; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  let changed: Yaml = tree;
  for (const { path, value, text } of settings) {
    const next = put(changed, path, value, otherwise(path));
    if (next === undefined) {
      const message =
        "This path does not fit the scenario: on the way stands a plain value, or a list that is shorter.";
      problems.push({ where: `--set ${text}`, message });
    } else changed = next;
  }
  return { tree: isYamlMap(changed) ? changed : tree, problems };
};
