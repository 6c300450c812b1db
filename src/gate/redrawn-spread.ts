import { type Interval, studentT95 } from "./confidence.ts";
import type { EffectiveSample } from "./correlation.ts";

/** Days that say nothing of a metric say nothing of its spread. */
const FEWEST_DAYS = 50;
/** Beyond so many standard deviations the measured day was none of the redrawn ones. */
const FARTHEST = 4;

const meanOf = (values: Float64Array): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
};

interface Spread {
  readonly mean: number;
  readonly deviation: number;
  readonly days: number;
}

const spreadOf = (figures: readonly number[]): Spread => {
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
  const squares = figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (figures.length - 1)), days: figures.length };
};

/** Whether a figure could have been seen on one of the redrawn days. */
const isLikeThem = (figure: number, { mean, deviation }: Spread): boolean =>
  deviation > 0 && Math.abs(figure - mean) <= FARTHEST * deviation;

/** How the days' means are spread; undefined where too few days have the metric or the measured day is none of them. */
const spreadOfMeans = (observed: number, days: readonly Float64Array[]): Spread | undefined => {
  const told = days.filter(({ length }) => length > 0);
  if (told.length < FEWEST_DAYS) return undefined;
  const spread = spreadOf(told.map(meanOf));
  return isLikeThem(observed, spread) ? spread : undefined;
};

/**
 * What a share of measured calls is worth, by how far the same share of redrawn
 * days is spread: the variance between days over that of as many calls apart.
 * Undefined where the days do not tell: too few of them have the metric, or the
 * measured day lies so far from them that it was made by something else.
 *
 * @param days the samples of each redrawn day, 0 or 1 each
 */
export const shareWorth = (
  observed: number,
  count: number,
  days: readonly Float64Array[],
): EffectiveSample | undefined => {
  const spread = spreadOfMeans(observed, days);
  if (spread === undefined) return undefined;
  const { mean, deviation } = spread;
  const perDay = days.reduce((sum, { length }) => sum + length, 0) / spread.days;
  const callsPerCall = Math.max(1, (deviation ** 2 * perDay) / (mean * (1 - mean)));
  const effectiveCount = count / callsPerCall;
  return {
    effectiveCount,
    quantile: studentT95(spread.days - 1),
    varianceOfMean: (observed * (1 - observed)) / effectiveCount,
  };
};

/** How far chance moves a mean, as a part of the mean. */
export interface RelativeSpread {
  readonly relativeDeviation: number;
  readonly quantile: number;
}

/**
 * The same for a mean that cannot be negative: the standard deviation of a
 * queue's mean wait grows with that mean, so what the days tell is the one over
 * the other.
 */
export const meanSpread = (observed: number, days: readonly Float64Array[]): RelativeSpread | undefined => {
  const spread = spreadOfMeans(observed, days);
  return spread === undefined
    ? undefined
    : { relativeDeviation: spread.deviation / spread.mean, quantile: studentT95(spread.days - 1) };
};

/**
 * The interval of a mean from its relative spread, by so many standard
 * deviations: on the logarithm, where the spread is the same whatever the mean.
 * On a plain scale a day of short waits would have a short interval, and miss a
 * true mean above it too often.
 */
export const logarithmicInterval = (
  observed: number,
  { relativeDeviation }: RelativeSpread,
  deviations: number,
): Required<Interval> => ({
  low: observed * Math.exp(-deviations * relativeDeviation),
  high: observed * Math.exp(deviations * relativeDeviation),
});

/** The same for the share of calls beyond a quantile, which the quantile's interval is taken from. */
export const quantileWorth = (
  observed: number,
  probability: number,
  count: number,
  days: readonly Float64Array[],
): EffectiveSample | undefined => {
  const pooled = new Float64Array(days.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const samples of days) {
    pooled.set(samples, at);
    at += samples.length;
  }
  if (pooled.length === 0) return undefined;
  pooled.sort();
  const beyond = pooled[Math.min(pooled.length - 1, Math.floor(pooled.length * probability))]!;
  const own = spreadOf(
    days.flatMap((samples) => {
      if (samples.length === 0) return [];
      const sorted = Float64Array.from(samples).sort();
      return [sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * probability))]!];
    }),
  );
  if (!isLikeThem(observed, own)) return undefined;
  const shares = days.map((samples) => samples.map((sample) => (sample > beyond ? 1 : 0)));
  const told = shares.filter(({ length }) => length > 0);
  return told.length < FEWEST_DAYS
    ? undefined
    : shareWorth(meanOf(Float64Array.from(told, meanOf)), count, told);
};
