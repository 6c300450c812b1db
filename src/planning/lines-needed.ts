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

/** Lines are too many to name beyond this. */
const MOST_GROWTH_STEPS = 200;

/**
 * The lines for a whole day's staff: the most that any interval asks for, and as
 * many more as `holds` wants, two in a hundred at a time. Undefined where no number
 * of lines is enough.
 *
 * @param agents really at work in each interval; intervals without any are left out.
 */
export const linesForStaff = (
  loadErlangs: readonly number[],
  agents: readonly number[],
  handlingOverPatience: number,
  maximumRefused: number,
  holds: (lines: number) => boolean = () => true,
): number | undefined => {
  let lines = 0;
  for (let i = 0; i < agents.length; i++) {
    const [load, count] = [loadErlangs[i] as number, agents[i] as number];
    if (!(load > 0) || count === 0) continue;
    const needed = linesNeeded(load, count, handlingOverPatience, maximumRefused);
    if (needed === undefined) return undefined;
    lines = Math.max(lines, needed);
  }
  if (lines === 0) return undefined;
  for (let step = 0; step < MOST_GROWTH_STEPS; step++) {
    if (holds(lines)) return lines;
    lines += Math.max(1, Math.ceil(0.02 * lines));
  }
  return undefined;
};
