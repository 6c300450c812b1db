import { requirePositive, requireProbability } from "./domain.ts";
import { fewestAgentsErlangA, fewestAgentsErlangC, leastWhere } from "./fewest-agents.ts";
import { type TrunkLoad, type TrunkResult, trunkProbabilities, trunkQueue } from "./finite-trunks.ts";
import { type CallLoad, offeredLoad } from "./queue-load.ts";
import { holdsTargets, requireTargets, type StaffingTargets } from "./targets.ts";

/** The fewest agents, and with them the fewest lines, that hold targets and a limit on blocking. */
export type LinesAndAgents =
  | { readonly state: "met"; readonly agents: number; readonly lines: number; readonly figures: TrunkResult }
  | { readonly state: "unreachable"; readonly reason: string };

/** How many numbers of agents are tried above the staffing without a limit of lines. */
const MOST_MORE_AGENTS = 1000;

/**
 * Sizes lines and agents together. For each number of agents, from below the
 * staffing without a limit of lines upwards, the fewest lines that block at most
 * `maximumBlocking` (above 0): more lines than these only let the queue grow.
 * Agents come first, since they cost the most. Targets are over all offered calls,
 * the blocked among them.
 */
export const fewestLinesAndAgents = (
  load: CallLoad & { readonly patienceSeconds?: number },
  maximumBlocking: number,
  targets: StaffingTargets,
): LinesAndAgents => {
  const erlangs = offeredLoad(load);
  requirePositive("maximumBlocking", requireProbability("maximumBlocking", maximumBlocking));
  requireTargets(targets);
  const { patienceSeconds } = load;
  const withoutLimit =
    patienceSeconds === undefined
      ? fewestAgentsErlangC(load, targets)
      : fewestAgentsErlangA({ ...load, patienceSeconds }, targets);
  if (withoutLimit.state === "unreachable") return withoutLimit;
  const withinSeconds = targets.serviceLevel?.withinSeconds ?? 0;
  const linesFor = (agents: number): number | undefined => {
    const blocks = (lines: number): boolean => {
      const probabilities = trunkProbabilities({ ...load, agents, lines });
      return probabilities[lines]! <= maximumBlocking;
    };
    // A queue that only lines bound may never block little enough.
    if (patienceSeconds === undefined && erlangs * (1 - maximumBlocking) >= agents) return undefined;
    return leastWhere(blocks, Math.max(agents, erlangs), Math.sqrt(erlangs), agents);
  };
  // Blocked calls lighten the queue a little, so that fewer agents may do than without a limit.
  const least = Math.max(1, Math.floor(withoutLimit.agents * (1 - maximumBlocking)) - 1);
  for (let agents = least; agents <= withoutLimit.agents + MOST_MORE_AGENTS; agents++) {
    const lines = linesFor(agents);
    if (lines === undefined) continue;
    const trunks: TrunkLoad = { ...load, agents, lines };
    const figures = trunkQueue({ ...trunks, withinSeconds });
    if (holdsTargets(figures, targets)) return { state: "met", agents, lines, figures };
  }
  return {
    state: "unreachable",
    reason: "the calls that find no line already miss the target; ask for less blocking",
  };
};
