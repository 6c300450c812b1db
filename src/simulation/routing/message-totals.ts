import type { IntervalGrid } from "../day-totals.ts";
import type { RoutedDay } from "./routed-day.ts";

/** What became of the messages that came within a grid. */
export interface MessageTotals {
  messages: number;
  /** Done within the deadline. */
  messagesInTime: number;
  /** Done after the deadline, or begun by nobody though it has passed at the end. The rest is open and not due yet. */
  messagesLate: number;
  messagesDone: number;
  /** From coming to being done, of those that were. */
  messageSeconds: number;
  messageLongestSeconds: number;
  /** Begun by nobody by the end, and how long the oldest of them has lain there then. */
  messagesOpen: number;
  messageOldestOpenSeconds: number;
}

/** Counts a day's messages. Nobody begins one after the end; one that was begun is finished and counts as done. */
export const countMessages = (
  day: Pick<RoutedDay, "messageDoneSeconds">,
  arrivalSeconds: Float64Array,
  deadlineSeconds: number,
  grid: Pick<IntervalGrid, "startSeconds" | "endSeconds">,
): MessageTotals => {
  const totals: MessageTotals = {
    messages: 0,
    messagesInTime: 0,
    messagesLate: 0,
    messagesDone: 0,
    messageSeconds: 0,
    messageLongestSeconds: 0,
    messagesOpen: 0,
    messageOldestOpenSeconds: 0,
  };
  for (let message = 0; message < arrivalSeconds.length; message++) {
    const arrival = arrivalSeconds[message]!;
    if (arrival < grid.startSeconds || arrival >= grid.endSeconds) continue;
    totals.messages += 1;
    const done = day.messageDoneSeconds[message]!;
    if (done === Number.POSITIVE_INFINITY) {
      const age = grid.endSeconds - arrival;
      totals.messagesOpen += 1;
      totals.messageOldestOpenSeconds = Math.max(totals.messageOldestOpenSeconds, age);
      if (age > deadlineSeconds) totals.messagesLate += 1;
      continue;
    }
    const took = done - arrival;
    totals.messagesDone += 1;
    totals.messageSeconds += took;
    totals.messageLongestSeconds = Math.max(totals.messageLongestSeconds, took);
    if (took <= deadlineSeconds) totals.messagesInTime += 1;
    else totals.messagesLate += 1;
  }
  return totals;
};
