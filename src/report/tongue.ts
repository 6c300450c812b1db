import { formatDuration } from "../scenario/duration.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import { formatFor, type Language } from "./format.ts";
import { plainBlanks } from "./plain-blanks.ts";
import { frenchNote } from "./words/french-notes.ts";
import { FRENCH_PHRASES } from "./words/french-phrases.ts";

/** What a command can say; each has its French. */
export type Phrase = keyof typeof FRENCH_PHRASES;

/** How a command's tables and messages are written on a terminal: phrases, figures, times. */
export interface Tongue {
  readonly language: Language;
  /** A phrase with its parts put in where it has `{0}`, `{1}` … */
  readonly say: (phrase: Phrase, ...parts: readonly (string | number)[]) => string;
  /** A note of a plan, an estimate or a run. */
  readonly note: (note: string) => string;
  /** A figure that was written the English way. */
  readonly figure: (text: string) => string;
  readonly duration: (seconds: number) => string;
  readonly clock: (secondsOfDay: number) => string;
  /** A date as the language writes it: `2020-03-14`, in French `14/03/2020`. */
  readonly date: (iso: string) => string;
}

const fill = (text: string, parts: readonly (string | number)[]): string =>
  text.replaceAll(/\{(\d)\}/g, (_, index) => String(parts[Number(index)]));

const ENGLISH: Tongue = {
  language: "en",
  say: (phrase, ...parts) => fill(phrase, parts),
  note: (note) => note,
  figure: (text) => text,
  duration: formatDuration,
  clock: formatTimeOfDay,
  date: (iso) => iso,
};

const frenchFormat = formatFor("fr");
const frenchFigure = (text: string): string => text.replaceAll(/(\d)\.(?=\d)/g, "$1,");

const FRENCH: Tongue = {
  language: "fr",
  say: (phrase, ...parts) =>
    plainBlanks(
      fill(
        FRENCH_PHRASES[phrase],
        parts.map((part) => (typeof part === "number" ? frenchFigure(String(part)) : part)),
      ),
    ),
  note: (note) => plainBlanks(frenchNote(note)),
  figure: frenchFigure,
  duration: (seconds) => plainBlanks(frenchFormat.duration(seconds)),
  clock: (seconds) => plainBlanks(frenchFormat.clock(seconds)),
  date: (iso) => iso.replace(/^(\d+)-(\d+)-(\d+)$/, "$3/$2/$1"),
};

/** The tongue of a language. */
export const tongueOf = (language: Language): Tongue => (language === "fr" ? FRENCH : ENGLISH);
