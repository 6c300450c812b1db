/** Lines that become free in a bucket's time on average: few enough to be looked through. */
const LINES_A_BUCKET = 8;
const NO_LINE = -1;

/**
 * The lines that calls hold, by the time at which each is free again. Which
 * line a call has does not matter, only whether one is left; so lines are let
 * go together, when all seem taken, and not one by one.
 *
 * Times are put into buckets of equal width, each a list in no order; a ring of
 * buckets is kept, and a time beyond it waits in the bucket that it comes to.
 */
export interface LinesInUse {
  /** How many lines there are. */
  lines: number;
  /** Lines held, and those free again that have not been let go. */
  taken: number;
  /** Until when each line is held; set `untilSeconds[firstFree]`, then call `holdLine`. */
  untilSeconds: Float64Array;
  /** A line that is not taken; the others follow by `next`. */
  firstFree: number;
  /** The line after each in its bucket's list, or in the list of those not taken. */
  next: Int32Array;
  heads: Int32Array;
  /** Buckets of the ring in use less one; their number is a power of two. */
  mask: number;
  originSeconds: number;
  bucketsPerSecond: number;
  /** The first bucket, counted from the origin, that has not been looked through. */
  cursor: number;
  /** While all are taken: before this none of them is free. */
  nextFreeSeconds: number;
}

export const createLinesInUse = (): LinesInUse => ({
  lines: 0,
  taken: 0,
  untilSeconds: new Float64Array(16),
  firstFree: NO_LINE,
  next: new Int32Array(16),
  heads: new Int32Array(16),
  mask: 15,
  originSeconds: 0,
  bucketsPerSecond: 1,
  cursor: 0,
  nextFreeSeconds: Number.NEGATIVE_INFINITY,
});

/**
 * Frees all lines at a moment before which nothing is asked.
 *
 * @param meanHeldSeconds about how long a call holds a line, more than 0; it decides the speed, not the result
 */
export const freeAllLines = (
  held: LinesInUse,
  lines: number,
  originSeconds: number,
  meanHeldSeconds: number,
): void => {
  const buckets = 2 ** Math.ceil(Math.log2(Math.max(16, (4 * lines) / LINES_A_BUCKET)));
  if (held.next.length < lines) {
    held.untilSeconds = new Float64Array(lines);
    held.next = new Int32Array(lines);
  }
  if (held.heads.length < buckets) held.heads = new Int32Array(buckets);
  held.heads.fill(NO_LINE, 0, buckets);
  for (let line = 0; line < lines; line++) held.next[line] = line + 1;
  if (lines > 0) held.next[lines - 1] = NO_LINE;
  held.firstFree = lines > 0 ? 0 : NO_LINE;
  held.lines = lines;
  held.taken = 0;
  held.mask = buckets - 1;
  held.originSeconds = originSeconds;
  held.bucketsPerSecond = lines / (LINES_A_BUCKET * meanHeldSeconds);
  held.cursor = 0;
  held.nextFreeSeconds = Number.NEGATIVE_INFINITY;
};

/** Takes the first line that is not taken, until the time set for it. */
export const holdLine = (held: LinesInUse): void => {
  const { heads, next } = held;
  const line = held.firstFree;
  const position = (held.untilSeconds[line]! - held.originSeconds) * held.bucketsPerSecond;
  const slot = position & held.mask;
  held.firstFree = next[line]!;
  next[line] = heads[slot]!;
  heads[slot] = line;
  held.taken++;
};

/** Lets go the lines that are free at `times[at]` or before; a time asked for later must not be less. */
export const letGo = (held: LinesInUse, times: Float64Array, at: number): void => {
  const { heads, next, untilSeconds, mask } = held;
  const moment = times[at]!;
  if (moment < held.nextFreeSeconds) return;
  const reached = Math.floor((moment - held.originSeconds) * held.bucketsPerSecond);
  // after a whole ring every bucket has been looked through
  const last = Math.min(reached, held.cursor + mask);
  let { firstFree, taken } = held;
  for (let bucket = held.cursor; bucket <= last; bucket++) {
    const slot = bucket & mask;
    let line = heads[slot]!;
    if (line < 0) continue;
    let kept = NO_LINE;
    do {
      const after = next[line]!;
      if (untilSeconds[line]! <= moment) {
        next[line] = firstFree;
        firstFree = line;
        taken--;
      } else {
        next[line] = kept;
        kept = line;
      }
      line = after;
    } while (line >= 0);
    heads[slot] = kept;
  }
  held.firstFree = firstFree;
  held.taken = taken;
  held.cursor = reached;
  if (taken === held.lines) noteNextFree(held);
};

/** Notes until when no line can be free of those that are all taken: within the bucket reached, short of its end. */
const noteNextFree = (held: LinesInUse): void => {
  const { heads, next, untilSeconds, cursor } = held;
  // a little before the end, so that rounding puts no line of the next bucket before it
  let free = held.originSeconds + (cursor + 0.99) / held.bucketsPerSecond;
  for (let line = heads[cursor & held.mask]!; line >= 0; line = next[line]!) {
    if (untilSeconds[line]! < free) free = untilSeconds[line]!;
  }
  held.nextFreeSeconds = free;
};

/** Until when each line is held that has not been let go. */
export const heldUntil = (held: LinesInUse): Float64Array => {
  const until = new Float64Array(held.taken);
  let count = 0;
  for (let slot = 0; slot <= held.mask; slot++) {
    for (let line = held.heads[slot]!; line >= 0; line = held.next[line]!) {
      until[count] = held.untilSeconds[line]!;
      count++;
    }
  }
  return until;
};
