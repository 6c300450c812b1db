import { lawOf } from "../../distributions/law-of.ts";
import { drawKey, keyedUniform } from "../../random/keyed.ts";
import { createStream } from "../../random/stream.ts";
import type { Routing } from "../../scenario/routing.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { drawArrivals } from "../../trace/arrival-draws.ts";
import { comesOnDay } from "../../trace/day-sampler.ts";
import { drawMessageArrivals } from "../../trace/message-arrivals.ts";
import { createTransferDraws, flowOfTopic } from "../../trace/transfer-draws.ts";
import type { RoutingDraws } from "./routed-hotline.ts";

/** What a draw of the routing is for: the second coordinate of its key, above the attempts'. */
const LANGUAGE = 1;
const ACCEPTS = 2 ** 20;
const REACHED = 2 ** 21;

/**
 * The messages that follow a spike, as the web lane of the same seed sends
 * them, up to the close; none on a day without the spike.
 */
const spikeMessages = (scenario: Scenario, seed: number, replication: number): Float64Array => {
  const messages = scenario.web?.messages;
  const index = scenario.arrivals.spikes.findIndex(({ name }) => name === messages?.spike);
  const spike = scenario.arrivals.spikes[index];
  if (messages === undefined || spike === undefined) return new Float64Array(0);
  const stream = createStream(seed, "spikes", replication, index);
  const { probability } = spike;
  if (!comesOnDay({ probability, index }, stream, seed, replication)) return new Float64Array(0);
  const from = spike.atSeconds + messages.delaySeconds;
  return drawMessageArrivals(messages, seed, replication)
    .map((after) => from + after)
    .filter((moment) => moment < scenario.hours.closeSeconds);
};

/**
 * A day's messages: those that lie there at the opening, those that come evenly
 * over the opening hours, as a Poisson process, and those that follow a spike.
 */
const drawMessages = (
  scenario: Scenario,
  routing: Routing,
  seed: number,
  replication: number,
): RoutingDraws["messages"] => {
  const work = routing.messages;
  if (work === undefined)
    return { arrivalSeconds: new Float64Array(0), handlingSeconds: new Float64Array(0) };
  const { openSeconds, closeSeconds } = scenario.hours;
  const column = { values: new Float64Array(0) };
  const segments = [
    {
      kind: "constant" as const,
      startSeconds: openSeconds,
      endSeconds: closeSeconds,
      rate: work.perDay / (closeSeconds - openSeconds),
    },
  ];
  const callsBefore = Float64Array.of(0, work.perDay);
  const component = { kind: "base" as const, index: 0, probability: 1, segments, callsBefore };
  const stream = createStream(seed, "routing", replication, 1);
  const coming = work.perDay > 0 ? drawArrivals(component, 1, stream, column) : 0;
  const following = spikeMessages(scenario, seed, replication);
  const arrivalSeconds = new Float64Array(work.atOpening + coming + following.length).fill(openSeconds);
  arrivalSeconds.set(column.values.subarray(0, coming), work.atOpening);
  arrivalSeconds.set(following, work.atOpening + coming);
  arrivalSeconds.sort();
  const handlingSeconds = new Float64Array(arrivalSeconds.length);
  const handling = createStream(seed, "routing", replication, 2);
  lawOf(work.handling).fill(handling, handlingSeconds, 0, handlingSeconds.length);
  return { arrivalSeconds, handlingSeconds };
};

/** Draws by scenario; each is a function of seed, replication, caller and attempt alone. */
export type RoutingDrawMaker = (seed: number, replication: number, topic: Uint16Array) => RoutingDraws;

export const createRoutingDraws = (scenario: Scenario, routing: Routing): RoutingDrawMaker => {
  const flows = flowOfTopic(scenario, routing);
  const upTo: number[] = [];
  for (const { share } of routing.languages) upTo.push((upTo.at(-1) ?? 0) + share);
  const lastLanguage = upTo.length - 1;
  const transferDraws = createTransferDraws(scenario, routing);
  return (seed, replication, topic) => {
    const key = drawKey(seed, "routing", replication);
    return {
      flow: (row) => flows[topic[row]!]!,
      language: (caller) => {
        const u = keyedUniform(key, caller, LANGUAGE) * (upTo[lastLanguage] ?? 1);
        let language = 0;
        while (language < lastLanguage && u >= upTo[language]!) language++;
        return language;
      },
      ...transferDraws(seed, replication),
      acceptsCallback: (caller, attempt) => keyedUniform(key, caller, ACCEPTS + attempt),
      reached: (caller, attempt) => keyedUniform(key, caller, REACHED + attempt),
      messages: drawMessages(scenario, routing, seed, replication),
    };
  };
};
