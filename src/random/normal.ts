import { BLOCK_WORDS, nextWord, type RandomStream, refill } from "./stream.ts";
import { nextUniform } from "./uniform.ts";
import { LAYERS, layZiggurat } from "./ziggurat.ts";

/** Where the tail begins, and each layer's area under exp(−x²/2), with 256 layers (Marsaglia and Tsang 2000). */
export const NORMAL_TAIL_START = 3.6541528853610088;
export const NORMAL_LAYER_AREA = 0.00492867323399;

const { edge, height } = layZiggurat(
  NORMAL_TAIL_START,
  NORMAL_LAYER_AREA,
  (x) => Math.exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * Math.log(y)),
);

/** Width of a layer for each of the 2²³ positions on either side of zero. */
const step = edge.slice(0, LAYERS).map((width) => width / 2 ** 23);

/** The normal distribution beyond the tail's start (Marsaglia 1964). */
const tail = (stream: RandomStream): number => {
  while (true) {
    const beyond = -Math.log(nextUniform(stream)) / NORMAL_TAIL_START;
    const y = -Math.log(nextUniform(stream));
    if (2 * y > beyond * beyond) return NORMAL_TAIL_START + beyond;
  }
};

/** What to do with the one point in seventy that is not under the density for certain. */
const outsideTheLayers = (stream: RandomStream, firstLayer: number, firstX: number): number => {
  let layer = firstLayer;
  let x = firstX;
  while (true) {
    if (Math.abs(x) < edge[layer + 1]!) return x;
    if (layer === 0) return x < 0 ? -tail(stream) : tail(stream);
    const y = height[layer]! + nextUniform(stream) * (height[layer + 1]! - height[layer]!);
    if (y < Math.exp(-0.5 * x * x)) return x;
    const word = nextWord(stream);
    layer = word & 255;
    x = ((word >> 8) + 0.5) * step[layer]!;
  }
};

/** A draw from the standard normal distribution, by ziggurat. */
export const nextNormal = (stream: RandomStream): number => {
  const word = nextWord(stream);
  const layer = word & 255;
  const x = ((word >> 8) + 0.5) * step[layer]!;
  return Math.abs(x) < edge[layer + 1]! ? x : outsideTheLayers(stream, layer, x);
};

/**
 * Fills `out[from … to − 1]` with standard normal draws, the same as one by
 * one. A draw within one of the 256 layers has one of 2²⁴ positions there.
 */
export const fillNormal = (stream: RandomStream, out: Float64Array, from = 0, to = out.length): void => {
  const words = stream.words;
  let i = from;
  while (i < to) {
    if (stream.used === BLOCK_WORDS) refill(stream);
    // a tight run over the block, left at the first point outside the layers
    const end = Math.min(BLOCK_WORDS, stream.used + to - i);
    let used = stream.used;
    let layer = 0;
    let x = 0;
    do {
      const word = words[used]!;
      used++;
      layer = word & 255;
      x = ((word >> 8) + 0.5) * step[layer]!;
      out[i] = x;
      i++;
    } while (Math.abs(x) < edge[layer + 1]! && used < end);
    stream.used = used;
    if (Math.abs(x) >= edge[layer + 1]!) out[i - 1] = outsideTheLayers(stream, layer, x);
  }
};
