import { createNumberedHeap, makeRoom, type NumberedHeap, removeTop, siftUp } from "../numbered-heap.ts";

/**
 * What happens, in the order in which it does where times are equal. Calls are
 * dispatched between those that set somebody free and those that take somebody
 * away, as in the fast kernel.
 */
export const EVENT = {
  /** An agent ends wrap-up, or a caller hangs up while the telephone rings. */
  workEnds: 0,
  lineFree: 1,
  staffChange: 2,
  /** A call has waited long enough for another team. */
  overflow: 3,
  patienceEnds: 4,
  callbackOffer: 5,
  secondWait: 6,
  freshCaller: 7,
  redial: 8,
  message: 9,
} as const;

export type EventKind = (typeof EVENT)[keyof typeof EVENT];

/** The first kind before which calls are dispatched. */
export const FIRST_AFTER_DISPATCH = EVENT.overflow;

/** A kind stands above so many bits of its subject. */
const SUBJECT_BITS = 27;
const SUBJECTS = 2 ** SUBJECT_BITS;

/** Events by time, kind and subject; the subject is the number of an agent, team, contact or caller. */
export type Events = NumberedHeap;

export const createEvents = (): Events => createNumberedHeap(256);

export const addEvent = (events: Events, time: number, kind: EventKind, subject: number): void => {
  makeRoom(events, events.size + 1);
  events.keys[events.size] = time;
  events.numbers[events.size] = kind * SUBJECTS + subject;
  events.size++;
  siftUp(events.keys, events.numbers, events.size - 1);
};

/** Time of the next event; Infinity where there is none. */
export const nextTime = (events: Events): number =>
  events.size > 0 ? events.keys[0]! : Number.POSITIVE_INFINITY;

export const nextKind = (events: Events): number => events.numbers[0]! >> SUBJECT_BITS;

/** Takes the next event out and returns its subject. */
export const takeEvent = (events: Events): number => {
  const subject = events.numbers[0]! & (SUBJECTS - 1);
  removeTop(events);
  return subject;
};
