import { logMessage, readLogLine } from "../sipp-wrapper/log-line.ts";

/** What a caller's scenario logs; `docs/sipp.md` says when. */
const NAMES = [
  "created",
  "invited",
  "invitedAgain",
  "trying",
  "ringing",
  "accepted",
  "audio",
  "noted",
  "gaveUp",
  "cancelled",
  "crossed",
  "cancelUnanswered",
  "refused",
  "unanswered",
  "byeCame",
  "hungUp",
  "redials",
  "notPlaced",
  "finished",
  "messageBegins",
  "messageEnds",
] as const;

export type CallerEventName = (typeof NAMES)[number];

/** A line of the callers' log: what happened to whom, and when on both clocks. */
export interface CallerEvent {
  readonly name: CallerEventName;
  /** Row of the caller in the trace. */
  readonly row: number;
  /** From 1; 0 for what belongs to no attempt. */
  readonly attempt: number;
  /** A status, an agent or a tick; empty where the event has none. */
  readonly detail: string;
  readonly tick: number;
  readonly epochMilliseconds: number;
}

/** The text of a log action; `subject` is `row` or `row-attempt`. */
export const marker = (name: CallerEventName, subject: string, detail = ""): string =>
  logMessage(name, subject, detail);

const isName = (name: string): name is CallerEventName => (NAMES as readonly string[]).includes(name);

/** Reads a line of the log; `undefined` for one that is no event. */
export const readCallerEvent = (line: string): CallerEvent | undefined => {
  const entry = readLogLine(line);
  if (entry === undefined || !isName(entry.name)) return undefined;
  const [row, attempt] = (entry.fields[0] ?? "").split("-");
  const event = {
    name: entry.name,
    row: Number(row),
    attempt: attempt === undefined ? 0 : Number(attempt),
    detail: entry.fields[1] ?? "",
    tick: entry.tick,
    epochMilliseconds: entry.epochMilliseconds,
  };
  return Number.isInteger(event.row) && Number.isInteger(event.attempt) ? event : undefined;
};
