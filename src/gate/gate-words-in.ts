import { FRENCH_GATE } from "./french-gate.ts";
import { ENGLISH_GATE, type GateWords } from "./gate-words.ts";

export const gateWordsIn = (language: "en" | "fr"): GateWords =>
  language === "fr" ? FRENCH_GATE : ENGLISH_GATE;
