import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What a proof came to. `markdown` is its section of docs/evidence.md, without the heading. */
export type Proof =
  | { readonly state: "held" | "failed"; readonly markdown: string }
  /** What it needs is not on this machine; its section stays as it is. */
  | { readonly state: "skipped"; readonly reason: string };

/** What every file of this folder but this one exports. */
export interface ProofModule {
  /** Heading of its section. */
  readonly title: string;
  readonly prove: (print: (line: string) => void) => Promise<Proof> | Proof;
}

const EVIDENCE = fileURLToPath(new URL("../../docs/evidence.md", import.meta.url));

const HEAD = `# Evidence

What the long proofs showed when they were run last. \`npm run prove\` runs them again and
writes this page; \`npm run prove -- NAME\` runs one (a file of scripts/prove without its
ending). Each section says how it was obtained. A proof whose figure is missed fails.
`;

/** Puts a section into the text of the evidence: in place of the one with its title, else at the end. */
export const withSection = (text: string, title: string, markdown: string): string => {
  const section = `## ${title}\n\n${markdown.trim()}\n`;
  const start = text.indexOf(`## ${title}\n`);
  if (start < 0) return `${text.trimEnd()}\n\n${section}`;
  const next = text.indexOf("\n## ", start + 1);
  return next < 0 ? text.slice(0, start) + section : `${text.slice(0, start)}${section}${text.slice(next)}`;
};

/** Writes a proof's section to docs/evidence.md. */
export const writeEvidence = (title: string, markdown: string): void => {
  const text = existsSync(EVIDENCE) ? readFileSync(EVIDENCE, "utf8") : HEAD;
  writeFileSync(EVIDENCE, withSection(text, title, markdown));
};

/** A table of markdown. */
export const markdownTable = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** Where the data are that are not part of the project. */
export const dataFile = (file: string): string => {
  const folder = process.env["SURGELINE_DATA"];
  return folder === undefined
    ? fileURLToPath(new URL(`../../../shared/data/${file}`, import.meta.url))
    : `${folder}/${file}`;
};
