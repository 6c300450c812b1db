import type { ImportLog } from "./import-log.ts";
import { isoDate, type ParsedTime } from "./time-format.ts";

/**
 * Puts moments on one axis of seconds that begins at midnight of the first day
 * seen, and notes that day's date in the log.
 */
export const dayClock = (log: ImportLog): ((moment: ParsedTime) => number) => {
  let firstDay: number | undefined;
  return ({ day, seconds }) => {
    if (day === undefined) return seconds;
    if (firstDay === undefined) {
      firstDay = day;
      log.firstDate = isoDate(day);
    }
    return (day - firstDay) * 86_400 + seconds;
  };
};
