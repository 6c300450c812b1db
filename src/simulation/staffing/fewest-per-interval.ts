import type { StaffStep } from "../../scenario/scenario.ts";
import {
  type IntervalGrid,
  intervalEnd,
  intervalGrid,
  rowLength,
  TOTAL_COLUMNS,
  TOTALS,
} from "../day-totals.ts";
import { leadInSeconds } from "../window.ts";
import {
  type FewestAgents,
  isAssured,
  meanLoad,
  remembering,
  type StaffingOptions,
  searchFewest,
} from "./fewest-for-day.ts";
import { createForwardTrial } from "./forward-trial.ts";
import { judge, type MissWatch, staffingTargets, type Verdict, watchMisses } from "./judge.ts";
import type { SampledDays } from "./sampled-days.ts";
import { createStaffTrial, intervalTotals } from "./try-staff.ts";

export interface IntervalStaffing {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly need: FewestAgents;
}

export interface IntervalStaffingOptions extends StaffingOptions {
  /** Agents in each interval near which the search begins: that changes nothing but how long it takes. The mean load unless given. */
  readonly near?: readonly number[];
  /** Called when the search has found an interval's staff, before whole days are tried. */
  readonly onInterval?: () => void;
}

/** Which of the two recommendations is wanted. */
export type Recommendation = "expected" | "assured";

/** Rounds in which intervals that miss the target on whole days get more agents: one, or some where there are hundreds. */
const MOST_ROUNDS = 200;

const stepsOf = (grid: IntervalGrid, agents: readonly number[]): StaffStep[] =>
  agents.map((count, interval) => ({
    startSeconds: grid.startSeconds + interval * grid.intervalSeconds,
    endSeconds: intervalEnd(grid, interval),
    agents: count,
  }));

const loadOf = ({ scenario }: SampledDays, grid: IntervalGrid, interval: number): number =>
  meanLoad(scenario, grid.startSeconds + interval * grid.intervalSeconds, intervalEnd(grid, interval));

/** How the staffings of one search are judged, always on the same days. */
interface Court {
  readonly sampled: SampledDays;
  readonly grid: IntervalGrid;
  readonly fromSeconds: number;
  readonly verdictOf: (totals: Float64Array) => Verdict;
  /** Ends a trial that can no longer hold; absent where only all days together tell. */
  readonly newWatch: (() => MissWatch) | undefined;
  readonly holds: (verdict: Verdict) => boolean;
  /** Every interval's verdict when whole days are simulated with all intervals staffed. */
  readonly onWholeDays: (agents: readonly number[]) => readonly Verdict[];
  /**
   * The same, or undefined as soon as an interval that is not fixed can no longer
   * hold; looked for first on the days that fared worst, before, about the interval
   * that was changed.
   */
  readonly onWholeDaysIfHeld: (
    agents: readonly number[],
    fixed: ReadonlySet<number>,
    changed: number,
  ) => readonly Verdict[] | undefined;
}

/** Days by the least share in time of an interval and the two after it, which feel first that it has fewer agents. */
const worstFirst = (rows: Float64Array, grid: IntervalGrid, interval: number): Int32Array => {
  const length = rowLength(grid);
  const shares = Float64Array.from({ length: rows.length / length }, (_, day) => {
    let least = 1;
    for (let near = interval; near <= Math.min(interval + 2, grid.intervals - 1); near++) {
      const at = day * length + near * TOTAL_COLUMNS;
      least = Math.min(least, rows[at + TOTALS.inTime]! / Math.max(1, rows[at + TOTALS.offered]!));
    }
    return least;
  });
  return Int32Array.from(shares.keys()).sort((one, other) => shares[one]! - shares[other]!);
};

