import { requirePositive, requireProbability, requireShareBelowOne, requireWhole } from "./domain.ts";
import { erlangA } from "./erlang-a.ts";
import { type TrunkResult, trunkQueue } from "./finite-trunks.ts";
import { type AnswerTarget, type CallLoad, offeredLoad } from "./queue-load.ts";

/** Fresh callers, their agents and what they do when they were not served. */
export interface RedialLoad extends CallLoad, AnswerTarget {
  /** First attempts alone. */
  readonly callsPerSecond: number;
  readonly agents: number;
  readonly patienceSeconds: number;
  /** Lines in all; absent: as many as come. */
  readonly lines?: number;
  /** Chance of calling again after giving up, below 1. */
  readonly redialAfterAbandoning: number;
  /** Chance of calling again after being blocked, below 1. */
  readonly redialAfterBlocked: number;
  /** Attempts that one caller makes at most, the first included; absent: no limit. */
  readonly maximumAttempts?: number;
}

/** The fixed point: attempts as if they were fresh random arrivals. */
export interface RedialFixedPoint {
  readonly state: "approximate";
  readonly attemptsPerSecond: number;
  readonly attemptsPerCaller: number;
  /** Share of callers who are never answered. */
  readonly neverServed: number;
  /** Figures over attempts. */
  readonly perAttempt: {
    readonly serviceLevel: number;
    readonly abandonment: number;
    readonly blocking: number;
    readonly occupancy: number;
    readonly meanWaitSeconds: number;
    readonly waitProbability: number;
  };
}

/** Checks what callers do when they were not served. */
export const requireRedial = (load: {
  readonly redialAfterAbandoning: number;
  readonly redialAfterBlocked: number;
}): void => {
  requireShareBelowOne("redialAfterAbandoning", load.redialAfterAbandoning);
  requireShareBelowOne("redialAfterBlocked", load.redialAfterBlocked);
};

/**
 * First attempts among observed attempts: λ_fresh = λ_observed(1 − r_a·P(abandon) −
 * r_b·P(blocked)). An attempt is not a caller.
 */
export const freshCallsPerSecond = (observed: {
  readonly attemptsPerSecond: number;
  readonly abandonment: number;
  readonly blocking: number;
  readonly redialAfterAbandoning: number;
  readonly redialAfterBlocked: number;
}): number => {
  requirePositive("attemptsPerSecond", observed.attemptsPerSecond);
  requireProbability("abandonment", observed.abandonment);
  requireProbability("blocking", observed.blocking);
  requireRedial(observed);
  return (
    observed.attemptsPerSecond *
    (1 -
      observed.redialAfterAbandoning * observed.abandonment -
      observed.redialAfterBlocked * observed.blocking)
  );
};

/**
 * Redials by a fixed point: the rate of attempts λ with λ = λ_fresh·attempts per
 * caller, where each attempt fails as in Erlang A (or M/M/s/K+M) at rate λ,
 * independently of the ones before.
 *
 * It is an approximation: redials come when the queue is long, so that it
 * understates abandonment, the more the sooner callers come back. Exact figures:
 * {@link redialChain}. λ/attempts(λ) rises with λ, so the point is found by halving.
 */
export const redialFixedPoint = (load: RedialLoad): RedialFixedPoint => {
  offeredLoad(load);
  requireRedial(load);
  const { maximumAttempts, redialAfterAbandoning, redialAfterBlocked, lines } = load;
  if (maximumAttempts !== undefined) requireWhole("maximumAttempts", maximumAttempts);
  const figuresAt = (callsPerSecond: number): RedialFixedPoint["perAttempt"] => {
    if (lines === undefined) return { ...erlangA({ ...load, callsPerSecond }), blocking: 0 };
    const { handlingSeconds, agents, patienceSeconds, withinSeconds } = load;
    const queue: TrunkResult = trunkQueue({
      callsPerSecond,
      handlingSeconds,
      agents,
      patienceSeconds,
      withinSeconds,
      lines,
    });
    return queue;
  };
  const againOf = (figures: RedialFixedPoint["perAttempt"]): number =>
    redialAfterAbandoning * figures.abandonment + redialAfterBlocked * figures.blocking;
  /** 1 + q + q² + … up to the limit of attempts. */
  const attemptsOf = (again: number): number =>
    maximumAttempts === undefined ? 1 / (1 - again) : (1 - again ** maximumAttempts) / (1 - again);
  let low = load.callsPerSecond;
  let high = load.callsPerSecond * attemptsOf(Math.max(redialAfterAbandoning, redialAfterBlocked));
  for (let round = 0; round < 200 && high - low > 1e-14 * high; round++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (middle < load.callsPerSecond * attemptsOf(againOf(figuresAt(middle)))) low = middle;
    else high = middle;
  }
  const attemptsPerSecond = (low + high) / 2;
  const { serviceLevel, abandonment, blocking, occupancy, meanWaitSeconds, waitProbability } =
    figuresAt(attemptsPerSecond);
  const again = redialAfterAbandoning * abandonment + redialAfterBlocked * blocking;
  const attemptsPerCaller = attemptsOf(again);
  return {
    state: "approximate",
    attemptsPerSecond,
    attemptsPerCaller,
    neverServed: Math.max(0, 1 - attemptsPerCaller * (1 - abandonment - blocking)),
    perAttempt: { serviceLevel, abandonment, blocking, occupancy, meanWaitSeconds, waitProbability },
  };
};
