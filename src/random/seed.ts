import { outOfDomain } from "./out-of-domain.ts";
import { PURPOSES, type Purpose } from "./purpose.ts";
import { threefry2x32 } from "./threefry.ts";

const LARGEST_PART = 2 ** 20 - 1;
const LARGEST_REPLICATION = 2 ** 32 - 1;

const scratch = new Int32Array(2);

const checkWhole = (parameter: string, value: number, largest: number): void => {
  if (!Number.isInteger(value) || value < 0 || value > largest) {
    throw outOfDomain(parameter, value, `a whole number from 0 to ${largest}`);
  }
};

/**
 * Fills `out` (an even number of words) with 32-bit words that belong to one
 * seed, purpose, replication and part alone. The words are Threefry outputs
 * under the seed as key, at counters that no other combination uses, so two
 * combinations never share words by construction, not just in all likelihood.
 *
 * @param seed any whole number from 0 to 2⁵³ − 1
 * @param replication which of many independent days, 0 to 2³² − 1
 * @param part distinguishes several streams of one purpose (the third spike), 0 to 2²⁰ − 1
 */
export const seedWords = (
  seed: number,
  purpose: Purpose,
  replication: number,
  part: number,
  out: Int32Array,
): void => {
  checkWhole("seed", seed, Number.MAX_SAFE_INTEGER);
  checkWhole("replication", replication, LARGEST_REPLICATION);
  checkWhole("part", part, LARGEST_PART);
  const low = seed | 0;
  const high = Math.floor(seed / 2 ** 32) | 0;
  // counter word 0: pair number (4 bits), part (20 bits), purpose (8 bits)
  const base = (part << 8) | PURPOSES[purpose];
  for (let pair = 0; 2 * pair < out.length; pair++) {
    threefry2x32(low, high, (pair << 28) | base, replication | 0, scratch);
    out[2 * pair] = scratch[0]!;
    out[2 * pair + 1] = scratch[1]!;
  }
};
