/**
 * The agents, numbered from 1. Agent number k is on duty while at least k are:
 * so those whose shift ends are the highest numbers, they take no new call, and
 * they finish the one that they have.
 */
export interface AgentRoster {
  /** Returns those who come on duty and can take a call at once. */
  readonly setOnDuty: (agents: number) => readonly number[];
  /** Takes the agent on duty who has been idle longest; undefined when none is idle. */
  readonly take: () => number | undefined;
  /** The agent has finished: idle from now on, gone where the shift has ended, or was not busy at all. */
  readonly release: (agent: number) => "idle" | "gone" | "not busy";
  readonly idle: () => number;
}

export const createAgentRoster = (): AgentRoster => {
  let onDuty = 0;
  /** On duty and idle, the longest idle first. */
  let idle: number[] = [];
  const busy = new Set<number>();

  return {
    setOnDuty: (agents) => {
      const coming: number[] = [];
      for (let agent = onDuty + 1; agent <= agents; agent += 1) if (!busy.has(agent)) coming.push(agent);
      idle.push(...coming);
      if (agents < onDuty) idle = idle.filter((agent) => agent <= agents);
      onDuty = agents;
      return coming;
    },
    take: () => {
      const agent = idle.shift();
      if (agent !== undefined) busy.add(agent);
      return agent;
    },
    release: (agent) => {
      if (!busy.delete(agent)) return "not busy";
      if (agent > onDuty) return "gone";
      idle.push(agent);
      return "idle";
    },
    idle: () => idle.length,
  };
};