const createCourt = (sampled: SampledDays, grid: IntervalGrid, probability: number | undefined): Court => {
  const { scenario } = sampled;
  const targets = staffingTargets(scenario.targets);
  const trial = createStaffTrial(sampled);
  const fromSeconds = grid.startSeconds - leadInSeconds(scenario);
  const verdictOf = (totals: Float64Array): Verdict => judge(totals, targets, scenario.handling.ringSeconds);
  const newWatch =
    probability === undefined
      ? undefined
      : () => watchMisses(sampled.days.length, probability, targets, scenario.handling.ringSeconds);
  const holds: Court["holds"] =
    probability === undefined ? ({ holdsExpected }) => holdsExpected : isAssured(probability);
  /** The last whole days that were seen to their end. */
  let seen = new Float64Array(sampled.days.length * rowLength(grid));
  const verdictsOf = (rows: Float64Array): readonly Verdict[] => {
    seen = rows as Float64Array<ArrayBuffer>;
    return Array.from({ length: grid.intervals }, (_, interval) =>
      verdictOf(intervalTotals(rows, grid, interval)),
    );
  };
  return {
    sampled,
    grid,
    fromSeconds,
    verdictOf,
    newWatch,
    holds,
    onWholeDays: (agents) => verdictsOf(trial.rows(stepsOf(grid, agents), grid, fromSeconds)),
    onWholeDaysIfHeld: (agents, fixed, changed) => {
      const watches = agents.map((_, interval) => (fixed.has(interval) ? undefined : newWatch?.()));
      const isLost = (row: Float64Array): boolean =>
        watches.some((watch, interval) => watch?.(row, interval * TOTAL_COLUMNS) === "lost");
      const rows = trial.rowsUnless(
        stepsOf(grid, agents),
        grid,
        fromSeconds,
        isLost,
        worstFirst(seen, grid, changed),
      );
      const verdicts = rows && verdictsOf(rows);
      return verdicts?.every((verdict, interval) => fixed.has(interval) || holds(verdict))
        ? verdicts
        : undefined;
    },
  };
};

/** The staff that a search forward found. */
interface ForwardStaff {
  readonly agents: readonly number[];
  readonly needs: readonly FewestAgents[];
}

/**
 * Forward in time: what each interval needs after those before it, whatever comes
 * after it. The search of an interval begins as far above `near` as the answer of
 * the one before it lay.
 *
 * @param margin of the first interval, in roots of what is near.
 */
const searchForward = (
  court: Court,
  near: readonly number[],
  margin: number,
  onInterval: () => void,
): ForwardStaff => {
  const { sampled, grid, fromSeconds, verdictOf, holds, newWatch } = court;
  const forward = createForwardTrial(sampled, grid, fromSeconds);
  const agents: number[] = [];
  const needs: FewestAgents[] = [];
  let above = margin;
  for (let interval = 0; interval < grid.intervals; interval++) {
    const base = near[interval]!;
    const tryAgents = remembering((count) => verdictOf(forward.totals(count, newWatch?.())));
    const need = searchFewest(tryAgents, holds, Math.ceil(base + above * Math.sqrt(base)));
    if (need.state === "met" && base > 0) above = (need.agents - base) / Math.sqrt(base);
    needs.push(need);
    agents.push(need.state === "met" ? need.agents : Math.ceil(loadOf(sampled, grid, interval)));
    forward.settle(agents[interval]!);
    onInterval();
  }
  return { agents, needs };
};

/**
 * Gives one more to each interval that misses the target on whole days, until
 * none does: who waits at an interval's end is served by the next one's staff,
 * which the search forward cannot know.
 */
const raiseOnWholeDays = (court: Court, agents: number[], fixed: ReadonlySet<number>): readonly Verdict[] => {
  for (let round = 0; ; round++) {
    const verdicts = court.onWholeDays(agents);
    const missing = verdicts.flatMap((verdict, interval) =>
      court.holds(verdict) || fixed.has(interval) ? [] : [interval],
    );
    if (missing.length === 0 || round === MOST_ROUNDS) return verdicts;
    for (const interval of missing) {
      // with hundreds of agents one at a time would take long; those too many are taken away again after it
      agents[interval]! += Math.max(1, Math.floor(Math.sqrt(agents[interval]!) / 8));
    }
  }
};

