import { createStream } from "../random/stream.ts";
import { nextUniform } from "../random/uniform.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { WebLane } from "../scenario/web.ts";
import { type CallerWords, loadCallerWords } from "../trace/caller-words.ts";
import { drawMessageArrivals } from "../trace/message-arrivals.ts";
import { topicsOf } from "../trace/topics.ts";
import { type AgentShift, agentShifts } from "./agent-sessions.ts";
import { type BacklogPlan, planBacklog } from "./backlog.ts";
import type { PlannedMessage } from "./lane-plan.ts";

/** The lane before anything is started: who writes and who logs in, and when. */
export interface PlannedLane {
  readonly lane: WebLane;
  readonly lastsMilliseconds: number;
  readonly messages?: { readonly list: readonly PlannedMessage[]; readonly compression: number };
  readonly shifts?: readonly AgentShift[];
  readonly backlog?: BacklogPlan;
}

/** What was asked for cannot be told from the scenario alone: the seed, and another length. */
export interface LaneRequest {
  readonly scenario: Scenario;
  readonly lane: WebLane;
  readonly seed: number;
}

/** A topic for each message, by the topics' shares. */
const topicPicker = (scenario: Scenario, seed: number): (() => string) => {
  const topics = topicsOf(scenario);
  // part 1: part 0 has the arrivals, which stay as they are when topics change
  const stream = createStream(seed, "messages", 0, 1);
  return () => {
    let left = nextUniform(stream);
    for (const topic of topics) {
      left -= topic.share;
      if (left < 0) return topic.name;
    }
    return topics.at(-1)?.name ?? scenario.queue.name;
  };
};

const composeMessages = (
  { scenario, seed }: LaneRequest,
  arrivals: Float64Array,
  compression: number,
  words: CallerWords,
): readonly PlannedMessage[] => {
  const pick = topicPicker(scenario, seed);
  return Array.from(arrivals, (seconds, index) => {
    const topic = pick();
    return {
      due: (seconds / compression) * 1000,
      body: JSON.stringify({
        id: `${seed}-${index}`,
        name: words.name(index),
        topic,
        body: words.message(index, topic),
      }),
    };
  });
};

/** What the messages cost in people; undefined where the scenario does not say what one takes. */
export const backlogOf = (scenario: Scenario): BacklogPlan | undefined => {
  const messages = scenario.web?.messages;
  const spike = scenario.arrivals.spikes.find(({ name }) => name === messages?.spike);
  if (messages?.backlog === undefined || spike === undefined) return undefined;
  return planBacklog({
    messages,
    backlog: messages.backlog,
    handlingAssumed: scenario.provenance["web.messages.backlog.handling"]?.kind === "assumed",
    hours: scenario.hours,
    spikeSeconds: spike.atSeconds,
    telephone: scenario.staff.schedule,
  });
};

/** Plans a lane: the same scenario and seed give the same messages and log-ins, byte for byte. */
export const planLane = async (request: LaneRequest): Promise<PlannedLane> => {
  const { scenario, lane, seed } = request;
  const { lastsSeconds, messages, agents } = lane;
  const backlog = backlogOf(scenario);
  let planned: PlannedLane["messages"];
  if (messages !== undefined) {
    const compression = messages.overSeconds / lastsSeconds;
    const words = await loadCallerWords(scenario.language, seed);
    const arrivals = drawMessageArrivals(messages, seed);
    planned = { list: composeMessages(request, arrivals, compression, words), compression };
  }
  return {
    lane,
    lastsMilliseconds: lastsSeconds * 1000,
    ...(planned === undefined ? {} : { messages: planned }),
    ...(agents === undefined
      ? {}
      : {
          shifts: agentShifts({
            agents,
            schedule: scenario.staff.schedule,
            hours: scenario.hours,
            lastsMilliseconds: lastsSeconds * 1000,
            seed,
          }),
        }),
    ...(backlog === undefined ? {} : { backlog }),
  };
};
