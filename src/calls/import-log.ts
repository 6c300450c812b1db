import { countOf } from "./count-of.ts";

/**
 * What happened while a file was read, filled as the rows go by: complete only
 * once the rows have been read to the end.
 */
export interface ImportLog {
  /** Rows after the header. */
  rows: number;
  /** Rows used. */
  used: number;
  /** Rows left out on purpose, by a rule of the mapping. */
  dropped: number;
  /** Rows that could not be used, by reason. */
  readonly unusable: Map<string, { count: number; firstLine: number }>;
  /** ISO date of the first day, where the file names one. */
  firstDate?: string;
  /** What a reader of the estimates should know. */
  readonly notes: string[];
}

export const newImportLog = (): ImportLog => ({
  rows: 0,
  used: 0,
  dropped: 0,
  unusable: new Map(),
  notes: [],
});

/** Reasons are told apart up to so many; a column of free text must not fill the memory. */
const MOST_REASONS = 50;
const OTHER_REASONS = "of other reasons of these kinds";

/** What stood in a field, short and on one line, as it can be quoted in a sentence. */
export const quoted = (text: string): string => {
  const line = text.replace(/\p{Cc}+/gu, " ");
  return `"${line.length > 40 ? `${line.slice(0, 40)}…` : line}"`;
};

/** Counts a row that could not be used; undefined stands for what it would have given. */
export const logUnusable = (log: ImportLog, reason: string, line: number): undefined => {
  const told = log.unusable.has(reason) || log.unusable.size < MOST_REASONS ? reason : OTHER_REASONS;
  const known = log.unusable.get(told);
  if (known) known.count++;
  else log.unusable.set(told, { count: 1, firstLine: line });
};

/** The log's findings as sentences. */
export const importNotes = (log: ImportLog): string[] => {
  const notes = [...log.notes];
  for (const [reason, { count, firstLine }] of log.unusable) {
    notes.push(`${countOf(count, "row is", "rows are")} left out: ${reason} (first in line ${firstLine}).`);
  }
  return notes;
};
