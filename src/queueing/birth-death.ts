/**
 * Steady probabilities of a chain that only steps up and down, states 0 … last, by
 * the ratios of neighbours out from the likeliest state, so that nothing overflows.
 * `up(n)` is the rate from n to n + 1, `down(n)` from n to n − 1.
 */
export const birthDeathProbabilities = (
  up: (count: number) => number,
  down: (count: number) => number,
  last: number,
): Float64Array => {
  const weights = new Float64Array(last + 1);
  let mode = 0;
  let low = 0;
  let high = last;
  // Steps up win below the mode and lose above it, in every queue.
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (up(middle) > down(middle + 1)) low = middle + 1;
    else high = middle;
  }
  mode = low;
  weights[mode] = 1;
  let sum = 1;
  for (let n = mode; n > 0 && weights[n]! > 0; n--) {
    weights[n - 1] = (weights[n]! * down(n)) / up(n - 1);
    sum += weights[n - 1]!;
  }
  for (let n = mode; n < last && weights[n]! > 0; n++) {
    weights[n + 1] = (weights[n]! * up(n)) / down(n + 1);
    sum += weights[n + 1]!;
  }
  for (let n = 0; n <= last; n++) weights[n] = weights[n]! / sum;
  return weights;
};
