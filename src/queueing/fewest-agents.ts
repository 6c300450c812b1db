import { requirePositive } from "./domain.ts";
import { type ErlangAResult, erlangA } from "./erlang-a.ts";
import { erlangBRecursion } from "./erlang-b.ts";
import { type StableErlangC, stableErlangC } from "./erlang-c.ts";
import { type CallLoad, fewestAgentsForStability, offeredLoad } from "./queue-load.ts";
import { holdsTargets, requireTargets, type StaffingTargets, unreachableTarget } from "./targets.ts";

/** The fewest agents that hold the targets, with the figures they give, or why there are none. */
export type Staffing<Figures> =
  | { readonly state: "met"; readonly agents: number; readonly figures: Figures }
  | { readonly state: "unreachable"; readonly reason: string };

/** More agents than any hotline; beyond it a target counts as unreachable. */
const MOST_AGENTS = 1e9;

/**
 * The least whole number from `least` on at which a condition that stays true once
 * true holds: gallops from `guess` in steps that double, then halves. Undefined
 * where it does not hold up to 10⁹.
 */
export const leastWhere = (
  holds: (count: number) => boolean,
  guess: number,
  firstStep: number,
  least = 1,
): number | undefined => {
  let step = Math.max(1, Math.floor(firstStep));
  let at = Math.max(least, Math.floor(guess));
  let fails: number;
  let good: number;
  if (holds(at)) {
    good = at;
    for (;;) {
      if (good === least) return least;
      at = Math.max(least, good - step);
      if (!holds(at)) break;
      good = at;
      step *= 2;
    }
    fails = at;
  } else {
    fails = at;
    for (;;) {
      if (fails >= MOST_AGENTS) return undefined;
      at = fails + step;
      if (holds(at)) break;
      fails = at;
      step *= 2;
    }
    good = at;
  }
  while (good - fails > 1) {
    const middle = Math.floor((good + fails) / 2);
    if (holds(middle)) good = middle;
    else fails = middle;
  }
  return good;
};

/** The fewest agents whose busy share, load over agents, stays within a limit. */
const fewestForOccupancy = (load: number, maximumOccupancy: number): number => {
  let agents = Math.max(1, Math.floor(load / maximumOccupancy) - 1);
  while (load / agents > maximumOccupancy * (1 + 1e-12)) agents++;
  return agents;
};

/**
 * The fewest agents that hold all targets under Erlang C, by continuing one
 * recursion of Erlang B from the fewest that are stable. A limit on abandonment
 * holds of itself, since nobody leaves in this model.
 *
 * @example
 * fewestAgentsErlangC({ callsPerSecond: 400 / 1800, handlingSeconds: 257 },
 *   { serviceLevel: { share: 0.8, withinSeconds: 20 }, maximumOccupancy: 0.85 }) // agents 68
 */
export const fewestAgentsErlangC = (load: CallLoad, targets: StaffingTargets): Staffing<StableErlangC> => {
  const erlangs = offeredLoad(load);
  requireTargets(targets);
  const reason = unreachableTarget(targets, false);
  if (reason !== undefined) return { state: "unreachable", reason };
  const least = Math.max(
    fewestAgentsForStability(erlangs),
    targets.maximumOccupancy === undefined ? 1 : fewestForOccupancy(erlangs, targets.maximumOccupancy),
  );
  if (least > MOST_AGENTS) {
    return { state: "unreachable", reason: "the occupancy asked for takes more than 10⁹ agents" };
  }
  const withinSeconds = targets.serviceLevel?.withinSeconds ?? 0;
  const recursion = erlangBRecursion(erlangs, least);
  for (;;) {
    const agents = recursion.servers();
    const figures = stableErlangC({ ...load, agents, withinSeconds }, erlangs, recursion.blocking());
    if (holdsTargets({ ...figures, abandonment: 0 }, targets)) return { state: "met", agents, figures };
    recursion.next();
  }
};

/**
 * The fewest agents that hold all targets under Erlang A. Starts at `guess`, or at
 * the square-root rule a + √a/2 (Halfin and Whitt 1981), gallops, then halves: every
 * figure improves with each agent. A guess, such as the interval before, changes the
 * work and not the answer.
 */
export const fewestAgentsErlangA = (
  load: CallLoad & { readonly patienceSeconds: number },
  targets: StaffingTargets,
  guess?: number,
): Staffing<ErlangAResult> => {
  const erlangs = offeredLoad(load);
  requirePositive("patienceSeconds", load.patienceSeconds);
  requireTargets(targets);
  const reason = unreachableTarget(targets, true);
  if (reason !== undefined) return { state: "unreachable", reason };
  const withinSeconds = targets.serviceLevel?.withinSeconds ?? 0;
  const solved = new Map<number, ErlangAResult>();
  const figuresWith = (agents: number): ErlangAResult => {
    const figures = solved.get(agents) ?? erlangA({ ...load, agents, withinSeconds });
    solved.set(agents, figures);
    return figures;
  };
  const holds = (agents: number): boolean => holdsTargets(figuresWith(agents), targets);
  const root = Math.sqrt(erlangs);
  const agents =
    guess === undefined
      ? leastWhere(holds, erlangs + root / 2, root / 2)
      : leastWhere(holds, Math.max(1, guess), 1);
  if (agents === undefined) {
    return { state: "unreachable", reason: "the targets take more than 10⁹ agents" };
  }
  return { state: "met", agents, figures: figuresWith(agents) };
};
