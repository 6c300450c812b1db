import { outOfDomain } from "../random/out-of-domain.ts";
import type { Distribution } from "./distribution.ts";
import { lawOf } from "./law-of.ts";

const checkTime = (xSeconds: number): void => {
  if (Number.isNaN(xSeconds)) throw outOfDomain("xSeconds", xSeconds, "a number of seconds");
};

/** P(X > x): the share that lasts longer than x. RangeError for NaN, else errors as `lawOf`. */
export const survival = (distribution: Distribution, xSeconds: number): number => {
  checkTime(xSeconds);
  return lawOf(distribution).survival(xSeconds);
};

/**
 * ∫₀ˣ P(X > u) du in seconds, which is also E[min(X, x)]: it rises from 0 to
 * the mean. RangeError for NaN, else errors as `lawOf`.
 */
export const survivalIntegral = (distribution: Distribution, xSeconds: number): number => {
  checkTime(xSeconds);
  return lawOf(distribution).survivalIntegral(xSeconds);
};
