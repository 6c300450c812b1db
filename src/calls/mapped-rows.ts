import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";
import type { RowReader } from "./calls-csv.ts";
import type {
  CallsMapping,
  ColumnMapping,
  IntervalsMapping,
  LengthColumn,
  MomentColumn,
} from "./column-mapping.ts";
import { splitCsvLine } from "./csv-line.ts";
import { dayClock } from "./day-clock.ts";
import { type ImportLog, quoted } from "./import-log.ts";
import { checkInterval, REPORT_COLUMN_OF, type ReportField } from "./interval-report.ts";
import { type IntervalReport, isTooFar, isTooLong, type MeasuredCall } from "./measured-call.ts";
import { lengthReader, type ParsedTime, timeReader } from "./time-format.ts";

/** What reading a table by its mapping needs to know beside the mapping. */
export interface MappingContext {
  readonly where: string;
  readonly log: ImportLog;
  /** Local time minus UTC at an epoch second, for epoch columns. */
  readonly offsetSeconds: (epochSeconds: number) => number;
}

type Fields = readonly string[];
type FieldOf<Value> = (fields: Fields) => Value;

/** Finds columns by name, and collects the names that are not there. */
const columnFinder = (header: string, mapping: ColumnMapping, where: string) => {
  const names = splitCsvLine(header, mapping.separator).map((name) => name.trim());
  const problems: Problem[] = [];
  const index = (name: string): number => {
    const at = mapping.header ? names.indexOf(name) : Number(name) - 1;
    if (mapping.header && at >= 0 && names.indexOf(name, at + 1) >= 0) {
      const message = `the column "${name}" stands more than once, so that it is open which one is meant; rename the others, or say header: false and name columns by their numbers.`;
      problems.push({ where, line: 1, message });
    }
    if (Number.isInteger(at) && at >= 0 && at < names.length) return at;
    const there = mapping.header ? names.join(", ") : `1 to ${names.length}`;
    problems.push({ where, line: 1, message: `there is no column "${name}"; the columns are ${there}.` });
    return 0;
  };
  const check = (): void => {
    if (problems.length > 0) throw new InvalidInput(problems);
  };
  return { index, check };
};

type Finder = ReturnType<typeof columnFinder>["index"];

const plainNumber = (mapping: ColumnMapping): ((text: string) => string) =>
  mapping.decimal === "," ? (text) => text.replace(",", ".") : (text) => text;

/** Seconds of a length column: undefined where empty, NaN where unreadable. */
const lengthField = (
  column: LengthColumn,
  find: Finder,
  mapping: ColumnMapping,
): FieldOf<number | undefined> => {
  const plain = plainNumber(mapping);
  if ("column" in column) {
    const at = find(column.column);
    const read = lengthReader(column.format);
    return (fields) => read(plain(fields[at] ?? ""));
  }
  const from = find(column.from);
  const to = find(column.to);
  const read = timeReader(column.format, () => 0);
  return (fields) => {
    if (!fields[from] && !fields[to]) return undefined;
    const start = read(plain(fields[from] ?? ""));
    const end = read(plain(fields[to] ?? ""));
    if (start === undefined || end === undefined) return Number.NaN;
    // where both tell their zone, a change to summer time between them is no waiting
    const zones =
      start.zoneSeconds === undefined || end.zoneSeconds === undefined
        ? 0
        : end.zoneSeconds - start.zoneSeconds;
    const seconds = ((end.day ?? 0) - (start.day ?? 0)) * 86_400 + end.seconds - start.seconds - zones;
    // Clock times without a date may pass midnight; no call lasts half a day.
    return start.day === undefined && seconds < -43_200 ? seconds + 86_400 : seconds;
  };
};

const momentField = (
  column: MomentColumn,
  find: Finder,
  mapping: ColumnMapping,
  context: MappingContext,
): FieldOf<number | undefined> => {
  const plain = plainNumber(mapping);
  const at = find(column.column);
  const read = timeReader(column.format, context.offsetSeconds);
  const clock = dayClock(context.log);
  if (column.date === undefined) {
    return (fields) => {
      const moment = read(plain(fields[at] ?? ""));
      return moment === undefined ? undefined : clock(moment);
    };
  }
  const dateAt = find(column.date.column);
  const readDate = timeReader(column.date.format, context.offsetSeconds);
  let lastText: string | undefined;
  let lastDate: ParsedTime | undefined;
  return (fields) => {
    const text = fields[dateAt] ?? "";
    // Rows of one day stand together: its date is read once.
    if (text !== lastText) {
      lastText = text;
      lastDate = readDate(text);
    }
    const moment = read(plain(fields[at] ?? ""));
    if (moment === undefined || lastDate?.day === undefined) return undefined;
    return clock({ day: lastDate.day, seconds: moment.seconds });
  };
};

const dropRule = (mapping: ColumnMapping, find: Finder): FieldOf<boolean> => {
  const rules = mapping.drop.map((rule) =>
    Object.entries(rule).map(([name, words]) => ({ at: find(name), words: new Set(words) })),
  );
  return (fields) =>
    rules.some((rule) => rule.every(({ at, words }) => words.has((fields[at] ?? "").trim())));
};

type Identity = NonNullable<CallsMapping["columns"]["caller"]>;

const identityField = (column: Identity | undefined, find: Finder): FieldOf<string | undefined> => {
  if (column === undefined) return () => undefined;
  const at = find(column.column);
  const unknown = new Set(["", ...column.unknown]);
  return (fields) => {
    const text = (fields[at] ?? "").trim();
    return unknown.has(text) ? undefined : text;
  };
};

