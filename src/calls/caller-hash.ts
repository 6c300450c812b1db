const FIRST_SEED = 0x9e3779b9;
const SECOND_SEED = 0x85ebca6b;
const FIRST_FACTOR = 0x01000193;
const SECOND_FACTOR = 0x5bd1e995;

/** The 53 bits out of both halves. */
const joined = (first: number, second: number): number => {
  const low = Math.imul(first ^ (first >>> 16) ^ second, 0xc2b2ae35);
  const high = Math.imul(second ^ (second >>> 15) ^ (low >>> 3), 0x27d4eb2f);
  return ((high >>> 0) & 0x1fffff) * 0x100000000 + ((low ^ (low >>> 15)) >>> 0);
};

/**
 * A number of 53 bits for a caller's identity, so that no text need be kept:
 * two rounds of multiply-and-rotate over its characters. Among a million
 * callers two share a number with a probability of one in ten thousand.
 */
export const callerHash = (text: string): number => {
  let first = FIRST_SEED;
  let second = SECOND_SEED;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    first = Math.imul(first ^ code, FIRST_FACTOR);
    second = Math.imul(second ^ code, SECOND_FACTOR);
    second ^= second >>> 13;
  }
  return joined(first, second);
};

/** What {@link callerHash} gives for a text of ASCII, out of its bytes, without making the text. */
export const callerHashOfBytes = (bytes: Uint8Array, from: number, to: number): number => {
  let first = FIRST_SEED;
  let second = SECOND_SEED;
  for (let i = from; i < to; i++) {
    const code = bytes[i] as number;
    first = Math.imul(first ^ code, FIRST_FACTOR);
    second = Math.imul(second ^ code, SECOND_FACTOR);
    second ^= second >>> 13;
  }
  return joined(first, second);
};
