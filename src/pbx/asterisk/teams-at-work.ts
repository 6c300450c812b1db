import type { StaffStep } from "../../scenario/scenario.ts";
import { mostAgents } from "../../trace/staff-steps.ts";
import { type AgentsAtWork, createAgentsAtWork, type Membership } from "./agents-at-work.ts";
import type { ManagerLink } from "./manager-link.ts";

/** Agents who are members of the same queues, and come and leave by a schedule of their own. */
export interface Team {
  readonly staffSteps: readonly StaffStep[];
  readonly memberships: readonly Membership[];
}

/** The most agents of all teams, which are numbered through from 1, team after team. */
export const mostOfTeams = (teams: readonly Team[]): number =>
  teams.reduce((sum, { staffSteps }) => sum + mostAgents(staffSteps), 0);

/** The agents of several teams as one; `onGone` as of one team. */
export const createTeamsAtWork = (
  manager: ManagerLink,
  teams: readonly Team[],
  onGone: (agent: string) => void,
): AgentsAtWork => {
  const parts = teams.map(({ memberships, staffSteps }, place) => {
    const first = 1 + mostOfTeams(teams.slice(0, place));
    return { first, atWork: createAgentsAtWork(manager, memberships, staffSteps, onGone, first) };
  });
  const of = (agent: string): AgentsAtWork | undefined =>
    parts.findLast(({ first }) => first <= Number(agent))?.atWork;
  return {
    begin: async (scenarioSeconds) => {
      for (const { atWork } of parts) await atWork.begin(scenarioSeconds);
    },
    startClock: (clock, fromScenarioSeconds) => {
      for (const { atWork } of parts) atWork.startClock(clock, fromScenarioSeconds);
    },
    talks: (agent) => of(agent)?.talks(agent),
    wrapsUp: (agent, milliseconds) => of(agent)?.wrapsUp(agent, milliseconds),
    inWrapUp: () => parts.reduce((sum, { atWork }) => sum + atWork.inWrapUp(), 0),
    stop: () => {
      for (const { atWork } of parts) atWork.stop();
    },
  };
};
