import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "./trace.ts";
import { createTransferDraws, flowOfTopic } from "./transfer-draws.ts";

/** A caller's second call in one: the wait for somebody who knows more, and the talk there. */
export interface SecondCall {
  /** How long the caller waits there before hanging up. */
  readonly patienceSeconds: number;
  readonly talkSeconds: number;
  readonly wrapUpSeconds: number;
}

/** Who of a trace's callers is put through after the first talk, and to how many people. */
export interface Transfers {
  /** People of the second line: the most of them who are on duty at once. */
  readonly agents: number;
  /** What awaits the caller in a row there; undefined for one who is not put through. */
  readonly of: (row: number) => SecondCall | undefined;
}

/**
 * The transfers of a scenario's routing as one second line: the skills that
 * calls are put through to, and the teams with people of their own who have
 * one of them. Who is put through, and what follows, is drawn as in the event
 * simulation. Undefined where nobody is put through, or nobody is there.
 */
export const transfersOf = (scenario: Scenario, trace: Trace): Transfers | undefined => {
  const { routing } = scenario;
  if (routing === undefined) return undefined;
  const skills = new Set(routing.flows.flatMap(({ transfer }) => transfer?.skill ?? []));
  const teams = routing.teams.filter((team) => team.skills.some(({ skill }) => skills.has(skill)));
  const agents = teams.reduce(
    (sum, { people }) =>
      people.kind === "own" ? sum + Math.max(0, ...people.schedule.map((step) => step.agents)) : sum,
    0,
  );
  if (agents === 0) return undefined;
  const draws = createTransferDraws(scenario, routing)(trace.seed, trace.replication);
  const flows = flowOfTopic(scenario, routing);
  return {
    agents,
    of: (row) => {
      const caller = trace.firstCaller + row;
      const flow = flows[trace.topic[row] ?? 0]!;
      const probability = routing.flows[flow]?.transfer?.probability ?? 0;
      return draws.transfer(caller) < probability
        ? {
            patienceSeconds: draws.transferPatienceSeconds(caller),
            talkSeconds: draws.transferTalkSeconds(caller, flow),
            wrapUpSeconds: draws.transferWrapUpSeconds(caller),
          }
        : undefined;
    },
  };
};
