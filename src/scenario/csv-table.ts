/** A row of a CSV file and the line on which it starts, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

/**
 * Reads CSV with a header (RFC 4180: quotes, doubled quotes, line breaks inside
 * quotes). Commas separate, or semicolons where the header has no comma. Empty
 * lines are left out; cells are trimmed unless quoted.
 */
export const parseCsv = (text: string): CsvTable => {
  const body = text.replace(/^\uFEFF/, "");
  const firstLine = body.slice(0, body.search(/[\r\n]|$/));
  const separator = firstLine.includes(",") || !firstLine.includes(";") ? "," : ";";
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let wasQuoted = false;
  let inQuotes = false;
  let line = 1;
  let startLine = 1;
  const endCell = (): void => {
    cells.push(wasQuoted ? cell : cell.trim());
    cell = "";
    wasQuoted = false;
  };
  const endRow = (): void => {
    endCell();
    if (cells.some((one) => one !== "")) rows.push({ line: startLine, cells });
    cells = [];
    startLine = line;
  };
  for (let index = 0; index < body.length; index++) {
    const letter = body[index] as string;
    if (letter === "\n") line++;
    if (inQuotes) {
      if (letter !== '"') cell += letter;
      else if (body[index + 1] === '"') {
        cell += '"';
        index++;
      } else inQuotes = false;
    } else if (letter === '"' && cell.trim() === "") {
      cell = "";
      inQuotes = true;
      wasQuoted = true;
    } else if (letter === separator) endCell();
    else if (letter === "\n") endRow();
    else if (letter !== "\r") cell += letter;
  }
  if (cell !== "" || cells.length > 0) endRow();
  const [header, ...rest] = rows;
  return { header: (header?.cells ?? []).map((name) => name.trim()), rows: rest };
};

/** A number as spreadsheets write it; undefined for anything else, an empty cell included. */
export const parseCsvNumber = (cell: string): number | undefined =>
  /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell) ? Number(cell) : undefined;
