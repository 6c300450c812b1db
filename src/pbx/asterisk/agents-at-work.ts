import type { StaffStep } from "../../scenario/scenario.ts";
import { agentsOnDuty } from "../../trace/staff-steps.ts";
import { toScenarioSeconds, type WallClock } from "../../trace/wall-clock.ts";
import { agentInterface } from "./configuration.ts";
import { dutyChanges } from "./duty-roster.ts";
import type { ManagerLink } from "./manager-link.ts";

const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

/** A queue that agents are members of; who has a smaller penalty is called first. */
export interface Membership {
  readonly queue: string;
  readonly penalty: number;
}

/** The agents as Asterisk is told of them: who is a member, and who is in wrap-up. */
export interface AgentsAtWork {
  /** Brings those on duty at `scenarioSeconds` into the queue; throws AmiFailure where it refuses. */
  readonly begin: (scenarioSeconds: number) => Promise<void>;
  /** From now on people come and leave by the schedule. */
  readonly startClock: (clock: WallClock, fromScenarioSeconds: number) => void;
  /** The agent talks: the queue is to find nobody free in the moment between call and wrap-up. */
  readonly talks: (agent: string) => void;
  /** The talk is over; the agent takes the next call after the wrap-up. */
  readonly wrapsUp: (agent: string, milliseconds: number) => void;
  /** Agents in wrap-up now. */
  readonly inWrapUp: () => number;
  readonly stop: () => void;
}

/**
 * `onGone` is told of an agent who left by the schedule during a call, when the
 * wrap-up after it is over: the queue, where he is no member any more, does not
 * tell. Everybody is a member of the same queues. The agents are numbered from
 * `firstNumber` on.
 */
export const createAgentsAtWork = (
  manager: ManagerLink,
  memberships: readonly Membership[],
  steps: readonly StaffStep[],
  onGone: (agent: string) => void,
  firstNumber = 1,
): AgentsAtWork => {
  const onDuty = new Set<number>();
  const timers = new Set<NodeJS.Timeout>();
  let inWrapUp = 0;
  const after = (milliseconds: number, action: () => void): void => {
    // a timer of Node that is set for longer goes off at once; no run lasts that long
    if (milliseconds > LONGEST_TIMER_MILLISECONDS) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        action();
      },
      Math.max(0, milliseconds),
    );
    timers.add(timer);
  };
  const added = (agent: number): readonly Readonly<Record<string, string>>[] =>
    memberships.map(({ queue, penalty }) => ({
      Queue: queue,
      Interface: agentInterface(agent),
      Penalty: String(penalty),
    }));
  const add = (agent: number): void => {
    for (const member of added(agent)) manager.send("QueueAdd", member);
  };
  const remove = (agent: number): void => {
    for (const { queue } of memberships) {
      manager.send("QueueRemove", { Queue: queue, Interface: agentInterface(agent) });
    }
  };
  const numbered = (agents: readonly number[]): readonly number[] =>
    agents.map((agent) => agent + firstNumber - 1);
  // without a queue it holds for all that the agent is a member of
  const setPaused = (agent: string, paused: boolean): void =>
    manager.send("QueuePause", { Interface: agentInterface(Number(agent)), Paused: String(paused) });
  // a restarted Asterisk has forgotten who is on duty
  manager.onTakenUpAgain(() => {
    for (const agent of onDuty) add(agent);
  });

  return {
    begin: async (scenarioSeconds) => {
      const first = agentsOnDuty(steps, scenarioSeconds);
      for (let agent = firstNumber; agent < firstNumber + first; agent++) {
        for (const member of added(agent)) await manager.ask("QueueAdd", member);
        onDuty.add(agent);
      }
    },
    startClock: (clock, fromScenarioSeconds) => {
      const now = Date.now();
      const from = Math.max(fromScenarioSeconds, toScenarioSeconds(clock, now));
      for (const change of dutyChanges(steps, clock, from)) {
        after(change.epochMilliseconds - now, () => {
          for (const agent of numbered(change.come)) {
            onDuty.add(agent);
            add(agent);
          }
          for (const agent of numbered(change.leave)) {
            onDuty.delete(agent);
            remove(agent);
          }
        });
      }
    },
    talks: (agent) => setPaused(agent, true),
    wrapsUp: (agent, milliseconds) => {
      inWrapUp++;
      after(milliseconds, () => {
        inWrapUp--;
        if (!onDuty.has(Number(agent))) onGone(agent);
        setPaused(agent, false);
      });
    },
    inWrapUp: () => inWrapUp,
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      inWrapUp = 0;
    },
  };
};
