/** The first column of every line that `logMessage` makes: SIPp's log holds other lines too. */
const MARK = "~";

/** SIPp 3.8 writes a tab of the scenario as a blank; its own timestamp holds tabs in every version. */
const BETWEEN = "|";
const COLUMNS = /[|\t]/;

/** A line of SIPp's log of `<log>` actions, read. */
export interface LogEntry {
  readonly name: string;
  readonly fields: readonly string[];
  /** SIPp's clock: milliseconds since its start, in steps of about four. */
  readonly tick: number;
  /** The system's clock, with micro digits. */
  readonly epochMilliseconds: number;
}

/**
 * The text of a log action that `readLogLine` reads back: a name, fields that
 * may hold SIPp's keywords, and both clocks.
 */
export const logMessage = (name: string, ...fields: readonly string[]): string =>
  [MARK, name, ...fields, "[clock_tick]", "[timestamp]"].join(BETWEEN);

/**
 * Reads a line of the log; `undefined` for a line of another kind, such as one
 * of a message that was logged as it came. SIPp's timestamp holds tabs itself:
 * the day, the time of day, and the epoch's seconds with micro digits.
 */
export const readLogLine = (line: string): LogEntry | undefined => {
  const columns = line.split(COLUMNS);
  if (columns[0] !== MARK) return undefined;
  if (columns.length < 6) return undefined;
  const tick = Number(columns[columns.length - 4]);
  const epochSeconds = Number(columns[columns.length - 1]);
  if (!Number.isFinite(tick) || !Number.isFinite(epochSeconds)) return undefined;
  return {
    name: columns[1] ?? "",
    fields: columns.slice(2, -4),
    tick,
    epochMilliseconds: epochSeconds * 1000,
  };
};
