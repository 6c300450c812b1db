import type { ManagerLink } from "./manager-link.ts";
import type { QueueEvent } from "./queue-events.ts";
import { createWaker, wakeAgainMilliseconds } from "./wake-callers.ts";

/** Follows a queue's events and, where it is woken, wakes those whose turn it is. */
export interface Dispatch {
  readonly note: (event: QueueEvent) => void;
  readonly stop: () => void;
}

/**
 * The same for several queues whose agents are not the same people: who waits
 * longest in one queue is not to be woken for an agent of another. `note` takes
 * the name of the queue that tells.
 */
export interface QueuesDispatch {
  readonly note: (queue: string, event: QueueEvent) => void;
  readonly stop: () => void;
}

export const dispatchOfQueues = (manager: ManagerLink, dispatch: "native" | "woken"): QueuesDispatch => {
  const byQueue = new Map<string, Dispatch>();
  return {
    note: (queue, event) => {
      const known = byQueue.get(queue) ?? dispatchWith(manager, dispatch);
      byQueue.set(queue, known);
      known.note(event);
    },
    stop: () => {
      for (const one of byQueue.values()) one.stop();
    },
  };
};

/** Callers are woken for as long as an agent is free and they wait; under native dispatch nobody ever is. */
export const dispatchWith = (manager: ManagerLink, dispatch: "native" | "woken"): Dispatch => {
  let waker = createWaker();
  manager.onTakenUpAgain(() => {
    waker = createWaker();
  });
  let nextWake: NodeJS.Timeout | undefined;
  const wake = (timesWoken = 0): void => {
    clearTimeout(nextWake);
    nextWake = undefined;
    const channels = waker.toWake();
    for (const channel of channels) {
      manager.send("PlayDTMF", { Channel: channel, Digit: "1", Receive: "true" });
    }
    if (channels.length > 0) {
      nextWake = setTimeout(() => wake(timesWoken + 1), wakeAgainMilliseconds(timesWoken));
    }
  };
  return {
    note: (event) => {
      if (waker.note(event) && dispatch === "woken") wake();
    },
    stop: () => clearTimeout(nextWake),
  };
};
