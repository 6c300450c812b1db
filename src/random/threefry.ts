/** Parity constant of the Threefry key schedule for 32-bit words. */
const PARITY = 0x1bd11bda;

/** The first twelve rounds with their key injections, which both forms share; writes to `out`. */
const twelveRounds = (
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Int32Array,
): void => {
  const key2 = PARITY ^ key0 ^ key1;
  let a = (counter0 + key0) | 0;
  let b = (counter1 + key1) | 0;

  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + key1) | 0;
  b = (b + key2 + 1) | 0;

  a = (a + b) | 0;
  b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0;
  b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0;
  b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0;
  b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + key2) | 0;
  b = (b + key0 + 2) | 0;

  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + key0) | 0;
  b = (b + key1 + 3) | 0;

  out[0] = a;
  out[1] = b;
};

/**
 * Threefry-2x32 with 20 rounds: a bijection of a 64-bit counter under a 64-bit
 * key whose outputs pass every test of BigCrush, with a margin of seven rounds.
 * Only additions, rotations and exclusive ors on 32-bit integers, so it is
 * exact everywhere. Writes two 32-bit words to `out`.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1,
 * 2, 3", SC 2011.
 */
export const threefry2x32 = (
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Int32Array,
): void => {
  twelveRounds(key0, key1, counter0, counter1, out);
  const key2 = PARITY ^ key0 ^ key1;
  let a = out[0]!;
  let b = out[1]!;

  a = (a + b) | 0;
  b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0;
  b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0;
  b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0;
  b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + key1) | 0;
  b = (b + key2 + 4) | 0;

  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;

  out[0] = (a + key2) | 0;
  out[1] = (b + key0 + 5) | 0;
};

/**
 * Threefry-2x32 with 13 rounds, the fewest that pass BigCrush (same source):
 * for the draws of every caller and attempt, where time counts.
 */
export const threefry2x32Short = (
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Int32Array,
): void => {
  twelveRounds(key0, key1, counter0, counter1, out);
  const a = (out[0]! + out[1]!) | 0;
  const b = out[1]!;
  out[0] = a;
  out[1] = ((b << 17) | (b >>> 15)) ^ a;
};
