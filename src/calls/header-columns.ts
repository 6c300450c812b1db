import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";
import { splitCsvLine } from "./csv-line.ts";

const OTHER_SEPARATORS = [
  { separator: ";", name: "semicolons" },
  { separator: "\t", name: "tabs" },
  { separator: "|", name: "bars" },
] as const;

const namesOf = (header: string, separator: string): string[] =>
  splitCsvLine(header, separator).map((name) => name.trim().toLowerCase());

/**
 * Says that a header's columns stand between something else than commas, and what
 * to do about it; empty where commas separate them or nothing does.
 */
export const separatorHint = (header: string): string => {
  if (namesOf(header, ",").length > 2) return "";
  const found = OTHER_SEPARATORS.find(({ separator }) => namesOf(header, separator).length > 2);
  return found === undefined
    ? ""
    : ` Its columns stand between ${found.name}, where commas are expected: save it with commas and decimal points, or say how to read it in a mapping (--mapping FILE) with separator: "${found.separator === "\t" ? "\\t" : found.separator}".`;
};

/**
 * The columns of a table with commas by their names in small letters.
 *
 * @param needed without these it cannot be read.
 * @param read columns of which two would leave open which one counts.
 * @param kind what the table would be, for the message.
 * @throws InvalidInput naming the columns that lack and those that stand twice.
 */
export const headerColumns = (
  header: string,
  where: string,
  needed: readonly string[],
  read: readonly string[],
  kind: string,
): ReadonlyMap<string, number> => {
  const names = namesOf(header, ",");
  const problems: Problem[] = [];
  const lacking = needed.filter((name) => !names.includes(name));
  if (lacking.length > 0) {
    const columns = lacking.length === 1 ? "the column" : "the columns";
    const message = `${columns} ${lacking.join(", ")} ${lacking.length === 1 ? "is" : "are"} missing. ${kind}${separatorHint(header)}`;
    problems.push({ where, line: 1, message });
  }
  for (const name of read) {
    const places = names.flatMap((one, i) => (one === name ? [i + 1] : []));
    if (places.length < 2) continue;
    problems.push({
      where,
      line: 1,
      message: `the column ${name} stands ${places.length === 2 ? "twice" : `${places.length} times`} (columns ${places.join(", ")}), so that it is open which one counts; rename all but one.`,
    });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return new Map(names.map((name, index) => [name, index]));
};
