import { createStream, nextWord, type RandomStream } from "../random/stream.ts";

/** Differences of one metric, summed by block: what resampling needs of them. */
export interface BlockSums {
  readonly differences: Float64Array;
  readonly counts: Float64Array;
}

export interface DifferenceEstimate {
  readonly mean: number;
  /** 99 % interval, by bootstrap of the blocks. */
  readonly low: number;
  readonly high: number;
  /** Two-sided, by changing the signs of whole blocks. */
  readonly probability: number;
}

const RESAMPLES = 4000;
const CONFIDENCE = 0.99;

const nextBelow = (stream: RandomStream, count: number): number =>
  Math.floor(((nextWord(stream) >>> 0) / 2 ** 32) * count);

/** Sums by the square root of their size, signs kept. */
const dampened = (sums: Float64Array): Float64Array =>
  sums.map((sum) => Math.sign(sum) * Math.sqrt(Math.abs(sum)));

/**
 * The mean difference over callers with its interval and how often chance alone
 * would give one as large. If both runs were of the same PBX, base and run
 * could change places in any block without changing what is likely, so that
 * the signs of the blocks' sums are as good as tossed (a randomisation test,
 * Fisher 1935). The interval is a percentile bootstrap over blocks (Efron 1979).
 *
 * @param seed the same seed gives the same figures.
 */
export const estimateDifference = ({ differences, counts }: BlockSums, seed: number): DifferenceEstimate => {
  const blocks = differences.length;
  let total = 0;
  let callers = 0;
  for (let block = 0; block < blocks; block++) {
    total += differences[block]!;
    callers += counts[block]!;
  }
  const mean = total / callers;
  const stream = createStream(seed, "bootstrap");
  const means = new Float64Array(RESAMPLES);
  let asLarge = 0;
  const scores = dampened(differences);
  const threshold = Math.abs(scores.reduce((sum, score) => sum + score, 0)) * (1 - 1e-12);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let sum = 0;
    let count = 0;
    let tossed = 0;
    let bits = 0;
    for (let block = 0; block < blocks; block++) {
      const drawn = nextBelow(stream, blocks);
      sum += differences[drawn]!;
      count += counts[drawn]!;
      if (block % 32 === 0) bits = nextWord(stream);
      tossed += (bits & 1) === 1 ? scores[block]! : -scores[block]!;
      bits >>>= 1;
    }
    means[resample] = sum / count;
    if (Math.abs(tossed) >= threshold) asLarge++;
  }
  means.sort();
  const tail = (1 - CONFIDENCE) / 2;
  return {
    mean,
    low: means[Math.floor(tail * RESAMPLES)]!,
    high: means[Math.ceil((1 - tail) * RESAMPLES) - 1]!,
    // no difference at all is no evidence, and the tosses count as one of their own kind
    probability: threshold === 0 ? 1 : (asLarge + 1) / (RESAMPLES + 1),
  };
};
