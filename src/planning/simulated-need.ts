import {
  type FewestAgents,
  isAssured,
  remembering,
  searchFewest,
} from "../simulation/staffing/fewest-for-day.ts";
import { fewestPerInterval } from "../simulation/staffing/fewest-per-interval.ts";
import type { Verdict } from "../simulation/staffing/judge.ts";
import type { SampledDays } from "../simulation/staffing/sampled-days.ts";
import { judgeStaffing } from "./line-limit.ts";
import { staffingFamily } from "./staffing-family.ts";

/** Agents really at work in each interval, found by simulation. */
export interface SimulatedNeed {
  readonly agents: readonly number[];
  /** Intervals whose targets no number of agents meets; they have what the load asks for. */
  readonly outOfReach: readonly number[];
}

export interface SimulatedNeeds {
  /** Absent where no staff meets the targets of the day. */
  readonly expected?: SimulatedNeed;
  readonly assured?: SimulatedNeed;
}

/** How far the search is: over the intervals, for each of the two staffs; or, of the day as a whole, how many staffings were tried. */
export type SearchProgress =
  | { readonly searched: "intervals"; readonly done: number; readonly total: number }
  | { readonly searched: "day"; readonly tried: number };

const ofIntervals = (
  needs: readonly FewestAgents[],
  instead: readonly number[],
  atLeast: readonly number[],
): SimulatedNeed => ({
  agents: needs.map((need, i) =>
    Math.max(need.state === "met" ? need.agents : (instead[i] as number), atLeast[i] as number),
  ),
  outOfReach: needs.flatMap((need, i) => (need.state === "met" ? [] : [i])),
});

const byInterval = (
  expectedDays: SampledDays,
  assuredDays: SampledDays,
  loadErlangs: readonly number[],
  probability: number,
  onProgress: (progress: SearchProgress) => void,
): SimulatedNeeds => {
  const total = 2 * loadErlangs.length;
  let done = 0;
  const onInterval = (): void => onProgress({ searched: "intervals", done: ++done, total });
  const generous = (margin: number): number[] =>
    loadErlangs.map((load) => (load > 0 ? Math.ceil(load + margin * Math.sqrt(load)) : 0));
  const none = loadErlangs.map(() => 0);
  const needsOf = (
    sampled: SampledDays,
    which: "expected" | "assured",
    near?: readonly number[],
  ): FewestAgents[] =>
    fewestPerInterval(sampled, which, { probability, onInterval, ...(near && { near }) }).map(
      ({ need }) => need,
    );
  const expected = ofIntervals(needsOf(expectedDays, "expected"), generous(1), none);
  // with fewer than expected the mean day already misses, however alike the days
  const assured = ofIntervals(
    needsOf(assuredDays, "assured", expected.agents),
    generous(2.5),
    expected.agents,
  );
  return { expected, assured };
};

const byDay = (
  expectedDays: SampledDays,
  assuredDays: SampledDays,
  loadErlangs: readonly number[],
  probability: number,
  onProgress: (progress: SearchProgress) => void,
): SimulatedNeeds => {
  let tried = 0;
  const family = staffingFamily(loadErlangs);
  const fewest = (sampled: SampledDays, holds: (verdict: Verdict) => boolean, guess: number): FewestAgents =>
    searchFewest(
      remembering((member) => {
        const verdict = judgeStaffing(sampled, family(member))[0] as Verdict;
        onProgress({ searched: "day", tried: ++tried });
        return verdict;
      }),
      holds,
      guess,
    );
  // far below the load everybody waits and calls again, which takes long to simulate: begin near the answer
  const sum = (margin: number): number =>
    loadErlangs.reduce((total, load) => total + Math.ceil(load + margin * Math.sqrt(load)), 0);
  const expected = fewest(expectedDays, ({ holdsExpected }) => holdsExpected, sum(0.3));
  const assured = fewest(
    assuredDays,
    isAssured(probability),
    expected.state === "met" ? Math.ceil(1.03 * expected.agents) : sum(1),
  );
  const needOf = (need: FewestAgents): SimulatedNeed | undefined =>
    need.state === "met" ? { agents: family(need.agents), outOfReach: [] } : undefined;
  const expectedNeed = needOf(expected);
  const assuredNeed = needOf(assured);
  return {
    ...(expectedNeed === undefined ? {} : { expected: expectedNeed }),
    ...(assuredNeed === undefined ? {} : { assured: assuredNeed }),
  };
};

/**
 * The staff that simulation asks for: by the targets' scope each interval for
 * itself, or the day as a whole with the same quality of service over the day.
 *
 * @param loadErlangs offered load of each interval, 0 where nobody calls.
 */
export const simulatedNeeds = (
  expectedDays: SampledDays,
  assuredDays: SampledDays,
  loadErlangs: readonly number[],
  probability: number,
  onProgress: (progress: SearchProgress) => void = () => {},
): SimulatedNeeds =>
  expectedDays.scenario.targets.scope === "interval"
    ? byInterval(expectedDays, assuredDays, loadErlangs, probability, onProgress)
    : byDay(expectedDays, assuredDays, loadErlangs, probability, onProgress);
