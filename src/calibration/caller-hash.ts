/**
 * A number of 53 bits for a caller's identity, so that no text need be kept:
 * two rounds of multiply-and-rotate over its characters. Among a million
 * callers two share a number with a probability of one in ten thousand.
 */
export const callerHash = (text: string): number => {
  let first = 0x9e3779b9;
  let second = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x5bd1e995);
    second ^= second >>> 13;
  }
  first = Math.imul(first ^ (first >>> 16) ^ second, 0xc2b2ae35);
  second = Math.imul(second ^ (second >>> 15) ^ (first >>> 3), 0x27d4eb2f);
  first ^= first >>> 15;
  return ((second >>> 0) & 0x1fffff) * 0x100000000 + (first >>> 0);
};
