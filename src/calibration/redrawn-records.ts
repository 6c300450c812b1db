import type { Distribution } from "../distributions/distribution.ts";
import { createSampler } from "../distributions/sampler.ts";
import { normalQuantile } from "../distributions/special/normal-quantile.ts";
import { createStream, type RandomStream, restartStream } from "../random/stream.ts";
import { nextUniform } from "../random/uniform.ts";
import { ABANDONED, ANSWERED, type Attempts } from "../simulation/attempts.ts";
import { createWorkspace, simulateQueue } from "../simulation/simulate-queue.ts";
import type { AgentEstimates } from "./agents-at-work.ts";
import { type Block, blocksOf, sumOf } from "./blocks.ts";
import type { HandleTimeEstimates } from "./estimates.ts";
import type { Observations } from "./observe.ts";
import { SLOT_SECONDS } from "./slot-sums.ts";

/** How far chance alone moves the figures of a record as short as this one. */
export interface RecordSpread {
  /** Agents that the redrawn records have. */
  readonly agents: number;
  /** How many calls count for one: the variance of a share over that of as many calls apart. */
  readonly abandonedPerCall: number;
  readonly withinPerCall: number;
  /** Variances of the mean waits, each over its mean, seconds. */
  readonly waitSpreadSeconds: number;
  readonly answeredWaitSpreadSeconds: number;
}

const MOST_PAIRS = 100;
const FEWEST_PAIRS = 25;
/** Calls redrawn for one estimate, over all records: a fraction of a second. */
const MOST_CALLS = 1_000_000;
/** Of more calls a record is not drawn again, nor of more its lead-in. */
const MOST_CALLS_OF_RECORD = 20_000;
/** The queue has forgotten how it began after so many handling times or patiences, whichever is longer. */
const LEAD_IN_TIMES = 3;
/** A patience longer than this bends no short record's queue. */
const LONGEST_PATIENCE_SECONDS = 1000;

/** A stretch of the record with a steady rate. */
interface RateStep {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly callsPerSecond: number;
}

/** The record's arrivals by slot, the first and the last only as far as calls came. */
const rateSteps = (seen: Observations): RateStep[] =>
  [...blocksOf(seen.sums, SLOT_SECONDS)].map(([number, block]) => {
    const startSeconds = Math.max(number * SLOT_SECONDS, seen.firstArrival);
    const endSeconds = Math.min((number + 1) * SLOT_SECONDS, seen.lastArrival);
    // a slot that one call alone touches at its edge has no length to speak of
    const seconds = Math.max(1, endSeconds - startSeconds);
    return {
      startSeconds,
      endSeconds,
      callsPerSecond: (sumOf(block, "answered") + sumOf(block, "abandoned")) / seconds,
    };
  });

interface Figures {
  abandoned: number;
  within: number;
  wait: number;
  answeredWait: number;
}

type Pair = readonly [Figures, Figures];

/**
 * The mean of a figure over the records, and its variance: half-way between that of
 * two records of one load and that of all, loads included. The first alone is too
 * small where the record was lucky, the second counts what the first holds already.
 */
const spreadOf = (pairs: readonly Pair[], name: keyof Figures): { mean: number; variance: number } => {
  const values = pairs.flat().map((figures) => figures[name]);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const differences = pairs.reduce((sum, [one, other]) => sum + (one[name] - other[name]) ** 2, 0);
  return { mean, variance: (differences / (2 * pairs.length) + squares / (values.length - 1)) / 2 };
};

/** What the record shows of its load. */
interface Load {
  readonly steps: readonly RateStep[];
  readonly startSeconds: number;
  readonly talk: Distribution;
  readonly patienceSeconds: number;
  readonly agents: number;
}

/** What a load is multiplied by, so as not to take the record's for known. */
interface Factors {
  readonly rate: number;
  readonly talk: number;
  readonly patience: number;
}

const scaledBy = (seconds: Float64Array, factor: number): Float64Array =>
  seconds.map((value) => value * factor);

