import type { Distribution } from "../distributions/distribution.ts";
import { lawOf } from "../distributions/law-of.ts";
import { type RatePiece, rateWithin, requireRates, slopeOf } from "./arrival-rate.ts";
import { requirePositive } from "./domain.ts";
import { integrateAdaptively } from "./quadrature.ts";

/** The offered load as a function of the time in seconds, in erlangs. */
export type OfferedLoadOverTime = (seconds: number) => number;

/**
 * The load that arrivals bring over time: the mean number of calls in progress if
 * nobody ever waited.
 *
 * Model M_t/G/∞: m(t) = ∫λ(t − u)P(S > u)du, for any law of the handling time S
 * (Eick, Massey and Whitt 1993). Its peak follows the peak of arrivals by about
 * one handling time. On each piece the integral is taken by parts, with
 * H(x) = ∫₀ˣP(S > u)du: ∫λ(t − u)dH(u) = [λ(t − u)H(u)] + λ′∫H, so that steady
 * pieces are exact.
 */
export const offeredLoadOverTime = (
  rates: readonly RatePiece[],
  handling: Distribution,
): OfferedLoadOverTime => {
  requireRates(rates);
  const law = lawOf(handling);
  requirePositive("handling.meanSeconds", law.meanSeconds);
  return (seconds) => {
    let load = 0;
    for (let index = rates.length - 1; index >= 0; index--) {
      const piece = rates[index]!;
      if (piece.startSeconds >= seconds) continue;
      const end = Math.min(piece.endSeconds, seconds);
      const youngest = seconds - end;
      // Of this piece and all before it no call is left.
      if (law.survival(youngest) < 1e-20) break;
      const oldest = seconds - piece.startSeconds;
      const slope = slopeOf(piece);
      const highest = Math.max(piece.callsPerSecondAtStart, piece.callsPerSecondAtEnd);
      // Survival falls, so that a piece adds at most this; what is below the last digit is left out.
      if (highest * law.survival(youngest) * (oldest - youngest) <= 1e-17 * load) continue;
      load +=
        rateWithin(piece, piece.startSeconds) * law.survivalIntegral(oldest) -
        rateWithin(piece, end) * law.survivalIntegral(youngest);
      if (slope !== 0) load += slope * integrateAdaptively(law.survivalIntegral, youngest, oldest, 1e-12);
    }
    return Math.max(0, load);
  };
};

const SAMPLES = 8;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The highest offered load between two times, to 10⁻⁶ of it: the best of nine
 * samples, then golden section around it. A peak narrower than an eighth of the
 * span, which takes a handling time much shorter than that, may be missed.
 */
export const highestOfferedLoad = (
  load: OfferedLoadOverTime,
  fromSeconds: number,
  toSeconds: number,
): number => {
  const step = (toSeconds - fromSeconds) / SAMPLES;
  const samples = Array.from({ length: SAMPLES + 1 }, (_, i) => load(fromSeconds + i * step));
  const highest = Math.max(...samples);
  const at = samples.indexOf(highest);
  if (at === 0 || at === SAMPLES) return highest;
  let low = fromSeconds + (at - 1) * step;
  let high = fromSeconds + (at + 1) * step;
  let best = highest;
  for (let round = 0; round < 16; round++) {
    const left = high - GOLDEN * (high - low);
    const right = low + GOLDEN * (high - low);
    const leftLoad = load(left);
    const rightLoad = load(right);
    best = Math.max(best, leftLoad, rightLoad);
    if (leftLoad > rightLoad) high = right;
    else low = left;
  }
  return best;
};
