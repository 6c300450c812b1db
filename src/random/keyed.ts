import type { Purpose } from "./purpose.ts";
import { seedWords } from "./seed.ts";
import { threefry2x32Short } from "./threefry.ts";
import { uniformFromWords } from "./uniform.ts";

/** Part number of keyed draws: streams use the parts below it. */
const KEYED_PART = 2 ** 20 - 1;

const scratch = new Int32Array(2);

/** The key under which the keyed draws of one seed, purpose and replication are made. */
export interface DrawKey {
  readonly low: number;
  readonly high: number;
}

/** Makes the key once; `keyedUniform` then draws any number by its coordinates, in any order. */
export const drawKey = (seed: number, purpose: Purpose, replication = 0): DrawKey => {
  const words = new Int32Array(2);
  seedWords(seed, purpose, replication, KEYED_PART, words);
  return { low: words[0]!, high: words[1]! };
};

/**
 * The uniform number in (0, 1) that stands at (first, second), such as caller
 * and attempt: the same whenever and in whatever order it is asked for. One
 * 13-round Threefry evaluation with the coordinates as its counter, 52 bits used.
 *
 * @param first whole number from 0 to 2³² − 1
 * @param second whole number from 0 to 2³² − 1
 */
export const keyedUniform = (key: DrawKey, first: number, second: number): number => {
  threefry2x32Short(key.low, key.high, first, second, scratch);
  return uniformFromWords(scratch[0]!, scratch[1]!);
};

/**
 * Two independent uniform numbers in (0, 1) of 32 bits each, at the price of
 * one: written to `out[0]` and `out[1]`.
 */
export const keyedUniformPair = (key: DrawKey, first: number, second: number, out: Float64Array): void => {
  threefry2x32Short(key.low, key.high, first, second, scratch);
  out[0] = ((scratch[0]! >>> 0) + 0.5) * 2.3283064365386963e-10;
  out[1] = ((scratch[1]! >>> 0) + 0.5) * 2.3283064365386963e-10;
};
