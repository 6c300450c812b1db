/** Work that is timed in turns with other work: does a little of it and says how much was done. */
export interface Lane {
  readonly work: () => number;
}

/** How fast a lane was: the best round and the middle one, per second of processor time. */
export interface Pace {
  readonly best: number;
  readonly median: number;
  readonly rounds: number;
}

/** A lane beside the last one, the limit: as bests, and as the median over rounds of the two that stood next to each other. */
export interface Share {
  readonly ofBests: number;
  readonly median: number;
}

export interface Alternated {
  readonly paces: readonly Pace[];
  /** Each lane's pace over that of the last lane. */
  readonly shares: readonly Share[];
}

/** Rounds until the compiler has done its work. */
const WARM_UPS = 5;
const FEWEST_ROUNDS = 5;

/** Seconds of processor time, all threads of this process: other work on the machine counts less in it than on the wall. */
export const processorSeconds = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** The middle value; of an even number the upper one of the two. */
export const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const paceOf = (rates: readonly number[]): Pace => ({
  best: Math.max(...rates),
  median: medianOf(rates),
  rounds: rates.length,
});

/** One lane beside another, both timed in the same rounds. */
export const shareOf = (rates: readonly number[], limit: readonly number[]): Share => ({
  ofBests: Math.max(...rates) / Math.max(...limit),
  median: medianOf(rates.map((rate, round) => rate / (limit[round] ?? Number.NaN))),
});

/**
 * Runs the lanes in turns, a little of each at a time, for about so many
 * seconds on the wall. The speed of a shared machine moves by a factor of two
 * within minutes; it moves all lanes of a round alike, so a share of the limit
 * says more than a pace, and of paces the best says more than a mean.
 */
export const alternate = (lanes: readonly Lane[], seconds: number): Alternated => {
  const rates = lanes.map((): number[] => []);
  for (let round = 0; round < WARM_UPS; round++) for (const { work } of lanes) work();
  const end = performance.now() + seconds * 1000;
  for (let round = 0; round < FEWEST_ROUNDS || performance.now() < end; round++) {
    for (const [place, { work }] of lanes.entries()) {
      let done = 0;
      const spent = processorSeconds(() => {
        done = work();
      });
      rates[place]?.push(done / spent);
    }
  }
  return {
    paces: rates.map(paceOf),
    shares: rates.map((own) => shareOf(own, rates.at(-1) ?? [])),
  };
};
