/**
 * What becomes of one caller in the queue: `values[k]` for a caller with k others
 * before him. He leaves by his own patience, moves up when somebody before him is
 * answered or leaves, and is answered when he is first and an agent is free.
 * Nobody who comes later matters, so that this does not depend on arrivals.
 */
export interface TaggedOutcome {
  readonly values: Float64Array;
  /** What counts for a caller who is answered, and for one who leaves. */
  readonly whenServed: number;
  readonly whenLeaving: number;
}

/** The rates of a queue between two changes of staff, per second. */
export interface QueueRates {
  readonly agents: number;
  readonly serviceRate: number;
  readonly patienceRate: number;
}

/** Poisson probabilities beyond this share of the whole are left out. */
const POISSON_TAIL = 1e-15;

/**
 * The outcome as it stands `seconds` earlier under steady staff: uniformization
 * of the chain that the tagged caller's place makes,
 * −h′ₖ = θ·leaving + (sμ + kθ)hₖ₋₁ − (sμ + (k + 1)θ)hₖ, h₋₁ = served.
 */
export const earlier = (outcome: TaggedOutcome, rates: QueueRates, seconds: number): TaggedOutcome => {
  const count = outcome.values.length;
  if (count === 0 || seconds <= 0) return outcome;
  const { agents, serviceRate, patienceRate } = rates;
  const finish = agents * serviceRate;
  const fastest = finish + count * patienceRate;
  // e^(−700) is the least exponential that is a normal number.
  const steps = Math.max(1, Math.ceil((fastest * seconds) / 256));
  const mean = (fastest * seconds) / steps;
  let values = outcome.values;
  for (let step = 0; step < steps; step++) {
    let current = Float64Array.from(values);
    let next = new Float64Array(count);
    const sum = new Float64Array(count);
    let weight = Math.exp(-mean);
    let rest = 1;
    for (let jump = 0; rest > POISSON_TAIL && jump < 2000; jump++) {
      for (let k = 0; k < count; k++) sum[k] = sum[k]! + weight * current[k]!;
      rest -= weight;
      let change = 0;
      for (let k = 0; k < count; k++) {
        const up = finish + k * patienceRate;
        const before = k === 0 ? outcome.whenServed : current[k - 1]!;
        const value =
          (patienceRate * outcome.whenLeaving + up * before + (fastest - up - patienceRate) * current[k]!) /
          fastest;
        change = Math.max(change, Math.abs(value - current[k]!));
        next[k] = value;
      }
      [current, next] = [next, current];
      weight *= mean / (jump + 1);
      // Once settled, all later jumps give the same.
      if (change < 1e-15) break;
    }
    if (rest > 0) for (let k = 0; k < count; k++) sum[k] = sum[k]! + rest * current[k]!;
    values = sum;
  }
  return { ...outcome, values };
};

/** The outcome just before staff changes from `before` to `after` agents. */
export const beforeChange = (outcome: TaggedOutcome, before: number, after: number): TaggedOutcome => {
  const added = after - before;
  if (added <= 0) return outcome;
  const values = outcome.values.map((_, k) => (k < added ? outcome.whenServed : outcome.values[k - added]!));
  return { ...outcome, values };
};

/**
 * The chance of leaving unanswered with k others before, under staff that never
 * changes again: (k + 1)θ/(sμ + (k + 1)θ).
 */
export const leavingUnderSteadyStaff = (rates: QueueRates, places: number): TaggedOutcome => {
  const finish = rates.agents * rates.serviceRate;
  const values = Float64Array.from({ length: places }, (_, k) => {
    const leave = (k + 1) * rates.patienceRate;
    return leave / (finish + leave);
  });
  return { values, whenServed: 0, whenLeaving: 1 };
};

/** A caller whose time is up without an answer. */
export const notAnsweredInTime = (places: number): TaggedOutcome => ({
  values: new Float64Array(places),
  whenServed: 1,
  whenLeaving: 0,
});
