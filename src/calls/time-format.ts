import { parseNumberText } from "./field-scanner.ts";

/** A moment as a table writes it. */
export interface ParsedTime {
  /** Days since 1970-01-01 of the calendar date, where the text names a date. */
  readonly day?: number;
  /** Seconds after midnight of that date; 0 where the text is a date alone. */
  readonly seconds: number;
  /** That clock less UTC, where the text tells it. */
  readonly zoneSeconds?: number;
}

/** Reads a moment; undefined where the text does not have the format. */
export type TimeReader = (text: string) => ParsedTime | undefined;

/** The tokens of a format and what they stand for, for messages and documentation. */
export const TIME_TOKENS = "yyyy yy MM M dd d HH H mm m ss s SSS a";

const TOKEN_PATTERNS: Readonly<Record<string, string>> = {
  yyyy: "(\\d{4})",
  yy: "(\\d{2})",
  MM: "(\\d{2})",
  M: "(\\d{1,2})",
  dd: "(\\d{2})",
  d: "(\\d{1,2})",
  HH: "(\\d{2})",
  H: "(\\d{1,3})",
  mm: "(\\d{2})",
  m: "(\\d{1,2})",
  ss: "(\\d{2})",
  s: "(\\d{1,2})",
  SSS: "(\\d{1,9})",
  a: "([AaPp][Mm])",
};

/** Days from 1970-01-01 to a date of the Gregorian calendar; undefined for a date that does not exist. */
export const dayNumber = (year: number, month: number, day: number): number | undefined => {
  const milliseconds = Date.UTC(year, month - 1, day);
  const date = new Date(milliseconds);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? milliseconds / 86_400_000
    : undefined;
};

/** The ISO date of a number of days since 1970-01-01. */
export const isoDate = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

const momentOf = (values: ReadonlyMap<string, string>): ParsedTime | undefined => {
  const field = (...names: string[]): number | undefined => {
    for (const name of names) {
      const text = values.get(name);
      if (text !== undefined) return Number(text);
    }
    return undefined;
  };
  let hours = field("HH", "H") ?? 0;
  const half = values.get("a")?.toLowerCase();
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return undefined;
    hours = (hours % 12) + (half === "pm" ? 12 : 0);
  }
  const minutes = field("mm", "m") ?? 0;
  const wholeSeconds = field("ss", "s") ?? 0;
  if (minutes > 59 || wholeSeconds > 60) return undefined;
  const fraction = values.get("SSS");
  const seconds =
    hours * 3600 + minutes * 60 + wholeSeconds + (fraction === undefined ? 0 : Number(`0.${fraction}`));
  const shortYear = field("yy");
  // two digits as POSIX takes them: 69 to 99 are of the last century
  const year =
    field("yyyy") ?? (shortYear === undefined ? undefined : (shortYear < 69 ? 2000 : 1900) + shortYear);
  const month = field("MM", "M");
  const dayOfMonth = field("dd", "d");
  if (year === undefined || month === undefined || dayOfMonth === undefined) return { seconds };
  const day = dayNumber(year, month, dayOfMonth);
  return day === undefined ? undefined : { day, seconds };
};

const patternReader = (format: string): TimeReader => {
  const tokens: string[] = [];
  const pattern = format.replace(
    /yyyy|yy|MM|M|dd|d|HH|H|mm|m|ss|s|SSS|S+|a|[^A-Za-z]/g,
    (token: string): string => {
      const known = TOKEN_PATTERNS[token];
      if (known === undefined) return token.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      tokens.push(token);
      return known;
    },
  );
  const expression = new RegExp(`^${pattern}$`);
  return (text) => {
    const match = expression.exec(text.trim());
    return match === null
      ? undefined
      : momentOf(new Map(tokens.map((token, i) => [token, match[i + 1] as string])));
  };
};

const ISO_END = /^(?<local>.*?)(?<fraction>\.\d+)?(?<zone>Z|[+-]\d\d(:?\d\d)?)?$/;

