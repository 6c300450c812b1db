import { outOfDomain } from "../random/out-of-domain.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { createDaySampler, type DayColumns } from "./day-sampler.ts";
import type { Trace } from "./trace.ts";

/** A part of the day, seconds after midnight: callers who arrive at `from` or later, but before `to`. */
export interface TraceWindow {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface TraceOptions {
  /** Whole number from 0 to 2⁵³ − 1. */
  readonly seed: number;
  /** Which of the seed's days; 0 if absent. */
  readonly replication?: number;
  /** The whole day if absent. */
  readonly window?: TraceWindow;
}

/** The first of `count` sorted times that is not before `seconds`. */
const firstNotBefore = (times: Float64Array, count: number, seconds: number): number => {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
};

const cut = (
  day: Readonly<DayColumns>,
  seed: number,
  replication: number,
  from: number,
  to: number,
): Trace => ({
  seed,
  replication,
  firstCaller: from,
  callers: to - from,
  arrivalSeconds: day.arrivalSeconds.slice(from, to),
  patienceSeconds: day.patienceSeconds.slice(from, to),
  talkSeconds: day.talkSeconds.slice(from, to),
  wrapUpSeconds: day.wrapUpSeconds.slice(from, to),
  topic: day.topic.slice(from, to),
});

/**
 * The callers of one day of a scenario, or of a part of it. The whole day is
 * drawn in either case, so a window holds the same callers that the day has
 * then. The same scenario, seed and replication give the same bytes.
 *
 * RangeError for a seed or replication that is no whole number in range or a
 * window that ends before it begins; InvalidInput for arrivals that have no
 * time to come at.
 */
export const createTrace = (scenario: Scenario, options: TraceOptions): Trace => {
  const { seed, replication = 0, window } = options;
  if (window !== undefined && !(window.toSeconds >= window.fromSeconds)) {
    throw outOfDomain(
      "window.toSeconds",
      window.toSeconds,
      `no earlier than window.fromSeconds = ${window.fromSeconds}`,
    );
  }
  const day = createDaySampler(scenario, { topics: true }).draw(seed, replication);
  const from = window ? firstNotBefore(day.arrivalSeconds, day.callers, window.fromSeconds) : 0;
  const to = window ? firstNotBefore(day.arrivalSeconds, day.callers, window.toSeconds) : day.callers;
  return cut(day, seed, replication, from, to);
};
