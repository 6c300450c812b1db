import type { RandomStream } from "../random/stream.ts";

/**
 * A distribution made ready for use: its parameters solved for once, then
 * evaluated as often as wanted. Made by `lawOf`; every function is pure but
 * for the stream that a draw moves on.
 */
export interface Law {
  readonly meanSeconds: number;
  /** Coefficient of variation: standard deviation over mean; 0 where the mean is 0. */
  readonly cv: number;
  /** P(X > x); 1 for x below 0. */
  readonly survival: (xSeconds: number) => number;
  /** ∫₀ˣ P(X > u) du = E[min(X, x)], in seconds; 0 for x below 0. */
  readonly survivalIntegral: (xSeconds: number) => number;
  /** The smallest x with P(X ≤ x) ≥ p, for p from 0 (the least value) to 1 (the greatest, perhaps Infinity). */
  readonly quantile: (p: number) => number;
  /** One draw, in seconds. */
  readonly draw: (stream: RandomStream) => number;
  /** Fills `out[from … to − 1]` with draws, the same as one by one. */
  readonly fill: (stream: RandomStream, out: Float64Array, from: number, to: number) => void;
}
