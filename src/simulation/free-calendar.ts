/**
 * Buckets of the ring, at least and at most: powers of two. Few agents get a
 * small ring, which stays in the processor's nearest cache.
 */
const FEWEST_BUCKETS = 256;
const MOST_BUCKETS = 32_768;
/** Buckets for each of those who become free, so that two seldom meet in one, and how often each does within a ring. */
const BUCKETS_EACH = 32;
const TIMES_A_RING = 8;
/** Every time past this bucket shares it. */
const LAST_BUCKET = 2 ** 30;
const NOBODY = -1;

/**
 * Who becomes free next: agents, or lines, by the time at which each is free
 * and at equal times by number. The least is always at hand as `top`; giving it
 * a later time and finding the next takes a time that does not grow with their
 * number, where a heap's does.
 *
 * Time is cut into buckets of equal width, each a list in order, and only a
 * ring of them is kept, from the bucket of `top` on; the few times beyond the
 * ring wait aside until it reaches them. A bit a bucket tells which are empty.
 *
 * Source: Brown, "Calendar queues", Communications of the ACM 31(10), 1988,
 * with the width given and lists in order.
 */
export interface FreeCalendar {
  /** When each is free, by index; set `keys[top]` and then call `moveTop`. */
  keys: Float64Array;
  /** Index of the one that is free first; −1 where there is nobody. */
  top: number;
  /** How many there are: the indices 0 to size − 1. */
  size: number;
  next: Int32Array;
  /** Buckets of the ring in use; a power of two. */
  buckets: number;
  /** The bucket of `top`, counted from the origin. */
  cursor: number;
  originSeconds: number;
  bucketsPerSecond: number;
  far: Int32Array;
  farCount: number;
  /** The first bucket of those beyond the ring. */
  farLeast: number;
}

/**
 * The ring: the first of each bucket's list, and a bit for each bucket that is
 * not empty. There is one for all calendars, since arrays that are constant are
 * reached in fewer steps than those of an object; it holds the one filed last.
 */
const heads = new Int32Array(MOST_BUCKETS);
const filled = new Int32Array(MOST_BUCKETS >> 5);
let filedLast: FreeCalendar | undefined;

export const createFreeCalendar = (): FreeCalendar => ({
  keys: new Float64Array(16),
  top: NOBODY,
  size: 0,
  next: new Int32Array(16),
  buckets: FEWEST_BUCKETS,
  cursor: 0,
  originSeconds: 0,
  bucketsPerSecond: 1,
  far: new Int32Array(16),
  farCount: 0,
  farLeast: LAST_BUCKET,
});

/** Makes room for `size` of them; the keys are lost where there was too little. */
export const reserveCalendar = (calendar: FreeCalendar, size: number): void => {
  if (size <= calendar.keys.length) return;
  calendar.keys = new Float64Array(size);
  calendar.next = new Int32Array(size);
  calendar.far = new Int32Array(size);
};

const insert = (calendar: FreeCalendar, entry: number): void => {
  const { keys, next, buckets } = calendar;
  const key = keys[entry]!;
  const position = (key - calendar.originSeconds) * calendar.bucketsPerSecond;
  const bucket = position > 0 ? (position < LAST_BUCKET ? position | 0 : LAST_BUCKET) : 0;
  if (bucket >= calendar.cursor + buckets) {
    calendar.far[calendar.farCount] = entry;
    calendar.farCount++;
    if (bucket < calendar.farLeast) calendar.farLeast = bucket;
    return;
  }
  const slot = bucket & (buckets - 1);
  let after = heads[slot]!;
  if (after < 0) {
    heads[slot] = entry;
    next[entry] = NOBODY;
    filled[slot >> 5]! |= 1 << slot;
    return;
  }
  let before = NOBODY;
  while (after >= 0) {
    const other = keys[after]!;
    if (key < other || (key === other && entry < after)) break;
    before = after;
    after = next[after]!;
  }
  next[entry] = after;
  if (before < 0) heads[slot] = entry;
  else next[before] = entry;
};

/** Takes those into the ring whom it has reached. */
const takeFromFar = (calendar: FreeCalendar): void => {
  const { far } = calendar;
  const waiting = calendar.farCount;
  calendar.farCount = 0;
  calendar.farLeast = LAST_BUCKET + MOST_BUCKETS;
  // those who stay aside are written back behind the place that is read
  for (let place = 0; place < waiting; place++) insert(calendar, far[place]!);
};

/** Moves the cursor to the next bucket that is filled. */
const findTop = (calendar: FreeCalendar): void => {
  const { buckets } = calendar;
  const mask = buckets - 1;
  const words = buckets >> 5;
  const slot = calendar.cursor & mask;
  if (heads[slot]! >= 0) {
    calendar.top = heads[slot]!;
    return;
  }
  let word = slot >> 5;
  let bits = filled[word]! & (-1 << slot);
  for (let looked = 0; bits === 0; looked++) {
    if (looked > words) {
      if (calendar.farCount === 0) {
        calendar.top = NOBODY;
        return;
      }
      calendar.cursor = calendar.farLeast;
      takeFromFar(calendar);
      calendar.top = heads[calendar.cursor & mask]!;
      return;
    }
    word = (word + 1) & (words - 1);
    bits = filled[word]!;
  }
  const found = (word << 5) + 31 - Math.clz32(bits & -bits);
  calendar.cursor += (found - slot) & mask;
  if (calendar.farLeast < calendar.cursor + buckets) takeFromFar(calendar);
  calendar.top = heads[found]!;
};

/** Files the one at the top under its new key, which is not below the old one, and finds the next top. */
export const moveTop = (calendar: FreeCalendar): void => {
  const { top } = calendar;
  const slot = calendar.cursor & (calendar.buckets - 1);
  const second = calendar.next[top]!;
  heads[slot] = second;
  if (second < 0) filled[slot >> 5]! &= ~(1 << slot);
  insert(calendar, top);
  findTop(calendar);
};

/**
 * Files the indices 0 to size − 1 anew under their keys.
 *
 * @param meanBusySeconds about how long each is busy at a time, more than 0; it decides the speed, not the result
 */
export const fileAll = (calendar: FreeCalendar, size: number, meanBusySeconds: number): void => {
  filedLast = calendar;
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, size * BUCKETS_EACH)));
  calendar.buckets = Math.max(FEWEST_BUCKETS, Math.min(MOST_BUCKETS, wanted));
  heads.fill(NOBODY, 0, calendar.buckets);
  filled.fill(0, 0, calendar.buckets >> 5);
  calendar.size = size;
  calendar.farCount = 0;
  calendar.farLeast = LAST_BUCKET + MOST_BUCKETS;
  calendar.top = NOBODY;
  calendar.cursor = 0;
  calendar.bucketsPerSecond = calendar.buckets / (TIMES_A_RING * meanBusySeconds);
  if (size === 0) return;
  let least = Number.POSITIVE_INFINITY;
  for (let entry = 0; entry < size; entry++) least = Math.min(least, calendar.keys[entry]!);
  calendar.originSeconds = least;
  // backwards, so that among equal keys each goes to the front of its list
  for (let entry = size - 1; entry >= 0; entry--) insert(calendar, entry);
  findTop(calendar);
};

/** Files the calendar anew if another was filed since: to be called before it is used again. Arguments as for `fileAll`. */
export const fileAgain = (calendar: FreeCalendar, meanBusySeconds: number): void => {
  if (filedLast !== calendar) fileAll(calendar, calendar.size, meanBusySeconds);
};
