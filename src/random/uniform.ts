import { nextWord, type RandomStream } from "./stream.ts";

/**
 * A number in the open interval (0, 1) from 64 random bits, of which it uses
 * 52: the centre of one of 2⁵² equal cells, so neither 0 nor 1 occurs and
 * logarithms and quantiles are safe.
 */
export const uniformFromWords = (high: number, low: number): number =>
  ((high >>> 6) * 67_108_864 + (low >>> 6) + 0.5) * 2.220446049250313e-16;

/** A uniform draw from the open interval (0, 1), with 52 random bits. */
export const nextUniform = (stream: RandomStream): number => {
  const high = nextWord(stream);
  return uniformFromWords(high, nextWord(stream));
};

/** Fills `out[from … to − 1]` with uniform draws from (0, 1), the same as one by one. */
export const fillUniform = (stream: RandomStream, out: Float64Array, from = 0, to = out.length): void => {
  for (let i = from; i < to; i++) out[i] = nextUniform(stream);
};
