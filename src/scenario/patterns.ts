/**
 * What of the written forms of a scenario a regular expression can tell, for its
 * JSON schema: the readers of durations, times of day and shares accept the same
 * and decide. White space about a value is left aside by both.
 */

const padded = (form: string): string => `^\\s*${form}\\s*$`;

const TIME = "(([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?|24:00(:00)?)";

export const TIME_OF_DAY_PATTERN = padded(TIME);

/** That it ends after it starts no pattern can tell. */
export const TIME_SPAN_PATTERN = padded(`${TIME}\\s*[-–]\\s*${TIME}`);

const UNITS = ["d", "h", "m", "s", "ms"].map((unit) => `(\\d+(\\.\\d+)?${unit})?`).join("");

/** Larger units stand before smaller ones, each at most once. */
export const DURATION_PATTERN = padded(`(?=\\d)${UNITS}`);

export const DURATION_ABOVE_ZERO_PATTERN = padded(`(?=\\d)(?=.*[1-9])${UNITS}`);

/** `80%`, from 0 to 100 of them, or without one of the two ends. */
export const percentPattern = (without: { readonly zero: boolean; readonly hundred: boolean }): string => {
  const below = `${without.zero ? "(?=.*[1-9])" : ""}0*\\d{1,2}(\\.\\d+)?`;
  return padded(`${without.hundred ? `(${below})` : `(${below}|0*100(\\.0+)?)`}\\s*%`);
};

const LONG_MONTHS = "(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])";
const SHORT_MONTHS = "(0[469]|11)-(0[1-9]|[12]\\d|30)";
const FEBRUARY = "02-(0[1-9]|[12]\\d)";

/** Which years have a 29 February no pattern of a bearable length can tell. */
export const DATE_PATTERN = `^\\d{4}-(${LONG_MONTHS}|${SHORT_MONTHS}|${FEBRUARY})$`;
