import { requireNonNegative, requirePositive } from "./domain.ts";
import { DomainError } from "./domain-error.ts";
import { erlangA } from "./erlang-a.ts";
import { erlangC } from "./erlang-c.ts";
import { fewestAgentsErlangA, fewestAgentsErlangC } from "./fewest-agents.ts";
import { fewestAgentsForStability } from "./queue-load.ts";
import { holdsTargets, requireTargets, type StaffingTargets, type TargetFigures } from "./targets.ts";

/** One interval of a day, its rate taken as steady. */
export interface DayInterval {
  readonly seconds: number;
  readonly callsPerSecond: number;
}

/** A day whose staff is sought. */
export interface DayLoad {
  readonly intervals: readonly DayInterval[];
  readonly handlingSeconds: number;
  /** Mean of the exponential patience; absent: Erlang C. */
  readonly patienceSeconds?: number;
}

/** Agents for each interval, what they cost and what they give over the whole day. */
export interface DayStaffing {
  readonly agents: readonly number[];
  readonly agentHours: number;
  /** Averages over the day's calls; occupancy over its staffed time. */
  readonly figures: TargetFigures;
}

export type DayStaffingResult =
  | {
      readonly state: "met";
      /** The targets hold over the day as a whole. */
      readonly day: DayStaffing;
      /** The targets hold in each interval. */
      readonly interval: DayStaffing;
      /** What every interval's target costs over the day's. */
      readonly agentHoursBetween: number;
    }
  | { readonly state: "unreachable"; readonly reason: string };

/** Figures by interval and number of agents, each computed once. */
type FiguresTable = (index: number, agents: number) => TargetFigures;

const figuresTable = (load: DayLoad, withinSeconds: number): FiguresTable => {
  const known = load.intervals.map(() => new Map<number, TargetFigures>());
  const compute = (callsPerSecond: number, agents: number): TargetFigures => {
    const { handlingSeconds, patienceSeconds } = load;
    const queue = { callsPerSecond, handlingSeconds, agents, withinSeconds };
    if (patienceSeconds !== undefined) return erlangA({ ...queue, patienceSeconds });
    const steady = erlangC(queue);
    if (steady.state === "unstable") throw new DomainError("agents", agents, "enough for a stable queue");
    return { ...steady, abandonment: 0 };
  };
  return (index, agents) => {
    const table = known[index]!;
    const found = table.get(agents) ?? compute(load.intervals[index]!.callsPerSecond, agents);
    table.set(agents, found);
    return found;
  };
};

/** The whole day's figures from those of its intervals. */
const dayFigures = (load: DayLoad, agents: readonly number[], table: FiguresTable): TargetFigures => {
  let calls = 0;
  let inTime = 0;
  let abandoned = 0;
  let waited = 0;
  let busy = 0;
  let staffed = 0;
  load.intervals.forEach((interval, index) => {
    const count = agents[index]!;
    staffed += count * interval.seconds;
    if (count === 0) return;
    const offered = interval.callsPerSecond * interval.seconds;
    const figures = table(index, count);
    calls += offered;
    inTime += offered * figures.serviceLevel;
    abandoned += offered * figures.abandonment;
    waited += offered * figures.meanWaitSeconds;
    busy += figures.occupancy * count * interval.seconds;
  });
  return {
    serviceLevel: inTime / calls,
    abandonment: abandoned / calls,
    meanWaitSeconds: waited / calls,
    occupancy: busy / staffed,
  };
};

/** How far one more step may look for a better average gain: service levels rise late where staff is short. */
const LOOK_AHEAD = 8;

/** The figure that an added agent is to improve: the first target that is not held yet. */
const gainOf = (figures: TargetFigures, targets: StaffingTargets): ((one: TargetFigures) => number) => {
  const only = (part: StaffingTargets) => !holdsTargets(figures, part);
  const { serviceLevel, maximumAbandonment, maximumMeanWaitSeconds } = targets;
  if (serviceLevel && only({ serviceLevel })) return (one) => one.serviceLevel;
  if (maximumAbandonment !== undefined && only({ maximumAbandonment })) return (one) => -one.abandonment;
  if (maximumMeanWaitSeconds !== undefined && only({ maximumMeanWaitSeconds })) {
    return (one) => -one.meanWaitSeconds;
  }
  return (one) => -one.occupancy;
};

