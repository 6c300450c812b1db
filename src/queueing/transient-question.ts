import { type RatePiece, requireRates } from "./arrival-rate.ts";
import { requireBounds, requireNonNegative, requirePositive, requireProbability } from "./domain.ts";
import { DomainError } from "./domain-error.ts";
import { requireStaff, type StaffPiece } from "./staff-schedule.ts";

/** A day's arrivals and staff, whose queue is followed through time. */
export interface TransientQuestion {
  readonly rates: readonly RatePiece[];
  /**
   * Nobody is on duty in gaps. From the last bound on the staff of that moment stays
   * until the queue is empty.
   */
  readonly staff: readonly StaffPiece[];
  readonly handlingSeconds: number;
  readonly patienceSeconds: number;
  /** Bounds of the intervals to report, sorted upwards; the first is the start, the last the end. */
  readonly boundsSeconds: readonly number[];
  readonly withinSeconds: number;
  /** Largest error of each interval's abandonment; 10⁻⁸ if absent. */
  readonly tolerance?: number;
  /** Probabilities of 0, 1, 2 … callers in the system at the start; empty if absent. */
  readonly startProbabilities?: readonly number[];
}

const DEFAULT_TOLERANCE = 1e-8;

/** Checks that probabilities are such, and sum to one. */
const requireProbabilities = (probabilities: readonly number[]): void => {
  let sum = 0;
  probabilities.forEach((probability, count) => {
    sum += requireProbability(`startProbabilities[${count}]`, probability);
  });
  if (Math.abs(sum - 1) > 1e-9) throw new DomainError("the sum of startProbabilities", sum, "1");
};

/** Checks the question, and returns its error tolerance. */
export const requireQuestion = (question: TransientQuestion): number => {
  requireRates(question.rates);
  requireStaff(question.staff);
  requirePositive("handlingSeconds", question.handlingSeconds);
  requirePositive("patienceSeconds", question.patienceSeconds);
  requireNonNegative("withinSeconds", question.withinSeconds);
  requireBounds(question.boundsSeconds);
  if (question.startProbabilities) requireProbabilities(question.startProbabilities);
  return requirePositive("tolerance", question.tolerance ?? DEFAULT_TOLERANCE);
};
