import type { CommandContext } from "./context.ts";

/** Moves to the line above and empties it. */
const REWRITE = "\u001b[1A\u001b[2K";
const WALL_MILLISECONDS_BETWEEN = 100;
const BAR_WIDTH = 24;

/** A line that tells how far something is and rewrites itself; silent where there is no terminal. */
export interface ProgressLine {
  /** @param text what stands after the bar */
  readonly show: (done: number, total: number, text: string) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

/** A progress line on standard error. */
export const createProgressLine = (context: CommandContext): ProgressLine => {
  let shownAt = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    show: (done, total, text) => {
      const now = performance.now();
      if (!context.isTerminal || now - shownAt < WALL_MILLISECONDS_BETWEEN) return;
      shownAt = now;
      const filled = Math.round((BAR_WIDTH * Math.min(done, total)) / Math.max(1, total));
      const line = `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)} ${text}`.slice(
        0,
        context.columns - 1,
      );
      context.tell(shown ? `${REWRITE}${line}` : line);
      shown = true;
    },
    clear: () => {
      if (shown) context.tell(REWRITE.concat("\u001b[1A"));
      shown = false;
    },
  };
};
