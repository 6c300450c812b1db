import type { CommandContext } from "./context.ts";

/** Moves to the line above and empties it. */
const REWRITE = "\u001b[1A\u001b[2K";
/** Without a terminal a line stays, so that few are written. */
const PLAIN_LINE_EVERY_MILLISECONDS = 10_000;

/** A line on what goes on: rewritten in place on a terminal, a plain line now and then elsewhere. */
export interface LiveLine {
  readonly show: (line: string) => void;
  /** Writes a message above the line. */
  readonly tell: (text: string) => void;
  /** Leaves the last state standing. */
  readonly end: () => void;
}

export const createLiveLine = (context: CommandContext): LiveLine => {
  let standing = false;
  let lastPlain = Number.NEGATIVE_INFINITY;
  return {
    show: (line) => {
      if (context.isTerminal) {
        context.tell(standing ? `${REWRITE}${line}` : line);
        standing = true;
        return;
      }
      const now = performance.now();
      if (now - lastPlain < PLAIN_LINE_EVERY_MILLISECONDS) return;
      lastPlain = now;
      context.tell(line);
    },
    tell: (text) => {
      context.tell(text);
      standing = false;
    },
    end: () => {
      standing = false;
    },
  };
};
