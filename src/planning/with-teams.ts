import type { Routing } from "../scenario/routing.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { createAccumulator } from "../simulation/accumulate.ts";
import { type IntervalGrid, intervalGrid, rowLength } from "../simulation/day-totals.ts";
import { createRoutedReplicator } from "../simulation/routing/replicate-routed.ts";
import { judge, staffingTargets, type Verdict } from "../simulation/staffing/judge.ts";
import { dayTotals, intervalTotals } from "../simulation/staffing/try-staff.ts";
import { staffSteps } from "../trace/staff-steps.ts";
import { stepsOf } from "./interval-steps.ts";

/** What a staffing gives where teams take only the calls that they can take. */
export interface TeamsOutcome {
  readonly serviceLevel: number;
  readonly abandonment: number;
  /** The kind of call that is answered in time least often. */
  readonly worst: { readonly name: string; readonly serviceLevel: number };
}

/** People whom the teams share, in each interval, with whom the targets hold in expectation. */
export type TeamsNeed =
  | { readonly state: "met"; readonly people: readonly number[] }
  | { readonly state: "unreachable"; readonly times: number; readonly best: TeamsOutcome };

export interface TeamsPlan {
  /** Days simulated. */
  readonly days: number;
  /** Teams that have a schedule of their own, beside the people counted here. */
  readonly ownSchedules: readonly string[];
  readonly staffed?: TeamsOutcome;
  readonly expected?: TeamsOutcome;
  readonly assured?: TeamsOutcome;
  readonly need?: TeamsNeed;
}

/** Staffings of a plan, as people on duty in each interval. */
export interface TeamsQuestion {
  readonly staffed: readonly number[];
  readonly expected?: readonly number[];
  readonly assured?: readonly number[];
}

/** Calls simulated for one staffing, over all days, and the fewest days. */
const CALLS = 150_000;
const FEWEST_DAYS = 20;
/** With more than so many times the people, it is not their number that is short. */
const MOST_TIMES = 3;

interface Tried {
  readonly outcome: TeamsOutcome;
  /** Of each interval, or of the day, by the targets' scope. */
  readonly verdicts: readonly Verdict[];
}

const trialOf = (scenario: Scenario, routing: Routing, seed: number, days: number, grid: IntervalGrid) => {
  const targets = staffingTargets(scenario.targets);
  const { ringSeconds } = scenario.handling;
  const { effectiveShare } = scenario.staff;
  return (people: readonly number[]): Tried => {
    const steps = staffSteps({ schedule: stepsOf(grid, people), effectiveShare });
    const replicator = createRoutedReplicator({ scenario, seed, steps }, routing);
    const accumulator = createAccumulator(grid, 0.95, replicator.routed);
    const length = rowLength(grid);
    const rows = new Float64Array(days * length);
    const row = new Float64Array(replicator.numbers);
    for (let day = 0; day < days; day++) {
      replicator.run(day, row);
      accumulator.add(row);
      rows.set(row.subarray(0, length), day * length);
    }
    const { day, routed } = accumulator.estimates();
    const kinds = Object.entries(routed).flatMap(([name, { mean }]) => {
      const kind = /^flows\.(.+)\.serviceLevel$/.exec(name)?.[1];
      return kind === undefined ? [] : [{ name: kind, serviceLevel: mean }];
    });
    const totals =
      scenario.targets.scope === "interval"
        ? people.map((_, interval) => intervalTotals(rows, grid, interval))
        : [dayTotals(rows, grid)];
    return {
      outcome: {
        serviceLevel: day.measures.serviceLevel?.mean ?? 1,
        abandonment: day.measures.abandonment?.mean ?? 0,
        worst: kinds.reduce((worst, kind) => (kind.serviceLevel < worst.serviceLevel ? kind : worst), {
          name: "",
          serviceLevel: 1,
        }),
      },
      verdicts: totals.map((of) => judge(of, targets, ringSeconds)),
    };
  };
};

const holds = ({ verdicts }: Tried): boolean => verdicts.every(({ holdsExpected }) => holdsExpected);

/** The fewest people of the same profile over the day, between half and `MOST_TIMES` times as many. */
const scaledNeed = (tryPeople: (people: readonly number[]) => Tried, base: readonly number[]): TeamsNeed => {
  const peak = Math.max(...base);
  const withPeak = (agents: number): number[] => base.map((people) => Math.ceil((people * agents) / peak));
  let high = MOST_TIMES * peak;
  const best = tryPeople(withPeak(high));
  if (!holds(best)) return { state: "unreachable", times: MOST_TIMES, best: best.outcome };
  let low = Math.floor(peak / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(tryPeople(withPeak(middle)))) high = middle;
    else low = middle;
  }
  return { state: "met", people: withPeak(high) };
};

