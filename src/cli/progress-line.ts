import type { CommandContext } from "./context.ts";

/** Moves to the line above and empties it. */
const REWRITE = "\u001b[1A\u001b[2K";
const WALL_MILLISECONDS_BETWEEN = 100;
const BAR_WIDTH = 24;

/** Where there is no terminal a plain line says at such long whiles that something goes on. */
const WALL_MILLISECONDS_BETWEEN_PLAIN = 30_000;

/** A line that tells how far something is and rewrites itself; where there is no terminal, a plain line every half minute. */
export interface ProgressLine {
  /** @param text what stands after the bar */
  readonly show: (done: number, total: number, text: string) => void;
  /** Says how far something is whose end is not known: a line without a bar. */
  readonly tell: (text: string) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

/** A progress line on standard error. */
export const createProgressLine = (context: CommandContext): ProgressLine => {
  const between = context.isTerminal ? WALL_MILLISECONDS_BETWEEN : WALL_MILLISECONDS_BETWEEN_PLAIN;
  let shownAt = context.isTerminal ? Number.NEGATIVE_INFINITY : performance.now();
  let shown = false;
  const write = (bar: string, text: string): void => {
    const now = performance.now();
    if (now - shownAt < between) return;
    shownAt = now;
    if (!context.isTerminal) {
      context.tell(text);
      return;
    }
    const line = `${bar}${text}`.slice(0, context.columns - 1);
    context.tell(shown ? `${REWRITE}${line}` : line);
    shown = true;
  };
  return {
    show: (done, total, text) => {
      const filled = Math.round((BAR_WIDTH * Math.min(done, total)) / Math.max(1, total));
      write(`${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)} `, text);
    },
    tell: (text) => write("", text),
    clear: () => {
      if (shown) context.tell(REWRITE.concat("\u001b[1A"));
      shown = false;
    },
  };
};
