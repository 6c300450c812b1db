/** One file of this folder: figures that `npm run bench` prints, beside other tools on the same work. */
export interface Bench {
  readonly name: string;
  readonly bench: (print: (line: string) => void) => Promise<void>;
}

/** The median time of some runs after some that warm up, in milliseconds. */
export const medianMilliseconds = (work: () => unknown, runs: number, warmUps = 3): number => {
  for (let i = 0; i < warmUps; i++) work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  times.sort((a, b) => a - b);
  return times[Math.floor(runs / 2)] ?? Number.NaN;
};

/** A figure with its bound: "name  12.3 ms (limit 20 ms)". */
export const figureLine = (name: string, milliseconds: number, limit?: number): string => {
  const value = milliseconds < 10 ? milliseconds.toFixed(3) : milliseconds.toFixed(1);
  const beside =
    limit === undefined ? "" : `  limit ${limit} ms: ${milliseconds <= limit ? "met" : "MISSED"}`;
  return `${name.padEnd(64)} ${value.padStart(10)} ms${beside}`;
};
