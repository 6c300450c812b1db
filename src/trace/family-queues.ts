import type { Scenario } from "../scenario/scenario.ts";
import { topicsOf } from "./topics.ts";
import type { Trace } from "./trace.ts";

/** A queue of its own for each topic family. */
export interface FamilyQueues {
  /** How a PBX calls them: numbers, since a family's name may hold any letter. */
  readonly keys: readonly string[];
  /** The families, in the order of the keys. */
  readonly families: readonly string[];
  /** The queue of the caller in a row of the trace. */
  readonly of: (trace: Trace, row: number) => { readonly key: string; readonly name: string };
}

/** The queues of a scenario whose families wait apart; undefined where all wait together. */
export const familyQueuesOf = (scenario: Scenario): FamilyQueues | undefined => {
  if (scenario.queue.families !== "apart") return undefined;
  const topics = topicsOf(scenario);
  const families = [...new Set(topics.map(({ family }) => family))];
  const queues = families.map((name, index) => ({ key: String(index + 1), name }));
  const byTopic = topics.map(({ family }) => queues[families.indexOf(family)]!);
  return {
    keys: queues.map(({ key }) => key),
    families,
    of: (trace, row) => byTopic[trace.topic[row] ?? 0] ?? queues[0]!,
  };
};
