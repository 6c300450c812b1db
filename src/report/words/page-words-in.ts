import type { Language } from "../format.ts";
import { ENGLISH_PAGE, type PageWords } from "./english-page.ts";
import { FRENCH_PAGE } from "./french-page.ts";

/** The words of a page's scripts in a language. */
export const pageWordsIn = (language: Language): PageWords =>
  language === "fr" ? FRENCH_PAGE : ENGLISH_PAGE;
