import { callerHashOfBytes } from "./caller-hash.ts";
import { type CallColumns, OUTCOME_WORDS } from "./calls-csv.ts";
import { MOST_DIGITS, POWERS_OF_TEN } from "./field-scanner.ts";
import { isTooFar, isTooLong, type MeasuredCall } from "./measured-call.ts";

const COMMA = 44;
const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const POINT = 46;
const ZERO = 48;
const SPACE = 32;
const MINUS = 45;
const LETTERS = 128 - MINUS;
const FIRST_BEYOND_ASCII = 128;

/** What is done with a column. */
const PASS = 0;
const NUMBER = 1;
const TEXT = 2;

/** Different texts of one kind that are kept, so that an agent's name is made once and not for every call. */
const MOST_KEPT = 4096;

/** Makes texts of bytes, and the same one of the same bytes. */
const keptTexts = (): ((bytes: Buffer, from: number, to: number) => string) => {
  const kept: (string | undefined)[] = new Array(MOST_KEPT);
  return (bytes, from, to) => {
    let hash = to - from;
    for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0;
    const place = (hash ^ (hash >>> 12)) & (MOST_KEPT - 1);
    const known = kept[place];
    if (known !== undefined && known.length === to - from) {
      let same = 0;
      while (same < known.length && known.charCodeAt(same) === bytes[from + same]) same++;
      if (same === known.length) return known;
    }
    const text = bytes.toString("latin1", from, to);
    kept[place] = text;
    return text;
  };
};

/** Reads rows of a table of calls out of their bytes. */
export interface PlainCallRows {
  /**
   * Reads the row that begins at `from`; a line end must follow somewhere.
   *
   * @returns the call, or undefined where the row is none that is read this way: quoted
   * fields, letters beyond ASCII, anything that may be wrong. Nothing is lost by
   * that: such rows are read as text.
   */
  readonly read: (bytes: Buffer, from: number) => MeasuredCall | undefined;
  /** Where the row after the one read begins; of no meaning after undefined. */
  readonly next: () => number;
}

/** A reader of the plain rows of a table with these columns. */
export const plainCallRows = (columns: CallColumns): PlainCallRows => {
  const count = columns.last + 1;
  const uses = new Uint8Array(count).fill(PASS);
  const named = new Map(columns.numbers.map(({ field, index }) => [field, index]));
  for (const index of [columns.arrival, ...named.values()]) uses[index] = NUMBER;
  for (const index of [
    columns.outcome,
    columns.counted,
    columns.caller,
    columns.callerNumber,
    columns.agent,
    columns.queue,
  ]) {
    if (index >= 0) uses[index] = TEXT;
  }
  const at = (field: Parameters<typeof named.get>[0]): number => named.get(field) ?? -1;
  const waitAt = at("waitSeconds");
  const ringAt = at("ringSeconds");
  const talkAt = at("talkSeconds");
  const wrapUpAt = at("wrapUpSeconds");
  const patienceAt = at("patienceSeconds");
  const setupAt = at("setupMilliseconds");
  const values = new Float64Array(count);
  /** Where each column begins and ends; a missing or empty one ends where it begins. */
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  const agentText = keptTexts();
  const queueText = keptTexts();
  let next = 0;

  /** Finds the columns of the row at `from`; false where it is not plain. */
  const scan = (bytes: Buffer, from: number): boolean => {
    let place = from;
    let column = 0;
    let code = COMMA;
    for (; column < count && code === COMMA; column++) {
      starts[column] = place;
      code = bytes[place] as number;
      if (uses[column] === NUMBER) {
        let value = 0;
        while ((code - ZERO) >>> 0 <= 9) {
          value = value * 10 + (code - ZERO);
          code = bytes[++place] as number;
        }
        let digits = place - (starts[column] as number);
        if (code === POINT) {
          const point = place;
          code = bytes[++place] as number;
          while ((code - ZERO) >>> 0 <= 9) {
            value = value * 10 + (code - ZERO);
            code = bytes[++place] as number;
          }
          const decimals = place - point - 1;
          digits += decimals;
          if (digits === 0 || digits > MOST_DIGITS) return false;
          value /= POWERS_OF_TEN[decimals] as number;
        } else if (digits > MOST_DIGITS) return false;
        values[column] = value;
      } else {
        // all that ends a text or makes it odd stands before the minus or beyond ASCII
        while (
          (code - MINUS) >>> 0 < LETTERS ||
          (code < MINUS && code !== COMMA && code >= SPACE && code !== QUOTE)
        ) {
          code = bytes[++place] as number;
        }
      }
      ends[column] = place;
      place++;
    }
    for (; column < count; column++) ends[column] = starts[column] = place;
    while (code === COMMA) {
      // columns that are not read, up to the line's end
      code = bytes[place++] as number;
      if (code === QUOTE || code >= FIRST_BEYOND_ASCII) return false;
      if (code !== NEWLINE && code !== RETURN) code = COMMA;
    }
    if (code === RETURN) code = bytes[place++] as number;
    next = place;
    return code === NEWLINE;
  };

  const isWord = (bytes: Buffer, column: number, word: string): boolean => {
    const start = starts[column] as number;
    if ((ends[column] as number) - start !== word.length) return false;
    let same = 0;
    while (same < word.length && word.charCodeAt(same) === bytes[start + same]) same++;
    return same === word.length;
  };
  const outcomeOf = (bytes: Buffer): MeasuredCall["outcome"] | undefined => {
    for (const word of OUTCOME_WORDS) if (isWord(bytes, columns.outcome, word)) return word;
    return undefined;
  };
  const isEmpty = (column: number): boolean => column < 0 || starts[column] === ends[column];
  const numberOf = (column: number): number | undefined =>
    isEmpty(column) ? undefined : (values[column] as number);
  const textOf = (
    bytes: Buffer,
    column: number,
    make: (bytes: Buffer, from: number, to: number) => string,
  ): string | undefined =>
    isEmpty(column) ? undefined : make(bytes, starts[column] as number, ends[column] as number);

  const read = (bytes: Buffer, from: number): MeasuredCall | undefined => {
    if (!scan(bytes, from)) return undefined;
    const arrivalSeconds = numberOf(columns.arrival);
    if (arrivalSeconds === undefined || isTooFar(arrivalSeconds)) return undefined;
    const outcome = outcomeOf(bytes);
    if (outcome === undefined) return undefined;
    for (const { index } of columns.numbers) if (isTooLong(values[index] as number)) return undefined;
    const waitSeconds = numberOf(waitAt);
    if (waitSeconds === undefined && outcome !== "blocked" && outcome !== "failed") return undefined;
    if (!isEmpty(columns.counted) && !isWord(bytes, columns.counted, "true")) return undefined;
    const callerAt = isEmpty(columns.caller) ? columns.callerNumber : columns.caller;
    return {
      arrivalSeconds,
      outcome,
      waitSeconds,
      ringSeconds: numberOf(ringAt),
      talkSeconds: numberOf(talkAt),
      wrapUpSeconds: numberOf(wrapUpAt),
      talkIsOpen: undefined,
      callerId: isEmpty(callerAt)
        ? undefined
        : callerHashOfBytes(bytes, starts[callerAt] as number, ends[callerAt] as number),
      agent: textOf(bytes, columns.agent, agentText),
      queue: textOf(bytes, columns.queue, queueText),
      patienceSeconds: numberOf(patienceAt),
      setupMilliseconds: numberOf(setupAt),
      counted: undefined,
    };
  };
  return { read, next: () => next };
};
