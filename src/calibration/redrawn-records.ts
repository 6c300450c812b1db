import { createSampler } from "../distributions/sampler.ts";
import { createStream, restartStream } from "../random/stream.ts";
import { nextUniform } from "../random/uniform.ts";
import { ABANDONED, ANSWERED, type Attempts } from "../simulation/attempts.ts";
import { createWorkspace, simulateQueue } from "../simulation/simulate-queue.ts";
import type { AgentEstimates } from "./agents-at-work.ts";
import { type Block, blocksOf, offeredOf, sumOf } from "./blocks.ts";
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
  /** Standard deviations of the mean waits, as shares of their means. */
  readonly waitDeviation: number;
  readonly answeredWaitDeviation: number;
}

const MOST_RECORDS = 200;
const FEWEST_RECORDS = 50;
/** Calls redrawn for one estimate, over all records: a fraction of a second. */
const MOST_CALLS = 1_000_000;
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

const FIGURES = ["abandoned", "within", "wait", "answeredWait"] as const;

/** The mean and the variance of each figure over the redrawn records. */
const spreadOf = (drawn: readonly Figures[]): Record<keyof Figures, { mean: number; variance: number }> => {
  const of = (name: keyof Figures): { mean: number; variance: number } => {
    const mean = drawn.reduce((sum, figures) => sum + figures[name], 0) / drawn.length;
    const squares = drawn.reduce((sum, figures) => sum + (figures[name] - mean) ** 2, 0);
    return { mean, variance: squares / (drawn.length - 1) };
  };
  return Object.fromEntries(FIGURES.map((name) => [name, of(name)])) as ReturnType<typeof spreadOf>;
};

/**
 * How far chance moves the shares and mean waits of a record that is too short to
 * show it itself: the record is drawn again, two hundred times, as one queue with
 * its arrivals by five minutes, its handling time (lognormal), an exponential
 * patience of its mean and as many agents as it shows, begun with the queue that
 * these make. Only the spread is taken from there, never the figures.
 *
 * Undefined where the record does not say how long calls last or who was there.
 */
export const spreadOfRecord = (
  seen: Observations,
  total: Block,
  handleTime: HandleTimeEstimates | undefined,
  agents: AgentEstimates | undefined,
): RecordSpread | undefined => {
  const calls = sumOf(total, "answered") + sumOf(total, "abandoned");
  const agentsThere = Math.max(agents?.busyAtMost ?? 0, Math.round(agents?.seen ?? 0));
  if (handleTime === undefined || !(handleTime.meanSeconds > 0) || agentsThere === 0) return undefined;
  const seconds = seen.lastArrival - seen.firstArrival;
  if (!(seconds > 0) || offeredOf(total) === 0) return undefined;

  const { meanSeconds, cv } = handleTime;
  // where nobody gave up, half a caller did
  const patienceSeconds = Math.max(1, sumOf(total, "exposure") / Math.max(0.5, sumOf(total, "impatient")));
  const leadInSeconds =
    LEAD_IN_TIMES * Math.max(meanSeconds, Math.min(patienceSeconds, LONGEST_PATIENCE_SECONDS));
  const talk = createSampler(
    cv < 0.01 ? { kind: "constant", meanSeconds } : { kind: "lognormal", meanSeconds, cv: Math.min(cv, 20) },
  );
  const patience = createSampler({ kind: "exponential", meanSeconds: patienceSeconds });
  const startSeconds = seen.firstArrival - leadInSeconds;
  const steps = rateSteps(seen);
  const callsOfOne = calls + leadInSeconds * (steps[0]?.callsPerSecond ?? 0);
  const records = Math.round(Math.max(FEWEST_RECORDS, Math.min(MOST_RECORDS, MOST_CALLS / callsOfOne)));
  const hotline = {
    staff: { changeSeconds: Float64Array.of(startSeconds), agents: Int32Array.of(agentsThere) },
    ringSeconds: seen.rings > 0 ? seen.ringSum / seen.rings : 0,
    idleGapSeconds: 0,
    admitUntilSeconds: seen.lastArrival + 1,
  };
  const workspace = createWorkspace();
  const stream = createStream(1, "bootstrap");
  const drawn: Figures[] = [];
  for (let record = 0; record < records; record++) {
    restartStream(stream, 1, "bootstrap", record);
    const arrivals: number[] = [];
    let now = startSeconds;
    for (const step of steps) {
      // the lead-in has the rate of the first slot
      if (step !== steps[0]) now = step.startSeconds;
      while (step.callsPerSecond > 0) {
        now -= Math.log(nextUniform(stream)) / step.callsPerSecond;
        if (now >= step.endSeconds) break;
        arrivals.push(now);
      }
    }
    const talkSeconds = new Float64Array(arrivals.length);
    talk.fill(stream, talkSeconds);
    const patiences = new Float64Array(arrivals.length);
    patience.fill(stream, patiences);
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
      callers: arrivals.length,
      arrivalSeconds: Float64Array.from(arrivals),
      patienceSeconds: patiences,
      talkSeconds,
      wrapUpSeconds: new Float64Array(arrivals.length),
    };
    simulateQueue(hotline, columns, undefined, workspace, take);
    if (sums.offered === 0) continue;
    drawn.push({
      abandoned: sums.abandoned / sums.offered,
      within: sums.within / sums.offered,
      wait: sums.wait / sums.offered,
      answeredWait: sums.answeredWait / Math.max(1, sums.answered),
    });
  }
  if (drawn.length < FEWEST_RECORDS / 2) return undefined;
  const spread = spreadOf(drawn);
  const perCall = ({ mean, variance }: { mean: number; variance: number }): number =>
    mean > 0 && mean < 1 ? Math.max(1, (variance * calls) / (mean * (1 - mean))) : 1;
  const deviation = ({ mean, variance }: { mean: number; variance: number }): number =>
    mean > 0 ? Math.sqrt(variance) / mean : 0;
  return {
    agents: agentsThere,
    abandonedPerCall: perCall(spread.abandoned),
    withinPerCall: perCall(spread.within),
    waitDeviation: deviation(spread.wait),
    answeredWaitDeviation: deviation(spread.answeredWait),
  };
};
