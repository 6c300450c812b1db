import { lawOf } from "../distributions/law-of.ts";
import { drawKey, keyedUniformPair } from "../random/keyed.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { topicsOf } from "./topics.ts";
import type { Trace } from "./trace.ts";

/** Who of a trace's callers is put through after the first talk, and to how many people. */
export interface Transfers {
  /** People of the second line: the most of them who are on duty at once. */
  readonly agents: number;
  /** How long the caller in a row talks there; undefined for one who is not put through. */
  readonly talkSeconds: (row: number) => number | undefined;
}

/**
 * The transfers of a scenario's routing as one second line: the skills that
 * calls are put through to, and the teams with people of their own who have
 * one of them. Undefined where nobody is put through, or nobody is there.
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
  const key = drawKey(trace.seed, "transfers", trace.replication);
  const pair = new Float64Array(2);
  const talks = topicsOf(scenario).map(({ family }) => {
    const flow =
      routing.flows.find((one) => one.family === family) ??
      routing.flows.find((one) => one.family === undefined);
    const transfer = flow?.transfer;
    if (transfer === undefined) return () => undefined;
    const { quantile } = lawOf(transfer.talk);
    return (caller: number): number | undefined => {
      keyedUniformPair(key, caller, 0, pair);
      return pair[0]! < transfer.probability ? quantile(pair[1]!) : undefined;
    };
  });
  return {
    agents,
    talkSeconds: (row) => talks[trace.topic[row] ?? 0]?.(trace.firstCaller + row),
  };
};
