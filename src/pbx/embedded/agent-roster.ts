/**
 * The agents, numbered from 1. Agent number k is on duty while at least k are:
 * so those whose shift ends are the highest numbers, they take no new call, and
 * they finish the one that they have.
 */
export interface AgentRoster {
  readonly setOnDuty: (agents: number) => void;
  /** Takes the agent on duty who has been idle longest; undefined when none is idle. */
  readonly take: () => number | undefined;
  /** The agent has finished; true when still on duty, and so idle from now on. */
  readonly release: (agent: number) => boolean;
  readonly idle: () => number;
}

export const createAgentRoster = (): AgentRoster => {
  let onDuty = 0;
  /** On duty and idle, the longest idle first. */
  let idle: number[] = [];
  const busy = new Set<number>();

  return {
    setOnDuty: (agents) => {
      for (let agent = onDuty + 1; agent <= agents; agent += 1) if (!busy.has(agent)) idle.push(agent);
      if (agents < onDuty) idle = idle.filter((agent) => agent <= agents);
      onDuty = agents;
    },
    take: () => {
      const agent = idle.shift();
      if (agent !== undefined) busy.add(agent);
      return agent;
    },
    release: (agent) => {
      if (!busy.delete(agent) || agent > onDuty) return false;
      idle.push(agent);
      return true;
    },
    idle: () => idle.length,
  };
};
