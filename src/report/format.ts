/** The languages that reports and pages are written in. */
export type Language = "en" | "fr";

/** Writes figures as a language writes them. */
export interface Format {
  readonly language: Language;
  readonly integer: (value: number) => string;
  readonly decimal: (value: number, digits: number) => string;
  /** A share from 0 to 1 as a percentage. */
  readonly percent: (share: number, digits?: number) => string;
  /** A duration in seconds of scenario time, as people say it: `1 min 20 s`. */
  readonly duration: (seconds: number) => string;
  readonly milliseconds: (milliseconds: number) => string;
  /** A time of day from seconds after midnight: `11:30`, in French `11 h 30`. */
  readonly clock: (secondsOfDay: number) => string;
  /** An ISO date or time as a date: `29 November 2021`. */
  readonly date: (iso: string) => string;
  /** An ISO time as date and time of day, in UTC. */
  readonly moment: (iso: string) => string;
  readonly list: (parts: readonly string[]) => string;
}

const TAGS = { en: "en-GB", fr: "fr-FR" } as const;

/** A number and its unit stay on one line. */
const NO_BREAK = "\u00a0";
const withUnit = (figure: string, unit: string): string => `${figure}${NO_BREAK}${unit}`;

const fixed = (tag: string, digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits });

const made = new Map<Language, Format>();

/** The formats of a language. */
export const formatFor = (language: Language): Format => {
  const known = made.get(language);
  if (known !== undefined) return known;
  const format = makeFormat(language);
  made.set(language, format);
  return format;
};

/** What is made once a language: the system's formats take milliseconds each. */
const makeFormat = (language: Language): Format => {
  const tag = TAGS[language];
  const numbers = Array.from({ length: 5 }, (_, digits) => fixed(tag, digits));
  const decimal = (value: number, digits: number): string => {
    const text = (numbers[digits] ?? fixed(tag, digits)).format(value);
    return /^-[0.,]+$/.test(text) ? text.slice(1) : text;
  };
  const percentages = [0, 1, 2].map(
    (digits) =>
      new Intl.NumberFormat(tag, {
        style: "percent",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
  const dates = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" });
  const moments = new Intl.DateTimeFormat(tag, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  });
  const lists = new Intl.ListFormat(tag, { type: "conjunction" });
  const duration = (seconds: number): string => {
    if (seconds < 0) return `−${duration(-seconds)}`;
    if (seconds < 0.9995)
      return seconds === 0 ? withUnit("0", "s") : withUnit(decimal(seconds * 1000, 0), "ms");
    const whole = Math.round(seconds);
    if (seconds < 9.95 && Math.abs(seconds - whole) >= 0.05) return withUnit(decimal(seconds, 1), "s");
    if (whole < 60) return withUnit(String(whole), "s");
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor((whole % 3600) / 60);
    const rest = whole % 60;
    const parts = [
      hours > 0 ? withUnit(String(hours), "h") : "",
      minutes > 0 ? withUnit(String(minutes), "min") : "",
      rest > 0 && hours === 0 ? withUnit(String(rest), "s") : "",
    ];
    return parts.filter((part) => part !== "").join(NO_BREAK);
  };
  return {
    language,
    integer: (value) => decimal(value, 0),
    decimal,
    percent: (share, digits) => {
      // two digits only where one would show nothing or everything
      const wanted = digits ?? (share > 0 && share < 0.0005 ? 2 : share === 0 || share === 1 ? 0 : 1);
      return (percentages[wanted] as Intl.NumberFormat).format(share);
    },
    duration,
    milliseconds: (milliseconds) => {
      if (milliseconds >= 9_999.5) return duration(milliseconds / 1000);
      // 0.0 ms would say that it was measured to be nothing
      if (milliseconds > 0 && milliseconds < 0.05) {
        return withUnit(`${language === "fr" ? "moins de" : "less than"}${NO_BREAK}${decimal(0.1, 1)}`, "ms");
      }
      const digits = milliseconds !== 0 && Math.abs(milliseconds) < 9.95 ? 1 : 0;
      return withUnit(decimal(milliseconds, digits), "ms");
    },
    clock: (secondsOfDay) => {
      const minutes = Math.round(secondsOfDay / 60);
      const hour = Math.floor(minutes / 60);
      const minute = String(minutes % 60).padStart(2, "0");
      return language === "fr"
        ? `${hour}${NO_BREAK}h${NO_BREAK}${minute}`
        : `${String(hour).padStart(2, "0")}:${minute}`;
    },
    date: (iso) => dates.format(new Date(iso)),
    moment: (iso) => `${moments.format(new Date(iso))} UTC`,
    list: (parts) => lists.format(parts),
  };
};
