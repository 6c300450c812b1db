import type { Appointment } from "./scheduler.ts";

interface Entry {
  readonly due: number;
  readonly order: number;
  /** Absent once it is cancelled or done. */
  action: ((due: number) => void) | undefined;
}

/** Appointments in order of their time; at the same time, in order of their making. */
export interface TimerHeap {
  readonly add: (due: number, action: (due: number) => void) => Appointment;
  /** The next moment at which something may be due. */
  readonly nextDue: () => number | undefined;
  /** Does everything that is due by `now`, what it adds included. */
  readonly run: (now: number) => void;
  readonly clear: () => void;
  /** Appointments held, cancelled ones that are not yet swept away included. */
  readonly size: () => number;
}

const before = (a: Entry, b: Entry): boolean => a.due < b.due || (a.due === b.due && a.order < b.order);

/** Few of SIP's timers ever run out: cancelled ones are swept when they are most of the heap. */
const SWEEP_ABOVE = 1024;

export const createTimerHeap = (): TimerHeap => {
  let heap: Entry[] = [];
  let made = 0;
  let cancelled = 0;

  const sinkFrom = (start: number): void => {
    const entry = heap[start] as Entry;
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry)) child += 1;
      if (!before(heap[child] as Entry, entry)) break;
      heap[at] = heap[child] as Entry;
      at = child;
    }
    heap[at] = entry;
  };

  const push = (entry: Entry): void => {
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent] as Entry)) break;
      heap[at] = heap[parent] as Entry;
      at = parent;
    }
    heap[at] = entry;
  };

  const pop = (): Entry => {
    const top = heap[0] as Entry;
    const last = heap.pop() as Entry;
    if (heap.length > 0) {
      heap[0] = last;
      sinkFrom(0);
    }
    return top;
  };

  const sweep = (): void => {
    heap = heap.filter((entry) => entry.action !== undefined);
    for (let at = (heap.length >> 1) - 1; at >= 0; at -= 1) sinkFrom(at);
    cancelled = 0;
  };

  return {
    add: (due, action) => {
      const entry: Entry = { due, order: made, action };
      made += 1;
      push(entry);
      return {
        cancel: () => {
          if (entry.action === undefined) return;
          entry.action = undefined;
          cancelled += 1;
          if (cancelled > SWEEP_ABOVE && cancelled * 2 > heap.length) sweep();
        },
      };
    },
    nextDue: () => {
      while (heap.length > 0 && heap[0]?.action === undefined) {
        pop();
        cancelled -= 1;
      }
      return heap[0]?.due;
    },
    run: (now) => {
      while (heap.length > 0 && (heap[0] as Entry).due <= now) {
        const entry = pop();
        const action = entry.action;
        entry.action = undefined;
        if (action === undefined) cancelled -= 1;
        else action(entry.due);
      }
    },
    clear: () => {
      for (const entry of heap) entry.action = undefined;
      heap = [];
      cancelled = 0;
    },
    size: () => heap.length,
  };
};
