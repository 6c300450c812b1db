import type { Estimates } from "../calibration/estimates.ts";
import { REDIAL_WITHIN_SECONDS } from "../calibration/redials.ts";
import { normalQuantile } from "../distributions/special/normal-quantile.ts";
import { NORMAL_975 } from "../distributions/wilson-interval.ts";
import { fewestAgentsErlangA, type StaffingTargets } from "../queueing/index.ts";

/** How many agents more or fewer an interval needs if the estimates are not what they seem. */
export interface NeedSpread {
  /** Added to the need: 2.5 % and 97.5 % of the draws. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly draws: number;
  /** What was drawn, and what could not be. */
  readonly notes: readonly string[];
}

const NODES = 7;
/** More than this share of those who give up calls again in no draw. */
const MOST_REDIAL = 0.99;

/** A positive estimate as a lognormal: the standard deviation of its logarithm, from its 95 % interval. */
const logDeviation = (estimates: Estimates, name: string): number => {
  const interval = estimates.confidence[name];
  if (interval === undefined || !(interval.low > 0) || !Number.isFinite(interval.high)) return 0;
  return Math.log(interval.high / interval.low) / (2 * NORMAL_975);
};

const plusMinus = (deviation: number): string => `± ${(100 * NORMAL_975 * deviation).toPrecision(2)} %`;

/**
 * How well the measured days tell the level of arrivals: the standard deviation of
 * its logarithm, from the count of calls and from how far days differ. A forecast
 * is not known better than the mean of the days behind it.
 */
const levelOf = ({ arrivals, injected = [], offered }: Estimates): { deviation: number; note: string } => {
  if (arrivals === undefined || !(offered > 0)) {
    return {
      deviation: 0,
      note: "The level of arrivals is taken as forecast: no measured arrivals say how well it is known.",
    };
  }
  if (injected.includes("arrivals")) {
    return {
      deviation: 0,
      note: "The level of arrivals is taken as forecast, for the measured calls had theirs from a scenario.",
    };
  }
  const { days, dayCv } = arrivals;
  if (days < 2 || dayCv === undefined) {
    const deviation = 1 / Math.sqrt(offered);
    return {
      deviation,
      note: `The level of arrivals is drawn as the count of ${offered} calls leaves it (${plusMinus(deviation)}). One day says nothing on how days differ: from that the staff is less certain than low and high say.`,
    };
  }
  const deviation = Math.sqrt(1 / offered + dayCv ** 2 / days);
  return {
    deviation,
    note: `The level of arrivals is drawn as the mean of ${days} days leaves it (${plusMinus(deviation)}).`,
  };
};

/** The chance of calling again after giving up and its standard deviation; none where nobody was watched for an hour. */
const redialOf = ({ confidence, redial }: Estimates): { probability: number; deviation: number } => {
  const interval = confidence["redial"];
  const { probability, withinSeconds = REDIAL_WITHIN_SECONDS } = redial ?? {};
  if (interval === undefined || probability === undefined || withinSeconds < REDIAL_WITHIN_SECONDS) {
    return { probability: 0, deviation: 0 };
  }
  return { probability, deviation: (interval.high - interval.low) / (2 * NORMAL_975) };
};

const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));

/** A stride of about a share of the draws, without a common factor, which shuffles one margin against another. */
const strideOf = (draws: number, share: number): number => {
  let stride = Math.max(1, Math.round(draws * share));
  while (common(stride, draws) !== 1) stride++;
  return stride;
};

interface Draw {
  readonly handling: number;
  readonly patience: number;
  readonly level: number;
  readonly redial: number;
}

/**
 * The spread of the need that comes from the uncertainty of handling time,
 * patience, the level of arrivals and calling again: they are drawn from their
 * estimates' intervals, the first three as lognormals, by a Latin hypercube (each
 * of `draws` equally likely parts once), and Erlang A is solved for every draw at
 * loads from the day's lowest to its highest, between which the need is
 * interpolated. Calling again adds to the calls by the share that gives up at the
 * need without draws. Undefined where neither handling time nor patience has an interval.
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
  const level = levelOf(estimates);
  const redial = redialOf(estimates);
  const { handlingSeconds, patienceSeconds } = means;
  const least = Math.max(0.01, Math.min(...positive));
  const most = Math.max(...positive, least * 1.01);
  const nodes = Array.from({ length: NODES }, (_, i) => least * (most / least) ** (i / (NODES - 1)));

  const base: { readonly agents: number; readonly abandonment: number }[] = [];
  const staffingAt = (node: number, draw: Draw) => {
    const known = base[node];
    const givingUp = known?.abandonment ?? 0;
    const again = (1 - redial.probability * givingUp) / (1 - draw.redial * givingUp);
    return fewestAgentsErlangA(
      {
        callsPerSecond: ((nodes[node] as number) / handlingSeconds) * draw.level * again,
        handlingSeconds: handlingSeconds * draw.handling,
        patienceSeconds: patienceSeconds * draw.patience,
      },
      targets,
      known?.agents,
    );
  };
  const asEstimated = { handling: 1, patience: 1, level: 1, redial: redial.probability };
  for (let node = 0; node < NODES; node++) {
    const staffing = staffingAt(node, asEstimated);
    if (staffing.state !== "met") return undefined;
    base.push({ agents: staffing.agents, abandonment: staffing.figures.abandonment });
  }

  const [second, third, fourth] = [0.618, 0.755, 0.43].map((share) => strideOf(draws, share)) as [
    number,
    number,
    number,
  ];
  const changes = nodes.map(() => new Float64Array(draws));
  let unmet = 0;
  for (let draw = 0; draw < draws; draw++) {
    const normal = (stride: number): number => normalQuantile((((draw * stride) % draws) + 0.5) / draws);
    const drawn: Draw = {
      handling: Math.exp(handlingDeviation * normal(1)),
      patience: Math.exp(patienceDeviation * normal(second)),
      level: Math.exp(level.deviation * normal(third)),
      redial: Math.max(0, Math.min(MOST_REDIAL, redial.probability + redial.deviation * normal(fourth))),
    };
    let met = true;
    for (let node = 0; node < NODES; node++) {
      const staffing = staffingAt(node, drawn);
      met &&= staffing.state === "met";
      (changes[node] as Float64Array)[draw] =
        staffing.state === "met" ? staffing.agents - (base[node]?.agents ?? 0) : 0;
    }
    if (!met) unmet++;
  }
  const names = [
    ...(handlingDeviation > 0 ? ["handling time"] : []),
    ...(patienceDeviation > 0 ? ["patience"] : []),
    ...(level.deviation > 0 ? ["the level of arrivals"] : []),
    ...(redial.deviation > 0 ? ["calling again"] : []),
  ];
  const notes = [
    `Low and high of the staff come from ${draws} draws of ${names.join(", ")}. ${level.note}`,
    ...(unmet > 0
      ? [`In ${unmet} of the draws no staff meets the targets; low and high leave them out.`]
      : []),
  ];
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
    notes,
  };
};
