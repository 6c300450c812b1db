/** One row of a CSV text with the line on which it begins, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A field as RFC 4180 wants it: in quotes where a comma, a quote or a line end stands in it. */
export const csvField = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/**
 * The rows of a CSV text (RFC 4180): fields between commas, line ends LF or
 * CRLF, quotes around fields that hold either, doubled quotes for a quote.
 * Empty lines are left out; a quote that is never closed runs to the end.
 */
export const csvRows = (csv: string): CsvRow[] => {
  // spreadsheets put a byte order mark first
  const text = csv.replace(/^\uFEFF/, "");
  const rows: CsvRow[] = [];
  const field = /(?:"((?:[^"]|"")*)(?:"|$)|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;
  let fields: string[] = [];
  let line = 1;
  let lineOfRow = 1;
  while (field.lastIndex < text.length || fields.length > 0) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (match === null) {
      // a stray quote within a field: take the rest of the line as it stands
      const end = text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at);
      fields.push(text.slice(at, end).replace(/\r$/, ""));
      rows.push({ line: lineOfRow, fields });
      fields = [];
      field.lastIndex = end + 1;
      line++;
      lineOfRow = line;
      continue;
    }
    const [whole, quoted, plain, separator] = match;
    fields.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    line += whole.split("\n").length - 1;
    if (separator === ",") continue;
    if (fields.length > 1 || fields[0] !== "") rows.push({ line: lineOfRow, fields });
    fields = [];
    lineOfRow = line;
  }
  return rows;
};
