import type { CallerEvent } from "./caller-log.ts";

/** Beyond so many failed calls their messages are all alike, and fill memory and disk. */
const MOST_CALLS_KEPT = 1000;

/** The SIP messages that made calls fail, taken from the callers' log as it comes. */
export interface FailedMessages {
  readonly take: (line: string, event: CallerEvent | undefined) => void;
  readonly text: () => string;
}

/** Callers log the response that ends them between two marks; all other lines are passed over. */
export const collectFailedMessages = (): FailedMessages => {
  const kept: string[] = [];
  let within = false;
  let calls = 0;
  return {
    take: (line, event) => {
      if (event?.name === "messageBegins") {
        calls += 1;
        within = calls <= MOST_CALLS_KEPT;
        const at = new Date(event.epochMilliseconds).toISOString();
        if (within) kept.push(`--- call ${event.row}-${event.attempt}, ${at}`);
      } else if (event?.name === "messageEnds") within = false;
      else if (within && event === undefined) kept.push(line.trimEnd());
    },
    text: () => {
      if (calls > MOST_CALLS_KEPT) kept.push(`--- ${calls - MOST_CALLS_KEPT} further calls failed`);
      return kept.length === 0 ? "" : `${kept.join("\n")}\n`;
    },
  };
};
