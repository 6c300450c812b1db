import { outOfDomain } from "../random/out-of-domain.ts";
import type { Distribution } from "./distribution.ts";
import type { Law } from "./law.ts";
import { constantLaw } from "./laws/constant.ts";
import { empiricalLaw } from "./laws/empirical.ts";
import { exponentialLaw } from "./laws/exponential.ts";
import { gammaLaw } from "./laws/gamma.ts";
import { lognormalLaw } from "./laws/lognormal.ts";
import { uniformLaw } from "./laws/uniform.ts";
import { weibullLaw } from "./laws/weibull.ts";

/** The coefficients of variation that lognormal, gamma and Weibull accept besides 0. */
export const LEAST_CV = 0.01;
export const GREATEST_CV = 100;
/** A uniform distribution of greater cv would reach below 0. */
export const GREATEST_UNIFORM_CV = 1 / Math.sqrt(3);

const checkMean = (meanSeconds: number): void => {
  if (!(meanSeconds >= 0 && meanSeconds < Number.POSITIVE_INFINITY)) {
    throw outOfDomain("meanSeconds", meanSeconds, "a finite number of seconds, 0 or more");
  }
};

const checkCv = (cv: number): void => {
  if (cv !== 0 && !(cv >= LEAST_CV && cv <= GREATEST_CV)) {
    throw outOfDomain("cv", cv, `0 or from ${LEAST_CV} to ${GREATEST_CV}`);
  }
};

const checkUniformCv = (cv: number): void => {
  // 0.5774 and the like are meant as 1/√3
  if (!(cv >= 0 && cv <= GREATEST_UNIFORM_CV + 1e-4)) {
    throw outOfDomain("cv", cv, "from 0 to 1/√3 = 0.5773 for a uniform distribution");
  }
};

const checkValues = (values: readonly number[]): void => {
  if (values.length === 0) throw outOfDomain("sortedSeconds", "empty", "a list of at least one value");
  values.forEach((value, index) => {
    checkMean(value);
    if (index > 0 && value < values[index - 1]!) {
      throw outOfDomain(
        `sortedSeconds[${index}]`,
        value,
        `at least the value before it, ${values[index - 1]}`,
      );
    }
  });
};

const makeLaw = (distribution: Distribution): Law => {
  if (distribution.kind === "empirical") {
    checkValues(distribution.sortedSeconds);
    return empiricalLaw(distribution.sortedSeconds);
  }
  const { kind, meanSeconds } = distribution;
  checkMean(meanSeconds);
  if (kind === "constant" || meanSeconds === 0) return constantLaw(meanSeconds);
  if (kind === "exponential") return exponentialLaw(meanSeconds);
  if (kind === "uniform") checkUniformCv(distribution.cv);
  else checkCv(distribution.cv);
  const { cv } = distribution;
  if (cv === 0) return constantLaw(meanSeconds);
  switch (kind) {
    case "lognormal":
      return lognormalLaw(meanSeconds, cv);
    case "gamma":
      return gammaLaw(meanSeconds, cv);
    case "weibull":
      return weibullLaw(meanSeconds, cv);
    case "uniform":
      return uniformLaw(meanSeconds, Math.min(cv, GREATEST_UNIFORM_CV));
  }
};

const lawsMade = new WeakMap<Distribution, Law>();

/**
 * Makes a distribution ready for use, once for every object given. A mean or
 * a cv of 0 is a constant, whatever the kind.
 *
 * RangeError, with the parameter, its value and what it must be: for a mean
 * that is negative or not finite; a cv outside 0.01 to 100 (uniform: 0 to
 * 1/√3); values that are empty, negative or not sorted upwards.
 */
export const lawOf = (distribution: Distribution): Law => {
  const made = lawsMade.get(distribution);
  if (made !== undefined) return made;
  const law = makeLaw(distribution);
  lawsMade.set(distribution, law);
  return law;
};
