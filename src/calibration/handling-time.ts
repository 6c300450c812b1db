import { countOf } from "../calls/count-of.ts";
import { type Block, blocksOf, sumOf } from "./blocks.ts";
import type { HandleTimeEstimates } from "./estimates.ts";
import { censoredMoments } from "./kaplan-meier.ts";
import { countOpen, type Observations } from "./observe.ts";
import { SUM } from "./slot-sums.ts";

/** An answered call without a length that began longer ago than this many mean handling times has lost its record. */
const OPEN_WITHIN_MEANS = 20;

/**
 * Coefficient of variation of `calls` handling times of this mean (seconds) and
 * sum of squares (seconds squared): the sample standard deviation, which divides
 * by one less than their number as a spreadsheet's STDEV does, over the mean.
 * One call alone says nothing of how calls differ; neither do calls of no length.
 */
const sampleVariation = (calls: number, meanSeconds: number, sumOfSquares: number): number | undefined => {
  if (calls < 2 || meanSeconds <= 0) return undefined;
  const variance = (sumOfSquares - calls * meanSeconds ** 2) / (calls - 1);
  return Math.sqrt(Math.max(0, variance)) / meanSeconds;
};

const byHour = (seen: Observations): NonNullable<HandleTimeEstimates["byHour"]> => {
  const hours = new Map<
    number,
    { calls: number; sum: number; squares: number; open: number; openSum: number }
  >();
  for (const [number, block] of blocksOf(seen.sums, 3600)) {
    const hour = ((number % 24) + 24) % 24;
    const known = hours.get(hour) ?? { calls: 0, sum: 0, squares: 0, open: 0, openSum: 0 };
    known.calls += sumOf(block, "handled");
    known.sum += sumOf(block, "handle");
    known.squares += sumOf(block, "handleSquares");
    known.open += sumOf(block, "open");
    known.openSum += sumOf(block, "openHandle");
    hours.set(hour, known);
  }
  return [...hours]
    .filter(([, { calls }]) => calls > 0)
    .sort(([a], [b]) => a - b)
    .map(([hour, { calls, sum, squares, open, openSum }]) => {
      const completedMean = sum / calls;
      const cv = squares > 0 ? sampleVariation(calls, completedMean, squares) : undefined;
      return {
        hour,
        calls,
        open,
        // with open calls as if handling times were exponential: all handling over those that ended
        meanSeconds: (sum + openSum) / calls,
        ...(cv === undefined ? {} : { cv }),
      };
    });
};

/** Counts answered calls without a length as open where they may be, and says what was done. */
const settleUnfinished = (seen: Observations, total: Block, meanSeconds: number, notes: string[]): void => {
  let open = 0;
  for (const { arrivalSeconds, answerSeconds } of seen.unfinishedCalls) {
    const soFar = seen.endSeconds - answerSeconds;
    if (soFar < 0 || soFar > OPEN_WITHIN_MEANS * meanSeconds) continue;
    countOpen(seen, arrivalSeconds, soFar);
    total[SUM.openHandle] = (total[SUM.openHandle] as number) + soFar;
    open++;
  }
  const lost = seen.unfinished - open;
  if (open > 0) {
    notes.push(
      `${countOf(open, "answered call without a talk time began shortly before the record's end; it counts", "answered calls without a talk time began shortly before the record's end; they count")} as still open.`,
    );
  }
  if (lost > 0) {
    notes.push(
      `${countOf(lost, "answered call without a talk time is too old to be still open; it says", "answered calls without a talk time are too old to be still open; they say")} nothing on handling time.`,
    );
  }
  seen.unfinishedCalls = [];
  seen.unfinished = 0;
};

/** Handling time from what was seen; undefined, with a note, where no call's handling ended. */
export const estimateHandling = (
  seen: Observations,
  total: Block,
  notes: string[],
): HandleTimeEstimates | undefined => {
  const calls = sumOf(total, "handled");
  if (calls === 0) {
    notes.push(
      sumOf(total, "answered") === 0
        ? "No call was answered: nothing is known of handling times."
        : "No answered call has a talk time: nothing is known of handling times.",
    );
    return undefined;
  }
  const completedMean = sumOf(total, "handle") / calls;
  if (seen.unfinished > 0) settleUnfinished(seen, total, completedMean, notes);
  const open = seen.handles.censoredTotal;
  const hours = byHour(seen);
  if (open > 0) {
    const moments = censoredMoments(seen.handles);
    if (moments !== undefined) {
      if (moments.beyondProbability > 0.05) {
        notes.push(
          `${Math.round(100 * moments.beyondProbability)} % of calls last longer than any that was seen to its end; the mean handling time is extrapolated for them.`,
        );
      }
      return { meanSeconds: moments.meanSeconds, cv: moments.cv, calls, open, byHour: hours };
    }
  }
  if (seen.fromIntervals) {
    notes.push(
      "A report by intervals does not say how handling times vary: their coefficient of variation is taken as 1.",
    );
    return { meanSeconds: completedMean, cv: 1, calls, open, byHour: hours };
  }
  const cv = sampleVariation(calls, completedMean, sumOf(total, "handleSquares"));
  if (cv === undefined && calls === 1) {
    notes.push("One call alone was handled: how handling times vary is not known.");
  }
  return { meanSeconds: completedMean, ...(cv === undefined ? {} : { cv }), calls, open, byHour: hours };
};
