import type { CallerOutcome } from "./call-outcomes.ts";

/** A caller of both runs. */
export interface CallerPair {
  readonly base: CallerOutcome;
  readonly run: CallerOutcome;
}

/** Pairs the callers that both runs know, in order of arrival. */
export const pairCallers = (
  base: readonly CallerOutcome[],
  run: readonly CallerOutcome[],
): readonly CallerPair[] => {
  const inBase = new Map(base.map((caller) => [caller.caller, caller]));
  return run.flatMap((caller) => {
    const before = inBase.get(caller.caller);
    return before === undefined ? [] : [{ base: before, run: caller }];
  });
};

/** Blocks that resampling needs at least; a longer busy period is cut. */
const FEWEST_BLOCKS = 50;
/** More blocks than these tell resampling nothing new; short busy periods that follow each other are joined. */
const MOST_BLOCKS = 150;

/** Whoever waits no longer than the shortest waits (a telephone's ring) found a free agent. */
const freeWait = (callers: readonly CallerOutcome[]): number => {
  let shortest = Number.POSITIVE_INFINITY;
  for (const { outcome, waitSeconds } of callers) {
    if (outcome === "answered" && waitSeconds !== undefined) shortest = Math.min(shortest, waitSeconds);
  }
  return shortest === Number.POSITIVE_INFINITY ? 0 : shortest * 1.5 + 0.5;
};

/**
 * Cuts the pairs into blocks within which waits hang together: a busy period
 * ends where a caller found a free agent in both runs, since nothing that
 * happened before can delay who comes then. A busy period of more than a 50th
 * of all callers, as in a surge, is cut into parts of that length, between
 * which a little of the correlation is lost.
 *
 * @returns index of each block's first pair, in order, and the number of pairs at the end.
 */
export const busyPeriods = (pairs: readonly CallerPair[]): readonly number[] => {
  const freeBase = freeWait(pairs.map(({ base }) => base));
  const freeRun = freeWait(pairs.map(({ run }) => run));
  const wasFree = ({ outcome, waitSeconds }: CallerOutcome, free: number): boolean =>
    outcome === "answered" && waitSeconds !== undefined && waitSeconds <= free;
  const longest = Math.max(1, Math.floor(pairs.length / FEWEST_BLOCKS));
  const shortest = Math.floor(pairs.length / MOST_BLOCKS);
  const starts: number[] = [];
  let start = -1;
  pairs.forEach((pair, index) => {
    const free = wasFree(pair.base, freeBase) && wasFree(pair.run, freeRun);
    if (start < 0 || (free && index - start >= shortest) || index - start >= longest) {
      starts.push(index);
      start = index;
    }
  });
  return [...starts, pairs.length];
};
