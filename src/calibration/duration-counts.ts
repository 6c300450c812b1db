/**
 * Counts of durations, ended ones and censored ones apart, in memory that does
 * not grow with their number: the first million steps of the resolution are
 * told apart, after that every hundredth. At 1 ms that is every millisecond up
 * to 1,000 s and every tenth of a second beyond.
 */
export interface DurationCounts {
  readonly resolutionSeconds: number;
  ended: Uint32Array;
  censored: Uint32Array;
  endedTotal: number;
  censoredTotal: number;
  /** The bins in use are below this. */
  top: number;
}

const FINE_BINS = 1_000_000;
const COARSENING = 100;
/** Longer durations are counted at this one's end; it is far beyond any call. */
const MOST_BINS = FINE_BINS + 1_000_000;

export const newDurationCounts = (resolutionSeconds: number): DurationCounts => ({
  resolutionSeconds,
  ended: new Uint32Array(1024),
  censored: new Uint32Array(1024),
  endedTotal: 0,
  censoredTotal: 0,
  top: 0,
});

/** Counts one duration, from 0 s up. */
export const countDuration = (counts: DurationCounts, seconds: number, isCensored: boolean): void => {
  let bin = Math.round(seconds / counts.resolutionSeconds);
  if (bin > FINE_BINS) {
    bin = Math.min(MOST_BINS - 1, FINE_BINS + Math.round((bin - FINE_BINS) / COARSENING));
  }
  if (bin >= counts.top) {
    counts.top = bin + 1;
    if (bin >= counts.ended.length) {
      const length = Math.min(MOST_BINS, Math.max(bin + 1, counts.ended.length * 2));
      const ended = new Uint32Array(length);
      ended.set(counts.ended);
      counts.ended = ended;
      const censored = new Uint32Array(length);
      censored.set(counts.censored);
      counts.censored = censored;
    }
  }
  if (isCensored) {
    counts.censored[bin] = (counts.censored[bin] as number) + 1;
    counts.censoredTotal++;
  } else {
    counts.ended[bin] = (counts.ended[bin] as number) + 1;
    counts.endedTotal++;
  }
};

/** The duration that a bin stands for, seconds. */
export const secondsOfBin = (counts: DurationCounts, bin: number): number =>
  (bin <= FINE_BINS ? bin : FINE_BINS + (bin - FINE_BINS) * COARSENING) * counts.resolutionSeconds;

/** Durations with how many ended and how many were censored there, in rising order. */
export interface WeightedDurations {
  readonly seconds: readonly number[];
  readonly ended: readonly number[];
  readonly censored: readonly number[];
}

/**
 * The positive durations, those of nearly the same length taken together at
 * their mean, so that a fit need not visit every millisecond.
 *
 * @param relativeWidth how much the longest of a group may exceed its shortest.
 */
export const groupDurations = (counts: DurationCounts, relativeWidth: number): WeightedDurations => {
  const seconds: number[] = [];
  const ended: number[] = [];
  const censored: number[] = [];
  let limit = 0;
  let sum = 0;
  let groupEnded = 0;
  let groupCensored = 0;
  const close = (): void => {
    if (groupEnded + groupCensored === 0) return;
    seconds.push(sum / (groupEnded + groupCensored));
    ended.push(groupEnded);
    censored.push(groupCensored);
    sum = 0;
    groupEnded = 0;
    groupCensored = 0;
  };
  for (let bin = 1; bin < counts.top; bin++) {
    const endedHere = counts.ended[bin] as number;
    const censoredHere = counts.censored[bin] as number;
    if (endedHere + censoredHere === 0) continue;
    const length = secondsOfBin(counts, bin);
    if (length > limit) {
      close();
      limit = length * (1 + relativeWidth);
    }
    sum += length * (endedHere + censoredHere);
    groupEnded += endedHere;
    groupCensored += censoredHere;
  }
  close();
  return { seconds, ended, censored };
};
