import type { Estimates } from "../calibration/estimates.ts";
import { REDIAL_WITHIN_SECONDS } from "../calibration/redials.ts";
import type { Distribution } from "../distributions/distribution.ts";
import { lawOf } from "../distributions/law-of.ts";
import { formatDuration } from "../scenario/duration.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** A scenario in which people behave as measured, and what was taken over. */
export interface MeasuredBehaviour {
  readonly scenario: Scenario;
  /** One sentence for each figure that measured calls replaced. */
  readonly replaced: readonly string[];
  /** What stays as the scenario assumes it because the calls do not say it. */
  readonly kept: readonly string[];
}

const rounded = (seconds: number): string => `${Number(seconds.toPrecision(4))} s`;

const patienceOf = (estimates: Estimates): Distribution | undefined => {
  const { patience } = estimates;
  if (patience?.fit !== undefined) return patience.fit.distribution;
  return patience?.exponentialMeanSeconds === undefined
    ? undefined
    : { kind: "exponential", meanSeconds: patience.exponentialMeanSeconds };
};

/** Talk with the mean and variation given; a lognormal, as handling times mostly are. */
const handlingOf = (meanSeconds: number, cv: number): Distribution => {
  if (cv < 0.01) return { kind: "constant", meanSeconds };
  return { kind: "lognormal", meanSeconds, cv: Math.min(cv, 20) };
};

/** Fewer talks say too little on how long they are, and nothing on how they differ. */
const FEWEST_TALKS = 10;

/**
 * Puts people's behaviour as measured in place of what the scenario assumes:
 * patience, handling time (wrap-up is part of it, the ringing stays), calling
 * again, and how days differ where several were measured. Arrivals and staff
 * stay the scenario's: they are the forecast.
 */
export const withMeasuredBehaviour = (scenario: Scenario, estimates: Estimates): MeasuredBehaviour => {
  const replaced: string[] = [];
  const kept: string[] = [];
  let { callers, handling, arrivals } = scenario;

  const patience = patienceOf(estimates);
  if (patience === undefined || !(lawOf(patience).meanSeconds > 0)) {
    kept.push("patience: the measured calls do not say it");
  } else {
    callers = { ...callers, patience };
    const mean = "meanSeconds" in patience ? `, mean ${rounded(patience.meanSeconds)}` : "";
    replaced.push(`patience: measured, ${patience.kind}${mean}`);
  }

  const { handleTime } = estimates;
  if (handleTime === undefined || !(handleTime.meanSeconds > 0)) {
    kept.push("handling time: the measured calls do not say it");
  } else if (handleTime.calls < FEWEST_TALKS || handleTime.cv === undefined) {
    kept.push("handling time: fewer than ten talks were measured");
  } else {
    handling = {
      ...handling,
      talk: handlingOf(handleTime.meanSeconds, handleTime.cv),
      wrapUp: { kind: "constant", meanSeconds: 0 },
      ...(estimates.ringSeconds === undefined ? {} : { ringSeconds: estimates.ringSeconds }),
    };
    replaced.push(
      `handling time: measured, mean ${rounded(handleTime.meanSeconds)}, cv ${handleTime.cv.toFixed(2)}`,
    );
  }

  const { probability, withinSeconds = REDIAL_WITHIN_SECONDS } = estimates.redial ?? {};
  if (probability === undefined) kept.push("calling again: the measured calls do not say it");
  else if (withinSeconds < REDIAL_WITHIN_SECONDS) {
    kept.push(
      `calling again: nobody was watched for an hour, and ${(100 * probability).toFixed(0)} % within ${formatDuration(withinSeconds)} is no more than a lower bound`,
    );
  } else {
    const medianSeconds = estimates.redial?.medianDelaySeconds;
    const delay: Distribution =
      medianSeconds === undefined || medianSeconds <= 0
        ? callers.redial.afterAbandoning.delay
        : { kind: "exponential", meanSeconds: medianSeconds / Math.LN2 };
    callers = { ...callers, redial: { ...callers.redial, afterAbandoning: { probability, delay } } };
    replaced.push(`calling again after giving up: measured, ${(100 * probability).toFixed(0)} %`);
  }

  const { dayCv } = estimates.arrivals ?? {};
  if (dayCv === undefined) kept.push("how days differ: fewer than two days were measured");
  else {
    arrivals = { ...arrivals, dayCv: Math.min(dayCv, 2) };
    replaced.push(`how days differ: measured, coefficient of variation ${dayCv.toFixed(2)}`);
  }
  return { scenario: { ...scenario, callers, handling, arrivals }, replaced, kept };
};
