import type { RandomStream } from "../random/stream.ts";
import type { Distribution } from "./distribution.ts";
import { lawOf } from "./law-of.ts";

/** Draws from one distribution, in seconds. */
export interface Sampler {
  readonly draw: (stream: RandomStream) => number;
  /** Fills `out`, or its part from `from` up to but not including `to`; the same values as one by one. */
  readonly fill: (stream: RandomStream, out: Float64Array, from?: number, to?: number) => void;
}

/** A sampler of the distribution; it holds no state, the stream does. Errors as `lawOf`. */
export const createSampler = (distribution: Distribution): Sampler => {
  const { draw, fill } = lawOf(distribution);
  return { draw, fill: (stream, out, from = 0, to = out.length) => fill(stream, out, from, to) };
};
