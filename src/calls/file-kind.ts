import { invalidInput } from "../scenario/invalid-input.ts";
import { NEEDED_COLUMNS } from "./calls-csv.ts";
import { splitCsvLine } from "./csv-line.ts";
import { separatorHint } from "./header-columns.ts";
import { NEEDED_REPORT_COLUMNS } from "./interval-report.ts";
import { QUEUE_LOG_LINE } from "./queue-log.ts";

/** What a file of measured calls may be without a mapping. */
export type CallsFileKind = "calls" | "queue-log" | "intervals";

export const CALLS_FILE_KINDS: readonly CallsFileKind[] = ["calls", "queue-log", "intervals"];

const ACCEPTED =
  `Accepted are a calls.csv (columns ${NEEDED_COLUMNS.join(", ")} at least), an Asterisk queue_log, ` +
  `an interval report (columns ${NEEDED_REPORT_COLUMNS.join(", ")} at least), ` +
  "and any other table with --mapping FILE";

/**
 * What a file is, by its first line that is not empty.
 *
 * @throws InvalidInput with what was found and what is accepted.
 */
export const detectFileKind = (firstLine: string | undefined, where: string): CallsFileKind => {
  if (firstLine === undefined) throw invalidInput(where, `the file is empty. ${ACCEPTED}.`);
  if (QUEUE_LOG_LINE.test(firstLine)) return "queue-log";
  const columns = new Set(splitCsvLine(firstLine, ",").map((name) => name.trim().toLowerCase()));
  const lacking = (names: readonly string[]): string[] => names.filter((name) => !columns.has(name));
  const lackingOfCalls = lacking(NEEDED_COLUMNS);
  if (lackingOfCalls.length === 0) return "calls";
  const lackingOfReport = lacking(NEEDED_REPORT_COLUMNS);
  if (lackingOfReport.length === 0) return "intervals";
  const printable = firstLine.replace(/\p{Cc}/gu, "·");
  const shown = printable.length > 80 ? `${printable.slice(0, 80)}…` : printable;
  const near =
    lackingOfCalls.length < NEEDED_COLUMNS.length
      ? ` For a calls.csv ${lackingOfCalls.join(", ")} is missing.`
      : lackingOfReport.length < NEEDED_REPORT_COLUMNS.length - 1
        ? ` For an interval report ${lackingOfReport.join(", ")} is missing.`
        : "";
  throw invalidInput(
    where,
    `the first line is "${shown}", which is no table of calls known.${near}${separatorHint(firstLine)} ${ACCEPTED}.`,
  );
};
