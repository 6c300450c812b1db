import { toHex, toPaddedWords } from "./hash-words.ts";

const primes = (count: number): number[] => {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
};
/** The first 32 bits of a number's fraction, which is how FIPS 180-4 defines its constants. */
const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;

const ROUNDS = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const START = primes(8).map((prime) => fraction(Math.sqrt(prime)));

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** SHA-256 (FIPS 180-4) of a byte string, in hexadecimal. */
export const sha256 = (bytes: string): string => {
  const words = toPaddedWords(bytes, "big");
  const state = [...START];
  const schedule = new Int32Array(64);
  for (let block = 0; block < words.length; block += 16) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) schedule[i] = words[block + i] as number;
      else {
        const early = schedule[i - 15] as number;
        const late = schedule[i - 2] as number;
        const mixEarly = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
        const mixLate = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
        schedule[i] = ((schedule[i - 16] as number) + mixEarly + (schedule[i - 7] as number) + mixLate) | 0;
      }
    }
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i += 1) {
      const choice = (e & f) ^ (~e & g);
      const first =
        (h +
          (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
          choice +
          (ROUNDS[i] as number) +
          (schedule[i] as number)) |
        0;
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = ((state[i] as number) + word) | 0;
    });
  }
  return toHex(state, "big");
};
