/**
 * The fewest lines that refuse at most a share of calls, where a line carries a
 * call while it waits and while it is served.
 *
 * Model M/M/s/K + M: K lines, s agents, exponential handling and patience, steady
 * load; the share refused is the probability of K calls in the system (arrivals
 * see time averages). The weights x_{n+1} = x_n·λ/(min(n, s)μ + max(0, n − s)θ) are
 * rescaled as they grow. Undefined where a million lines are not enough.
 */
export const linesNeeded = (
  loadErlangs: number,
  agents: number,
  handlingOverPatience: number,
  maximumRefused: number,
): number | undefined => {
  let weight = 1;
  let sum = 1;
  for (let calls = 1; calls < 1e6; calls++) {
    weight *= loadErlangs / (Math.min(calls, agents) + Math.max(0, calls - agents) * handlingOverPatience);
    sum += weight;
    if (weight <= maximumRefused * sum) return calls;
    if (sum > 1e200) {
      weight /= 1e200;
      sum /= 1e200;
    }
  }
  return undefined;
};
