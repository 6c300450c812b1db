import type { Distribution } from "./distribution.ts";
import { lawOf } from "./law-of.ts";

/** The mean in seconds. Errors as `lawOf`. */
export const meanSeconds = (distribution: Distribution): number => lawOf(distribution).meanSeconds;

/** Standard deviation over mean; 0 where the mean is 0. Errors as `lawOf`. */
export const coefficientOfVariation = (distribution: Distribution): number => lawOf(distribution).cv;
