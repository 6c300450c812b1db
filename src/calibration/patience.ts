import { countOf } from "../calls/count-of.ts";
import { gammaQuantile } from "../distributions/special/gamma-quantile.ts";
import type { Interval } from "./block-interval.ts";
import { type Block, sumOf } from "./blocks.ts";
import { type DurationCounts, groupDurations, secondsOfBin } from "./duration-counts.ts";
import type { PatienceEstimates } from "./estimates.ts";
import { kaplanMeier, type SurvivalCurve } from "./kaplan-meier.ts";
import type { Observations } from "./observe.ts";
import { FEWEST_FOR_SHAPE, fitPatience } from "./patience-fit.ts";

/** Where the survival curve is always told, seconds. */
export const SURVIVAL_AT_SECONDS = [
  5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 420, 480, 600, 720, 900, 1200, 1500, 1800,
  2400, 3000, 3600, 5400, 7200,
];

/** Up to so many steps the curve is told at each of them as well. */
const MOST_STEPS_TOLD = 40;

/** The usual times, and each step of a curve that has few, so that a small record is told in full. */
const toldAtSeconds = (waits: DurationCounts): readonly number[] => {
  const steps: number[] = [];
  for (let bin = 1; bin < waits.top; bin++) {
    if (waits.ended[bin] === 0) continue;
    steps.push(secondsOfBin(waits, bin));
    if (steps.length > MOST_STEPS_TOLD) return SURVIVAL_AT_SECONDS;
  }
  return [...new Set([...SURVIVAL_AT_SECONDS, ...steps])].sort((one, other) => one - other);
};

/**
 * The 95 % interval of an exponential patience's mean: its rate is
 * Gamma(abandonments + ½, all waiting), Jeffreys' posterior. It holds whatever
 * binds the waits of a day together, since each caller's patience is his own.
 */
export const exponentialPatienceInterval = (abandonments: number, waitingSeconds: number): Interval => ({
  low: waitingSeconds / gammaQuantile(abandonments + 0.5, 0.975),
  high: waitingSeconds / gammaQuantile(abandonments + 0.5, 0.025),
});

export interface PatienceResult {
  readonly patience?: PatienceEstimates;
  readonly curve?: SurvivalCurve;
}

/** Patience from what was seen, with notes on what cannot be said. */
export const estimatePatience = (seen: Observations, total: Block, notes: string[]): PatienceResult => {
  const impatient = sumOf(total, "impatient");
  const exposure = sumOf(total, "exposure");
  if (!(exposure > 0)) {
    notes.push(
      seen.fromIntervals
        ? "The report says nothing of waiting, so nothing is known of patience."
        : "Nobody waited, so nothing is known of patience.",
    );
    return {};
  }
  if (impatient === 0) {
    notes.push(
      `Nobody abandoned in ${Math.round(exposure)} s of waiting altogether: patience cannot be estimated, but its mean is above ${Math.round(-exposure / Math.log(0.025))} s (97.5 % confidence, exponential).`,
    );
  }
  const exponential = impatient > 0 ? { exponentialMeanSeconds: exposure / impatient } : {};
  if (seen.fromIntervals) {
    notes.push(
      "A report by intervals gives the mean of patience alone: its shape and its median are not known.",
    );
    return impatient > 0 ? { patience: exponential } : {};
  }
  const curve = kaplanMeier(seen.waits, toldAtSeconds(seen.waits));
  if (curve.medianSeconds === undefined) {
    notes.push(
      `Patience has no measured median: ${Math.round(100 * curve.lastProbability)} % outlast the longest wait of ${Math.round(curve.longestSeconds)} s.`,
    );
  }
  const fit = impatient > 0 ? fitPatience(groupDurations(seen.waits, 0.004)) : undefined;
  if (fit === undefined && impatient >= FEWEST_FOR_SHAPE) {
    notes.push(
      "The shape of patience cannot be told: those who abandoned waited too short a time, or all as long.",
    );
  } else if (fit === undefined && impatient > 0) {
    notes.push(
      `The shape of patience cannot be told from ${countOf(impatient, "abandonment", "abandonments")}; ten are needed.`,
    );
  }
  const largestDistance = Math.max(
    0,
    ...curve.points.map(({ seconds, probability }) =>
      fit === undefined ? 0 : Math.abs(fit.chosen.survival(seconds) - probability),
    ),
  );
  return {
    curve,
    patience: {
      ...exponential,
      ...(curve.medianSeconds === undefined ? {} : { medianSeconds: curve.medianSeconds }),
      survival: curve.points,
      longestWaitSeconds: curve.longestSeconds,
      ...(fit === undefined
        ? {}
        : { fit: { distribution: fit.chosen.distribution, reason: fit.reason, largestDistance } }),
    },
  };
};
