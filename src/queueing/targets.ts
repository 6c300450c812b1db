import { requireNonNegative, requireProbability } from "./domain.ts";
import { DomainError } from "./domain-error.ts";

/** What a staffing must hold, all of it jointly; what is absent is not asked for. */
export interface StaffingTargets {
  /** At least this share of offered calls answered within this wait. */
  readonly serviceLevel?: { readonly share: number; readonly withinSeconds: number };
  /** At most this share of offered calls given up by their callers. */
  readonly maximumAbandonment?: number;
  /** Agents busy for at most this share of their time. */
  readonly maximumOccupancy?: number;
  /** At most this mean wait over all offered calls. */
  readonly maximumMeanWaitSeconds?: number;
}

/** Checks targets: at least one, each in its domain. */
export const requireTargets = (targets: StaffingTargets): void => {
  const { serviceLevel, maximumAbandonment, maximumOccupancy, maximumMeanWaitSeconds } = targets;
  const given = [serviceLevel, maximumAbandonment, maximumOccupancy, maximumMeanWaitSeconds];
  if (given.every((target) => target === undefined)) {
    throw new DomainError(
      "targets",
      "empty",
      "at least one of service level, abandonment, occupancy, mean wait",
    );
  }
  if (serviceLevel) {
    requireProbability("serviceLevel", serviceLevel.share);
    requireNonNegative("withinSeconds", serviceLevel.withinSeconds);
  }
  if (maximumAbandonment !== undefined) requireProbability("maximumAbandonment", maximumAbandonment);
  if (maximumOccupancy !== undefined) requireProbability("maximumOccupancy", maximumOccupancy);
  if (maximumMeanWaitSeconds !== undefined)
    requireNonNegative("maximumMeanWaitSeconds", maximumMeanWaitSeconds);
};

/** The figures of a queue that targets speak of. */
export interface TargetFigures {
  readonly serviceLevel: number;
  readonly abandonment: number;
  readonly occupancy: number;
  readonly meanWaitSeconds: number;
}

/** A share asked for as a decimal fraction (0.85) may miss its exact quotient by rounding alone. */
const ROUNDING = 1e-12;

/** Whether figures hold every target. */
export const holdsTargets = (figures: TargetFigures, targets: StaffingTargets): boolean =>
  (targets.serviceLevel === undefined || figures.serviceLevel >= targets.serviceLevel.share - ROUNDING) &&
  (targets.maximumAbandonment === undefined ||
    figures.abandonment <= targets.maximumAbandonment * (1 + ROUNDING)) &&
  (targets.maximumOccupancy === undefined ||
    figures.occupancy <= targets.maximumOccupancy * (1 + ROUNDING)) &&
  (targets.maximumMeanWaitSeconds === undefined ||
    figures.meanWaitSeconds <= targets.maximumMeanWaitSeconds * (1 + ROUNDING));

/**
 * Why no number of agents can hold the targets, where that is so: a queue with
 * random arrivals answers every call in time, or loses or delays none, with no
 * finite staff.
 */
export const unreachableTarget = (targets: StaffingTargets, callersLeave: boolean): string | undefined => {
  if (targets.serviceLevel && targets.serviceLevel.share >= 1) {
    return "no finite number of agents answers every call in time; ask for a service level below 1";
  }
  if (callersLeave && targets.maximumAbandonment === 0) {
    return "no finite number of agents loses no caller; ask for an abandonment above 0";
  }
  if (targets.maximumOccupancy === 0) {
    return "agents who take calls are busy for some of their time; ask for an occupancy above 0";
  }
  if (targets.maximumMeanWaitSeconds === 0) {
    return "no finite number of agents answers every call at once; ask for a mean wait above 0";
  }
  return undefined;
};
