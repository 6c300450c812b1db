import type { CallRecord } from "../calls/call-record.ts";
import { createSampler } from "../distributions/sampler.ts";
import { createStream, restartStream } from "../random/stream.ts";
import { nextUniform } from "../random/uniform.ts";
import type { Scenario, StaffStep } from "../scenario/scenario.ts";
import { ABANDONED, ANSWERED, type Attempts, BLOCKED } from "../simulation/attempts.ts";
import type { CallerColumns } from "../simulation/hotline.ts";
import { hotlineOf } from "../simulation/scenario-hotline.ts";
import { createWorkspace, simulateQueue } from "../simulation/simulate-queue.ts";
import { createRedialDraws } from "../trace/redial-draws.ts";

/** The counted attempts of one day drawn again, as columns. */
export interface RedrawnDay {
  readonly count: number;
  readonly caller: Int32Array;
  readonly arrivalSeconds: Float64Array;
  readonly waitSeconds: Float64Array;
  /** ANSWERED, ABANDONED or BLOCKED. */
  readonly outcome: Uint8Array;
  /** A number from 0 to 1 of each attempt, for what only a part of the calls is asked. */
  readonly lot: Float64Array;
}

/** What days are drawn again from, beside the calls. */
export interface RedrawnFrom {
  readonly scenario: Scenario;
  readonly schedule: readonly StaffStep[];
  readonly period: { readonly startSeconds: number; readonly endSeconds: number };
}

const MOST_DAYS = 200;
const FEWEST_DAYS = 60;
/** Attempts drawn for one verdict, over all days: a second at most. */
const MOST_ATTEMPTS = 1_500_000;
/** Arrivals are taken as even within so long; a part of the period where that is short. */
const SLOT_SECONDS = 300;
const FEWEST_SLOTS = 24;
/** Fewer callers say nothing on when they come. */
const FEWEST_CALLERS = 60;

/** When fresh callers came, by slot. */
const arrivalSlots = (
  calls: readonly CallRecord[],
  { startSeconds, endSeconds }: RedrawnFrom["period"],
): {
  readonly counts: Float64Array;
  readonly from: number;
  readonly width: number;
  readonly callers: number;
} => {
  const width = Math.min(SLOT_SECONDS, (endSeconds - startSeconds) / FEWEST_SLOTS);
  // a failed attempt never joined the queue
  const fresh = calls.filter(
    ({ attempt, outcome, arrivalSeconds }) =>
      attempt === 1 && outcome !== "failed" && arrivalSeconds < endSeconds,
  );
  const from = fresh.reduce((least, call) => Math.min(least, call.arrivalSeconds), startSeconds);
  const counts = new Float64Array(Math.max(1, Math.ceil((endSeconds - from) / width)));
  for (const { arrivalSeconds } of fresh) {
    const slot = Math.min(counts.length - 1, Math.floor((arrivalSeconds - from) / width));
    counts[slot] = counts[slot]! + 1;
  }
  return { counts, from, width, callers: fresh.length };
};

/** The counted rows of a simulated day. */
const countedRows = (attempts: Attempts, from: RedrawnFrom["period"], lot: () => number): RedrawnDay => {
  const rows: number[] = [];
  for (let row = 0; row < attempts.count; row++) {
    const at = attempts.arrivalSeconds[row]!;
    if (at >= from.startSeconds && at < from.endSeconds) rows.push(row);
  }
  return {
    count: rows.length,
    caller: Int32Array.from(rows, (row) => attempts.caller[row]!),
    arrivalSeconds: Float64Array.from(rows, (row) => attempts.arrivalSeconds[row]!),
    waitSeconds: Float64Array.from(rows, (row) => attempts.waitSeconds[row]!),
    outcome: Uint8Array.from(rows, (row) => attempts.outcome[row]!),
    lot: Float64Array.from(rows, lot),
  };
};

/**
 * Days like the one that was measured: callers as many in each five minutes as
 * chance makes of those who came, with the scenario's patience, talk and
 * redials, served by the people on duty. They show how far chance moves a
 * figure of such a day, spike and all; the figures themselves are never taken
 * from them. Empty where there are too few calls, or so many that chance hardly
 * moves them.
 */
