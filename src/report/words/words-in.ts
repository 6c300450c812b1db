import type { Language } from "../format.ts";
import { ENGLISH, type Words } from "./english.ts";
import { FRENCH } from "./french.ts";
import { withFrenchSpaces } from "./french-spaces.ts";

const SPACED = withFrenchSpaces(FRENCH);

/** The report's words in a language. */
export const wordsIn = (language: Language): Words => (language === "fr" ? SPACED : ENGLISH);
