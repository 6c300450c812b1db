import type { Estimates } from "../calibration/estimates.ts";
import { normalQuantile } from "../distributions/special/normal-quantile.ts";
import { fewestAgentsErlangA, type StaffingTargets } from "../queueing/index.ts";

/** How many agents more or fewer an interval needs if the estimates are not what they seem. */
export interface NeedSpread {
  /** Added to the need: 2.5 % and 97.5 % of the draws. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly draws: number;
}

const NORMAL_975 = 1.959963984540054;
const NODES = 7;

/** A positive estimate as a lognormal: the standard deviation of its logarithm, from its 95 % interval. */
const logDeviation = (estimates: Estimates, name: string): number => {
  const interval = estimates.confidence[name];
  if (interval === undefined || !(interval.low > 0) || !Number.isFinite(interval.high)) return 0;
  return Math.log(interval.high / interval.low) / (2 * NORMAL_975);
};

/**
 * The spread of the need that comes from the uncertainty of handling time and
 * patience: both are drawn from their estimates' intervals, as lognormals, by a
 * Latin hypercube (each of `draws` equally likely parts once), and Erlang A is
 * solved for every draw at loads from the day's lowest to its highest, between
 * which the need is interpolated. Undefined where the estimates have no interval.
 */
export const needSpread = (
  estimates: Estimates,
  targets: StaffingTargets,
  loadErlangs: readonly number[],
  means: { readonly handlingSeconds: number; readonly patienceSeconds: number },
  draws: number,
): NeedSpread | undefined => {
  const handlingDeviation = logDeviation(estimates, "handleTime");
  const patienceDeviation = logDeviation(estimates, "patience");
  const positive = loadErlangs.filter((load) => load > 0);
  if ((handlingDeviation === 0 && patienceDeviation === 0) || positive.length === 0) return undefined;
  const { handlingSeconds, patienceSeconds } = means;
  const least = Math.max(0.01, Math.min(...positive));
  const most = Math.max(...positive, least * 1.01);
  const nodes = Array.from({ length: NODES }, (_, i) => least * (most / least) ** (i / (NODES - 1)));

  const needAt = (handlingFactor: number, patienceFactor: number): number[] | undefined => {
    const needs: number[] = [];
    for (const erlangs of nodes) {
      const staffing = fewestAgentsErlangA(
        {
          callsPerSecond: erlangs / handlingSeconds,
          handlingSeconds: handlingSeconds * handlingFactor,
          patienceSeconds: patienceSeconds * patienceFactor,
        },
        targets,
      );
      if (staffing.state !== "met") return undefined;
      needs.push(staffing.agents);
    }
    return needs;
  };
  const base = needAt(1, 1);
  if (base === undefined) return undefined;

  // A stride without a common factor shuffles one margin against the other.
  let stride = Math.max(1, Math.round(draws * 0.618));
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));
  while (common(stride, draws) !== 1) stride++;
  const changes = nodes.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    const first = normalQuantile((draw + 0.5) / draws);
    const second = normalQuantile((((draw * stride) % draws) + 0.5) / draws);
    const needs = needAt(Math.exp(handlingDeviation * first), Math.exp(patienceDeviation * second));
    for (let node = 0; node < NODES; node++) {
      const change = needs === undefined ? 0 : (needs[node] as number) - (base[node] as number);
      (changes[node] as Float64Array)[draw] = change;
    }
  }
  for (const column of changes) column.sort();
  const quantile = (node: number, p: number): number =>
    (changes[node] as Float64Array)[Math.min(draws - 1, Math.floor(p * draws))] as number;
  const between = (load: number, p: number): number => {
    if (!(load > 0)) return 0;
    const place = Math.max(
      0,
      Math.min(NODES - 1, ((NODES - 1) * Math.log(load / least)) / Math.log(most / least)),
    );
    const left = Math.min(NODES - 2, Math.floor(place));
    const share = place - left;
    return (1 - share) * quantile(left, p) + share * quantile(left + 1, p);
  };
  return {
    low: loadErlangs.map((load) => Math.floor(between(load, 0.025) + 1e-9)),
    high: loadErlangs.map((load) => Math.ceil(between(load, 0.975) - 1e-9)),
    draws,
  };
};
