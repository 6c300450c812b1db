import { NORMAL_95, studentT95 } from "./confidence.ts";

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

/** Half the mean square difference of neighbouring block means, over the blocks: the variance of the mean. */
const varianceByDifferences = (inOrder: Float64Array, blocks: number): number => {
  let previous = 0;
  let differences = 0;
  for (let block = 0; block < blocks; block++) {
    const start = Math.floor((block * inOrder.length) / blocks);
    const end = Math.floor(((block + 1) * inOrder.length) / blocks);
    let sum = 0;
    for (let index = start; index < end; index++) sum += inOrder[index]!;
    const mean = sum / (end - start);
    if (block > 0) differences += (mean - previous) ** 2;
    previous = mean;
  }
  return differences / (2 * (blocks - 1)) / blocks;
};

/**
 * The variance of the mean of calls in order of arrival, neighbours being
 * correlated: whoever calls after a caller who waited waits too. The calls are
 * cut into blocks; half the mean square difference of neighbouring blocks is
 * the variance of one (von Neumann 1941), which a rate that drifts over the day
 * hardly touches, where the plain variance of block means would take the
 * morning and the spike for noise. Of three block lengths the largest variance
 * is taken, and never less than that of independent calls: blocks shorter than
 * the memory of a queue see too little of it.
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
      quantile: variance === 0 || count > 200 ? NORMAL_95 : studentT95(Math.max(4, count - 1)),
      varianceOfMean: independent,
    };
  }
  const correlated = Math.max(...BLOCK_COUNTS.map((blocks) => varianceByDifferences(inOrder, blocks)));
  if (correlated <= independent) {
    return { effectiveCount: count, quantile: NORMAL_95, varianceOfMean: independent };
  }
  return {
    effectiveCount: (count * independent) / correlated,
    // differences of neighbours are themselves correlated: they are worth two thirds of their number
    quantile: studentT95((2 * (Math.min(...BLOCK_COUNTS) - 1)) / 3),
    varianceOfMean: correlated,
  };
};
