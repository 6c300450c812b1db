/** How times of day are written, for messages. */
export const TIME_OF_DAY_FORM = 'a time of day in quotes such as "08:30", from "00:00" to "24:00"';

/** How a part of the day is written, for messages. */
export const TIME_SPAN_FORM = 'a part of the day in quotes such as "11:30-13:00"';

const SECONDS_PER_DAY = 86_400;

/** Seconds after midnight of `8:30`, `08:30` or `08:30:15`; `24:00` is the day's end. Undefined for anything else. */
export const parseTimeOfDay = (text: string): number | undefined => {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (minutes > 59 || seconds > 59) return undefined;
  const total = hours * 3600 + minutes * 60 + seconds;
  return total <= SECONDS_PER_DAY ? total : undefined;
};

/** `08:30`, or `08:30:15` where there are seconds to tell. */
export const formatTimeOfDay = (secondsAfterMidnight: number): string => {
  const whole = Math.round(secondsAfterMidnight);
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (whole % 60 > 0) parts.push(whole % 60);
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
};

/** A part of the day, in seconds after midnight. */
export interface TimeSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Reads `11:30-13:00`; undefined where it is none, or where it ends before it starts. */
export const parseTimeSpan = (text: string): TimeSpan | undefined => {
  const parts = text.split(/[-–]/);
  if (parts.length !== 2) return undefined;
  const startSeconds = parseTimeOfDay(parts[0] as string);
  const endSeconds = parseTimeOfDay(parts[1] as string);
  if (startSeconds === undefined || endSeconds === undefined || endSeconds <= startSeconds) return undefined;
  return { startSeconds, endSeconds };
};

/** `11:30-13:00` */
export const formatTimeSpan = ({ startSeconds, endSeconds }: TimeSpan): string =>
  `${formatTimeOfDay(startSeconds)}-${formatTimeOfDay(endSeconds)}`;
