import type { Forecast } from "./forecast.ts";
import type { PeakStaff } from "./staff-plan.ts";
import type { NeedSpread } from "./uncertainty.ts";

/** The fewest people on duty of whom so many are effective: round(people × share) ≥ agents. */
export const peopleOnDuty = (agents: number, effectiveShare: number): number => {
  let people = Math.max(0, Math.floor(agents / effectiveShare) - 1);
  while (Math.round(people * effectiveShare + 1e-9) < agents) people++;
  return people;
};

/** Hours on duty of so many people in each interval. */
export const agentHoursOf = (intervals: Forecast["intervals"], people: readonly number[]): number =>
  intervals.reduce(
    (sum, { startSeconds, endSeconds }, i) =>
      sum + ((people[i] as number) * (endSeconds - startSeconds)) / 3600,
    0,
  );

/** People on duty in each interval, with bounds. */
export interface BoundedStaff {
  readonly people: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Agents really at work as people on duty; the spread moves them to the bounds. */
export const boundedStaff = (
  agents: readonly number[],
  spread: NeedSpread | undefined,
  onDuty: (agents: number) => number,
): BoundedStaff => {
  const shifted = (shift: readonly number[] | undefined): number[] =>
    agents.map((count, i) => onDuty(count === 0 ? 0 : Math.max(1, count + (shift?.[i] ?? 0))));
  return { people: agents.map(onDuty), low: shifted(spread?.low), high: shifted(spread?.high) };
};

/** The highest of the intervals from one on. */
export const peakOf = ({ people, low, high }: BoundedStaff, from: number): PeakStaff => {
  const agents = Math.max(0, ...people.slice(from));
  const at = people.indexOf(agents, from);
  return { agents, low: low[at] ?? agents, high: high[at] ?? agents };
};