/** Adds people to every interval that misses, all intervals at a time, until none does. */
const raisedNeed = (tryPeople: (people: readonly number[]) => Tried, base: readonly number[]): TeamsNeed => {
  const people = [...base];
  for (;;) {
    const { verdicts } = tryPeople(people);
    const missing = verdicts.flatMap(({ holdsExpected }, interval) => (holdsExpected ? [] : [interval]));
    if (missing.length === 0) return { state: "met", people };
    const beyond = missing.some((interval) => people[interval]! > MOST_TIMES * Math.max(2, base[interval]!));
    if (beyond) {
      const most = base.map((count) => MOST_TIMES * Math.max(2, count));
      return { state: "unreachable", times: MOST_TIMES, best: tryPeople(most).outcome };
    }
    for (const interval of missing) people[interval]! += Math.max(1, Math.round(people[interval]! / 15));
  }
};

/**
 * What a plan's staffings come to where the scenario has teams: a plan by
 * formulas and one queue takes everybody for able to take every call. Teams
 * share the people as they share the scenario's staff; those with a schedule of
 * their own keep it. Undefined without a routing.
 *
 * @param callsPerDay expected calls, which decide how many days are simulated
 */
export const planWithTeams = (
  scenario: Scenario,
  question: TeamsQuestion,
  callsPerDay: number,
  seed: number,
): TeamsPlan | undefined => {
  const { routing, hours, targets } = scenario;
  if (routing === undefined) return undefined;
  const grid = intervalGrid(hours.openSeconds, hours.closeSeconds, targets.intervalSeconds);
  const days = Math.max(FEWEST_DAYS, Math.min(100, Math.round(CALLS / Math.max(1, callsPerDay))));
  const tryPeople = trialOf(scenario, routing, seed, days, grid);
  const base = question.expected ?? question.staffed;
  const find = targets.scope === "interval" ? raisedNeed : scaledNeed;
  const own = routing.teams.filter(({ people }) => people.kind === "own");
  return {
    days,
    ownSchedules: own.map(({ name }) => name),
    ...(question.staffed.some((people) => people > 0) && { staffed: tryPeople(question.staffed).outcome }),
    ...(question.expected && { expected: tryPeople(question.expected).outcome }),
    ...(question.assured && { assured: tryPeople(question.assured).outcome }),
    ...(base.some((people) => people > 0) && { need: find(tryPeople, base) }),
  };
};

const percent = (share: number): string => (100 * share).toFixed(1);

/** What the plan says about its teams, in sentences. */
export const teamsNotes = (
  plan: TeamsPlan,
  agentHoursOf: (people: readonly number[]) => number,
): readonly string[] => {
  const { days, ownSchedules, staffed, expected, assured, need } = plan;
  const told = (outcome: TeamsOutcome | undefined, name: string): string[] =>
    outcome === undefined
      ? []
      : [
          `With its teams ${name} answers ${percent(outcome.serviceLevel)} % in time and ${percent(outcome.abandonment)} % give up; calls "${outcome.worst.name}" fare worst, ${percent(outcome.worst.serviceLevel)} % in time.`,
        ];
  const notes = [
    `The table takes everybody for one team that takes every call, and the scenario has teams; what follows is simulated with them, on ${days} days.`,
    ...told(staffed, "the schedule"),
    ...told(expected, "the expected staff"),
    ...told(assured, "the assured staff"),
  ];
  if (need?.state === "met") {
    notes.push(
      `With its teams the targets are met in expectation by ${Math.max(...need.people)} people at the peak and ${agentHoursOf(need.people).toFixed(1)} agent-hours.`,
    );
    if (ownSchedules.length > 0) {
      notes.push(`Beside them, ${ownSchedules.join(", ")} have a schedule of their own.`);
    }
  }
  if (need?.state === "unreachable") {
    notes.push(
      `With its teams even ${need.times} times the people miss a target: ${percent(need.best.serviceLevel)} % in time, calls "${need.best.worst.name}" ${percent(need.best.worst.serviceLevel)} %, ${percent(need.best.abandonment)} % give up. It is how the teams are cut that is short, or the ring, not the number.`,
    );
  }
  return notes;
};
