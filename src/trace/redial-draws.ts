import { lawOf } from "../distributions/law-of.ts";
import { drawKey, keyedUniform, keyedUniformPair } from "../random/keyed.ts";
import type { RedialRule, Scenario } from "../scenario/scenario.ts";
import type { AttemptDraws, Trace } from "./trace.ts";

/**
 * What callers draw after their first attempt, each a pure function of
 * scenario, seed, replication, caller and attempt, so that it does not matter
 * which engine asks first or how often. `caller` is the place in the whole
 * day; attempts count from 1.
 */
export interface RedialDraws {
  /** Patience of an attempt from the second on; the first one's stands in the trace. */
  readonly patienceSeconds: (caller: number, attempt: number) => number;
  /** After how long the caller calls again if this attempt is abandoned; undefined: never again. */
  readonly delayAfterAbandoningSeconds: (caller: number, attempt: number) => number | undefined;
  /** After how long the caller calls again if this attempt is blocked; undefined: never again. */
  readonly delayAfterBlockedSeconds: (caller: number, attempt: number) => number | undefined;
}

const pair = new Float64Array(2);

/**
 * Prepares the redial draws of one day. An attempt ends in one way only, so
 * abandoning and being blocked share their random numbers.
 */
export const createRedialDraws = (scenario: Scenario, seed: number, replication = 0): RedialDraws => {
  const { patience, redial } = scenario.callers;
  const { maximumAttempts } = redial;
  const patienceKey = drawKey(seed, "redialPatience", replication);
  const redialKey = drawKey(seed, "redial", replication);
  const patienceQuantile = lawOf(patience).quantile;

  const delayBy = ({ probability, delay }: RedialRule) => {
    const delayQuantile = lawOf(delay).quantile;
    return (caller: number, attempt: number): number | undefined => {
      if (attempt >= maximumAttempts || probability <= 0) return undefined;
      keyedUniformPair(redialKey, caller, attempt, pair);
      return pair[0]! < probability ? delayQuantile(pair[1]!) : undefined;
    };
  };

  return {
    patienceSeconds: (caller, attempt) => patienceQuantile(keyedUniform(patienceKey, caller, attempt)),
    delayAfterAbandoningSeconds: delayBy(redial.afterAbandoning),
    delayAfterBlockedSeconds: delayBy(redial.afterBlocked),
  };
};

/**
 * All that one attempt of the caller in one row of a trace draws. The first
 * attempt's patience is the trace's.
 */
export const createAttemptDraws = (
  scenario: Scenario,
  trace: Trace,
): ((row: number, attempt: number) => AttemptDraws) => {
  const draws = createRedialDraws(scenario, trace.seed, trace.replication);
  return (row, attempt) => {
    const caller = trace.firstCaller + row;
    const afterAbandoning = draws.delayAfterAbandoningSeconds(caller, attempt);
    const afterBlocked = draws.delayAfterBlockedSeconds(caller, attempt);
    return {
      patienceSeconds: attempt === 1 ? trace.patienceSeconds[row]! : draws.patienceSeconds(caller, attempt),
      redialsAfterAbandoning: afterAbandoning !== undefined,
      delayAfterAbandoningSeconds: afterAbandoning ?? 0,
      redialsAfterBlocked: afterBlocked !== undefined,
      delayAfterBlockedSeconds: afterBlocked ?? 0,
    };
  };
};
