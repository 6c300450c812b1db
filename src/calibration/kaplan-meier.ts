import { NORMAL_975 } from "../distributions/wilson-interval.ts";
import { type DurationCounts, secondsOfBin } from "./duration-counts.ts";

/** P(X > seconds) with its 95 % band. */
export interface SurvivalPoint {
  readonly seconds: number;
  readonly probability: number;
  readonly low: number;
  readonly high: number;
}

/** Kaplan and Meier's curve, and what can be read off it. */
export interface SurvivalCurve {
  /** Durations of more than zero. */
  readonly observations: number;
  readonly ended: number;
  /** The longest duration, ended or censored: the curve says nothing beyond it. */
  readonly longestSeconds: number;
  /** The curve after the longest duration that ended. */
  readonly lastProbability: number;
  /** The first t with a survival of at most a half, where the curve comes down so far. */
  readonly medianSeconds?: number;
  /** Where the band comes down to a half; a bound that it does not reach is absent. */
  readonly medianLowSeconds?: number;
  readonly medianHighSeconds?: number;
  /** The curve at the times asked for, as far as it goes. */
  readonly points: readonly SurvivalPoint[];
}

/**
 * The band by Greenwood's variance on the scale of log(−log S), which keeps it
 * within 0 and 1 (Kalbfleisch, Prentice 1980). It is not defined where the curve
 * comes down to 0.
 *
 * @param highBefore the upper bound before the last step.
 */
const band = (survival: number, greenwood: number, highBefore: number): { low: number; high: number } => {
  if (survival >= 1) return { low: 1, high: 1 };
  // nobody is left to tell how sure the last step is, so the bound above stays where it was
  if (survival <= 0 || !Number.isFinite(greenwood)) return { low: 0, high: highBefore };
  const width = (NORMAL_975 * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
  return { low: survival ** Math.exp(width), high: survival ** Math.exp(-width) };
};

/**
 * Kaplan and Meier's estimate (1958) of the survival function from right-censored
 * durations, with bands by Greenwood's formula. At ties deaths come before
 * censorings; durations of zero carry no information and are left out.
 *
 * @param atSeconds rising times at which the curve is wanted.
 */
export const kaplanMeier = (counts: DurationCounts, atSeconds: readonly number[]): SurvivalCurve => {
  const zeros = (counts.ended[0] as number) + (counts.censored[0] as number);
  const observations = counts.endedTotal + counts.censoredTotal - zeros;
  let atRisk = observations;
  let survival = 1;
  let greenwood = 0;
  let bounds = { low: 1, high: 1 };
  let next = 0;
  let medianSeconds: number | undefined;
  let medianLowSeconds: number | undefined;
  let medianHighSeconds: number | undefined;
  const longestSeconds = observations === 0 ? 0 : secondsOfBin(counts, counts.top - 1);
  const points: SurvivalPoint[] = [];
  const addPoint = (seconds: number): void => {
    points.push({ seconds, probability: survival, ...bounds });
  };

  for (let bin = 1; bin < counts.top; bin++) {
    const ended = counts.ended[bin] as number;
    const censored = counts.censored[bin] as number;
    if (ended + censored === 0) continue;
    const seconds = secondsOfBin(counts, bin);
    while (next < atSeconds.length && (atSeconds[next] as number) < seconds) {
      addPoint(atSeconds[next] as number);
      next++;
    }
    if (ended > 0) {
      survival *= 1 - ended / atRisk;
      greenwood += ended / (atRisk * (atRisk - ended));
      bounds = band(survival, greenwood, bounds.high);
      const { low, high } = bounds;
      // the tolerance is for the product's rounding where the curve meets one half exactly
      if (low <= 0.5 && medianLowSeconds === undefined) medianLowSeconds = seconds;
      if (survival <= 0.5 + 1e-12 && medianSeconds === undefined) medianSeconds = seconds;
      if (high <= 0.5 && medianHighSeconds === undefined) medianHighSeconds = seconds;
    }
    atRisk -= ended + censored;
  }
  while (next < atSeconds.length && (atSeconds[next] as number) <= longestSeconds) {
    addPoint(atSeconds[next] as number);
    next++;
  }
  return {
    observations,
    ended: counts.endedTotal - (counts.ended[0] as number),
    longestSeconds,
    lastProbability: survival,
    ...(medianSeconds === undefined ? {} : { medianSeconds }),
    ...(medianLowSeconds === undefined ? {} : { medianLowSeconds }),
    ...(medianHighSeconds === undefined ? {} : { medianHighSeconds }),
    points,
  };
};

/** Mean and coefficient of variation of a duration of which some were censored. */
export interface CensoredMoments {
  readonly meanSeconds: number;
  readonly cv: number;
  /** The share of durations that outlast the longest one seen; the mean beyond it is extrapolated. */
  readonly beyondProbability: number;
}

/**
 * Mean and coefficient of variation from right-censored durations: the area
 * under Kaplan and Meier's curve, and beyond its end an exponential tail with
 * the durations' overall rate. Durations of zero count. Undefined where none
 * ended.
 */
export const censoredMoments = (counts: DurationCounts): CensoredMoments | undefined => {
  if (counts.endedTotal === 0) return undefined;
  let atRisk = counts.endedTotal + counts.censoredTotal;
  let survival = 1;
  let before = 0;
  let first = 0;
  let second = 0;
  let exposure = 0;
  for (let bin = 0; bin < counts.top; bin++) {
    const ended = counts.ended[bin] as number;
    const censored = counts.censored[bin] as number;
    if (ended + censored === 0) continue;
    const seconds = secondsOfBin(counts, bin);
    first += survival * (seconds - before);
    second += survival * (seconds * seconds - before * before);
    exposure += seconds * (ended + censored);
    survival *= 1 - ended / atRisk;
    atRisk -= ended + censored;
    before = seconds;
  }
  const tail = exposure / counts.endedTotal;
  const meanSeconds = first + survival * tail;
  const secondMoment = second + survival * (2 * before * tail + 2 * tail * tail);
  const variance = Math.max(0, secondMoment - meanSeconds * meanSeconds);
  return {
    meanSeconds,
    cv: meanSeconds > 0 ? Math.sqrt(variance) / meanSeconds : 0,
    beyondProbability: survival,
  };
};
