import type { CallersAudio } from "../pbx/audio/audio-counts.ts";
import { type CallBook, openCallBook } from "./call-book.ts";
import { noteForAudio } from "./caller-audio.ts";
import { type CallerEvent, readCallerEvent } from "./caller-log.ts";
import { collectFailedMessages } from "./failed-messages.ts";
import type { FloodSchedule } from "./flood-schedule.ts";

/** What the callers' log tells while it grows. */
export interface CallersWatch {
  readonly takeLine: (line: string) => void;
  /** A line of another SIPp's log, whose clock is not the one of this watch: its messages only. */
  readonly takeMessages: (line: string, event: CallerEvent | undefined) => void;
  readonly book: CallBook;
  /** Wall time of the zero of SIPp's clock; until its first call was created, the moment it was started. */
  readonly zeroEpoch: () => number;
  /** How late the latest INVITE since the last question was, wall milliseconds. */
  readonly takeWorstLateness: () => number;
  /** The messages that ended calls in failure. */
  readonly failedMessages: () => string;
}

/** Keeps the books by the log of a SIPp that is started at `startedEpoch`. */
export const watchCallers = (
  callers: number,
  schedule: FloodSchedule,
  startedEpoch: number,
  audio: CallersAudio | undefined,
): CallersWatch => {
  const messages = collectFailedMessages();
  let toldZeroEpoch: number | undefined;
  const zeroEpoch = (): number => toldZeroEpoch ?? startedEpoch;
  let worstLateness = 0;
  const book = openCallBook({
    callers,
    firstDueEpoch: (row) => zeroEpoch() + schedule.firstDueTick(row),
    epochOfTick: (tick) => zeroEpoch() + tick,
    onPlaced: (lateness) => {
      worstLateness = Math.max(worstLateness, lateness);
    },
  });
  return {
    takeLine: (line) => {
      const event = readCallerEvent(line);
      messages.take(line, event);
      if (event === undefined) return;
      if (event.name === "created") {
        // a line is written a moment after its tick, never before: the earliest is the nearest
        const told = event.epochMilliseconds - event.tick;
        toldZeroEpoch = Math.min(toldZeroEpoch ?? told, told);
      }
      book.enter(event);
      if (audio !== undefined) noteForAudio(audio, event);
    },
    takeMessages: messages.take,
    book,
    zeroEpoch,
    takeWorstLateness: () => {
      const worst = worstLateness;
      worstLateness = 0;
      return worst;
    },
    failedMessages: messages.text,
  };
};
