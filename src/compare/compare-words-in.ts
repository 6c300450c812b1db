import { type CompareWords, ENGLISH_COMPARE } from "./compare-words.ts";
import { FRENCH_COMPARE } from "./french-compare.ts";

export const compareWordsIn = (language: "en" | "fr"): CompareWords =>
  language === "fr" ? FRENCH_COMPARE : ENGLISH_COMPARE;
