import { attemptSlips } from "./attempt-slips.ts";
import { ANSWERED } from "./attempts.ts";
import { agentCalendar } from "./free-calendar.ts";
import type { CallerColumns, Hotline } from "./hotline.ts";
import { linesInUse } from "./lines-in-use.ts";

// What is imported is read and checked anew each time it is named; what stands
// here is constant to the compiler.
const slips = attemptSlips;
const { filled, findTop, freeAtSeconds, heads, nextInBucket, ring, width } = agentCalendar;
const { BUCKETS_PER_SECOND, CURSOR, FAR_LEAST, MASK, ORIGIN_SECONDS, TOP } = agentCalendar;
const { bitsSet, lineBits, lineBook, lineClock, lineUntilSeconds } = linesInUse;
const { LINE_CURSOR, LINE_MASK, LINES, TAKEN } = linesInUse;
const { ASIDE_SECONDS, LINE_BUCKETS_PER_SECOND, LINE_ORIGIN_SECONDS } = linesInUse;

/** The mark of a slip: a first attempt that is answered. */
const FIRST_ANSWERED = 4 + ANSWERED;
/** Slips end here. */
const SLIPS_END = slips.length;
/** From this bucket on calls are left to the calendar itself, long before its numbers end. */
const LAST_CURSOR = 2 ** 29;
/** So many lines are never all taken. */
const NO_LIMIT = 2 ** 30;

/** Where the kernel stands within a day; its places are named below. */
const course = new Int32Array(4);
/** The next caller who calls for the first time. */
const FRESH = 0;
/** The first caller of those who are not let in. */
const FRESH_END = 1;
/** Where the next slip begins. */
const AT = 2;
/** 1 if the caller at whom it stopped is the usual case but for a line: some may be let go. */
const LACKS_LINE = 3;
const courseSeconds = new Float64Array(2);
/** The first moment at which staff changes, or the kernel stops. */
const NEXT_LOOK_SECONDS = 0;
/** When the first of those who call again does. */
const NEXT_REDIAL_SECONDS = 1;

/**
 * Goes through the callers who call for the first time as long as each is the
 * usual case: a line is free, an agent answers before patience ends, no staff
 * changes up to then, and at most one other becomes free in the bucket of the
 * calendar in which this agent does. It does to them what the kernel does to
 * anybody, by the same rules and to the last bit, in a loop without a loop in
 * it and without a call but one that is written out in its place: of such a
 * loop the compiler takes out whatever need not be checked at each step, which
 * is most of it. The caller at whom it stops is left to the kernel.
 */
