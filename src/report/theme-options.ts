import { escapeHtml } from "./html.ts";
import type { Words } from "./words/english.ts";

/** The options of a page's choice of theme. */
export const themeOptions = (words: Pick<Words, "themes">): string =>
  (["system", "light", "dark"] as const)
    .map((theme) => `<option value="${theme}">${escapeHtml(words.themes[theme])}</option>`)
    .join("");