const zoneSecondsOf = (zone: string): number => {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", ""));
  return (zone.startsWith("-") ? -60 : 60) * minutes;
};

const isoWithSeconds = patternReader("yyyy-MM-dd HH:mm:ss");
const isoWithoutSeconds = patternReader("yyyy-MM-dd HH:mm");

/** The wall clock on the spot, which is what a day's shape is about; the zone stands beside it. */
const isoReader: TimeReader = (text) => {
  const parts = ISO_END.exec(text.trim().replace("T", " "))?.groups;
  const local = parts?.["local"] ?? "";
  const moment = isoWithSeconds(local) ?? isoWithoutSeconds(local);
  if (moment === undefined) return undefined;
  const seconds = moment.seconds + Number(parts?.["fraction"] ?? 0);
  const zone = parts?.["zone"];
  return { ...moment, seconds, ...(zone === undefined ? {} : { zoneSeconds: zoneSecondsOf(zone) }) };
};

/** Beyond the year 5000 stands no call: a number in another unit. */
const FURTHEST_EPOCH_SECONDS = 1e11;

const epochReader =
  (secondsPerUnit: number, offsetSeconds: (epochSeconds: number) => number): TimeReader =>
  (text) => {
    const value = parseNumberText(text);
    if (value === undefined || Number.isNaN(value)) return undefined;
    const epochSeconds = value * secondsPerUnit;
    if (Math.abs(epochSeconds) > FURTHEST_EPOCH_SECONDS) return undefined;
    const local = epochSeconds + offsetSeconds(epochSeconds);
    const day = Math.floor(local / 86_400);
    return { day, seconds: local - day * 86_400 };
  };

/**
 * A reader of moments: `seconds` (after midnight of the first day), `epoch`,
 * `epoch-ms`, `iso`, or a pattern of {@link TIME_TOKENS}.
 *
 * @param offsetSeconds of local time against UTC at an epoch second, for the epoch forms.
 */
export const timeReader = (format: string, offsetSeconds: (epochSeconds: number) => number): TimeReader => {
  if (format === "seconds") {
    return (text) => {
      const seconds = parseNumberText(text);
      return seconds === undefined || Number.isNaN(seconds) ? undefined : { seconds };
    };
  }
  if (format === "epoch") return epochReader(1, offsetSeconds);
  if (format === "epoch-ms") return epochReader(0.001, offsetSeconds);
  if (format === "iso") return isoReader;
  return patternReader(format);
};

/** Reads a length of time in seconds; NaN where the text does not have the form, undefined where it is empty. */
export type LengthReader = (text: string) => number | undefined;

/**
 * A reader of lengths of time: `seconds`, `milliseconds`, `minutes`, or a
 * pattern such as `H:mm:ss` or `m:ss`.
 */
export const lengthReader = (format: string): LengthReader => {
  const unit = { seconds: 1, milliseconds: 0.001, minutes: 60 }[format];
  if (unit !== undefined) {
    return (text) => {
      const value = parseNumberText(text);
      return value === undefined ? undefined : value * unit;
    };
  }
  const read = patternReader(format);
  return (text) => (text.trim() === "" ? undefined : (read(text)?.seconds ?? Number.NaN));
};

/**
 * Local time minus UTC, in seconds, at an epoch second, in an IANA time zone.
 *
 * @throws RangeError where the zone is unknown.
 */
export const zoneOffset = (timeZone: string): ((epochSeconds: number) => number) => {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const byQuarter = new Map<number, number>();
  return (epochSeconds) => {
    // Every zone's offset changes on a quarter of an hour.
    const quarter = Math.floor(epochSeconds / 900);
    const known = byQuarter.get(quarter);
    if (known !== undefined) return known;
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(quarter * 900_000)) part[type] = Number(value);
    const local =
      Date.UTC(
        part["year"] as number,
        (part["month"] as number) - 1,
        part["day"],
        part["hour"],
        part["minute"],
        part["second"],
      ) / 1000;
    const offset = local - quarter * 900;
    byQuarter.set(quarter, offset);
    return offset;
  };
};
