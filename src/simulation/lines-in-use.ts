import { createNumberedHeap, makeRoom, removeTop, siftUp } from "./numbered-heap.ts";

/**
 * Buckets of the ring, at least and at most: powers of two. So many for each
 * line that three seldom meet, and about how often a line becomes free within a
 * ring.
 */
const FEWEST_BUCKETS = 256;
const MOST_BUCKETS = 65_536;
const BUCKETS_EACH = 32;
const TIMES_A_RING = 8;
/** No more in a second, so that the buckets of some days are counted in 32 bits. */
const MOST_BUCKETS_A_SECOND = 4096;

/**
 * Until when the line in each slot is held, and a bit for each slot that has
 * one. A line lies in the slot of its bucket or, where that has another one, in
 * the next.
 */
const lineUntilSeconds = new Float64Array(MOST_BUCKETS);
const lineBits = new Int32Array(MOST_BUCKETS >> 5);
/** Lines held that found both slots taken, or lie beyond the ring. */
const aside = createNumberedHeap(16);

/** Where the book stands; its places are named below. */
const lineBook = new Int32Array(4);
const LINES = 0;
/** Lines held, and those free again that have not been let go. */
const TAKEN = 1;
/** Slots of the ring in use, less one. */
const LINE_MASK = 2;
/** The first bucket, counted from the origin, whose slot can have a line. */
const LINE_CURSOR = 3;
const lineClock = new Float64Array(4);
const LINE_ORIGIN_SECONDS = 0;
const LINE_BUCKETS_PER_SECOND = 1;
/** When the first of those aside is free; Infinity where none is. */
const ASIDE_SECONDS = 2;
/** Set before `letGo` and `holdLine`: a fraction that is passed on is one allocated. */
const MOMENT_SECONDS = 3;

/**
 * Frees all lines at a moment before which nothing is asked.
 *
 * @param meanHeldSeconds about how long a call holds a line, more than 0; it decides the speed, not the result
 */
const freeAllLines = (lines: number, originSeconds: number, meanHeldSeconds: number): void => {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, lines * BUCKETS_EACH)));
  const buckets = Math.max(FEWEST_BUCKETS, Math.min(MOST_BUCKETS, wanted));
  lineBits.fill(0, 0, buckets >> 5);
  aside.size = 0;
  lineBook[LINES] = lines;
  lineBook[TAKEN] = 0;
  lineBook[LINE_MASK] = buckets - 1;
  lineClock[LINE_ORIGIN_SECONDS] = originSeconds;
  lineClock[LINE_BUCKETS_PER_SECOND] = Math.min(
    buckets / (TIMES_A_RING * meanHeldSeconds),
    MOST_BUCKETS_A_SECOND,
  );
  lineClock[ASIDE_SECONDS] = Number.POSITIVE_INFINITY;
  lineBook[LINE_CURSOR] = 0;
};

/** Puts a line held until the moment set into a slot if that has none; false if it has. */
const putInto = (slot: number): boolean => {
  const bit = 1 << slot;
  if ((lineBits[slot >> 5]! & bit) !== 0) return false;
  lineBits[slot >> 5]! |= bit;
  lineUntilSeconds[slot] = lineClock[MOMENT_SECONDS]!;
  return true;
};

/** Takes a line, of which one must be free, until the moment set, which is not before the last one let go at. */
const holdLine = (): void => {
  const until = lineClock[MOMENT_SECONDS]!;
  const mask = lineBook[LINE_MASK]!;
  const bucket = (until - lineClock[LINE_ORIGIN_SECONDS]!) * lineClock[LINE_BUCKETS_PER_SECOND]!;
  lineBook[TAKEN]! += 1;
  // the slot after the last one is the cursor's again
  if (bucket < lineBook[LINE_CURSOR]! + mask) {
    if (putInto(bucket & mask) || putInto((bucket + 1) & mask)) return;
  }
  makeRoom(aside, aside.size + 1);
  aside.keys[aside.size] = until;
  aside.numbers[aside.size] = 0;
  aside.size++;
  siftUp(aside.keys, aside.numbers, aside.size - 1);
  lineClock[ASIDE_SECONDS] = aside.keys[0]!;
};

