import { createStream } from "../random/stream.ts";
import { nextUniform } from "../random/uniform.ts";

/**
 * France's numbers reserved for fiction (ARCEP, numbering plan, decision
 * 2018-0881): 01 99 00, 02 61 91, 03 53 01, 04 65 71, 05 36 49 and 06 39 98,
 * each followed by any four digits. They ring nowhere.
 */
export const FICTION_PREFIXES = [
  "+3319900",
  "+3326191",
  "+3335301",
  "+3346571",
  "+3353649",
  "+3363998",
] as const;

const NUMBERS_PER_PREFIX = 10_000;

/** How many numbers are reserved for fiction: 60,000. */
export const FICTION_NUMBERS = FICTION_PREFIXES.length * NUMBERS_PER_PREFIX;

/** Country code 999 belongs to no country; the numbers after it have nine digits. */
const BEYOND_PREFIX = "+999";
const BEYOND_DIGITS = 9;

/** `shuffled` by the seed, as callers come from everywhere, or `sequential` from the first number up. */
export type NumberOrder = "shuffled" | "sequential";

const fictionNumber = (place: number): string => {
  const prefix = FICTION_PREFIXES[Math.floor(place / NUMBERS_PER_PREFIX)]!;
  return prefix + String(place % NUMBERS_PER_PREFIX).padStart(4, "0");
};

const shuffledPlaces = (seed: number): Uint16Array => {
  const places = Uint16Array.from({ length: FICTION_NUMBERS }, (_, place) => place);
  const stream = createStream(seed, "numbers");
  for (let last = FICTION_NUMBERS - 1; last > 0; last--) {
    const other = Math.floor(nextUniform(stream) * (last + 1));
    const place = places[last]!;
    places[last] = places[other]!;
    places[other] = place;
  }
  return places;
};

/**
 * The telephone number of each caller, by the caller's place in the whole day
 * (`firstCaller + row`), in E.164 with the plus sign: no two callers share one,
 * and nobody's telephone rings if it is called back. The first 60,000 callers
 * have French numbers reserved for fiction, all others +999 numbers.
 */
export const createCallerNumbers = (
  seed: number,
  order: NumberOrder = "shuffled",
): ((caller: number) => string) => {
  const places = order === "shuffled" ? shuffledPlaces(seed) : undefined;
  return (caller) => {
    if (caller < FICTION_NUMBERS) return fictionNumber(places === undefined ? caller : places[caller]!);
    return BEYOND_PREFIX + String(caller - FICTION_NUMBERS).padStart(BEYOND_DIGITS, "0");
  };
};

/** The id of a caller in every file: the place in the whole day, counted from 0. */
export const callerId = (caller: number): string => String(caller);
