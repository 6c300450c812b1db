import { FRENCH_CALLS_NOTES } from "./french-notes-calls.ts";
import { FRENCH_PLAN_NOTES } from "./french-notes-plan.ts";
import { FRENCH_RUN_NOTES } from "./french-notes-run.ts";
import { FRENCH_WEB_NOTES } from "./french-notes-web.ts";

const TRANSLATIONS = [...FRENCH_PLAN_NOTES, ...FRENCH_CALLS_NOTES, ...FRENCH_RUN_NOTES, ...FRENCH_WEB_NOTES];

/** A note in French; one that is not known stays as it is. */
export const frenchNote = (note: string): string => {
  for (const [pattern, french] of TRANSLATIONS) {
    const found = pattern.exec(note);
    if (found !== null) return french(...found.slice(1));
  }
  return note;
};
