/**
 * The error of a start or a hang-up in wall time that a flood is reckoned with
 * before it has measured its own: what SIPp 3.6.1 was seen to do at 200 calls
 * a second, 99th percentile of one end of a wait, rounded.
 */
export const EXPECTED_TIMING_ERROR_MILLISECONDS = 10;

/** What bounds the compression of one flood. */
export interface CompressionCircumstances {
  readonly compression: number;
  /** T: the answer-time target, scenario seconds. */
  readonly withinSeconds: number;
  /** Mean handling time of an agent, scenario seconds: ring, talk and wrap-up. */
  readonly handlingMeanSeconds: number;
  /** Wall time; the expected error before a run, the measured one after it. */
  readonly timingErrorMilliseconds: number;
  /** Mean wall time that an agent stays idle while callers wait, where it is known. */
  readonly idleGapMilliseconds?: number;
  /** 95th percentile of the same, where it is known. */
  readonly dispatchLagP95Milliseconds?: number;
}

/** A bound that a compression breaks: the sentence to tell, and the largest K that keeps it. */
export interface BrokenBound {
  readonly bound: "timing error" | "idle gap" | "dispatch lag";
  readonly message: string;
  readonly largestCompression: number;
}

/**
 * Which bounds a compression breaks. A result keeps its meaning while the
 * compressed answer-time target is at least ten timing errors, an agent's idle
 * gap at most 5 % of the compressed handling time, and K times the 95th
 * percentile of the dispatch lag at most a tenth of the target.
 */
export const brokenBounds = (circumstances: CompressionCircumstances): BrokenBound[] => {
  const { compression, withinSeconds, handlingMeanSeconds } = circumstances;
  const broken: BrokenBound[] = [];
  const round = (value: number): number => Math.floor(value * 10) / 10;

  const byTiming = (withinSeconds * 1000) / (10 * circumstances.timingErrorMilliseconds);
  if (compression > byTiming * (1 + 1e-9)) {
    broken.push({
      bound: "timing error",
      largestCompression: round(byTiming),
      message:
        `a compression of ${compression} leaves ${((withinSeconds * 1000) / compression).toFixed(0)} ms of the ` +
        `${withinSeconds} s target, less than ten timing errors of ${circumstances.timingErrorMilliseconds} ms; ` +
        `at most ${round(byTiming)} keeps its meaning`,
    });
  }

  const gap = circumstances.idleGapMilliseconds;
  if (gap !== undefined && gap > 0) {
    const byGap = (0.05 * handlingMeanSeconds * 1000) / gap;
    if (compression > byGap * (1 + 1e-9)) {
      broken.push({
        bound: "idle gap",
        largestCompression: round(byGap),
        message:
          `an agent of this PBX stays idle ${gap.toFixed(0)} ms between calls, more than 5 % of the ` +
          `${((handlingMeanSeconds * 1000) / compression).toFixed(0)} ms that a call lasts at a compression of ` +
          `${compression}; at most ${round(byGap)} keeps its meaning`,
      });
    }
  }

  const lag = circumstances.dispatchLagP95Milliseconds;
  if (lag !== undefined && lag > 0) {
    const byLag = (withinSeconds * 1000) / (10 * lag);
    if (compression > byLag * (1 + 1e-9)) {
      broken.push({
        bound: "dispatch lag",
        largestCompression: round(byLag),
        message:
          `the PBX's dispatch lag (95th percentile ${lag.toFixed(0)} ms) becomes ` +
          `${((compression * lag) / 1000).toFixed(1)} s of scenario time, more than a tenth of the ` +
          `${withinSeconds} s target; waits are reported with and without it`,
      });
    }
  }
  return broken;
};
