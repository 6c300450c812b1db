import type { Language } from "../format.ts";
import { ENGLISH_PAGE, type PageWords } from "./english-page.ts";
import { FRENCH_PAGE } from "./french-page.ts";
import { withFrenchSpaces } from "./french-spaces.ts";

const SPACED = withFrenchSpaces(FRENCH_PAGE);

/** The words of a page's scripts in a language. */
export const pageWordsIn = (language: Language): PageWords => (language === "fr" ? SPACED : ENGLISH_PAGE);