/** Draws records of a load, one after the other from a stream; undefined where no call came. */
const recordDrawer = (seen: Observations, { steps, startSeconds, ...load }: Load) => {
  const talk = createSampler(load.talk);
  const patience = createSampler({ kind: "exponential", meanSeconds: load.patienceSeconds });
  const hotline = {
    staff: { changeSeconds: Float64Array.of(startSeconds), agents: Int32Array.of(load.agents) },
    ringSeconds: seen.rings > 0 ? seen.ringSum / seen.rings : 0,
    idleGapSeconds: 0,
    admitUntilSeconds: seen.lastArrival + 1,
  };
  const workspace = createWorkspace();
  return (stream: RandomStream, factors: Factors): Figures | undefined => {
    const arrivals: number[] = [];
    let now = startSeconds;
    for (const step of steps) {
      // the lead-in has the rate of the first slot
      if (step !== steps[0]) now = step.startSeconds;
      while (step.callsPerSecond > 0) {
        now -= Math.log(nextUniform(stream)) / (step.callsPerSecond * factors.rate);
        if (now >= step.endSeconds) break;
        arrivals.push(now);
      }
    }
    const callers = arrivals.length;
    const talkSeconds = new Float64Array(callers);
    talk.fill(stream, talkSeconds);
    const patienceSeconds = new Float64Array(callers);
    patience.fill(stream, patienceSeconds);
    const sums = { offered: 0, answered: 0, abandoned: 0, within: 0, wait: 0, answeredWait: 0 };
    const take = ({ count, arrivalSeconds, outcome, waitSeconds }: Attempts): void => {
      for (let row = 0; row < count; row++) {
        if ((arrivalSeconds[row] as number) < seen.firstArrival) continue;
        const wait = waitSeconds[row] as number;
        sums.offered++;
        sums.wait += wait;
        if (outcome[row] === ABANDONED) sums.abandoned++;
        if (outcome[row] !== ANSWERED) continue;
        sums.answered++;
        sums.answeredWait += wait;
        if (wait <= seen.withinSeconds) sums.within++;
      }
    };
    const columns = {
      callers,
      arrivalSeconds: Float64Array.from(arrivals),
      patienceSeconds: scaledBy(patienceSeconds, factors.patience),
      talkSeconds: scaledBy(talkSeconds, factors.talk),
      wrapUpSeconds: new Float64Array(callers),
    };
    simulateQueue(hotline, columns, undefined, workspace);
    take(workspace.attempts);
    if (sums.offered === 0) return undefined;
    return {
      abandoned: sums.abandoned / sums.offered,
      within: sums.within / sums.offered,
      wait: sums.wait / sums.offered,
      answeredWait: sums.answeredWait / Math.max(1, sums.answered),
    };
  };
};

/**
 * How far chance moves the shares and mean waits of a record that is too short to
 * show it itself: the record is drawn again, a hundred times twice, as one queue with
 * its arrivals by five minutes, its handling time (lognormal), an exponential
 * patience of its mean and as many agents as it shows, begun with the queue that
 * these make. Each time the load is drawn too, as sure as so few calls leave it.
 * Only the spread is taken from there, never the figures.
 *
 * Undefined where the record does not say how long calls last or who was there, or
 * holds too many calls.
 */
export const spreadOfRecord = (
  seen: Observations,
  total: Block,
  handleTime: HandleTimeEstimates | undefined,
  agents: AgentEstimates | undefined,
): RecordSpread | undefined => {
  const calls = sumOf(total, "answered") + sumOf(total, "abandoned");
  const agentsThere = Math.max(agents?.busyAtMost ?? 0, Math.round(agents?.seen ?? 0));
  if (handleTime?.cv === undefined || !(handleTime.meanSeconds > 0) || agentsThere === 0) return undefined;
  const seconds = seen.lastArrival - seen.firstArrival;
  if (!(seconds > 0) || calls === 0 || calls > MOST_CALLS_OF_RECORD) return undefined;

  const { meanSeconds, cv } = handleTime;
  // where nobody gave up, half a caller did
  const patienceSeconds = Math.max(1, sumOf(total, "exposure") / Math.max(0.5, sumOf(total, "impatient")));
  const steps = rateSteps(seen);
  const firstRate = steps[0]?.callsPerSecond ?? 0;
  const leadInSeconds = Math.min(
    LEAD_IN_TIMES * Math.max(meanSeconds, Math.min(patienceSeconds, LONGEST_PATIENCE_SECONDS)),
    MOST_CALLS_OF_RECORD / Math.max(firstRate, Number.MIN_VALUE),
  );
  const startSeconds = seen.firstArrival - leadInSeconds;
  const callsOfOne = calls + leadInSeconds * firstRate;
  const pairsAsked = Math.round(Math.max(FEWEST_PAIRS, Math.min(MOST_PAIRS, MOST_CALLS / 2 / callsOfOne)));
  const draw = recordDrawer(seen, {
    steps,
    startSeconds,
    talk:
      cv < 0.01
        ? { kind: "constant", meanSeconds }
        : { kind: "lognormal", meanSeconds, cv: Math.min(cv, 20) },
    patienceSeconds,
    agents: agentsThere,
  });
  const stream = createStream(1, "bootstrap");
  const pairs: Pair[] = [];
  for (let pair = 0; pair < pairsAsked; pair++) {
    restartStream(stream, 1, "bootstrap", pair);
    const normal = (): number => normalQuantile(nextUniform(stream));
    const factors = {
      rate: Math.exp(normal() / Math.sqrt(calls)),
      talk: Math.exp(normal() * Math.min(1, cv / Math.sqrt(handleTime.calls))),
      patience: Math.exp(normal() / Math.sqrt(sumOf(total, "impatient") + 1)),
    };
    const [one, other] = [draw(stream, factors), draw(stream, factors)];
    if (one !== undefined && other !== undefined) pairs.push([one, other]);
  }
  if (pairs.length < FEWEST_PAIRS / 2) return undefined;
  const perCall = (name: keyof Figures): number => {
    const { mean, variance } = spreadOf(pairs, name);
    return mean > 0 && mean < 1 ? Math.max(1, (variance * calls) / (mean * (1 - mean))) : 1;
  };
  const perMean = (name: keyof Figures): number => {
    const { mean, variance } = spreadOf(pairs, name);
    return mean > 0 ? variance / mean : 0;
  };
  return {
    agents: agentsThere,
    abandonedPerCall: perCall("abandoned"),
    withinPerCall: perCall("within"),
    waitSpreadSeconds: perMean("wait"),
    answeredWaitSpreadSeconds: perMean("answeredWait"),
  };
};