/**
 * Takes one agent after the other from intervals that can spare one, until
 * one fewer in any interval would make an interval miss the target. Most show
 * by themselves that they cannot; for the others whole days are simulated.
 * Those before `firstRaised` were found to need all they have by the search
 * forward, which met there what a first look would meet.
 */
const lowerOnWholeDays = (
  court: Court,
  agents: number[],
  found: readonly Verdict[],
  fixed: ReadonlySet<number>,
  firstRaised: number,
): readonly Verdict[] => {
  let verdicts = found;
  let from = firstRaised;
  let lastLowered = agents.length;
  for (let lowered = from < agents.length; lowered; from = 0) {
    lowered = false;
    // from where the round before lowered last it has tried what this one would try
    const enough = lastLowered;
    const forward = createForwardTrial(court.sampled, court.grid, court.fromSeconds);
    const canSpare = (interval: number): boolean => {
      const fewer = agents[interval]! - 1;
      if (fixed.has(interval) || fewer < 0) return false;
      if (!court.holds(court.verdictOf(forward.totals(fewer, court.newWatch?.())))) return false;
      const tried = court.onWholeDaysIfHeld(agents.with(interval, fewer), fixed, interval);
      if (tried === undefined) return false;
      verdicts = tried;
      return true;
    };
    for (let interval = 0; interval < agents.length && (lowered || interval < enough); interval++) {
      while (interval >= from && canSpare(interval)) {
        agents[interval]! -= 1;
        lowered = true;
        lastLowered = interval;
      }
      forward.settle(agents[interval]!);
    }
  }
  return verdicts;
};

const notHeld: FewestAgents = {
  state: "unreachable",
  reason: `what the intervals beside it leave over keeps the target from being met, even with ${MOST_ROUNDS} more agents than it needs by itself`,
};

/**
 * The fewest people for every interval of the day, so that each holds the
 * targets: on whole days, from three handling times before the grid's start
 * and with all intervals staffed, every interval holds them, and with one agent
 * fewer in any of them some interval does not. Calls in progress, callers who
 * wait and redials go from each interval to the next as they would in a day.
 *
 * An interval whose target no number holds is `unreachable` and is staffed with
 * its mean load for the intervals after it.
 */
export const fewestPerInterval = (
  sampled: SampledDays,
  recommendation: Recommendation,
  options: IntervalStaffingOptions = {},
): readonly IntervalStaffing[] => {
  const { near, onInterval = () => {} } = options;
  const { hours, targets } = sampled.scenario;
  const grid = intervalGrid(
    options.fromSeconds ?? hours.openSeconds,
    options.toSeconds ?? hours.closeSeconds,
    targets.intervalSeconds,
  );
  const expected = recommendation === "expected";
  const court = createCourt(sampled, grid, expected ? undefined : (options.probability ?? 0.99));
  const loads = Array.from({ length: grid.intervals }, (_, interval) => loadOf(sampled, grid, interval));
  const found = searchForward(court, near ?? loads, near ? 1 : expected ? 0.7 : 2.5, onInterval);
  const agents = [...found.agents];
  const needs = [...found.needs];
  const fixed = new Set(needs.flatMap((need, interval) => (need.state === "met" ? [] : [interval])));
  let verdicts = raiseOnWholeDays(court, agents, fixed);
  const raised = agents.findIndex((count, interval) => count !== found.agents[interval]);
  verdicts.forEach((verdict, interval) => {
    if (court.holds(verdict) || fixed.has(interval)) return;
    fixed.add(interval);
    needs[interval] = notHeld;
  });
  verdicts = lowerOnWholeDays(court, agents, verdicts, fixed, raised < 0 ? agents.length : raised);
  return stepsOf(grid, agents).map(({ startSeconds, endSeconds, agents: count }, interval) => {
    const need = needs[interval]!;
    return {
      startSeconds,
      endSeconds,
      need: need.state === "met" ? { state: "met", agents: count, verdict: verdicts[interval]! } : need,
    };
  });
};
