/**
 * How a value differs from day to day, in a number of cells that does not grow
 * with the days: 256 cells, equal in the value for shares, equal in its
 * logarithm from 0.01 to 10⁶ seconds for durations (7.5 % a cell).
 */
export interface Spread {
  readonly share: boolean;
  readonly cells: Int32Array;
  /** Sum of the values in each cell, so that a cell can give its mean. */
  readonly sums: Float64Array;
  days: number;
}

const CELLS = 256;
const LEAST_SECONDS = 0.01;
const CELLS_PER_E = (CELLS - 2) / Math.log(1e6 / LEAST_SECONDS);

export const createSpread = (share: boolean): Spread => ({
  share,
  cells: new Int32Array(CELLS),
  sums: new Float64Array(CELLS),
  days: 0,
});

export const addToSpread = (spread: Spread, value: number): void => {
  const position = spread.share
    ? value * (CELLS - 1)
    : value < LEAST_SECONDS
      ? 0
      : 1 + Math.log(value / LEAST_SECONDS) * CELLS_PER_E;
  const cell = Math.max(0, Math.min(CELLS - 1, Math.round(position)));
  spread.cells[cell]! += 1;
  spread.sums[cell]! += value;
  spread.days++;
};

/** The value that a share `p` of the days do not exceed: the mean of those in its cell; undefined without days. */
export const spreadQuantile = (spread: Spread, p: number): number | undefined => {
  if (spread.days === 0) return undefined;
  let below = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    below += spread.cells[cell]!;
    if (below >= p * spread.days) return spread.sums[cell]! / spread.cells[cell]!;
  }
  return undefined;
};
