import { createStream } from "../random/stream.ts";
import { nextUniform } from "../random/uniform.ts";
import type { OpeningHours, StaffStep } from "../scenario/scenario.ts";
import type { WebAgents } from "../scenario/web.ts";

/** One agent's shift in the lane, milliseconds of wall time from its start. */
export interface AgentShift {
  /** From 1. */
  readonly agent: number;
  readonly loginDue: number;
  readonly logoutDue: number;
}

interface SessionQuestion {
  readonly agents: WebAgents;
  readonly schedule: readonly StaffStep[];
  readonly hours: OpeningHours;
  /** Wall time into which the opening hours are compressed, the last storm included. */
  readonly lastsMilliseconds: number;
  readonly seed: number;
}

/** Agents who are on duty at a moment: the step's share of the highest step, rounded. */
const onDutyAt = (schedule: readonly StaffStep[], seconds: number, count: number): number => {
  const most = Math.max(0, ...schedule.map(({ agents }) => agents));
  const step = schedule.find(
    ({ startSeconds, endSeconds }) => startSeconds <= seconds && seconds < endSeconds,
  );
  return step === undefined || most === 0 ? 0 : Math.round((count * step.agents) / most);
};

/**
 * Who logs in and out when. At a change of shift those with the highest numbers
 * go; those who come do so within the storm's seconds after the change, each at
 * a moment of their own, evenly spread. The storm is wall time as the PBX lives
 * it; the hours between the changes are compressed.
 */
export const agentShifts = (question: SessionQuestion): readonly AgentShift[] => {
  const { agents, schedule, hours, lastsMilliseconds, seed } = question;
  const stormMilliseconds = Math.min(agents.stormSeconds * 1000, lastsMilliseconds / 2);
  const span = hours.closeSeconds - hours.openSeconds;
  const wall = (seconds: number): number =>
    ((seconds - hours.openSeconds) / span) * (lastsMilliseconds - stormMilliseconds);
  const changes = [
    ...new Set(schedule.flatMap(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])),
  ].sort((a, b) => a - b);
  const stream = createStream(seed, "logIns");
  const spread = (): number => nextUniform(stream) * stormMilliseconds;

  const shifts: AgentShift[] = [];
  const loggedInAt = new Map<number, number>();
  let before = 0;
  for (const change of changes) {
    const now = onDutyAt(schedule, change, agents.count);
    for (let agent = before + 1; agent <= now; agent++) loggedInAt.set(agent, wall(change) + spread());
    for (let agent = before; agent > now; agent--) {
      const loginDue = loggedInAt.get(agent);
      if (loginDue === undefined) continue;
      // nobody leaves before having come
      shifts.push({ agent, loginDue, logoutDue: Math.max(loginDue, wall(change)) + spread() });
      loggedInAt.delete(agent);
    }
    before = now;
  }
  return shifts.sort((a, b) => a.loginDue - b.loginDue);
};
