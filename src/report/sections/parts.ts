import { escapeHtml } from "../html.ts";

/** Paragraphs of plain text; the empty ones are left out. */
export const paragraphs = (texts: readonly string[]): string =>
  texts
    .filter((text) => text !== "")
    .map((text) => `<p>${escapeHtml(text)}</p>`)
    .join("\n");

export const bullets = (texts: readonly string[]): string =>
  texts.length === 0 ? "" : `<ul>${texts.map((text) => `<li>${escapeHtml(text)}</li>`).join("\n")}</ul>`;

/** A chapter of the page with its heading and anchor. */
export const chapter = (id: string, heading: string, body: string): string =>
  `<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${escapeHtml(heading)}</h2>\n${body}\n</section>`;
