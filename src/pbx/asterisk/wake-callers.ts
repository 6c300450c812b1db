import type { QueueEvent } from "./queue-events.ts";

/** Time after which a caller that was woken and not connected is woken again. */
export const WAKE_AGAIN_MILLISECONDS = 40;

/**
 * Which waiting callers to wake. app_queue looks for a free agent once a second
 * for each caller; a digit that is no exit ends that sleep. So the first as many
 * callers as there are free agents are woken when an agent becomes free, and
 * again while an agent is free and a caller waits, since a wake that finds the
 * caller not asleep is lost.
 */
export interface Waker {
  /** Takes note of an event; true where somebody may be to wake now. */
  readonly note: (event: QueueEvent) => boolean;
  /** Channels of the callers to wake now: the longest waiting first. */
  readonly toWake: () => readonly string[];
}

export const createWaker = (): Waker => {
  // a Map keeps the order of joining, which is the order of the queue
  const waiting = new Map<string, true>();
  const free = new Set<string>();
  return {
    note: (event) => {
      if (event.kind === "left") {
        waiting.delete(event.channel);
        return false;
      }
      if (event.kind === "member") {
        if (event.state === "free" && !event.paused) {
          free.add(event.agent);
          return waiting.size > 0;
        }
        free.delete(event.agent);
        return false;
      }
      switch (event.event.kind) {
        case "joined":
          waiting.set(event.channel, true);
          return free.size > 0;
        case "ringing":
          free.delete(event.event.agent);
          return false;
        case "connected":
        case "abandoned":
        case "blocked":
          waiting.delete(event.channel);
          return false;
        default:
          return false;
      }
    },
    toWake: () => [...waiting.keys()].slice(0, free.size),
  };
};
