import { BLOCK_WORDS, nextWord, type RandomStream, refill } from "./stream.ts";
import { nextUniform } from "./uniform.ts";
import { LAYERS, layZiggurat } from "./ziggurat.ts";

/** Where the tail begins with 256 layers (Marsaglia and Tsang 2000). */
export const EXPONENTIAL_TAIL_START = 7.69711747013105;

const { edge, height } = layZiggurat(
  EXPONENTIAL_TAIL_START,
  (EXPONENTIAL_TAIL_START + 1) * Math.exp(-EXPONENTIAL_TAIL_START),
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
);

/** Width of a layer for each of the 2²⁴ positions in it. */
const step = edge.slice(0, LAYERS).map((width) => width / 2 ** 24);

/** What to do with the one point in ninety that is not under the density for certain. */
const outsideTheLayers = (stream: RandomStream, firstLayer: number, firstX: number): number => {
  let layer = firstLayer;
  let x = firstX;
  let beyond = 0;
  while (true) {
    if (x < edge[layer + 1]!) return beyond + x;
    if (layer === 0) {
      // memoryless: what is left beyond the tail's start is a fresh draw
      beyond += EXPONENTIAL_TAIL_START;
    } else {
      const y = height[layer]! + nextUniform(stream) * (height[layer + 1]! - height[layer]!);
      if (y < Math.exp(-x)) return beyond + x;
    }
    const word = nextWord(stream);
    layer = word & 255;
    x = ((word >>> 8) + 0.5) * step[layer]!;
  }
};

/** A draw from the exponential distribution with mean 1, by ziggurat; never 0. */
export const nextExponential = (stream: RandomStream): number => {
  const word = nextWord(stream);
  const layer = word & 255;
  const x = ((word >>> 8) + 0.5) * step[layer]!;
  return x < edge[layer + 1]! ? x : outsideTheLayers(stream, layer, x);
};

/**
 * Fills `out[from … to − 1]` with exponential draws of the mean given, the
 * same as one by one. A draw within one of the 256 layers has one of 2²⁴
 * positions there, so neighbouring positions lie at most 5.2·10⁻⁷ means apart.
 */
export const fillExponential = (
  stream: RandomStream,
  mean: number,
  out: Float64Array,
  from = 0,
  to = out.length,
): void => {
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
      x = ((word >>> 8) + 0.5) * step[layer]!;
      out[i] = mean * x;
      i++;
    } while (x < edge[layer + 1]! && used < end);
    stream.used = used;
    if (x >= edge[layer + 1]!) out[i - 1] = mean * outsideTheLayers(stream, layer, x);
  }
};
