import type { Distribution } from "../distributions/distribution.ts";
import { GREATEST_UNIFORM_CV } from "../distributions/law-of.ts";
import { parseCsvNumber } from "./csv-table.ts";
import { FIELDS_OF_KIND, FIELDS_OF_SOME_KIND, type WrittenDistribution } from "./distribution-schema.ts";
import { parseDuration } from "./duration.ts";
import { type FieldPath, formatPath } from "./field-path.ts";
import { type Reading, readColumns } from "./reading.ts";
import type { Partly } from "./structure.ts";

/** 0.5774 is meant as 1/√3. */
const ROUNDED = 1e-4;

const UNIT_SECONDS = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;

const unitOf = (written: Partly<WrittenDistribution>, column: string): number | undefined => {
  if (written.unit !== undefined) return UNIT_SECONDS[written.unit];
  if (/_(s|sec|seconds)$/i.test(column)) return 1;
  return /_(ms|milliseconds)$/i.test(column) ? 0.001 : undefined;
};

const durationsInFile = (
  written: Partly<WrittenDistribution>,
  file: string,
  path: FieldPath,
  reading: Reading,
): readonly number[] | undefined => {
  const { column } = written;
  if (column === undefined) {
    if (!("column" in written)) {
      reading.faults.at(
        [...path, "column"],
        `${formatPath(path)} names a file, so it needs the column as well.`,
      );
    }
    return undefined;
  }
  const read = readColumns(file, [...path, "file"], [{ name: column, path: [...path, "column"] }], reading);
  if (read === undefined) return undefined;
  const place = read.places[0] as number;
  const unitSeconds = unitOf(written, column);
  const seconds: number[] = [];
  let broken = false;
  for (const { line, cells } of read.table.rows) {
    const cell = cells[place] ?? "";
    // a call that was not answered has no talk time
    if (cell === "") continue;
    const bare = parseCsvNumber(cell);
    if (bare !== undefined && unitSeconds === undefined) {
      reading.faults.at(
        [...path, "column"],
        `The column "${column}" of ${file} has bare numbers, so ${formatPath(path)} needs their unit: ms, s, m or h.`,
      );
      return undefined;
    }
    const value = bare === undefined ? parseDuration(cell) : bare * (unitSeconds ?? 1);
    if (value === undefined || value < 0) {
      const message = `The column "${column}" has "${cell}"; it must be a duration of 0 or more.`;
      reading.faults.add({ where: file, line, message });
      broken = true;
    } else seconds.push(value);
  }
  if (!broken && seconds.length === 0) {
    reading.faults.at([...path, "column"], `The column "${column}" of ${file} is empty.`);
    return undefined;
  }
  return broken ? undefined : seconds;
};

const empirical = (
  written: Partly<WrittenDistribution>,
  path: FieldPath,
  reading: Reading,
): Distribution | undefined => {
  const has = (key: string): boolean => key in written;
  if (has("values") === has("file")) {
    reading.faults.at(
      path,
      `${formatPath(path)} is empirical, so it needs either file and column, or values.`,
    );
    return undefined;
  }
  let seconds: readonly (number | undefined)[] | undefined;
  if (written.file !== undefined) seconds = durationsInFile(written, written.file, path, reading);
  else seconds = written.values?.map((value) => (value === undefined ? undefined : parseDuration(value)));
  if (seconds === undefined || seconds.some((value) => value === undefined)) return undefined;
  return { kind: "empirical", sortedSeconds: (seconds as readonly number[]).toSorted((a, b) => a - b) };
};

/** The distribution that a block says, or undefined after telling what is wrong with it. */
export const normaliseDistribution = (
  written: Partly<WrittenDistribution> | undefined,
  path: FieldPath,
  reading: Reading,
): Distribution | undefined => {
  const kind = written?.distribution;
  if (written === undefined || kind === undefined) return undefined;
  const { needed, allowed } = FIELDS_OF_KIND[kind];
  for (const key of needed) {
    if (!(key in written)) {
      reading.faults.at(
        [...path, key],
        `${formatPath(path)} is ${kind}, so it needs ${needed.join(" and ")}; ${key} is missing.`,
      );
    }
  }
  for (const key of Object.keys(written)) {
    if (FIELDS_OF_SOME_KIND.includes(key) && !needed.includes(key) && !allowed.includes(key)) {
      const takes = [...needed, ...allowed].join(", ");
      reading.faults.atKey(
        [...path, key],
        `${formatPath([...path, key])} means nothing for ${kind}, which takes ${takes}.`,
      );
    }
  }
  if (kind === "empirical") return empirical(written, path, reading);

  const meanSeconds = written.mean === undefined ? undefined : parseDuration(written.mean);
  if (meanSeconds === 0 && kind !== "constant") {
    reading.faults.at(
      [...path, "mean"],
      `${formatPath([...path, "mean"])} is 0s; only a constant may be 0s.`,
    );
    return undefined;
  }
  const { cv } = written;
  if (kind === "uniform" && cv !== undefined && cv > GREATEST_UNIFORM_CV + ROUNDED) {
    reading.faults.at(
      [...path, "cv"],
      `${formatPath([...path, "cv"])} is ${cv}; a uniform distribution of durations has at most 0.577 (1/√3), where it starts at 0.`,
    );
    return undefined;
  }
  if (meanSeconds === undefined) return undefined;
  if (kind === "constant" || kind === "exponential") return { kind, meanSeconds };
  return cv === undefined ? undefined : { kind, meanSeconds, cv };
};
