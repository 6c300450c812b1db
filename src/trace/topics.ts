import type { Scenario } from "../scenario/scenario.ts";

/** A topic that callers ask about, and the share of the callers who do. */
export interface Topic {
  readonly name: string;
  readonly family: string;
  /** Shares of all topics add up to 1. */
  readonly share: number;
}

/**
 * The scenario's topics, families flattened in order, as `Trace.topic` counts
 * them. The topics of a family share its weight evenly; a family that lists
 * none is itself the one topic; a scenario without families has the one topic
 * of its queue's name.
 */
export const topicsOf = (scenario: Scenario): readonly Topic[] => {
  const families = scenario.callers.topicFamilies;
  const weight = families.reduce((sum, family) => sum + family.weight, 0);
  if (weight === 0) return [{ name: scenario.queue.name, family: scenario.queue.name, share: 1 }];
  return families.flatMap((family) => {
    const names = family.topics.length === 0 ? [family.name] : family.topics;
    return names.map((name) => ({
      name,
      family: family.name,
      share: family.weight / weight / names.length,
    }));
  });
};
