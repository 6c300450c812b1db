import { wilsonInterval } from "../distributions/wilson-interval.ts";
import { studentQuantile } from "../simulation/student-t.ts";

/** A 95 % interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What one block of calls adds to the numerator and the denominator of a ratio. */
export interface RatioBlock {
  readonly numerator: number;
  readonly denominator: number;
}

/** Fewer blocks than this say nothing on how blocks vary. */
export const FEWEST_BLOCKS = 5;

/** Student's distribution is not taken with fewer degrees of freedom where they are estimated. */
const FEWEST_DEGREES = 3;

/** A ratio's value and standard error from blocks that do not depend on each other. */
export interface RatioEstimate {
  readonly value: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  /** Correlation of neighbouring blocks' residuals; near 0 if the blocks are long enough. */
  readonly neighbourCorrelation: number;
}

/**
 * Degrees of freedom of a variance from residuals of which a few may hold nearly
 * all: by Satterthwaite's rule three for each that counts, if they were normal; a
 * skewed sample hides its own tail, and half of that is what simulation asks for.
 *
 * @param counting how many residuals count, (Σr²)²/Σr⁴: a third of normal ones.
 */
const degreesOf = (counting: number, count: number): number =>
  Math.max(2, Math.min(count - 1, 1.5 * counting));

/**
 * The ratio of two sums over blocks and its standard error by the jackknife's
 * residuals (Cochran, Sampling Techniques, 1977, chapter 6). Undefined where the
 * denominator is zero or there are fewer than {@link FEWEST_BLOCKS} blocks with
 * anything in them.
 */
export const ratioOfBlocks = (blocks: readonly RatioBlock[]): RatioEstimate | undefined => {
  let numerator = 0;
  let denominator = 0;
  let filled = 0;
  for (const block of blocks) {
    numerator += block.numerator;
    denominator += block.denominator;
    if (block.denominator > 0) filled++;
  }
  if (!(denominator > 0) || filled < FEWEST_BLOCKS) return undefined;
  const value = numerator / denominator;
  const residuals: number[] = [];
  for (const block of blocks) {
    if (block.denominator === 0 && block.numerator === 0) continue;
    const leverage = Math.min(0.9, block.denominator / denominator);
    residuals.push((block.numerator - value * block.denominator) / (1 - leverage));
  }
  let squares = 0;
  let fourths = 0;
  let products = 0;
  for (let i = 0; i < residuals.length; i++) {
    squares += (residuals[i] as number) ** 2;
    fourths += (residuals[i] as number) ** 4;
    if (i > 0) products += (residuals[i] as number) * (residuals[i - 1] as number);
  }
  const count = residuals.length;
  return {
    value,
    standardError: Math.sqrt(((count - 1) / count) * squares) / denominator,
    degreesOfFreedom: fourths > 0 ? degreesOf(squares ** 2 / fourths, count) : count - 1,
    neighbourCorrelation: squares > 0 ? products / squares : 0,
  };
};

/**
 * The estimate with its standard error raised for what is left of the dependence
 * between neighbouring blocks: the variance of a sum grows by 1 + 2ρ where each
 * block hangs together with the next one by ρ.
 */
export const allowingForNeighbours = (estimate: RatioEstimate): RatioEstimate => ({
  ...estimate,
  standardError: estimate.standardError * Math.sqrt(1 + 2 * Math.max(0, estimate.neighbourCorrelation)),
});

/** The interval of a positive ratio, on the scale of its logarithm; undefined where blocks do not vary. */
export const logInterval = (estimate: RatioEstimate): Interval | undefined => {
  if (!(estimate.value > 0 && estimate.standardError > 0)) return undefined;
  const width = (studentQuantile(0.975, estimate.degreesOfFreedom) * estimate.standardError) / estimate.value;
  return { low: estimate.value * Math.exp(-width), high: estimate.value * Math.exp(width) };
};

/** The interval of a share, on the scale of its log-odds; undefined where the share is 0 or 1. */
export const shareInterval = (estimate: RatioEstimate): Interval | undefined => {
  const { value, standardError } = estimate;
  if (!(value > 0 && value < 1 && standardError > 0)) return undefined;
  const width = (studentQuantile(0.975, estimate.degreesOfFreedom) * standardError) / (value * (1 - value));
  const odds = value / (1 - value);
  const back = (factor: number): number => (odds * factor) / (1 + odds * factor);
  return { low: back(Math.exp(-width)), high: back(Math.exp(width)) };
};

/** The interval of a share of calls that are worth `calls` independent ones. A share of 0 or 1 keeps its bound. */
export const scoreInterval = (value: number, calls: number): Interval =>
  value === 0 || value === 1 ? extremeShareInterval(value, calls) : wilsonInterval(value, calls);

/**
 * The interval of a mean whose variance grows as the mean itself does, as that of
 * waits in a queue: the means m with (value − m)² ≤ t²·m·`variancePerMean`, in the
 * manner of Wilson's score. A value of 0 has an upper bound too.
 *
 * @param calls how many independent calls the mean is worth.
 */
export const meanScoreInterval = (value: number, variancePerMean: number, calls: number): Interval => {
  const half = (studentQuantile(0.975, Math.max(FEWEST_DEGREES, calls)) ** 2 * variancePerMean) / 2;
  const reach = Math.sqrt(half * half + 2 * half * value);
  return { low: Math.max(0, value + half - reach), high: value + half + reach };
};

/**
 * The interval of a share of which every call, or none, was seen: what would
 * still be seen so with probability 2.5 %.
 */
export const extremeShareInterval = (value: 0 | 1, calls: number): Interval => {
  const reach = 1 - 0.025 ** (1 / calls);
  return value === 0 ? { low: 0, high: reach } : { low: 1 - reach, high: 1 };
};
