/** Text as it stands in HTML and in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** A cell: its text, and the plain figure that a CSV carries where it differs. */
export interface Cell {
  readonly text: string;
  readonly value?: number;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
}

export const textCell = (text: string): Cell => ({ text });

/** A number with its written form; an absent one is an empty cell. */
export const numberCell = (value: number | undefined, write: (value: number) => string): Cell =>
  value === undefined || !Number.isFinite(value) ? { text: "" } : { text: write(value), value };

const significant = (value: number): string => String(Number(value.toPrecision(7)));

/** A table that a screen reader can walk; figures carry their plain value for the CSV. */
export const tableHtml = ({ caption, columns, rows }: Table): string => {
  const head = columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const body = rows
    .map((row) => {
      const cells = row.map(({ text, value }, index) => {
        const plain = value === undefined ? "" : ` data-value="${significant(value)}" class="figure"`;
        return index === 0
          ? `<th scope="row"${plain}>${escapeHtml(text)}</th>`
          : `<td${plain}>${escapeHtml(text)}</td>`;
      });
      return `<tr>${cells.join("")}</tr>`;
    })
    .join("\n");
  return `<div class="table" tabindex="0" role="group" aria-label="${escapeHtml(caption)}"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
};