export const redrawDays = (calls: readonly CallRecord[], from: RedrawnFrom): readonly RedrawnDay[] => {
  const { scenario, period } = from;
  const slots = arrivalSlots(calls, period);
  const days = Math.min(MOST_DAYS, Math.floor(MOST_ATTEMPTS / Math.max(1, slots.callers)));
  if (slots.callers < FEWEST_CALLERS || days < FEWEST_DAYS) return [];
  const hotline = hotlineOf(scenario, { steps: from.schedule, admitUntilSeconds: period.endSeconds });
  const patience = createSampler(scenario.callers.patience);
  const talk = createSampler(scenario.handling.talk);
  const wrapUp = createSampler(scenario.handling.wrapUp);
  const { redial } = scenario.callers;
  const mayRedial =
    redial.maximumAttempts > 1 && redial.afterAbandoning.probability + redial.afterBlocked.probability > 0;
  const workspace = createWorkspace();
  const stream = createStream(1, "bootstrap");
  const uniform = (): number => nextUniform(stream);
  return Array.from({ length: days }, (_, day) => {
    restartStream(stream, 1, "bootstrap", day);
    const arrivals: number[] = [];
    slots.counts.forEach((count, slot) => {
      if (count === 0) return;
      const start = slots.from + slot * slots.width;
      const rate = count / slots.width;
      let at = start - Math.log(uniform()) / rate;
      while (at < start + slots.width) {
        arrivals.push(at);
        at -= Math.log(uniform()) / rate;
      }
    });
    const column = (): Float64Array => new Float64Array(arrivals.length);
    const callers: CallerColumns = {
      callers: arrivals.length,
      arrivalSeconds: Float64Array.from(arrivals),
      patienceSeconds: column(),
      talkSeconds: column(),
      wrapUpSeconds: column(),
    };
    patience.fill(stream, callers.patienceSeconds);
    talk.fill(stream, callers.talkSeconds);
    wrapUp.fill(stream, callers.wrapUpSeconds);
    simulateQueue(hotline, callers, mayRedial ? createRedialDraws(scenario, 1, day) : undefined, workspace);
    return countedRows(workspace.attempts, period, uniform);
  });
};

/** The part of a redrawn day that a threshold is asked about. */
export interface RedrawnPart {
  readonly during?: { readonly startSeconds: number; readonly endSeconds: number } | undefined;
  /** Which share of the calls is meant, for a topic. */
  readonly share: number;
}

const isIn = (day: RedrawnDay, row: number, { during, share }: RedrawnPart): boolean =>
  (during === undefined ||
    (day.arrivalSeconds[row]! >= during.startSeconds && day.arrivalSeconds[row]! < during.endSeconds)) &&
  (share >= 1 || day.lot[row]! < share);

/** Metrics that a queue makes, and that redrawn days can therefore tell of. */
export const QUEUE_METRICS = [
  "abandonment",
  "blocking",
  "service_level",
  "never_served",
  "wait",
  "answer_wait",
] as const;
export type QueueMetric = (typeof QUEUE_METRICS)[number];

/** The values of a metric in a redrawn day, as `metricSamples` has them of a measured one. */
export const redrawnSamples = (
  day: RedrawnDay,
  metric: QueueMetric,
  part: RedrawnPart,
  withinSeconds: number,
): Float64Array => {
  const samples: number[] = [];
  const served = new Map<number, boolean>();
  for (let row = 0; row < day.count; row++) {
    if (!isIn(day, row, part)) continue;
    const outcome = day.outcome[row]!;
    const wait = day.waitSeconds[row]!;
    switch (metric) {
      case "abandonment":
        samples.push(outcome === ABANDONED ? 1 : 0);
        break;
      case "blocking":
        samples.push(outcome === BLOCKED ? 1 : 0);
        break;
      case "service_level":
        samples.push(outcome === ANSWERED && wait <= withinSeconds ? 1 : 0);
        break;
      case "wait":
        if (outcome !== BLOCKED) samples.push(wait);
        break;
      case "answer_wait":
        if (outcome === ANSWERED) samples.push(wait);
        break;
      case "never_served": {
        const caller = day.caller[row]!;
        served.set(caller, outcome === ANSWERED || served.get(caller) === true);
      }
    }
  }
  return metric === "never_served"
    ? Float64Array.from(served.values(), (answered) => (answered ? 0 : 1))
    : Float64Array.from(samples);
};
