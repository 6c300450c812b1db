import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("../../src/", import.meta.url));

/** What a placeholder of a template is filled with. */
const SAMPLE = "12";

const OPENING = "([{";
const CLOSING = ")]}";

/** Reads the literal that begins at a quote: its text with placeholders filled, and where it ends. */
const readLiteral = (text: string, start: number): { readonly value: string; readonly end: number } => {
  const quote = text[start];
  let value = "";
  let at = start + 1;
  while (at < text.length && text[at] !== quote) {
    if (text[at] === "\\") {
      value += text[at + 1];
      at += 2;
    } else if (quote === "`" && text.startsWith("${", at)) {
      let depth = 1;
      at += 2;
      const counts = text.startsWith("countOf(", at);
      let last = "";
      while (depth > 0 && at < text.length) {
        if ("\"'`".includes(text[at]!)) {
          const inner = readLiteral(text, at);
          last = inner.value;
          at = inner.end;
          continue;
        }
        if (text[at] === "{") depth++;
        if (text[at] === "}") depth--;
        at++;
      }
      // a count stands before its noun in the plural
      value += counts ? `${SAMPLE} ${last}` : SAMPLE;
    } else value += text[at++];
  }
  return { value, end: at + 1 };
};

const withoutComments = (text: string): string =>
  text.replaceAll(/^\s*\/\/.*$/gm, "").replaceAll(/\/\*[\s\S]*?\*\//g, "");

/** Calls whose sentences are told at once, and never kept as a note: errors and messages. */
const NO_NOTES =
  /(?:invalidInput|InvalidInput|problem|problems\.push|tell|Error|ProgramMissing|TargetNotAllowed|NoAnswer|AmiFailure|RegistrationRefused|fault|refuse|explanation:?)\s*\($|(?:\bmessage|explanation|what|help|title):\s*$/;

/**
 * Every sentence that stands in a file of the source as a text, those of errors
 * left out: parts joined by + count as one, placeholders are filled.
 */
const sentencesOf = (source: string): string[] => {
  const text = withoutComments(source);
  const found: string[] = [];
  const frames: boolean[] = [false];
  let at = 0;
  let joined: string | undefined;
  while (at < text.length) {
    const character = text[at]!;
    if ("\"'`".includes(character)) {
      const before = text.slice(Math.max(0, at - 60), at);
      const { value, end } = readLiteral(text, at);
      const continues = /\+\s*$/.test(before) && joined !== undefined;
      const excluded = frames.at(-1) === true || (!continues && NO_NOTES.test(before));
      joined = continues ? `${joined}${value}` : value;
      at = end;
      if (!/^\s*\+/.test(text.slice(at, at + 40))) {
        if (!excluded) found.push(joined);
        joined = undefined;
      }
      continue;
    }
    if (OPENING.includes(character)) {
      const before = text.slice(Math.max(0, at - 60), at + 1);
      frames.push(frames.at(-1) === true || NO_NOTES.test(before));
    } else if (CLOSING.includes(character)) frames.pop();
    at++;
  }
  // a sentence begins with a capital or a figure, has several words and ends
  return found.filter(
    (value) => /^(?:[A-Z]|12|low )[^\n]*\s\S+\s\S+.*[.?]$/.test(value) && value.length > 24,
  );
};

/** The sentences that the files of some folders of src can write as notes, by file. */
export const emittedSentences = (folders: readonly string[]): readonly { file: string; sentence: string }[] =>
  folders.flatMap((folder) =>
    readdirSync(join(SOURCE, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) =>
        sentencesOf(readFileSync(join(SOURCE, folder, name), "utf8")).map((sentence) => ({
          file: `${folder}/${name}`,
          sentence,
        })),
      ),
  );
