import { type CsvRow, parseCsvNumber } from "./csv-table.ts";
import { formatDuration, parseDuration } from "./duration.ts";
import { type FieldPath, formatPath } from "./field-path.ts";
import { type Reading, readColumns } from "./reading.ts";
import type { BaseArrivals, OpeningHours } from "./scenario.ts";
import type { WrittenScenario } from "./scenario-schema.ts";
import type { Partly } from "./structure.ts";
import { formatTimeOfDay, parseTimeOfDay } from "./time-of-day.ts";

type Counts = Extract<BaseArrivals, { kind: "counts" }>;
type WrittenCounts = Partly<NonNullable<WrittenScenario["arrivals"]["counts"]>>;

interface CountedInterval {
  readonly line: number;
  readonly startSeconds: number;
  readonly calls: number;
}

const startOf = (cell: string): { readonly date?: string; readonly seconds: number } | undefined => {
  const match = /^(?:(\d{4}-\d{2}-\d{2})[T ])?(\d{1,2}:\d{2}(?::\d{2})?)$/.exec(cell);
  const seconds = match === null ? undefined : parseTimeOfDay(match[2] as string);
  if (seconds === undefined) return undefined;
  return match?.[1] === undefined ? { seconds } : { date: match[1], seconds };
};

/** The intervals of one day, in the order of the file, with a fault for every row that cannot be read. */
const readRows = (
  rows: readonly CsvRow[],
  places: readonly number[],
  names: readonly string[],
  file: string,
  date: string | undefined,
  reading: Reading,
): readonly CountedInterval[] | undefined => {
  const [timePlace, countPlace] = places as [number, number];
  const [timeName, countName] = names as [string, string];
  const dates = new Set(
    rows.map(({ cells }) => startOf(cells[timePlace] ?? "")?.date).filter((day) => day !== undefined),
  );
  if (dates.size > 1 && date === undefined) {
    const message = `The column "${timeName}" has ${dates.size} days; the scenario's date says which of them is meant.`;
    reading.faults.add({ where: file, line: rows[0]?.line ?? 1, message });
    return undefined;
  }
  let broken = false;
  const tell = (line: number, message: string): void => {
    reading.faults.add({ where: file, line, message });
    broken = true;
  };
  const intervals: CountedInterval[] = [];
  for (const { line, cells } of rows) {
    const start = startOf(cells[timePlace] ?? "");
    if (start === undefined) {
      tell(
        line,
        `The column "${timeName}" has "${cells[timePlace] ?? ""}"; it must be a time such as 08:30 or 2020-03-17 08:30.`,
      );
    }
    if (start?.date !== undefined && date !== undefined && start.date !== date) continue;
    const cell = cells[countPlace] ?? "";
    const calls = parseCsvNumber(cell);
    if (calls === undefined || calls < 0) {
      tell(line, `The column "${countName}" has "${cell}"; it must be a number of calls, 0 where none came.`);
    } else if (start !== undefined) intervals.push({ line, startSeconds: start.seconds, calls });
  }
  if (!broken && intervals.length === 0)
    tell(rows[0]?.line ?? 1, `No row is of the scenario's date ${date ?? ""}.`);
  return broken ? undefined : intervals;
};

