import { DomainError } from "./domain-error.ts";

/** A finite number above zero, or an error that names the parameter. */
export const requirePositive = (parameter: string, value: number): number => {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new DomainError(parameter, value, "a finite number above zero");
  }
  return value;
};

/** A finite number of zero or more, or an error that names the parameter. */
export const requireNonNegative = (parameter: string, value: number): number => {
  if (!(Number.isFinite(value) && value >= 0)) {
    throw new DomainError(parameter, value, "a finite number of zero or more");
  }
  return value;
};

/** A whole number of at least `least`, or an error that names the parameter. */
export const requireWhole = (parameter: string, value: number, least = 1): number => {
  if (!(Number.isSafeInteger(value) && value >= least)) {
    throw new DomainError(parameter, value, `a whole number of at least ${least}`);
  }
  return value;
};

/** A probability from 0 to 1, both included, or an error that names the parameter. */
export const requireProbability = (parameter: string, value: number): number => {
  if (!(value >= 0 && value <= 1)) throw new DomainError(parameter, value, "a number from 0 to 1");
  return value;
};

/** A share of at least 0 and below 1, or an error that names the parameter. */
export const requireShareBelowOne = (parameter: string, value: number): number => {
  if (!(value >= 0 && value < 1)) {
    throw new DomainError(parameter, value, "a number of at least 0 and below 1");
  }
  return value;
};

/** Bounds of intervals: two or more finite numbers, each above the one before. */
export const requireBounds = (boundsSeconds: readonly number[]): void => {
  if (boundsSeconds.length < 2) {
    throw new DomainError(
      "boundsSeconds",
      `of length ${boundsSeconds.length}`,
      "at least a start and an end",
    );
  }
  boundsSeconds.forEach((bound, index) => {
    if (!(Number.isFinite(bound) && (index === 0 || bound > boundsSeconds[index - 1]!))) {
      throw new DomainError(`boundsSeconds[${index}]`, bound, "finite and after the bound before");
    }
  });
};
