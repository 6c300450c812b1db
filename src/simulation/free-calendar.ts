/** The most who can be filed at once. Room that is not used takes no memory. */
const ROOM = 2 ** 20;
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

/** When each is free, by index: set that of the top, then call `moveTop`. */
const freeAtSeconds = new Float64Array(ROOM);
/** The one after each in its bucket's list, −1 after the last. */
const nextInBucket = new Int32Array(ROOM);
/** The first of each bucket's list, and a bit for each bucket that is not empty. */
const heads = new Int32Array(MOST_BUCKETS);
const filled = new Int32Array(MOST_BUCKETS >> 5);
/** Those beyond the ring. */
const far = new Int32Array(ROOM);
/** Where the ring stands; its places are named below. */
const ring = new Int32Array(6);
/** Index of the one that is free first; −1 where there is nobody. */
const TOP = 0;
/** The bucket of the top, counted from the origin. */
const CURSOR = 1;
/** Buckets of the ring in use, a power of two, less one. */
const MASK = 2;
/** The first bucket of those beyond the ring. */
const FAR_LEAST = 3;
const FAR_COUNT = 4;
/** How many are filed: the indices 0 to SIZE − 1. */
const SIZE = 5;
/** Where the buckets are counted from, and how many a second has. */
const width = new Float64Array(2);
const ORIGIN_SECONDS = 0;
const BUCKETS_PER_SECOND = 1;

const insert = (entry: number): void => {
  const key = freeAtSeconds[entry]!;
  const position = (key - width[ORIGIN_SECONDS]!) * width[BUCKETS_PER_SECOND]!;
  const bucket = position > 0 ? (position < LAST_BUCKET ? position | 0 : LAST_BUCKET) : 0;
  if (bucket > ring[CURSOR]! + ring[MASK]!) {
    far[ring[FAR_COUNT]!] = entry;
    ring[FAR_COUNT]! += 1;
    if (bucket < ring[FAR_LEAST]!) ring[FAR_LEAST] = bucket;
    return;
  }
  const slot = bucket & ring[MASK]!;
  let after = heads[slot]!;
  if (after < 0) {
    heads[slot] = entry;
    nextInBucket[entry] = NOBODY;
    filled[slot >> 5]! |= 1 << slot;
    return;
  }
  let before = NOBODY;
  while (after >= 0) {
    const other = freeAtSeconds[after]!;
    if (key < other || (key === other && entry < after)) break;
    before = after;
    after = nextInBucket[after]!;
  }
  nextInBucket[entry] = after;
  if (before < 0) heads[slot] = entry;
  else nextInBucket[before] = entry;
};

/** Takes those into the ring whom it has reached. */
const takeFromFar = (): void => {
  const waiting = ring[FAR_COUNT]!;
  ring[FAR_COUNT] = 0;
  ring[FAR_LEAST] = LAST_BUCKET + MOST_BUCKETS;
  // those who stay aside are written back behind the place that is read
  for (let place = 0; place < waiting; place++) insert(far[place]!);
};

/** Moves the cursor to the next bucket that is filled, and finds the top there. */
const findTop = (): void => {
  const mask = ring[MASK]!;
  const slot = ring[CURSOR]! & mask;
  if (heads[slot]! >= 0) {
    ring[TOP] = heads[slot]!;
    return;
  }
  const words = (mask + 1) >> 5;
  let word = slot >> 5;
  let bits = filled[word]! & (-1 << slot);
  for (let looked = 0; bits === 0; looked++) {
    if (looked > words) {
      if (ring[FAR_COUNT]! === 0) {
        ring[TOP] = NOBODY;
        return;
      }
      ring[CURSOR] = ring[FAR_LEAST]!;
      takeFromFar();
      ring[TOP] = heads[ring[CURSOR]! & mask]!;
      return;
    }
    word = (word + 1) & (words - 1);
    bits = filled[word]!;
  }
  const found = (word << 5) + 31 - Math.clz32(bits & -bits);
  ring[CURSOR]! += (found - slot) & mask;
  if (ring[FAR_LEAST]! <= ring[CURSOR]! + mask) takeFromFar();
  ring[TOP] = heads[found]!;
};

/** Files the one at the top under its new time, which is not before the old one, and finds the next top. */
const moveTop = (): void => {
  const top = ring[TOP]!;
  const slot = ring[CURSOR]! & ring[MASK]!;
  const second = nextInBucket[top]!;
  heads[slot] = second;
  if (second < 0) filled[slot >> 5]! &= ~(1 << slot);
  insert(top);
  findTop();
};

/**
 * Files the first `size` of these times in place of all that were filed.
 * Throws a RangeError if there are more than `ROOM`.
 *
 * @param meanBusySeconds about how long each is busy at a time, more than 0; it decides the speed, not the result
 */
const fileAll = (times: Float64Array, size: number, meanBusySeconds: number): void => {
  if (size > ROOM) {
    throw new RangeError(`${size} agents are on duty at once; the simulation has room for ${ROOM}.`);
  }
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, size * BUCKETS_EACH)));
  const buckets = Math.max(FEWEST_BUCKETS, Math.min(MOST_BUCKETS, wanted));
  heads.fill(NOBODY, 0, buckets);
  filled.fill(0, 0, buckets >> 5);
  ring[SIZE] = size;
  ring[MASK] = buckets - 1;
  ring[FAR_COUNT] = 0;
  ring[FAR_LEAST] = LAST_BUCKET + MOST_BUCKETS;
  ring[TOP] = NOBODY;
  ring[CURSOR] = 0;
  width[BUCKETS_PER_SECOND] = buckets / (TIMES_A_RING * meanBusySeconds);
  if (size === 0) return;
  let least = Number.POSITIVE_INFINITY;
  for (let entry = 0; entry < size; entry++) {
    const time = times[entry]!;
    freeAtSeconds[entry] = time;
    if (time < least) least = time;
  }
  width[ORIGIN_SECONDS] = least;
  // backwards, so that among equal times each goes to the front of its list
  for (let entry = size - 1; entry >= 0; entry--) insert(entry);
  findTop();
};

/** Writes the times of those filed to the first places of `times`. */
const takeBack = (times: Float64Array): void => {
  for (let entry = 0; entry < ring[SIZE]!; entry++) times[entry] = freeAtSeconds[entry]!;
};

/**
 * Who becomes free next of those filed: agents by the time at which each is
 * free and at equal times by number. The least is always at hand as
 * `ring[TOP]`; giving it a later time and finding the next takes a time that
 * does not grow with their number, where a heap's does.
 *
 * Time is cut into buckets of equal width, each a list in order, and only a
 * ring of them is kept, from the bucket of the top on; the few times beyond the
 * ring wait aside until it reaches them. A bit a bucket tells which are empty.
 *
 * There is one calendar for all queues, since arrays that are constant are
 * reached in a third of the steps: who goes on with a queue files its agents
 * first and takes their times back at the end. It is one object for the same
 * reason: a variable that is exported by itself is no constant to the compiler,
 * neither here nor where it is imported; one that is taken out of an object,
 * once and for a whole file, is.
 *
 * Source: Brown, "Calendar queues", Communications of the ACM 31(10), 1988,
 * with the width given and lists in order.
 */
export const agentCalendar = {
  ROOM,
  freeAtSeconds,
  nextInBucket,
  heads,
  filled,
  ring,
  TOP,
  CURSOR,
  MASK,
  FAR_LEAST,
  width,
  ORIGIN_SECONDS,
  BUCKETS_PER_SECOND,
  fileAll,
  findTop,
  moveTop,
  takeBack,
} as const;
