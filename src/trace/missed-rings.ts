import { drawKey, keyedUniform } from "../random/keyed.ts";

/**
 * How many rings for each caller of the day nobody answers before one is:
 * geometric, P(n or more) = share^n, the same caller always the same number.
 */
export const createMissedRings = (share: number, seed: number): ((caller: number) => number) => {
  if (share <= 0) return () => 0;
  const key = drawKey(seed, "missedRings");
  return (caller) => Math.floor(Math.log(keyedUniform(key, caller, 0)) / Math.log(share));
};
