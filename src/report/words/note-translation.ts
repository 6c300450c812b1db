/** A note as it is written in English, and how it reads in French. */
export type NoteTranslation = readonly [pattern: RegExp, french: (...parts: string[]) => string];

/** A figure as English writes it, with a decimal comma. */
export const frenchDecimal = (figure: string): string => figure.replace(".", ",");

/** Times of day in a list: `00:30, 11:00`. */
export const frenchClocks = (list: string): string => list.replaceAll(/0?(\d+):(\d\d)/g, "$1\u00a0h\u00a0$2");