const agentHoursOf = (load: DayLoad, agents: readonly number[]): number =>
  agents.reduce((sum, count, index) => sum + (count * load.intervals[index]!.seconds) / 3600, 0);

/**
 * Fewest agent-hours that hold the targets over the day: agents are added where
 * they gain the most calls an hour of duty for the first target not yet held, then
 * taken away wherever the day can spare one.
 */
const staffWholeDay = (
  load: DayLoad,
  targets: StaffingTargets,
  table: FiguresTable,
  least: readonly number[],
): number[] => {
  const agents = load.intervals.map((interval, index) => {
    if (interval.callsPerSecond === 0) return 0;
    const erlangs = interval.callsPerSecond * load.handlingSeconds;
    return Math.max(least[index]!, Math.floor(erlangs - 2 * Math.sqrt(erlangs)));
  });
  for (;;) {
    const figures = dayFigures(load, agents, table);
    if (holdsTargets(figures, targets)) break;
    const value = gainOf(figures, targets);
    let best = 0;
    let bestGain = Number.NEGATIVE_INFINITY;
    let bestStep = 1;
    load.intervals.forEach((interval, index) => {
      const count = agents[index]!;
      if (count === 0) return;
      const now = value(table(index, count));
      for (let step = 1; step <= LOOK_AHEAD; step++) {
        const gain = (interval.callsPerSecond * (value(table(index, count + step)) - now)) / step;
        if (gain > bestGain) {
          bestGain = gain;
          best = index;
          bestStep = step;
        }
      }
    });
    agents[best] = agents[best]! + bestStep;
  }
  for (let spared = true; spared; ) {
    spared = false;
    // Longest intervals first: an agent spared there saves the most.
    const order = agents.map((_, index) => index);
    order.sort((a, b) => load.intervals[b]!.seconds - load.intervals[a]!.seconds);
    for (const index of order) {
      if (agents[index]! <= least[index]!) continue;
      agents[index] = agents[index]! - 1;
      if (holdsTargets(dayFigures(load, agents, table), targets)) spared = true;
      else agents[index] = agents[index]! + 1;
    }
  }
  return agents;
};

/**
 * Staffs a day by a steady model in each interval, with all targets at once: for
 * the day as a whole, and for every interval, with the price between the two.
 *
 * The day's staffing is a local optimum: no single agent can be spared, though an
 * exchange between intervals might save one. A quiet interval may fall far below
 * the target there, which the figures of the day do not show.
 */
export const staffDay = (load: DayLoad, targets: StaffingTargets): DayStaffingResult => {
  requirePositive("handlingSeconds", load.handlingSeconds);
  if (load.patienceSeconds !== undefined) requirePositive("patienceSeconds", load.patienceSeconds);
  requireTargets(targets);
  load.intervals.forEach((interval, index) => {
    requirePositive(`intervals[${index}].seconds`, interval.seconds);
    requireNonNegative(`intervals[${index}].callsPerSecond`, interval.callsPerSecond);
  });
  if (load.intervals.every((interval) => interval.callsPerSecond === 0)) {
    throw new DomainError("intervals", "without a call", "a day on which calls come");
  }
  const { handlingSeconds, patienceSeconds } = load;
  const perInterval: number[] = [];
  const least: number[] = [];
  for (const { callsPerSecond } of load.intervals) {
    if (callsPerSecond === 0) {
      perInterval.push(0);
      least.push(0);
      continue;
    }
    const steady = { callsPerSecond, handlingSeconds };
    const staffing =
      patienceSeconds === undefined
        ? fewestAgentsErlangC(steady, targets)
        : fewestAgentsErlangA({ ...steady, patienceSeconds }, targets);
    if (staffing.state === "unreachable") return staffing;
    perInterval.push(staffing.agents);
    least.push(
      patienceSeconds === undefined ? fewestAgentsForStability(callsPerSecond * handlingSeconds) : 1,
    );
  }
  const table = figuresTable(load, targets.serviceLevel?.withinSeconds ?? 0);
  const staffingOf = (agents: readonly number[]): DayStaffing => ({
    agents,
    agentHours: agentHoursOf(load, agents),
    figures: dayFigures(load, agents, table),
  });
  const interval = staffingOf(perInterval);
  const day = staffingOf(staffWholeDay(load, targets, table, least));
  return { state: "met", day, interval, agentHoursBetween: interval.agentHours - day.agentHours };
};