/** How many bits of a word are set (Warren, Hacker's Delight, 2nd edition, 2012, chapter 5-1). */
const bitsSet = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** Empties a slot if the line in it is free at the moment set or before; 1 if so, else 0. */
const emptyIfFree = (slot: number): number => {
  const bit = 1 << slot;
  if ((lineBits[slot >> 5]! & bit) === 0 || lineUntilSeconds[slot]! > lineClock[MOMENT_SECONDS]!) return 0;
  lineBits[slot >> 5]! &= ~bit;
  return 1;
};

/** Lets go the lines that are free at the moment set or before; a moment set later must not be less. */
const letGo = (): void => {
  const moment = lineClock[MOMENT_SECONDS]!;
  const mask = lineBook[LINE_MASK]!;
  const cursor = lineBook[LINE_CURSOR]!;
  const since = moment - lineClock[LINE_ORIGIN_SECONDS]!;
  const reached = (since * lineClock[LINE_BUCKETS_PER_SECOND]!) | 0;
  let gone = 0;
  // all in the slots before the bucket reached are free; a whole ring is passed once at most
  let slot = cursor & mask;
  let left = Math.min(reached - cursor, mask + 1);
  while (left > 0) {
    const inWord = Math.min(32 - (slot & 31), left);
    const passed = (inWord === 32 ? -1 : (1 << inWord) - 1) << slot;
    const word = lineBits[slot >> 5]!;
    gone += bitsSet(word & passed);
    lineBits[slot >> 5] = word & ~passed;
    slot = (slot + inWord) & mask;
    left -= inWord;
  }
  lineBook[LINE_CURSOR] = reached;
  // in these two others can lie beside those of the bucket reached
  gone += emptyIfFree(reached & mask) + emptyIfFree((reached + 1) & mask);
  if (lineClock[ASIDE_SECONDS]! <= moment) {
    while (aside.size > 0 && aside.keys[0]! <= moment) {
      removeTop(aside);
      gone++;
    }
    lineClock[ASIDE_SECONDS] = aside.size > 0 ? aside.keys[0]! : Number.POSITIVE_INFINITY;
  }
  lineBook[TAKEN]! -= gone;
};

/** Until when each line is held that has not been let go. */
const heldLines = (): Float64Array => {
  const until = new Float64Array(lineBook[TAKEN]!);
  until.set(aside.keys.subarray(0, aside.size));
  let count = aside.size;
  for (let slot = 0; slot <= lineBook[LINE_MASK]!; slot++) {
    if ((lineBits[slot >> 5]! & (1 << slot)) === 0) continue;
    until[count] = lineUntilSeconds[slot]!;
    count++;
  }
  return until;
};

/**
 * The lines that calls hold, by the time at which each is free again. Which
 * line a call has does not matter, only whether one is left; so lines are let
 * go together, when all seem taken, and not one by one.
 *
 * Time is cut into buckets so narrow that few have two lines, and a ring of
 * slots is kept for them: a bit a slot tells which have one, so that those that
 * time has passed are counted by the word. The few lines that find no slot, or
 * are held beyond the ring, lie aside in a heap.
 *
 * There is one book of lines for all queues, in one object, for the same
 * reasons as one calendar of agents: who goes on with a queue enters its lines
 * first.
 */
export const linesInUse = {
  lineUntilSeconds,
  lineBits,
  lineBook,
  LINES,
  TAKEN,
  LINE_MASK,
  lineClock,
  LINE_ORIGIN_SECONDS,
  LINE_BUCKETS_PER_SECOND,
  LINE_CURSOR,
  ASIDE_SECONDS,
  MOMENT_SECONDS,
  bitsSet,
  freeAllLines,
  holdLine,
  letGo,
  heldLines,
} as const;
