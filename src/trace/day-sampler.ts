import { createSampler } from "../distributions/sampler.ts";
import { nextGamma } from "../random/gamma.ts";
import type { Purpose } from "../random/purpose.ts";
import { createStream, type RandomStream, restartStream } from "../random/stream.ts";
import { nextUniform } from "../random/uniform.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { drawArrivals, type GrowingColumn, makeRoom, mergeArrivals } from "./arrival-draws.ts";
import { requireDrawable } from "./most-callers.ts";
import { type RateComponent, rateComponents } from "./rate-component.ts";
import { topicsOf } from "./topics.ts";

/** The callers of one day; only the first `callers` values of each column belong to it. */
export interface DayColumns {
  callers: number;
  /** What the day multiplied every rate by; 1 where days are not over-dispersed. */
  level: number;
  arrivalSeconds: Float64Array;
  patienceSeconds: Float64Array;
  talkSeconds: Float64Array;
  wrapUpSeconds: Float64Array;
  /** Empty unless topics were asked for. */
  topic: Uint16Array;
}

/** Draws one day after another of the same scenario. */
export interface DaySampler {
  /**
   * Draws a day. The columns belong to the sampler and are overwritten by the
   * next draw; memory is taken only when a day is longer than all before it.
   */
  readonly draw: (seed: number, replication: number) => Readonly<DayColumns>;
}

const PURPOSE_OF_COMPONENT: Record<RateComponent["kind"], Purpose> = {
  base: "arrivals",
  spike: "spikeArrivals",
  callBacks: "callBacks",
};

/** Whether a component comes on a day of the seed: a spike of probability below 1 on some days only. */
export const comesOnDay = (
  { probability, index }: Pick<RateComponent, "probability" | "index">,
  stream: RandomStream,
  seed: number,
  replication: number,
): boolean => {
  if (probability >= 1) return true;
  restartStream(stream, seed, "spikes", replication, index);
  return nextUniform(stream) < probability;
};

/**
 * Prepares the drawing of a scenario's days, for replications by the thousand.
 * A day's arrivals are the components' arrivals merged; its patience, talk and
 * wrap-up times are, caller by caller in order of arrival, the draws of a
 * stream of their own, so that changing one leaves the others as they were.
 * Errors as for `rateComponents`, `requireDrawable` and `lawOf`.
 */
export const createDaySampler = (scenario: Scenario, options: { readonly topics: boolean }): DaySampler => {
  const components = rateComponents(scenario);
  requireDrawable(scenario, components);
  const { dayCv } = scenario.arrivals;
  const patience = createSampler(scenario.callers.patience);
  const talk = createSampler(scenario.handling.talk);
  const wrapUp = createSampler(scenario.handling.wrapUp);
  const drawTopics = topicDrawer(scenario);

  const stream = createStream(0, "arrivals");
  const arrivals: GrowingColumn = { values: new Float64Array(0) };
  const component: GrowingColumn = { values: new Float64Array(0) };
  const day: DayColumns = {
    callers: 0,
    level: 1,
    arrivalSeconds: arrivals.values,
    patienceSeconds: new Float64Array(0),
    talkSeconds: new Float64Array(0),
    wrapUpSeconds: new Float64Array(0),
    topic: new Uint16Array(0),
  };

  const drawLevel = (seed: number, replication: number): number => {
    if (dayCv === 0) return 1;
    restartStream(stream, seed, "dayLevel", replication);
    // a level of exactly 0 would be a day without end between two callers
    return Math.max(Number.MIN_VALUE, nextGamma(stream, 1 / (dayCv * dayCv)) * dayCv * dayCv);
  };

  const drawAllArrivals = (seed: number, replication: number, level: number): number => {
    let callers = 0;
    for (const part of components) {
      if (!comesOnDay(part, stream, seed, replication)) continue;
      restartStream(stream, seed, PURPOSE_OF_COMPONENT[part.kind], replication, part.index);
      if (callers === 0) {
        callers = drawArrivals(part, level, stream, arrivals);
      } else {
        const added = drawArrivals(part, level, stream, component);
        mergeArrivals(arrivals, callers, component, added);
        callers += added;
      }
    }
    return callers;
  };

  return {
    draw: (seed, replication) => {
      const level = drawLevel(seed, replication);
      const callers = drawAllArrivals(seed, replication, level);
      day.level = level;
      day.callers = callers;
      day.arrivalSeconds = arrivals.values;
      if (day.patienceSeconds.length < callers) {
        makeRoom(arrivals, callers);
        const length = arrivals.values.length;
        day.patienceSeconds = new Float64Array(length);
        day.talkSeconds = new Float64Array(length);
        day.wrapUpSeconds = new Float64Array(length);
        if (options.topics) day.topic = new Uint16Array(length);
      }
      restartStream(stream, seed, "patience", replication);
      patience.fill(stream, day.patienceSeconds, 0, callers);
      restartStream(stream, seed, "talk", replication);
      talk.fill(stream, day.talkSeconds, 0, callers);
      restartStream(stream, seed, "wrapUp", replication);
      wrapUp.fill(stream, day.wrapUpSeconds, 0, callers);
      if (options.topics) {
        restartStream(stream, seed, "topics", replication);
        drawTopics(stream, day.topic, callers);
      }
      return day;
    },
  };
};

/** Parts of 0 to 1 that know with which topic the search for theirs begins. */
const GUIDES = 256;

/** Draws topics by their shares: one uniform number a caller (Chen, Asau, "On generating random variates from an empirical distribution", AIIE Transactions 6(2), 1974). */
const topicDrawer = (
  scenario: Scenario,
): ((stream: RandomStream, out: Uint16Array, callers: number) => void) => {
  let sum = 0;
  const upTo = Float64Array.from(topicsOf(scenario), (topic) => {
    sum += topic.share;
    return sum;
  });
  const last = upTo.length - 1;
  const topicFrom = (u: number, first: number): number => {
    let topic = first;
    while (topic < last && u >= upTo[topic]!) topic++;
    return topic;
  };
  const guide = Uint16Array.from({ length: GUIDES }, (_, part) => topicFrom(part / GUIDES, 0));
  return (stream, out, callers) => {
    for (let caller = 0; caller < callers; caller++) {
      const u = nextUniform(stream);
      out[caller] = topicFrom(u, guide[(u * GUIDES) | 0]!);
    }
  };
};
