import { type FieldPath, formatPath } from "./field-path.ts";
import type { Problem } from "./invalid-input.ts";
import type { Position, YamlSource } from "./yaml-source.ts";

/** Gathers every fault of a scenario with its place, so that all are told at once. */
export interface Faults {
  /** A fault in a field's value; where the field is missing, it stands at what encloses it. */
  readonly at: (path: FieldPath, message: string) => void;
  /** A fault in a field's name. */
  readonly atKey: (path: FieldPath, message: string) => void;
  readonly add: (problem: Problem) => void;
  /** All faults in the order of their places. */
  readonly all: () => readonly Problem[];
}

/** `settings` are the paths that `--set` gave; what stands at or below one of them has no place in the file. */
export const gatherFaults = (
  fileName: string,
  source: YamlSource,
  settings: readonly { readonly path: FieldPath; readonly text: string }[],
): Faults => {
  const problems: Problem[] = [...source.problems];
  const place = (path: FieldPath, find: (path: FieldPath) => Position | undefined): Partial<Problem> => {
    const written = formatPath(path);
    const isBelow = (field: string, block: string): boolean =>
      field === block || field.startsWith(`${block}.`) || field.startsWith(`${block}[`);
    const setting = settings.find(({ path: set }) => isBelow(written, formatPath(set)));
    if (setting !== undefined) return { where: `--set ${setting.text}` };
    const exact = find(path);
    if (exact !== undefined) return exact;
    // a block that only the flag brought
    const maker = settings.find(({ path: set }) => isBelow(formatPath(set), written));
    if (maker !== undefined) return { where: `--set ${maker.text}` };
    for (let length = path.length - 1; length > 0; length--) {
      const enclosing = source.positionOfKey(path.slice(0, length));
      if (enclosing !== undefined) return enclosing;
    }
    return { line: 1, column: 1 };
  };
  return {
    at: (path, message) =>
      void problems.push({ where: fileName, ...place(path, source.positionOf), message }),
    atKey: (path, message) =>
      void problems.push({ where: fileName, ...place(path, source.positionOfKey), message }),
    add: (problem) => void problems.push(problem),
    all: () =>
      problems.toSorted(
        (a, b) =>
          Number(a.where !== fileName) - Number(b.where !== fileName) ||
          a.where.localeCompare(b.where) ||
          (a.line ?? 0) - (b.line ?? 0) ||
          (a.column ?? 0) - (b.column ?? 0),
      ),
  };
};
