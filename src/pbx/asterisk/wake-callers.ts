import type { QueueEvent } from "./queue-events.ts";

/**
 * Milliseconds until callers that were woken and are not being put through are
 * woken again: the first times soon, since a wake that comes while the queue
 * is looking at that caller is lost.
 */
export const wakeAgainMilliseconds = (timesWoken: number): number => Math.min(40, 10 * 2 ** timesWoken);

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
  // a Map keeps the order of joining, which is the order of the queue; an agent is named whose telephone rings for the caller
  const waiting = new Map<string, string | undefined>();
  const free = new Set<string>();

  /** A telephone that rang and stopped without an answer leaves its caller waiting as before. */
  const noLongerRings = (agent: string): void => {
    for (const [channel, ringing] of waiting) {
      if (ringing === agent) waiting.set(channel, undefined);
    }
  };
  const callersToWake = (): readonly string[] =>
    [...waiting].filter(([, ringing]) => ringing === undefined).map(([channel]) => channel);

  return {
    note: (event) => {
      if (event.kind === "left") {
        waiting.delete(event.channel);
        return false;
      }
      if (event.kind === "member") {
        if (event.state === "free" && !event.paused) {
          free.add(event.agent);
          noLongerRings(event.agent);
          return waiting.size > 0;
        }
        free.delete(event.agent);
        return false;
      }
      switch (event.event.kind) {
        case "joined":
          waiting.set(event.channel, undefined);
          return free.size > 0;
        case "ringing":
          free.delete(event.event.agent);
          if (waiting.has(event.channel)) waiting.set(event.channel, event.event.agent);
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
    toWake: () => (free.size === 0 ? [] : callersToWake().slice(0, free.size)),
  };
};
