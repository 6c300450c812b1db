import type { Scenario, StaffStep } from "../scenario/scenario.ts";
import { teamSteps } from "../simulation/routing/compile-routing.ts";
import { type FamilyQueues, familyQueuesOf } from "../trace/family-queues.ts";

/** People of one team, who are members of the same queues. */
export interface TeamMembers {
  readonly name: string;
  readonly staffSteps: readonly StaffStep[];
  /** Queues by their key; who has a smaller penalty is called first, others when none of those is free. */
  readonly queues: readonly { readonly key: string; readonly penalty: number }[];
}

/** The skill that calls of a family need. */
const skillOf = ({ routing }: Scenario, family: string): string | undefined =>
  (
    routing?.flows.find((flow) => flow.family === family) ??
    routing?.flows.find((flow) => flow.family === undefined)
  )?.skill;

/**
 * The teams that share the staff, as members of the queues of the families
 * whose skill they have; a team to which such calls overflow (`after`) has a
 * penalty there, the larger the later. A family whose skill none of them has
 * is everybody's. Undefined where families wait together or there are no teams.
 */
export const teamMembersOf = (
  scenario: Scenario,
  staff: readonly StaffStep[],
): readonly TeamMembers[] | undefined => {
  const queues: FamilyQueues | undefined = familyQueuesOf(scenario);
  const { routing } = scenario;
  if (queues === undefined || routing === undefined) return undefined;
  const steps = teamSteps(routing, staff, 1);
  const teams = routing.teams.flatMap((team, index) =>
    team.people.kind === "share" ? [{ team, staffSteps: steps[index] ?? [] }] : [],
  );
  if (teams.length === 0) return undefined;
  /** By team: its penalty in the queue, undefined for no member. */
  const penalties = queues.families.map((family) => {
    const skill = skillOf(scenario, family);
    const afters = teams.map(({ team }) => team.skills.find((own) => own.skill === skill)?.afterSeconds);
    const levels = [...new Set(afters.filter((after) => after !== undefined))].sort((a, b) => a - b);
    if (levels.length === 0) return teams.map(() => 0);
    return afters.map((after) => (after === undefined ? undefined : levels.indexOf(after)));
  });
  return teams.map(({ team, staffSteps }, place) => ({
    name: team.name,
    staffSteps,
    queues: queues.keys.flatMap((key, queue) => {
      const penalty = penalties[queue]?.[place];
      return penalty === undefined ? [] : [{ key, penalty }];
    }),
  }));
};
