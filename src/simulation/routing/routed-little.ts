import { CALLBACK_ACCEPTED, type RoutedDay, TRANSFER_WAITING } from "./routed-day.ts";

/** What the books say about the time spent in queues: of first waits, callbacks and second waits. */
const bookedSeconds = (day: RoutedDay): number => {
  const { attempts, transfers, callback, endSeconds } = day;
  let booked = 0;
  for (let row = 0; row < attempts.count; row++) {
    const since = attempts.arrivalSeconds[row]!;
    if (attempts.agent[row]! > 0) booked += attempts.busyFromSeconds[row]! - since;
    else if (callback[row] === CALLBACK_ACCEPTED) booked += endSeconds - since;
    else booked += attempts.waitSeconds[row]!;
  }
  for (let row = 0; row < transfers.count; row++) {
    const since = transfers.sinceSeconds[row]!;
    if (transfers.agent[row]! > 0) booked += transfers.busyFromSeconds[row]! - since;
    else if (transfers.outcome[row] === TRANSFER_WAITING) booked += endSeconds - since;
    else booked += transfers.waitSeconds[row]!;
  }
  return booked;
};

/**
 * Little's law on one path of the event simulation (Little 1961): the number
 * in all queues, added up over time while the day went on, is what the books
 * say of every wait, second waits and callbacks among them. Between a call's
 * turn and its agent's telephone lies the idle gap, which the queue does not
 * have and the wait does. A difference beyond rounding is a defect.
 */
export const checkRoutedLittle = (day: RoutedDay): void => {
  const lived = day.queuedSeconds + day.gapSeconds;
  const booked = bookedSeconds(day);
  if (Math.abs(lived - booked) > 1e-6 * (1 + booked)) {
    throw new Error(
      `Little's law fails on a simulated day: the queues' integral is ${lived} s, the waits add up to ${booked} s.`,
    );
  }
};