/** Tells holes, repeated and misplaced intervals; true where there are none. */
const isUnbroken = (
  intervals: readonly CountedInterval[],
  intervalSeconds: number,
  hours: OpeningHours,
  file: string,
  reading: Reading,
): boolean => {
  let whole = true;
  const tell = (line: number, message: string): void => {
    reading.faults.add({ where: file, line, message });
    whole = false;
  };
  const length = formatDuration(intervalSeconds);
  const missing = (fromSeconds: number, toSeconds: number): string => {
    const starts: string[] = [];
    for (let at = fromSeconds; at < toSeconds && starts.length < 5; at += intervalSeconds)
      starts.push(formatTimeOfDay(at));
    const more = (toSeconds - fromSeconds) / intervalSeconds - starts.length;
    return more >= 1
      ? `${starts.join(", ")} and ${Math.ceil(more)} more are missing`
      : `${starts.join(", ")} ${starts.length === 1 ? "is" : "are"} missing`;
  };
  let last: CountedInterval | undefined;
  for (const interval of intervals) {
    const at = formatTimeOfDay(interval.startSeconds);
    const step = last === undefined ? intervalSeconds : interval.startSeconds - last.startSeconds;
    if (last !== undefined && step === 0)
      tell(interval.line, `The interval ${at} stands here a second time; it was on line ${last.line}.`);
    else if (step < 0)
      tell(
        interval.line,
        `The interval ${at} comes after ${formatTimeOfDay(last?.startSeconds ?? 0)}; the rows must be in the order of time.`,
      );
    else if (step % intervalSeconds !== 0)
      tell(interval.line, `The interval ${at} is no multiple of ${length} after the one before it.`);
    else if (last !== undefined && step > intervalSeconds) {
      tell(
        interval.line,
        `Before this row ${missing(last.startSeconds + intervalSeconds, interval.startSeconds)}; write 0 where no call came.`,
      );
    }
    const outside = interval.startSeconds < hours.openSeconds || interval.startSeconds >= hours.closeSeconds;
    if (outside && interval.calls > 0) {
      tell(
        interval.line,
        `The interval ${at} has calls outside the opening hours; these belong in arrivals.outsideHours.`,
      );
    }
    last = interval;
  }
  const [first] = intervals;
  if (first !== undefined && last !== undefined && whole) {
    const end = last.startSeconds + intervalSeconds;
    if (first.startSeconds > hours.openSeconds) {
      tell(
        first.line,
        `Before this row ${missing(hours.openSeconds, first.startSeconds)}; the line opens at ${formatTimeOfDay(hours.openSeconds)}.`,
      );
    } else if ((hours.openSeconds - first.startSeconds) % intervalSeconds !== 0) {
      tell(
        first.line,
        `No interval of ${length} starts at the opening, ${formatTimeOfDay(hours.openSeconds)}.`,
      );
    }
    if (end < hours.closeSeconds)
      tell(
        last.line,
        `After this row ${missing(end, hours.closeSeconds)}; the line closes at ${formatTimeOfDay(hours.closeSeconds)}.`,
      );
  }
  return whole;
};

/** The calls in each interval of the opening hours, or undefined after telling what is wrong. */
export const normaliseCounts = (
  written: WrittenCounts,
  path: FieldPath,
  hours: OpeningHours | undefined,
  date: string | undefined,
  reading: Reading,
): Counts | undefined => {
  const { faults } = reading;
  const name = formatPath(path);
  const intervalSeconds = written.interval === undefined ? undefined : parseDuration(written.interval);
  if ("file" in written === "values" in written) {
    faults.at(path, `${name} needs either a file or values.`);
    return undefined;
  }
  for (const key of "file" in written ? ["start"] : ["column", "timeColumn"]) {
    if (key in written)
      faults.atKey(
        [...path, key],
        `${formatPath([...path, key])} means nothing beside ${"file" in written ? "file" : "values"}.`,
      );
  }
  if (intervalSeconds === undefined || hours === undefined) return undefined;
  const lengthSeconds = hours.closeSeconds - hours.openSeconds;
  if (!Number.isInteger(intervalSeconds) || lengthSeconds % intervalSeconds !== 0) {
    faults.at(
      [...path, "interval"],
      `${name}.interval is ${written.interval}; it must be whole seconds and fit the opening hours (${formatDuration(lengthSeconds)}) a whole number of times.`,
    );
    return undefined;
  }
  if (written.file !== undefined) {
    const names = [written.timeColumn ?? "start", written.column ?? "calls"];
    const columns = [
      { name: names[0] as string, path: [...path, "timeColumn"] },
      { name: names[1] as string, path: [...path, "column"] },
    ];
    const read = readColumns(written.file, [...path, "file"], columns, reading);
    if (read === undefined) return undefined;
    const intervals = readRows(read.table.rows, read.places, names, written.file, date, reading);
    if (intervals === undefined || !isUnbroken(intervals, intervalSeconds, hours, written.file, reading))
      return undefined;
    const inside = intervals.filter(
      ({ startSeconds }) => startSeconds >= hours.openSeconds && startSeconds < hours.closeSeconds,
    );
    return {
      kind: "counts",
      intervalSeconds,
      startSeconds: hours.openSeconds,
      counts: inside.map(({ calls }) => calls),
    };
  }
  const counts = written.values;
  if (counts === undefined || counts.some((calls) => calls === undefined)) return undefined;
  const startSeconds = written.start === undefined ? hours.openSeconds : parseTimeOfDay(written.start);
  if (startSeconds !== hours.openSeconds) {
    faults.at(
      [...path, "start"],
      `${name}.start is ${written.start}; the first interval must start at the opening, ${formatTimeOfDay(hours.openSeconds)}.`,
    );
    return undefined;
  }
  if (counts.length !== lengthSeconds / intervalSeconds) {
    faults.at(
      [...path, "values"],
      `${name}.values has ${counts.length} numbers; the opening hours have ${lengthSeconds / intervalSeconds} intervals of ${written.interval}.`,
    );
    return undefined;
  }
  return { kind: "counts", intervalSeconds, startSeconds, counts: counts as readonly number[] };
};
