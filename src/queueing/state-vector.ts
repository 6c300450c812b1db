/**
 * Probabilities of how many callers are in the system, on a window of states:
 * `values[n − low]` for n from `low` to `low + values.length − 1`, 0 elsewhere.
 */
export interface StateVector {
  readonly low: number;
  readonly values: Float64Array;
}

/** Everybody gone: no caller in the system. */
export const EMPTY_SYSTEM: StateVector = { low: 0, values: Float64Array.of(1) };

/** The sum of all probabilities. */
export const totalOf = (vector: StateVector): number => {
  let sum = 0;
  for (const value of vector.values) sum += value;
  return sum;
};

/** The mean of a function of the number in the system. */
export const meanOf = (vector: StateVector, f: (count: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < vector.values.length; i++) sum += vector.values[i]! * f(vector.low + i);
  return sum;
};

/** The vector without the tails that hold at most `allowed` each. */
export const trimmed = (vector: StateVector, allowed: number): StateVector => {
  const { low, values } = vector;
  let from = 0;
  let to = values.length;
  let lost = Math.abs(values[from]!);
  while (from < to - 1 && lost <= allowed) lost += Math.abs(values[++from]!);
  lost = Math.abs(values[to - 1]!);
  while (to - 1 > from && lost <= allowed) lost += Math.abs(values[--to - 1]!);
  return { low: low + from, values: values.slice(from, to) };
};