const answerUsualCalls = (hotline: Hotline, limited: boolean, callers: CallerColumns): void => {
  const { arrivalSeconds, patienceSeconds, talkSeconds, wrapUpSeconds } = callers;
  const { ringSeconds, idleGapSeconds } = hotline;
  const freshEnd = course[FRESH_END]!;
  const nextLookSeconds = courseSeconds[NEXT_LOOK_SECONDS]!;
  const nextRedialSeconds = courseSeconds[NEXT_REDIAL_SECONDS]!;
  const mask = ring[MASK]!;
  const lastWord = mask >> 5;
  const farLeast = ring[FAR_LEAST]!;
  const originSeconds = width[ORIGIN_SECONDS]!;
  const bucketsPerSecond = width[BUCKETS_PER_SECOND]!;
  const lineMask = lineBook[LINE_MASK]!;
  const lineOriginSeconds = lineClock[LINE_ORIGIN_SECONDS]!;
  const lineBucketsPerSecond = lineClock[LINE_BUCKETS_PER_SECOND]!;
  const asideSeconds = lineClock[ASIDE_SECONDS]!;
  let lineCursor = lineBook[LINE_CURSOR]!;
  const firstFresh = course[FRESH]!;
  let fresh = firstFresh;
  let at = course[AT]!;
  let top = ring[TOP]!;
  let cursor = ring[CURSOR]!;
  let linesLeft = limited ? lineBook[LINES]! - lineBook[TAKEN]! : NO_LIMIT;
  let topKnown = true;
  let lacksLine = 0;
  course[LACKS_LINE] = 0;
  if (top < 0 || cursor > LAST_CURSOR) return;

  while (fresh < freshEnd && at < SLIPS_END) {
    const arrival = arrivalSeconds[fresh]!;
    const freeAt = freeAtSeconds[top]!;
    const start = freeAt > arrival ? freeAt + idleGapSeconds : arrival;
    if (!(nextLookSeconds > start) || nextRedialSeconds < arrival) break;
    const patience = patienceSeconds[fresh]!;
    const wait = start - arrival + ringSeconds;
    if (wait > patience) break;
    const lineUntil = start + ringSeconds + talkSeconds[fresh]!;
    const busyUntil = lineUntil + wrapUpSeconds[fresh]!;
    const position = (busyUntil - originSeconds) * bucketsPerSecond;
    if (!(position <= cursor + mask)) break;
    const slot = position & mask;
    const other = heads[slot]!;
    // of two in one bucket the order is found here, of more by the calendar itself
    if (other >= 0 && (other === top || nextInBucket[other]! >= 0)) break;

    if (limited) {
      if (linesLeft === 0) {
        // as letGo does it, within two words of bits
        const reached = ((arrival - lineOriginSeconds) * lineBucketsPerSecond) | 0;
        const words = (reached >> 5) - (lineCursor >> 5);
        if (words > 1 || (reached & 31) === 31 || asideSeconds <= arrival) {
          lacksLine = 1;
          break;
        }
        if (words === 1) {
          const word = (lineCursor & lineMask) >> 5;
          const passed = lineBits[word]! & (-1 << lineCursor);
          lineBits[word]! ^= passed;
          linesLeft = bitsSet(passed);
          lineCursor = reached & ~31;
        }
        const slotReached = reached & lineMask;
        const passed = (-1 << lineCursor) & ~(-1 << reached);
        const held = lineBits[slotReached >> 5]!;
        let kept = held & ~passed;
        linesLeft += bitsSet(held & passed);
        if ((kept & (1 << reached)) !== 0 && lineUntilSeconds[slotReached]! <= arrival) {
          kept ^= 1 << reached;
          linesLeft++;
        }
        if ((kept & (2 << reached)) !== 0 && lineUntilSeconds[slotReached + 1]! <= arrival) {
          kept ^= 2 << reached;
          linesLeft++;
        }
        lineBits[slotReached >> 5] = kept;
        lineCursor = reached;
        if (linesLeft === 0) break;
      }
      const lineBucket = (lineUntil - lineOriginSeconds) * lineBucketsPerSecond;
      if (lineBucket >= lineCursor + lineMask) {
        lacksLine = 1;
        break;
      }
      let lineSlot = lineBucket & lineMask;
      if ((lineBits[lineSlot >> 5]! & (1 << lineSlot)) !== 0) {
        lineSlot = (lineSlot + 1) & lineMask;
        if ((lineBits[lineSlot >> 5]! & (1 << lineSlot)) !== 0) break;
      }
      lineBits[lineSlot >> 5]! |= 1 << lineSlot;
      lineUntilSeconds[lineSlot] = lineUntil;
      linesLeft--;
    }

    const emptied = cursor & mask;
    const second = nextInBucket[top]!;
    heads[emptied] = second;
    freeAtSeconds[top] = busyUntil;
    if (other < 0) {
      heads[slot] = top;
      nextInBucket[top] = -1;
      filled[slot >> 5]! |= 1 << slot;
    } else {
      const otherFree = freeAtSeconds[other]!;
      if (busyUntil < otherFree || (busyUntil === otherFree && top < other)) {
        heads[slot] = top;
        nextInBucket[top] = other;
      } else {
        nextInBucket[other] = top;
        nextInBucket[top] = -1;
      }
    }

    // the places that attempt-slips.ts gives them
    slips[at] = arrival;
    slips[at + 1] = wait;
    slips[at + 2] = start;
    slips[at + 3] = busyUntil;
    slips[at + 4] = FIRST_ANSWERED;
    slips[at + 5] = fresh;
    slips[at + 6] = top + 1;
    slips[at + 7] = patience;
    at += 8;
    fresh++;

    if (second >= 0) {
      top = second;
      continue;
    }
    // the bucket is empty: the next one that is not, in this word of bits or the one after it
    filled[emptied >> 5]! &= ~(1 << emptied);
    let word = emptied >> 5;
    let bits = filled[word]! & (-1 << emptied);
    if (bits === 0) {
      word = (word + 1) & lastWord;
      bits = filled[word]!;
    }
    const found = (word << 5) + 31 - Math.clz32(bits & -bits);
    const reached = cursor + ((found - emptied) & mask);
    if (bits === 0 || farLeast <= reached + mask) {
      topKnown = false;
      break;
    }
    cursor = reached;
    top = heads[found]!;
  }

  course[FRESH] = fresh;
  course[AT] = at;
  course[LACKS_LINE] = lacksLine;
  ring[TOP] = top;
  ring[CURSOR] = cursor;
  if (limited) {
    lineBook[TAKEN] = lineBook[LINES]! - linesLeft;
    lineBook[LINE_CURSOR] = lineCursor;
  }
  if (!topKnown) findTop();
};

export const usualCalls = {
  course,
  FRESH,
  FRESH_END,
  AT,
  LACKS_LINE,
  courseSeconds,
  NEXT_LOOK_SECONDS,
  NEXT_REDIAL_SECONDS,
  answerUsualCalls,
} as const;
