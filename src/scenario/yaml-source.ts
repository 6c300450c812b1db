import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from "yaml";
import type { FieldPath } from "./field-path.ts";
import { InvalidInput, type Problem } from "./invalid-input.ts";

/** A value as YAML gives it. */
export type Yaml = null | boolean | number | string | readonly Yaml[] | { readonly [key: string]: Yaml };

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML text that was read, and where its fields stand. */
export interface YamlSource {
  readonly tree: { readonly [key: string]: Yaml };
  /** Keys written twice, and the like: faults that do not keep the rest from being read. */
  readonly problems: readonly Problem[];
  /** Where a field's value stands; of a figure with its source, the figure itself. */
  readonly positionOf: (path: FieldPath) => Position | undefined;
  /** Where a field's key stands. */
  readonly positionOfKey: (path: FieldPath) => Position | undefined;
}

export const isYamlMap = (value: Yaml | undefined): value is { readonly [key: string]: Yaml } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const keyText = (pair: Pair): string =>
  isScalar(pair.key) ? String(pair.key.value) : String(pair.key ?? "");

/** The document; nesting so deep that it exhausts the stack is the user's fault, not a defect. */
const parseDeep = (text: string, lines: LineCounter, fileName: string): Document.Parsed => {
  try {
    return parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2" });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = "This is nested too deeply to be a scenario.";
    throw new InvalidInput([{ where: fileName, line: 1, column: 1, message }]);
  }
};

/**
 * Reads a YAML text whose root is a map.
 * @throws InvalidInput where it is no YAML at all.
 */
export const readYaml = (text: string, fileName: string): YamlSource => {
  const lines = new LineCounter();
  const document = parseDeep(text, lines, fileName);
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems = document.errors.map((error): Problem & { readonly fatal: boolean } => ({
    where: fileName,
    ...at(error.pos[0]),
    message:
      error.code === "DUPLICATE_KEY"
        ? "This key stands twice in its map; keep one of the two."
        : `This is no valid YAML: ${error.message.replace(/\.?$/, ".")}`,
    fatal: error.code !== "DUPLICATE_KEY",
  }));
  visit(document, {
    Alias: (_, node, ancestors) => {
      const meant = node.resolve(document);
      if (meant !== undefined && !ancestors.includes(meant)) return;
      const message =
        meant === undefined
          ? `*${node.source} refers to an anchor that is not set before it; write &${node.source} at the value that is meant.`
          : `*${node.source} stands within the value that it refers to, so that it has no end; write the value out.`;
      problems.push({ where: fileName, ...at(node.range?.[0] ?? 0), message, fatal: true });
    },
  });
  if (problems.some((problem) => problem.fatal)) {
    throw new InvalidInput(problems.map(({ fatal: _, ...problem }) => problem));
  }

  const root = document.contents;
  let tree: Yaml;
  try {
    tree = document.toJS() as Yaml;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Its aliases cannot be followed: ${reason}.`;
    throw new InvalidInput([{ where: fileName, line: 1, column: 1, message }]);
  }
  if (!isMap(root) || !isYamlMap(tree)) {
    throw new InvalidInput([
      {
        where: fileName,
        line: 1,
        column: 1,
        message: `${tree === null ? "The file is empty" : "The file is no map"}; a scenario is a map with fields such as name, hours, arrivals. \`surgeline init\` writes one to start from.`,
      },
    ]);
  }

  const resolve = (node: unknown): Node | undefined =>
    (isAlias(node) ? node.resolve(document) : (node as Node | null)) ?? undefined;

  const pairIn = (node: Node | undefined, key: string): Pair | undefined =>
    isMap(node) ? node.items.find((pair) => keyText(pair) === key) : undefined;

  /** A figure written as a map with its value and its source: the value. */
  const figureIn = (node: Node | undefined): Node | undefined => {
    const value = pairIn(node, "value");
    return value === undefined ? node : resolve(value.value);
  };

  const follow = (path: FieldPath): { node: Node | undefined; key?: Node } | undefined => {
    let node: Node | undefined = root;
    let key: Node | undefined;
    for (const step of path) {
      if (typeof step === "number") {
        if (!isSeq(node)) node = figureIn(node);
        if (!isSeq(node)) return undefined;
        node = resolve(node.items[step]);
        key = undefined;
      } else {
        const pair: Pair | undefined = pairIn(node, step) ?? pairIn(figureIn(node), step);
        if (pair === undefined) return undefined;
        node = resolve(pair.value);
        key = pair.key as Node;
      }
    }
    return key === undefined ? { node } : { node, key };
  };

  const positionOfNode = (node: Node | undefined): Position | undefined => {
    const start = node?.range?.[0];
    return start === undefined ? undefined : at(start);
  };

  return {
    tree,
    problems: problems.map(({ fatal: _, ...problem }) => problem),
    positionOf: (path) => {
      const found = follow(path);
      if (found === undefined) return undefined;
      return positionOfNode(figureIn(found.node)) ?? positionOfNode(found.key);
    },
    positionOfKey: (path) => {
      if (path.length === 0) return { line: 1, column: 1 };
      const found = follow(path);
      return positionOfNode(found?.key ?? found?.node);
    },
  };
};
