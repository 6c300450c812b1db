import { requireNonNegative, requirePositive, requireProbability, requireWhole } from "./domain.ts";
import { integrateUnimodal } from "./quadrature.ts";
import { type CallLoad, offeredLoad } from "./queue-load.ts";

/** Beyond this many standard deviations below the load, a start error of the recursion has died out. */
const START_DEVIATIONS = 9;

/** Probabilities below this are given as 0. */
const SMALLEST = 1e-305;

/**
 * Where the recursion for B may start. Each step from n−1 to n shrinks a relative
 * error by about n/a while n < a, so that from 9√a below the load (or below the
 * servers, where these are fewer) an error of the start is below 10⁻¹⁷ of the
 * result: exp(−9²/2).
 */
const recursionStart = (servers: number, load: number): number =>
  Math.max(0, Math.floor(Math.min(servers, load) - START_DEVIATIONS * Math.sqrt(load) - 20));

/**
 * Erlang B for `servers` = 0, 1, 2 … as one continued recursion. Returns the
 * blocking probability at `servers`; `next` continues to one server more.
 */
export const erlangBRecursion = (
  offeredLoadErlangs: number,
  servers: number,
): { readonly blocking: () => number; readonly servers: () => number; readonly next: () => number } => {
  let at = recursionStart(servers, offeredLoadErlangs);
  let blocking = at === 0 ? 1 : 1 - at / offeredLoadErlangs;
  const next = (): number => {
    at++;
    blocking = (offeredLoadErlangs * blocking) / (at + offeredLoadErlangs * blocking);
    // Below the smallest normal numbers rounding would hold the value up.
    if (blocking < SMALLEST) blocking = 0;
    return blocking;
  };
  while (at < servers) {
    if (blocking === 0) at = servers;
    else next();
  }
  return { blocking: () => blocking, servers: () => at, next };
};

/**
 * Erlang B: the share of calls that find all lines busy and are lost.
 *
 * Model M/G/s/s: random arrivals, handling times of any distribution, no queue.
 * Recursion Bₙ = aBₙ₋₁/(n + aBₙ₋₁) from B₀ = 1 (Erlang 1917), started close to
 * the load where its start no longer matters. Domain: load > 0, lines ≥ 0 whole.
 *
 * @example erlangBBlocking(10, 18) // 0.00714…: 10 erlangs need 18 lines for 1 % blocking
 */
export const erlangBBlocking = (offeredLoadErlangs: number, lines: number): number => {
  requirePositive("offeredLoadErlangs", offeredLoadErlangs);
  requireWhole("lines", lines, 0);
  return erlangBRecursion(offeredLoadErlangs, lines).blocking();
};

/**
 * Erlang B with a fractional number of lines, by Jagerman's integral
 * 1/B(x, a) = a∫₀^∞ e^(−at)(1 + t)^x dt (Bell System Technical Journal 53, 1974),
 * with u = ln(1 + t). It agrees with the recursion at whole numbers and is used
 * where a mean number of servers is not whole. Domain: load > 0, lines ≥ 0.
 */
export const erlangBContinuous = (offeredLoadErlangs: number, lines: number): number => {
  requirePositive("offeredLoadErlangs", offeredLoadErlangs);
  requireNonNegative("lines", lines);
  const load = offeredLoadErlangs;
  const power = lines + 1;
  const mode = Math.max(0, Math.log(power / load));
  // (x + 1)u − a(eᵘ − 1), relative to its value at the mode, without cancellation:
  // at an inner mode a·e^mode = x + 1, so the difference is (x + 1)(v + 1 − eᵛ), v = u − mode.
  const exponent =
    mode > 0
      ? (u: number): number => power * (u - mode - Math.expm1(u - mode))
      : (u: number): number => power * u - load * Math.expm1(u);
  const integral = integrateUnimodal(exponent, mode);
  const atMode = power * mode - load * Math.expm1(mode);
  return Math.exp(-atMode) / (load * integral);
};

/** A loss system in its steady state, which it always has. */
export interface ErlangBResult {
  readonly state: "stable";
  readonly offeredLoadErlangs: number;
  /** Share of calls refused. */
  readonly blocking: number;
  /** Mean share of lines in use. */
  readonly occupancy: number;
}

/** Erlang B for a load in calls; see {@link erlangBBlocking}. */
export const erlangB = (load: CallLoad & { readonly lines: number }): ErlangBResult => {
  requireWhole("lines", load.lines);
  const offeredLoadErlangs = offeredLoad(load);
  const blocking = erlangBBlocking(offeredLoadErlangs, load.lines);
  return {
    state: "stable",
    offeredLoadErlangs,
    blocking,
    occupancy: (offeredLoadErlangs * (1 - blocking)) / load.lines,
  };
};

/**
 * The fewest lines that block at most `maximumBlocking` of the calls (above 0),
 * by continuing the recursion of Erlang B.
 */
export const fewestLines = (offeredLoadErlangs: number, maximumBlocking: number): number => {
  requirePositive("offeredLoadErlangs", offeredLoadErlangs);
  requireProbability("maximumBlocking", requirePositive("maximumBlocking", maximumBlocking));
  // Blocking is at least 1 − n/a, so fewer lines than a(1 − limit) cannot do.
  const recursion = erlangBRecursion(
    offeredLoadErlangs,
    Math.max(0, Math.floor(offeredLoadErlangs * (1 - maximumBlocking)) - 1),
  );
  while (recursion.blocking() > maximumBlocking) recursion.next();
  return recursion.servers();
};