/** What a mapped row may be: a value, the reason why it cannot be used, or dropped by rule. */
export type MappedRowReader<Row> = (line: string) => ReturnType<RowReader<Row>> | undefined;

/**
 * Reads rows of a foreign table of calls by its mapping; undefined for a row
 * that the mapping drops.
 *
 * @throws InvalidInput naming every column of the mapping that the table lacks.
 */
export const mappedCallReader = (
  header: string,
  mapping: CallsMapping,
  context: MappingContext,
): MappedRowReader<MeasuredCall> => {
  const { index, check } = columnFinder(header, mapping, context.where);
  const { columns } = mapping;
  const drops = dropRule(mapping, index);
  const arrival = momentField(columns.arrival, index, mapping, context);
  const outcomeAt = index(columns.outcome.column);
  const outcomes = new Map<string, MeasuredCall["outcome"]>(
    (["answered", "abandoned", "blocked", "failed", "censored"] as const).flatMap((outcome) =>
      columns.outcome[outcome].map((word) => [word, outcome] as const),
    ),
  );
  const lengths = (
    [
      ["waitSeconds", "wait", columns.wait],
      ["talkSeconds", "talk", columns.talk],
      ["wrapUpSeconds", "wrapUp", columns.wrapUp],
      ["ringSeconds", "ring", columns.ring],
    ] as const
  ).flatMap(([field, name, column]) =>
    column === undefined ? [] : [{ field, name, read: lengthField(column, index, mapping) }],
  );
  const caller = identityField(columns.caller, index);
  const agent = identityField(columns.agent, index);
  const queue = identityField(columns.queue, index);
  check();

  return (line) => {
    const fields = splitCsvLine(line, mapping.separator);
    if (drops(fields)) return undefined;
    const word = (fields[outcomeAt] ?? "").trim();
    const outcome = outcomes.get(word);
    if (outcome === undefined) return `the outcome ${quoted(word)} is not in the mapping`;
    const arrivalSeconds = arrival(fields);
    if (arrivalSeconds === undefined) return "the arrival does not have the format of the mapping";
    if (isTooFar(arrivalSeconds)) return "the arrival is no moment of the last or the next three centuries";
    const call: { -readonly [Key in keyof MeasuredCall]: MeasuredCall[Key] } = { arrivalSeconds, outcome };
    for (const { field, name, read } of lengths) {
      // Who was not answered has no talk, and who never was in the queue no wait, whatever a PBX writes there.
      const has =
        outcome === "answered" || (field === "waitSeconds" && outcome !== "blocked" && outcome !== "failed");
      if (!has) continue;
      const value = read(fields);
      if (value === undefined) continue;
      if (Number.isNaN(value)) return `the ${name} does not have the format of the mapping`;
      if (value < 0) return `the ${name} is negative, so a time went backwards`;
      if (isTooLong(value)) return `the ${name} is longer than a hundred days`;
      call[field] = value;
    }
    if (call.waitSeconds === undefined && outcome !== "blocked" && outcome !== "failed") {
      return `an ${outcome} call has no wait`;
    }
    const callerId = caller(fields);
    if (callerId !== undefined) call.callerId = callerId;
    const agentName = agent(fields);
    if (agentName !== undefined && outcome === "answered") call.agent = agentName;
    const queueName = queue(fields);
    if (queueName !== undefined) call.queue = queueName;
    return call;
  };
};

/** Reads rows of a foreign interval report by its mapping; undefined for a row that the mapping drops. */
export const mappedIntervalReader = (
  header: string,
  mapping: IntervalsMapping,
  context: MappingContext,
): MappedRowReader<IntervalReport> => {
  const { index, check } = columnFinder(header, mapping, context.where);
  const { columns } = mapping;
  const drops = dropRule(mapping, index);
  const start = momentField(columns.start, index, mapping, context);
  const plain = plainNumber(mapping);
  const count = (name: string): FieldOf<number | undefined> => {
    const at = index(name);
    return (fields) => {
      const text = plain((fields[at] ?? "").trim());
      return text === "" ? undefined : Number(text);
    };
  };
  const readers: { field: ReportField; read: FieldOf<number | undefined> }[] = [
    { field: "answered", read: count(columns.answered) },
    { field: "abandoned", read: count(columns.abandoned) },
  ];
  if (columns.offered !== undefined) readers.push({ field: "offered", read: count(columns.offered) });
  if (columns.answeredWithin !== undefined) {
    readers.push({ field: "answeredWithin", read: count(columns.answeredWithin) });
  }
  for (const [field, column] of [
    ["meanHandleSeconds", columns.meanHandle],
    ["meanWaitSeconds", columns.meanWait],
    ["meanAnsweredWaitSeconds", columns.meanAnsweredWait],
    ["meanAbandonedWaitSeconds", columns.meanAbandonedWait],
  ] as const) {
    if (column !== undefined) readers.push({ field, read: lengthField(column, index, mapping) });
  }
  check();

  return (line) => {
    const fields = splitCsvLine(line, mapping.separator);
    if (drops(fields)) return undefined;
    const startSeconds = start(fields);
    if (startSeconds === undefined) return "the interval's start does not have the format of the mapping";
    const values: Partial<Record<ReportField, number>> = {};
    for (const { field, read } of readers) {
      const value = read(fields);
      if (value === undefined) continue;
      if (!(value >= 0)) return `${REPORT_COLUMN_OF[field]} is not a number from 0 up`;
      values[field] = value;
    }
    const answered = values.answered ?? 0;
    const abandoned = values.abandoned ?? 0;
    const interval = {
      ...values,
      startSeconds,
      answered,
      abandoned,
      offered: values.offered ?? answered + abandoned,
    };
    return checkInterval(interval) ?? interval;
  };
};
