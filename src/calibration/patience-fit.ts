import type { Distribution } from "../distributions/distribution.ts";
import { lawOf } from "../distributions/law-of.ts";
import { logGamma } from "../distributions/special/log-gamma.ts";
import { normalTail } from "../distributions/special/normal-tail.ts";
import type { WeightedDurations } from "./duration-counts.ts";

/** One distribution fitted to censored durations. */
export interface FittedLaw {
  readonly kind: "exponential" | "weibull" | "lognormal";
  readonly distribution: Distribution;
  /** Akaike's criterion: twice the parameters less twice the log-likelihood; the smallest is the best. */
  readonly akaike: number;
  readonly survival: (seconds: number) => number;
}

const sums = (durations: WeightedDurations) => {
  let ended = 0;
  let total = 0;
  let logEnded = 0;
  for (let i = 0; i < durations.seconds.length; i++) {
    const seconds = durations.seconds[i] as number;
    const here = durations.ended[i] as number;
    ended += here;
    total += seconds * (here + (durations.censored[i] as number));
    logEnded += here * Math.log(seconds);
  }
  return { ended, total, logEnded };
};

const fitExponential = (durations: WeightedDurations): FittedLaw => {
  const { ended, total } = sums(durations);
  const meanSeconds = total / ended;
  return {
    kind: "exponential",
    distribution: { kind: "exponential", meanSeconds },
    akaike: 2 + 2 * (ended * Math.log(meanSeconds) + ended),
    survival: (seconds) => Math.exp(-seconds / meanSeconds),
  };
};

/**
 * Weibull's distribution by maximum likelihood under right-censoring: the
 * shape is the root of a function that only rises, so bisection finds it;
 * the scale follows (Lawless, Statistical Models and Methods for Lifetime
 * Data, 2003, section 5.2).
 */
const fitWeibull = (durations: WeightedDurations): FittedLaw | undefined => {
  const { ended, logEnded } = sums(durations);
  const logs = durations.seconds.map(Math.log);
  const greatestLog = logs[logs.length - 1] as number;
  const powerSums = (shape: number) => {
    let power = 0;
    let powerLog = 0;
    for (let i = 0; i < logs.length; i++) {
      const log = logs[i] as number;
      const weight =
        ((durations.ended[i] as number) + (durations.censored[i] as number)) *
        Math.exp(shape * (log - greatestLog));
      power += weight;
      powerLog += weight * log;
    }
    return { power, powerLog };
  };
  const slope = (shape: number): number => {
    const { power, powerLog } = powerSums(shape);
    return powerLog / power - 1 / shape - logEnded / ended;
  };
  let low = 0.05;
  let high = 20;
  if (slope(low) > 0 || slope(high) < 0) return undefined;
  for (let i = 0; i < 60; i++) {
    const middle = Math.sqrt(low * high);
    if (slope(middle) > 0) high = middle;
    else low = middle;
  }
  const shape = Math.sqrt(low * high);
  const logScale = greatestLog + Math.log(powerSums(shape).power / ended) / shape;
  const logLikelihood = ended * (Math.log(shape) - shape * logScale) + (shape - 1) * logEnded - ended;
  const scale = Math.exp(logScale);
  const logMeanFactor = logGamma(1 + 1 / shape);
  const cv = Math.sqrt(Math.expm1(logGamma(1 + 2 / shape) - 2 * logMeanFactor));
  return {
    kind: "weibull",
    distribution: { kind: "weibull", meanSeconds: scale * Math.exp(logMeanFactor), cv },
    akaike: 4 - 2 * logLikelihood,
    survival: (seconds) => Math.exp(-((seconds / scale) ** shape)),
  };
};

const logNormalTail = (z: number): number =>
  // beyond thirty the tail is its own leading term to a thousandth
  z < 30 ? Math.log(normalTail(z)) : -z * z * 0.5 - Math.log(z) - 0.9189385332046727;

/** The normal distribution's hazard, its density over its tail. */
const normalHazard = (z: number): number =>
  z < 30 ? Math.exp(-z * z * 0.5 - 0.9189385332046727) / normalTail(z) : z + 1 / z;

/**
 * The lognormal distribution by maximum likelihood under right-censoring. In
 * a = 1/σ and b = μ/σ the log-likelihood is concave (Olsen, Econometrica 46,
 * 1978), so Newton's method with halved steps finds its only maximum.
 */
