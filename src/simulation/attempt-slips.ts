import { type Attempts, growAttempts } from "./attempts.ts";

/**
 * Attempts as the fast kernel hands them over: slips of eight numbers each, one
 * after the other in one array, which is written and read in less time than the
 * nine columns of `Attempts`.
 *
 *     0 arrival   1 wait   2 busy from   3 busy until   4 mark
 *     5 caller    6 agent  7 patience
 *
 * Each is what stands in the column of that name; the mark is the number of the
 * attempt, four times, and its outcome. Places are written as they are, since an
 * imported constant is read from memory each time.
 */
export const SLIP = 8;
/** Slips that are handed over at a time: few enough to stay in the processor's nearest cache. */
export const SLIPS_AT_A_TIME = 128;

/** The slips: one array for all days, since one that is constant is reached in fewer steps. */
export const attemptSlips = new Float64Array(SLIP * SLIPS_AT_A_TIME);

/** Takes the first so many slips, after which they are filled anew. */
export type TakeSlips = (count: number) => void;

/** Writes slips to the columns, after the rows that are there. */
export const addSlips = (attempts: Attempts, count: number): void => {
  const slips = attemptSlips;
  growAttempts(attempts, attempts.count + count);
  const { caller, attempt, outcome, agent, arrivalSeconds, patienceSeconds, waitSeconds } = attempts;
  const { busyFromSeconds, busyUntilSeconds } = attempts;
  for (let slip = 0; slip < count; slip++) {
    const at = slip * SLIP;
    const row = attempts.count + slip;
    const mark = slips[at + 4]!;
    arrivalSeconds[row] = slips[at]!;
    waitSeconds[row] = slips[at + 1]!;
    busyFromSeconds[row] = slips[at + 2]!;
    busyUntilSeconds[row] = slips[at + 3]!;
    attempt[row] = mark >> 2;
    outcome[row] = mark & 3;
    caller[row] = slips[at + 5]!;
    agent[row] = slips[at + 6]!;
    patienceSeconds[row] = slips[at + 7]!;
  }
  attempts.count += count;
};

/** Hands attempts over that stand in columns. */
export const handOver = (attempts: Attempts, take: TakeSlips): void => {
  const slips = attemptSlips;
  const { count, caller, attempt, outcome, agent, arrivalSeconds, patienceSeconds, waitSeconds } = attempts;
  const { busyFromSeconds, busyUntilSeconds } = attempts;
  for (let first = 0; first < count; first += SLIPS_AT_A_TIME) {
    const slipsHere = Math.min(SLIPS_AT_A_TIME, count - first);
    for (let slip = 0; slip < slipsHere; slip++) {
      const at = slip * SLIP;
      const row = first + slip;
      slips[at] = arrivalSeconds[row]!;
      slips[at + 1] = waitSeconds[row]!;
      slips[at + 2] = busyFromSeconds[row]!;
      slips[at + 3] = busyUntilSeconds[row]!;
      slips[at + 4] = attempt[row]! * 4 + outcome[row]!;
      slips[at + 5] = caller[row]!;
      slips[at + 6] = agent[row]!;
      slips[at + 7] = patienceSeconds[row]!;
    }
    take(slipsHere);
  }
};
