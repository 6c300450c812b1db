import { NORMAL_975 } from "../distributions/wilson-interval.ts";
import { studentT95 } from "./confidence.ts";

/** How many independent calls a sequence of correlated ones is worth. */
export interface EffectiveSample {
  readonly effectiveCount: number;
  /** Student's quantile for the blocks that the correlation was estimated from. */
  readonly quantile: number;
  /** Variance of the mean, correlation included. */
  readonly varianceOfMean: number;
}

/** Cuts of the day, from fine to coarse; the coarsest blocks must outlast the memory of a queue. */
const BLOCK_COUNTS = [20, 14, 10] as const;
/** Below this there are too few calls to see a correlation; they count as independent. */
const FEWEST_CALLS = 60;

/**
 * The variance of the mean of all, from how far each block's mean lies from the
 * middle of its neighbours' (Gasser, Sroka and Jennen-Steinmetz 1986): six times
 * a block's variance, whatever level and slope the day has there.
 */
const varianceBySecondDifferences = (inOrder: Float64Array, blocks: number): number => {
  const means = new Float64Array(blocks);
  for (let block = 0; block < blocks; block++) {
    const start = Math.floor((block * inOrder.length) / blocks);
    const end = Math.floor(((block + 1) * inOrder.length) / blocks);
    let sum = 0;
    for (let index = start; index < end; index++) sum += inOrder[index]!;
    means[block] = sum / (end - start);
  }
  let squares = 0;
  for (let block = 1; block + 1 < blocks; block++) {
    squares += (means[block + 1]! - 2 * means[block]! + means[block - 1]!) ** 2;
  }
  return squares / (6 * (blocks - 2)) / blocks;
};

/** What second differences of neighbours are worth as degrees of freedom, of their number. */
const WORTH = 18 / 35;

/**
 * The variance of the mean of calls in order of arrival, neighbours being
 * correlated: whoever calls after a caller who waited waits too. The calls are
 * cut into blocks and the variance of a block's mean is taken from second
 * differences, which a day's rise and fall hardly touches, where the plain
 * variance of block means would take the morning and the spike for noise. Of
 * three block lengths the largest variance counts, and never less than that of
 * independent calls: blocks shorter than the memory of a queue see too little
 * of it.
 */
export const effectiveSample = (inOrder: Float64Array): EffectiveSample => {
  const count = inOrder.length;
  let sum = 0;
  for (const value of inOrder) sum += value;
  const mean = sum / count;
  let squares = 0;
  for (const value of inOrder) squares += (value - mean) ** 2;
  const variance = count > 1 ? squares / (count - 1) : 0;
  const independent = variance / count;
  if (count < FEWEST_CALLS || variance === 0) {
    return {
      effectiveCount: count,
      quantile: variance === 0 || count > 200 ? NORMAL_975 : studentT95(Math.max(4, count - 1)),
      varianceOfMean: independent,
    };
  }
  const correlated = Math.max(...BLOCK_COUNTS.map((blocks) => varianceBySecondDifferences(inOrder, blocks)));
  if (correlated <= independent) {
    return { effectiveCount: count, quantile: NORMAL_975, varianceOfMean: independent };
  }
  return {
    effectiveCount: (count * independent) / correlated,
    quantile: studentT95(WORTH * (Math.min(...BLOCK_COUNTS) - 2)),
    varianceOfMean: correlated,
  };
};
