import type { Purpose } from "./purpose.ts";
import { seedWords } from "./seed.ts";
import { fillWithXoshiro128 } from "./xoshiro128.ts";

/** Random words are made in blocks of this many: the generator's state then stays in registers. */
export const BLOCK_WORDS = 256;

/**
 * A stream of random 32-bit words from xoshiro128++, made block by block. Draw
 * from it with the functions beside this file; its fields are for them alone.
 */
export interface RandomStream {
  readonly state: Int32Array;
  readonly words: Int32Array;
  /** How many words of the block are used up. */
  used: number;
}

/**
 * Starts a stream anew at the beginning of one seed, purpose, replication and
 * part; allocates nothing. Arguments as for `seedWords`.
 */
export const restartStream = (
  stream: RandomStream,
  seed: number,
  purpose: Purpose,
  replication = 0,
  part = 0,
): void => {
  seedWords(seed, purpose, replication, part, stream.state);
  // the one state from which xoshiro never leaves; chance 2⁻¹²⁸
  if ((stream.state[0]! | stream.state[1]! | stream.state[2]! | stream.state[3]!) === 0) stream.state[0] = 1;
  stream.used = BLOCK_WORDS;
};

/** A new stream at its beginning; the same arguments always give the same words. */
export const createStream = (seed: number, purpose: Purpose, replication = 0, part = 0): RandomStream => {
  const stream: RandomStream = {
    state: new Int32Array(4),
    words: new Int32Array(BLOCK_WORDS),
    used: BLOCK_WORDS,
  };
  restartStream(stream, seed, purpose, replication, part);
  return stream;
};

/** Makes the next block of words. */
export const refill = (stream: RandomStream): void => {
  fillWithXoshiro128(stream.state, stream.words);
  stream.used = 0;
};

/** The next 32 random bits, as a signed integer. */
export const nextWord = (stream: RandomStream): number => {
  if (stream.used === BLOCK_WORDS) refill(stream);
  const word = stream.words[stream.used]!;
  stream.used++;
  return word;
};
