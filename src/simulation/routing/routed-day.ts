import { type Attempts, createAttempts, growAttempts } from "../attempts.ts";
import type { Overtime } from "./team-duty.ts";

/** What became of a callback, as a column holds it. */
export const NO_CALLBACK = 0;
export const CALLBACK_ACCEPTED = 1;
export const CALLBACK_REACHED = 2;
export const CALLBACK_MISSED = 3;

/** How a transferred call's second wait ended. */
export const TRANSFER_WAITING = 0;
export const TRANSFER_ANSWERED = 1;
export const TRANSFER_ABANDONED = 2;

/** Callers who were put through, in the order in which their second wait began. */
export interface Transfers {
  count: number;
  /** Row of the attempt. */
  attempt: Int32Array;
  sinceSeconds: Float64Array;
  patienceSeconds: Float64Array;
  outcome: Uint8Array;
  waitSeconds: Float64Array;
  /** Agents of all teams are numbered through, from 1; 0 where no telephone rang. */
  agent: Int32Array;
  busyFromSeconds: Float64Array;
  busyUntilSeconds: Float64Array;
}

/** One day of the event simulation. */
export interface RoutedDay {
  /** Agents of all teams are numbered through, in the order of the teams. */
  readonly attempts: Attempts;
  /** By row of the attempts. */
  flow: Uint16Array;
  language: Uint8Array;
  callback: Uint8Array;
  readonly transfers: Transfers;
  /** By message: when work on it began and ended, Infinity where it never did; the agent, 0 where nobody. */
  messageBegunSeconds: Float64Array;
  messageDoneSeconds: Float64Array;
  messageAgent: Int32Array;
  readonly overtime: Overtime;
  /** ∫ number in all queues dt, taken while the day goes on; agents' idle gaps are not in it. */
  queuedSeconds: number;
  /** Idle gaps of agents who had a call assigned by then. */
  gapSeconds: number;
  /** When the last thing of the day happened. */
  endSeconds: number;
}

const createTransfers = (capacity: number): Transfers => ({
  count: 0,
  attempt: new Int32Array(capacity),
  sinceSeconds: new Float64Array(capacity),
  patienceSeconds: new Float64Array(capacity),
  outcome: new Uint8Array(capacity),
  waitSeconds: new Float64Array(capacity),
  agent: new Int32Array(capacity),
  busyFromSeconds: new Float64Array(capacity),
  busyUntilSeconds: new Float64Array(capacity),
});

export const createRoutedDay = (): RoutedDay => ({
  attempts: createAttempts(256),
  flow: new Uint16Array(256),
  language: new Uint8Array(256),
  callback: new Uint8Array(256),
  transfers: createTransfers(64),
  messageBegunSeconds: new Float64Array(0),
  messageDoneSeconds: new Float64Array(0),
  messageAgent: new Int32Array(0),
  overtime: { team: [], fromSeconds: [], toSeconds: [] },
  queuedSeconds: 0,
  gapSeconds: 0,
  endSeconds: 0,
});

/** Empties the day for `messages` messages. */
export const resetRoutedDay = (day: RoutedDay, messages: number): void => {
  day.attempts.count = 0;
  day.transfers.count = 0;
  if (day.messageDoneSeconds.length < messages) {
    day.messageBegunSeconds = new Float64Array(messages);
    day.messageDoneSeconds = new Float64Array(messages);
    day.messageAgent = new Int32Array(messages);
  }
  day.messageBegunSeconds.fill(Number.POSITIVE_INFINITY);
  day.messageDoneSeconds.fill(Number.POSITIVE_INFINITY);
  day.messageAgent.fill(0);
  day.overtime.team.length = 0;
  day.overtime.fromSeconds.length = 0;
  day.overtime.toSeconds.length = 0;
  day.queuedSeconds = 0;
  day.gapSeconds = 0;
};

/** A new row of the attempts; what is not set here is 0 or still to come. */
export const addAttempt = (day: RoutedDay): number => {
  const { attempts } = day;
  const row = attempts.count;
  if (row === attempts.caller.length) {
    growAttempts(attempts, row + 1);
    const rows = attempts.caller.length;
    const { flow, language, callback } = day;
    day.flow = new Uint16Array(rows);
    day.flow.set(flow);
    day.language = new Uint8Array(rows);
    day.language.set(language);
    day.callback = new Uint8Array(rows);
    day.callback.set(callback);
  }
  attempts.count = row + 1;
  attempts.agent[row] = 0;
  attempts.waitSeconds[row] = 0;
  day.callback[row] = NO_CALLBACK;
  return row;
};

/** A new row of the transfers. */
export const addTransfer = (day: RoutedDay): number => {
  const { transfers } = day;
  const row = transfers.count;
  if (row === transfers.attempt.length) {
    const wider = createTransfers(row * 2);
    wider.attempt.set(transfers.attempt);
    wider.sinceSeconds.set(transfers.sinceSeconds);
    wider.patienceSeconds.set(transfers.patienceSeconds);
    wider.outcome.set(transfers.outcome);
    wider.waitSeconds.set(transfers.waitSeconds);
    wider.agent.set(transfers.agent);
    wider.busyFromSeconds.set(transfers.busyFromSeconds);
    wider.busyUntilSeconds.set(transfers.busyUntilSeconds);
    Object.assign(transfers, wider);
  }
  transfers.count = row + 1;
  transfers.outcome[row] = TRANSFER_WAITING;
  transfers.agent[row] = 0;
  transfers.waitSeconds[row] = 0;
  return row;
};
