import { gatherFaults } from "./faults.ts";
import { type FieldPath, formatPath } from "./field-path.ts";
import { takeFigures } from "./figures.ts";
import { InvalidInput } from "./invalid-input.ts";
import { normalise } from "./normalise.ts";
import type { Provenance, Scenario } from "./scenario.ts";
import { scenarioSchema } from "./scenario-schema.ts";
import { applySettings, parseSettings } from "./settings.ts";
import { checkStructure } from "./structure.ts";
import { readYaml, type Yaml } from "./yaml-source.ts";

export interface ReadingOptions {
  /** What messages call the file. */
  readonly fileName: string;
  /** `--set` flags, `path=value` each. */
  readonly settings?: readonly string[];
  /** The text of a file that the scenario names, by its path relative to the scenario; throws where it cannot be read. */
  readonly readNeighbour: (relativePath: string) => string;
}

/** A figure that comes from a file is, once read, a list of values. */
const canonical = (path: FieldPath): string =>
  formatPath(path.at(-1) === "file" ? [...path.slice(0, -1), "values"] : path);

const valueAt = (tree: Yaml, path: FieldPath): unknown =>
  path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
    tree,
  );

const exampleOf = (value: unknown): string => {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return /^[\w.%]+$/.test(value) ? value : JSON.stringify(value);
  return "…";
};

/**
 * Reads a scenario.
 *
 *     text ─ YAML ─ settings put in ─ figures and their sources ─ structure ─ meaning ─► scenario
 *
 * Every step after the first goes on with what is sound, so that all faults are
 * found at once.
 * @throws InvalidInput with every fault: line, column, what was found, what is accepted.
 */
export const parseScenario = (text: string, options: ReadingOptions): Scenario => {
  const source = readYaml(text, options.fileName);
  const { settings, problems: unreadable } = parseSettings(options.settings ?? []);
  const { tree: changed, problems: misplaced } = applySettings(source.tree, settings);
  const faults = gatherFaults(options.fileName, source, settings);
  for (const problem of [...unreadable, ...misplaced]) faults.add(problem);

  const { tree, figures } = takeFigures(
    changed,
    scenarioSchema,
    settings.map(({ path }) => path),
    faults,
  );
  const sound = checkStructure(tree, scenarioSchema, faults);

  const provenance: Record<string, Provenance> = {};
  for (const { path, provenance: known } of figures) {
    if (known !== undefined) provenance[canonical(path)] = known;
    else {
      // what is wrong itself is no example of how to write it
      const shown = exampleOf(valueAt(sound as Yaml, path));
      faults.at(
        path,
        `${formatPath(path)} has neither source nor assumption. Write { value: ${shown}, source: "where it comes from" } or { value: ${shown}, assumed: "why" }, or give the block around it a source: or assumed:.`,
      );
    }
  }

  const scenario = normalise(sound, {
    faults,
    readNeighbour: options.readNeighbour,
    assume: (path, reason) => {
      provenance[formatPath(path)] = { kind: "assumed", reason };
    },
  });
  const problems = faults.all();
  if (problems.length > 0) throw new InvalidInput(problems);
  if (scenario === undefined) throw new Error("a scenario without a fault could not be normalised");
  return { ...scenario, provenance: inOrder(provenance) };
};

/** The same entries in the order of their names, so that the same scenario always has the same text. */
const inOrder = (provenance: Readonly<Record<string, Provenance>>): Record<string, Provenance> =>
  Object.fromEntries(Object.entries(provenance).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
