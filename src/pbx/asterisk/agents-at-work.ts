import type { StaffStep } from "../../scenario/scenario.ts";
import { agentsOnDuty } from "../../trace/staff-steps.ts";
import { toScenarioSeconds, type WallClock } from "../../trace/wall-clock.ts";
import { agentInterface } from "./configuration.ts";
import { dutyChanges } from "./duty-roster.ts";
import type { ManagerLink } from "./manager-link.ts";

const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

/** The agents of one queue as Asterisk is told of them: who is a member, and who is in wrap-up. */
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
 * tell.
 */
export const createAgentsAtWork = (
  manager: ManagerLink,
  queue: string,
  steps: readonly StaffStep[],
  onGone: (agent: string) => void,
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
  const member = (agent: number | string): { Queue: string; Interface: string } => ({
    Queue: queue,
    Interface: agentInterface(Number(agent)),
  });
  // a restarted Asterisk has forgotten who is on duty
  manager.onTakenUpAgain(() => {
    for (const agent of onDuty) manager.send("QueueAdd", member(agent));
  });

  return {
    begin: async (scenarioSeconds) => {
      const first = agentsOnDuty(steps, scenarioSeconds);
      for (let agent = 1; agent <= first; agent++) {
        await manager.ask("QueueAdd", member(agent));
        onDuty.add(agent);
      }
    },
    startClock: (clock, fromScenarioSeconds) => {
      const now = Date.now();
      const from = Math.max(fromScenarioSeconds, toScenarioSeconds(clock, now));
      for (const change of dutyChanges(steps, clock, from)) {
        after(change.epochMilliseconds - now, () => {
          for (const agent of change.come) {
            onDuty.add(agent);
            manager.send("QueueAdd", member(agent));
          }
          for (const agent of change.leave) {
            onDuty.delete(agent);
            manager.send("QueueRemove", member(agent));
          }
        });
      }
    },
    talks: (agent) => manager.send("QueuePause", { ...member(agent), Paused: "true" }),
    wrapsUp: (agent, milliseconds) => {
      inWrapUp++;
      after(milliseconds, () => {
        inWrapUp--;
        if (!onDuty.has(Number(agent))) onGone(agent);
        manager.send("QueuePause", { ...member(agent), Paused: "false" });
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
