import { type CsvTable, parseCsv } from "./csv-table.ts";
import type { Faults } from "./faults.ts";
import { type FieldPath, formatPath } from "./field-path.ts";
import { nearestName } from "./nearest-name.ts";

/** What the normalising of every part of a scenario needs. */
export interface Reading {
  readonly faults: Faults;
  /** The text of a file beside the scenario; throws where it cannot be read. */
  readonly readNeighbour: (relativePath: string) => string;
  /** Notes that a figure was not given and what stands in for it. */
  readonly assume: (path: FieldPath, reason: string) => void;
}

/** Reads a CSV beside the scenario and finds its columns; undefined after telling what is wrong. */
export const readColumns = <
  const Names extends readonly { readonly name: string; readonly path: FieldPath }[],
>(
  file: string,
  path: FieldPath,
  columns: Names,
  reading: Reading,
): { readonly table: CsvTable; readonly places: readonly number[] } | undefined => {
  let text: string;
  try {
    text = reading.readNeighbour(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    reading.faults.at(path, `${formatPath(path)} is "${file}", which cannot be read: ${reason}`);
    return undefined;
  }
  const table = parseCsv(text);
  let whole = true;
  const places = columns.map(({ name, path: columnPath }) => {
    const place = table.header.indexOf(name);
    if (place < 0) {
      const near = nearestName(name, table.header);
      reading.faults.at(
        columnPath,
        `${file} has no column "${name}"; its columns are ${table.header.join(", ") || "none"}.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
      );
      whole = false;
    }
    return place;
  });
  if (whole && table.rows.length === 0) {
    reading.faults.at(path, `${file} has a header and no rows.`);
    whole = false;
  }
  return whole ? { table, places } : undefined;
};