const fitLognormal = (durations: WeightedDurations): FittedLaw | undefined => {
  const { ended, logEnded } = sums(durations);
  const logs = durations.seconds.map(Math.log);
  const logLikelihood = (a: number, b: number): number => {
    if (a <= 0) return Number.NEGATIVE_INFINITY;
    let sum = ended * (Math.log(a) - 0.9189385332046727);
    for (let i = 0; i < logs.length; i++) {
      const z = a * (logs[i] as number) - b;
      const here = durations.ended[i] as number;
      const censored = durations.censored[i] as number;
      if (here > 0) sum -= here * z * z * 0.5;
      if (censored > 0) sum += censored * logNormalTail(z);
    }
    return sum;
  };
  let a = 0.7;
  let b = (a * logEnded) / ended;
  let value = logLikelihood(a, b);
  for (let round = 0; round < 100; round++) {
    let gradientA = ended / a;
    let gradientB = 0;
    let aa = -ended / (a * a);
    let ab = 0;
    let bb = 0;
    for (let i = 0; i < logs.length; i++) {
      const y = logs[i] as number;
      const z = a * y - b;
      const here = durations.ended[i] as number;
      const censored = durations.censored[i] as number;
      const hazard = censored > 0 ? normalHazard(z) : 0;
      const pull = here * z + censored * hazard;
      const curve = here + censored * hazard * (hazard - z);
      gradientA -= pull * y;
      gradientB += pull;
      aa -= curve * y * y;
      ab += curve * y;
      bb -= curve;
    }
    const determinant = aa * bb - ab * ab;
    if (!(determinant > 0)) return undefined;
    const stepA = -(bb * gradientA - ab * gradientB) / determinant;
    const stepB = -(aa * gradientB - ab * gradientA) / determinant;
    let share = 1;
    let next = logLikelihood(a + stepA, b + stepB);
    while (!(next >= value) && share > 1e-9) {
      share /= 2;
      next = logLikelihood(a + share * stepA, b + share * stepB);
    }
    a += share * stepA;
    b += share * stepB;
    const gain = next - value;
    value = next;
    if (!(gain > 1e-9 * Math.abs(value))) break;
  }
  const sigma = 1 / a;
  const mu = b / a;
  // the exponent would leave the numbers that there are
  if (!Number.isFinite(sigma) || sigma > 5) return undefined;
  const cv = Math.sqrt(Math.expm1(sigma * sigma));
  return {
    kind: "lognormal",
    distribution: { kind: "lognormal", meanSeconds: Math.exp(mu + (sigma * sigma) / 2), cv },
    akaike: 4 - 2 * (value - logEnded),
    survival: (seconds) => normalTail((Math.log(seconds) - mu) / sigma),
  };
};

/** Fewer who gave up do not tell a shape. */
export const FEWEST_FOR_SHAPE = 10;

/** The three fits, the best first, and in a sentence why it is the best. */
export interface PatienceFit {
  readonly chosen: FittedLaw;
  readonly candidates: readonly FittedLaw[];
  readonly reason: string;
}

/** Akaike's criterion must fall by this much before a shape is preferred to the exponential. */
const NOTICEABLE = 2;

const NAMES = { exponential: "exponential", weibull: "Weibull", lognormal: "lognormal" } as const;

/**
 * Fits exponential, Weibull and lognormal to right-censored durations of more
 * than zero and chooses by Akaike's criterion, the exponential unless another
 * is noticeably better. Undefined where fewer than ten ended: a shape cannot be
 * told from so few.
 */
export const fitPatience = (durations: WeightedDurations): PatienceFit | undefined => {
  if (sums(durations).ended < FEWEST_FOR_SHAPE) return undefined;
  const exponential = fitExponential(durations);
  const candidates = [exponential, fitWeibull(durations), fitLognormal(durations)].filter(
    (fit) => fit !== undefined,
  );
  // a law that the samplers cannot draw from is of no use further on
  const usable = candidates.filter((fit) => {
    try {
      return lawOf(fit.distribution).meanSeconds > 0;
    } catch {
      return false;
    }
  });
  usable.sort((one, other) => one.akaike - other.akaike);
  const best = usable[0] ?? exponential;
  const chosen = exponential.akaike - best.akaike > NOTICEABLE ? best : exponential;
  const others = candidates
    .filter((fit) => fit !== chosen)
    .map((fit) => `${NAMES[fit.kind]} ${(fit.akaike - chosen.akaike).toFixed(1)}`)
    .join(", ");
  const reason =
    chosen.kind === "exponential"
      ? `exponential: no other shape is better by more than ${NOTICEABLE} in Akaike's criterion (difference: ${others})`
      : `${NAMES[chosen.kind]}: the smallest of Akaike's criterion (above it: ${others})`;
  return { chosen, candidates: usable, reason };
};
