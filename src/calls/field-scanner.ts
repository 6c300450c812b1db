/**
 * Finds the fields of a line that has no quoted ones, without making a text of
 * each: most columns of a long table are never looked at.
 */
export interface FieldScanner {
  /** Takes up a line; false where it has quoted fields and must be split instead. */
  readonly take: (line: string) => boolean;
  /** The text of a column, empty where the line is shorter. */
  readonly text: (column: number) => string;
  /** The number of a column: undefined where empty, NaN where it holds something else. */
  readonly number: (column: number) => number | undefined;
}

/** Up to so many digits both the whole number and the power of ten are exact, and so their quotient is rounded once. */
export const MOST_DIGITS = 15;

const MINUS = 45;
const POINT = 46;
const ZERO = 48;
/** By their exponent; the largest is the largest that a number of {@link MOST_DIGITS} digits is divided by. */
export const POWERS_OF_TEN: readonly number[] = [
  1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/** A number of text as JavaScript reads it; undefined where empty, NaN where it is none or not finite. */
export const parseNumberText = (text: string): number | undefined => {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : Number.NaN;
};

/** A scanner for the columns 0 to `lastColumn`. */
export const createFieldScanner = (separator: string, lastColumn: number): FieldScanner => {
  const starts = new Int32Array(lastColumn + 2);
  let line = "";
  let columns = 0;
  const take = (next: string): boolean => {
    if (next.includes('"')) return false;
    line = next;
    columns = 0;
    let from = 0;
    while (columns <= lastColumn) {
      starts[columns++] = from;
      const end = line.indexOf(separator, from);
      if (end < 0) {
        from = line.length + 1;
        break;
      }
      from = end + 1;
    }
    starts[columns] = from;
    return true;
  };
  const text = (column: number): string =>
    column < columns ? line.slice(starts[column] as number, (starts[column + 1] as number) - 1) : "";

  const number = (column: number): number | undefined => {
    if (column >= columns) return undefined;
    const start = starts[column] as number;
    const end = (starts[column + 1] as number) - 1;
    if (start === end) return undefined;
    let at = start;
    const negative = line.charCodeAt(at) === MINUS;
    if (negative) at++;
    let digits = 0;
    let value = 0;
    let decimals = -1;
    for (; at < end; at++) {
      const code = line.charCodeAt(at) - ZERO;
      if (code >= 0 && code <= 9) {
        value = value * 10 + code;
        digits++;
        if (decimals >= 0) decimals++;
      } else if (code === POINT - ZERO && decimals < 0) decimals = 0;
      else return parseNumberText(text(column));
    }
    if (digits === 0 || digits > MOST_DIGITS) return parseNumberText(text(column));
    const size = decimals > 0 ? value / (POWERS_OF_TEN[decimals] as number) : value;
    return negative ? -size : size;
  };
  return { take, text, number };
};
