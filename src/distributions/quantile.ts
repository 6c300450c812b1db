import { outOfDomain } from "../random/out-of-domain.ts";
import type { Distribution } from "./distribution.ts";
import { lawOf } from "./law-of.ts";

/**
 * The smallest x, in seconds, with P(X ≤ x) ≥ p: at 0 the least value, at 1
 * the greatest, which is Infinity where there is none. RangeError for p
 * outside 0 to 1, else errors as `lawOf`.
 */
export const quantile = (distribution: Distribution, p: number): number => {
  if (!(p >= 0 && p <= 1)) throw outOfDomain("p", p, "a probability from 0 to 1");
  return lawOf(distribution).quantile(p);
};
