import { logGamma } from "../distributions/special/log-gamma.ts";
import type { StateVector } from "./state-vector.ts";

const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

/**
 * The number in the system after staff changes from `before` to `after` agents.
 *
 * When staff falls, those who leave take no new call and finish theirs: their calls
 * leave the chain. With everybody busy that takes away one call for each who
 * leaves. With n of the agents busy, all equally likely, the calls that stay are
 * hypergeometric: n drawn from `before`, of whom `after` stay. When staff rises the
 * number in the system is the same; those first in the queue are answered.
 */
export const changeStaff = (vector: StateVector, before: number, after: number): StateVector => {
  if (after >= before) return vector;
  const leaving = before - after;
  const top = vector.low + vector.values.length - 1;
  const low = Math.max(0, Math.min(vector.low, before) - leaving);
  const highest = top >= before ? top - leaving : Math.min(top, after);
  const values = new Float64Array(Math.max(1, highest - low + 1));
  for (let i = 0; i < vector.values.length; i++) {
    const probability = vector.values[i]!;
    const count = vector.low + i;
    if (count >= before) {
      values[count - leaving - low] = values[count - leaving - low]! + probability;
      continue;
    }
    const least = Math.max(0, count - leaving);
    const most = Math.min(count, after);
    // Ratio of neighbours: P(x + 1)/P(x) = (n − x)(after − x)/((x + 1)(leaving − n + x + 1)).
    let weight = Math.exp(
      logChoose(after, least) + logChoose(leaving, count - least) - logChoose(before, count),
    );
    let sum = 0;
    const weights: number[] = [];
    for (let stays = least; stays <= most; stays++) {
      weights.push(weight);
      sum += weight;
      weight *= ((count - stays) * (after - stays)) / ((stays + 1) * (leaving - count + stays + 1));
    }
    // Divided by their sum, so that no probability is lost to the rounding of the logarithms.
    weights.forEach((share, offset) => {
      const at = least + offset - low;
      values[at] = values[at]! + (probability * share) / sum;
    });
  }
  return { low, values };
};

/** Expected calls that leaving agents still have in hand when staff falls; 0 when it rises. */
export const callsLeavingAgentsHold = (vector: StateVector, before: number, after: number): number => {
  if (after >= before) return 0;
  let calls = 0;
  for (let i = 0; i < vector.values.length; i++) {
    calls += (vector.values[i]! * Math.min(vector.low + i, before) * (before - after)) / before;
  }
  return calls;
};
