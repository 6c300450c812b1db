import type { RowReader } from "./calls-csv.ts";
import { splitCsvLine } from "./csv-line.ts";
import { dayClock } from "./day-clock.ts";
import { parseNumberText } from "./field-scanner.ts";
import { headerColumns } from "./header-columns.ts";
import { type ImportLog, quoted } from "./import-log.ts";
import { type IntervalReport, isTooFar, isTooLong } from "./measured-call.ts";
import { timeReader } from "./time-format.ts";

/** The columns of an interval report that is read without a mapping; `date` and those after `abandoned` may lack. */
export const REPORT_COLUMNS = [
  "date",
  "start",
  "offered",
  "answered",
  "abandoned",
  "handle_time_s",
  "mean_wait_s",
  "mean_answered_wait_s",
  "mean_abandoned_wait_s",
  "answered_within",
] as const;

export const NEEDED_REPORT_COLUMNS = ["start", "offered", "answered", "abandoned"] as const;

export type ReportField = Exclude<keyof IntervalReport, "startSeconds">;

export const REPORT_COLUMN_OF: Readonly<Record<ReportField, string>> = {
  offered: "offered",
  answered: "answered",
  abandoned: "abandoned",
  meanHandleSeconds: "handle_time_s",
  meanWaitSeconds: "mean_wait_s",
  meanAnsweredWaitSeconds: "mean_answered_wait_s",
  meanAbandonedWaitSeconds: "mean_abandoned_wait_s",
  answeredWithin: "answered_within",
};

const MOST_CALLS_OF_INTERVAL = 10_000_000;

const LENGTHS = [
  "meanHandleSeconds",
  "meanWaitSeconds",
  "meanAnsweredWaitSeconds",
  "meanAbandonedWaitSeconds",
] as const;

/** Says what is wrong with an interval's figures; undefined where nothing is. */
export const checkInterval = (interval: IntervalReport): string | undefined => {
  for (const field of ["offered", "answered", "abandoned"] as const) {
    if (!Number.isInteger(interval[field]) || interval[field] < 0) return `${field} is not a count`;
  }
  if (isTooFar(interval.startSeconds))
    return "the start is no moment of the last or the next three centuries";
  if (interval.offered > MOST_CALLS_OF_INTERVAL) return "more than ten million calls are offered";
  for (const field of LENGTHS) {
    if (isTooLong(interval[field] ?? 0)) return `${REPORT_COLUMN_OF[field]} is longer than a hundred days`;
  }
  if (interval.answered + interval.abandoned > interval.offered) {
    return "answered and abandoned together are more than offered";
  }
  if (interval.answeredWithin !== undefined && interval.answeredWithin > interval.answered) {
    return "more calls are answered within the target than at all";
  }
  return undefined;
};

/**
 * Reads rows of an interval report: `start` is a clock time (`09:30`), with a
 * `date` beside it, or a date and time in one.
 *
 * @throws InvalidInput where a needed column is missing.
 */
export const intervalReader = (header: string, where: string, log: ImportLog): RowReader<IntervalReport> => {
  const at = headerColumns(
    header,
    where,
    NEEDED_REPORT_COLUMNS,
    REPORT_COLUMNS,
    `An interval report has ${REPORT_COLUMNS.join(", ")}.`,
  );
  const startAt = at.get("start") as number;
  const dateAt = at.get("date");
  const clock = dayClock(log);
  const readDate = timeReader("yyyy-MM-dd", () => 0);
  const readStart = [timeReader("iso", () => 0), timeReader("H:mm", () => 0), timeReader("H:mm:ss", () => 0)];
  const numbers = (Object.keys(REPORT_COLUMN_OF) as ReportField[]).flatMap((field) => {
    const index = at.get(REPORT_COLUMN_OF[field]);
    return index === undefined ? [] : [{ field, index }];
  });
  return (line) => {
    const fields = splitCsvLine(line, ",");
    const text = fields[startAt] ?? "";
    const start = readStart.map((read) => read(text)).find((moment) => moment !== undefined);
    if (start === undefined) return `start is ${quoted(text)}, not a time such as 09:30 or 2026-03-17 09:30`;
    const date = dateAt === undefined ? undefined : readDate(fields[dateAt] ?? "");
    if (dateAt !== undefined && date === undefined) return "date is not a date such as 2026-03-17";
    const day = start.day ?? date?.day;
    const startSeconds = clock({ seconds: start.seconds, ...(day === undefined ? {} : { day }) });
    const interval: { -readonly [Key in keyof IntervalReport]: IntervalReport[Key] } = {
      startSeconds,
      offered: 0,
      answered: 0,
      abandoned: 0,
    };
    for (const { field, index } of numbers) {
      const value = parseNumberText(fields[index] ?? "");
      if (value === undefined) continue;
      if (Number.isNaN(value) || value < 0) return `${REPORT_COLUMN_OF[field]} is not a number from 0 up`;
      interval[field] = value;
    }
    return checkInterval(interval) ?? interval;
  };
};
