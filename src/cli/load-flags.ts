import { DURATION_FORM, parseDuration } from "../scenario/duration.ts";
import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";

/** The flags of a load as commander hands them over: texts, absent where not given. */
export type FlagTexts = Readonly<Record<string, string | undefined>>;

/** Reads flags by name and gathers every problem, so that a user mends them in one go. */
export interface FlagReader {
  /** A duration above zero. */
  readonly duration: (flag: string, text: string | undefined) => number;
  readonly optionalDuration: (flag: string, text: string | undefined) => number | undefined;
  /** A duration of zero or more. */
  readonly optionalDurationOrZero: (flag: string, text: string | undefined) => number | undefined;
  /** A finite number above zero. */
  readonly positive: (flag: string, text: string | undefined) => number;
  /** A whole number of at least 1. */
  readonly whole: (flag: string, text: string | undefined) => number;
  /** A whole number of at least 0. */
  readonly wholeOrZero: (flag: string, text: string | undefined) => number;
  /** A number from 0 to 1, or a percentage; with `belowOne`, 1 is refused. */
  readonly optionalShare: (flag: string, text: string | undefined, belowOne?: boolean) => number | undefined;
  readonly problem: (flag: string, message: string) => void;
  /** Throws InvalidInput if anything was wrong. */
  readonly finish: () => void;
}

const NUMBER_PATTERN = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** What a flag's text says as a number; undefined for anything that is not one finite number. */
const numberOf = (text: string): number | undefined => {
  const trimmed = text.trim();
  if (!NUMBER_PATTERN.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
};

/** A share written as a number or in percent. */
const shareOf = (text: string): number | undefined => {
  const inPercent = /^(.*\S)\s*%$/.exec(text.trim());
  if (inPercent === null) return numberOf(text);
  const value = numberOf(inPercent[1] as string);
  return value === undefined ? undefined : value / 100;
};

/** A reader with no problem found yet. */
export const flagReader = (): FlagReader => {
  const problems: Problem[] = [];
  const problem = (flag: string, message: string): void => void problems.push({ where: flag, message });

  const read = (
    flag: string,
    text: string | undefined,
    accepted: string,
    parse: (text: string) => number | undefined,
  ): number => {
    if (text === undefined) {
      problem(flag, `is missing; give ${accepted}.`);
      return Number.NaN;
    }
    const value = parse(text);
    if (value === undefined) {
      problem(flag, `got "${text}"; it takes ${accepted}.`);
      return Number.NaN;
    }
    return value;
  };
  const optional =
    (one: (flag: string, text: string) => number) =>
    (flag: string, text: string | undefined): number | undefined =>
      text === undefined ? undefined : one(flag, text);
  const where =
    (holds: (value: number) => boolean, parse: (text: string) => number | undefined) =>
    (text: string): number | undefined => {
      const value = parse(text);
      return value !== undefined && holds(value) ? value : undefined;
    };

  const duration: FlagReader["duration"] = (flag, text) =>
    read(
      flag,
      text,
      `${DURATION_FORM}, longer than zero`,
      where((value) => value > 0, parseDuration),
    );
  const durationOrZero = (flag: string, text: string): number =>
    read(flag, text, DURATION_FORM, parseDuration);

  return {
    duration,
    optionalDuration: optional(duration),
    optionalDurationOrZero: optional(durationOrZero),
    positive: (flag, text) =>
      read(
        flag,
        text,
        "a number above zero",
        where((value) => value > 0, numberOf),
      ),
    whole: (flag, text) =>
      read(
        flag,
        text,
        "a whole number of at least 1",
        where((value) => Number.isSafeInteger(value) && value >= 1, numberOf),
      ),
    wholeOrZero: (flag, text) =>
      read(
        flag,
        text,
        "a whole number of at least 0",
        where((value) => Number.isSafeInteger(value) && value >= 0, numberOf),
      ),
    optionalShare: (flag, text, belowOne = false) =>
      optional((name, given) =>
        read(
          name,
          given,
          belowOne
            ? "a share of at least 0 and below 1, such as 0.3 or 30%"
            : "a share from 0 to 1, such as 0.8 or 80%",
          where((value) => value >= 0 && (belowOne ? value < 1 : value <= 1), shareOf),
        ),
      )(flag, text),
    problem,
    finish: () => {
      if (problems.length > 0) throw new InvalidInput(problems);
    },
  };
};

/** A share as people read it: 0.8883 → 88.83 %. */
export const percent = (share: number): string => {
  const hundredths = share * 100;
  if (hundredths !== 0 && Math.abs(hundredths) < 0.01) return `${hundredths.toExponential(2)} %`;
  return `${hundredths.toFixed(2)} %`;
};

/** Rows of a name and a value, values in one column. */
export const alignedRows = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
};
