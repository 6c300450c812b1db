import type { CallRecord } from "../calls/call-record.ts";
import { evaluateThresholds, type GateContext, type JudgedThreshold } from "./evaluate-thresholds.ts";
import type { Threshold } from "./threshold.ts";

/** A run is watched from this many calls on; before, a few early calls would stop it. */
const FEWEST_CALLS = 100;

/**
 * The thresholds marked `abortOnFail` that a run under way has already failed:
 * the whole 95 % interval of what was seen so far lies beyond the bound. Empty
 * while there is hope, or fewer than 100 calls have ended.
 *
 * @param callsSoFar attempts that have ended.
 */
export const hopelessThresholds = (
  callsSoFar: readonly CallRecord[],
  thresholds: readonly Threshold[],
  { scenario: _, ...context }: GateContext,
): readonly JudgedThreshold[] => {
  // a run under way cannot wait for days to be drawn again
  const watched = thresholds.filter(({ abortOnFail }) => abortOnFail);
  if (watched.length === 0) return [];
  return evaluateThresholds(callsSoFar, watched, context).filter(
    ({ verdict, samples }) => verdict === "fail" && samples >= FEWEST_CALLS,
  );
};
