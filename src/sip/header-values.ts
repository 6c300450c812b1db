import { headerLines, type SipHeader } from "./message.ts";

/**
 * Splits at a separator that stands outside quoted strings and outside angle
 * brackets. Pieces are trimmed; empty ones are kept, for the caller to judge.
 */
export const splitOutsideQuotes = (value: string, separator: "," | ";"): string[] => {
  if (!value.includes(separator)) return [value.trim()];
  const pieces: string[] = [];
  let quoted = false;
  let angled = false;
  let start = 0;
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at];
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "<") angled = true;
    else if (character === ">") angled = false;
    else if (character === separator && !angled) {
      pieces.push(value.slice(start, at).trim());
      start = at + 1;
    }
  }
  pieces.push(value.slice(start).trim());
  return pieces;
};

/** Whether every quoted string is closed. */
export const quotesBalance = (value: string): boolean => {
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at];
    if (quoted && character === "\\") at += 1;
    else if (character === '"') quoted = !quoted;
  }
  return !quoted;
};

/** All values of a header that is a comma-separated list, over all its lines, empty ones left out. */
export const headerList = (message: { readonly headers: readonly SipHeader[] }, key: string): string[] =>
  headerLines(message, key)
    .flatMap((line) => splitOutsideQuotes(line, ","))
    .filter((value) => value !== "");

/** `;name=value` parameters by lower-case name; a parameter without a value is "". */
export type Parameters = ReadonlyMap<string, string>;

const NO_PARAMETERS: Parameters = new Map();

/** Reads what follows the first semicolon; quotes around a value are taken off. */
export const parseParameters = (pieces: readonly string[]): Parameters => {
  if (pieces.length === 0) return NO_PARAMETERS;
  const parameters = new Map<string, string>();
  for (const piece of pieces) {
    if (piece === "") continue;
    const equals = piece.indexOf("=");
    const name = (equals < 0 ? piece : piece.slice(0, equals)).trim().toLowerCase();
    const value = equals < 0 ? "" : unquote(piece.slice(equals + 1).trim());
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
};

/** The content of a quoted string; anything else as it is. */
export const unquote = (value: string): string =>
  value.length >= 2 && value.startsWith('"') && value.endsWith('"')
    ? value.slice(1, -1).replace(/\\(.)/gs, "$1")
    : value;
