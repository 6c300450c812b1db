/** The first column of every line that callers log. */
const LINE = "~";

/** What a caller's scenario logs; `docs/sipp.md` says when. */
export type CallerEventName =
  | "created"
  | "invited"
  | "invitedAgain"
  | "ringing"
  | "accepted"
  | "noted"
  | "gaveUp"
  | "cancelled"
  | "crossed"
  | "cancelUnanswered"
  | "refused"
  | "unanswered"
  | "byeCame"
  | "hungUp"
  | "redials"
  | "notPlaced"
  | "finished"
  | "messageBegins"
  | "messageEnds";

/** A line of the callers' log: what happened to whom, and when on both clocks. */
export interface CallerEvent {
  readonly name: CallerEventName;
  /** The caller's index, or `caller-attempt` for what happens within an attempt. */
  readonly subject: string;
  /** A status, an agent, who hung up, or a tick; empty where the event has none. */
  readonly detail: string;
  /** SIPp's clock, milliseconds since its start. */
  readonly tick: number;
  readonly epochMilliseconds: number;
}

/** The text of a `<log>` action for an event. */
export const marker = (name: CallerEventName, subject: string, detail = ""): string =>
  `${LINE}\t${name}\t${subject}\t${detail}\t[clock_tick]\t[timestamp]`;

/**
 * Reads a line of the log; `undefined` for a line that is none of ours (a
 * message that was kept spans several). SIPp's timestamp holds tabs itself:
 * date, time and the epoch's seconds with micro digits.
 */
export const readCallerEvent = (line: string): CallerEvent | undefined => {
  if (!line.startsWith(`${LINE}\t`)) return undefined;
  const fields = line.split("\t");
  const tick = Number(fields[4]);
  const epochSeconds = Number(fields[fields.length - 1]);
  if (fields.length < 6 || !Number.isFinite(tick) || !Number.isFinite(epochSeconds)) return undefined;
  return {
    name: fields[1] as CallerEventName,
    subject: fields[2] ?? "",
    detail: fields[3] ?? "",
    tick,
    epochMilliseconds: epochSeconds * 1000,
  };
};
