import { leastWhere } from "../../queueing/fewest-agents.ts";
import type { Scenario, StaffStep } from "../../scenario/scenario.ts";
import { createArrivalRate } from "../../trace/arrival-rate.ts";
import { intervalGrid } from "../day-totals.ts";
import { leadInSeconds, meanHandlingSeconds } from "../window.ts";
import { judge, staffingTargets, type Verdict } from "./judge.ts";
import type { SampledDays } from "./sampled-days.ts";
import { createStaffTrial, dayTotals } from "./try-staff.ts";

/** The fewest people for a part of the day, or why no number is enough. */
export type FewestAgents =
  | { readonly state: "met"; readonly agents: number; readonly verdict: Verdict }
  | { readonly state: "unreachable"; readonly reason: string };

export interface DayStaffing {
  /** The fewest whose expected figures hold the targets. */
  readonly expected: FewestAgents;
  /** The fewest with whom a single day holds the service level with the probability wanted, too. */
  readonly assured: FewestAgents;
}

export interface StaffingOptions {
  /** How sure a single day is to be; absent: 0.99. */
  readonly probability?: number;
  /** The part of the day to staff; absent: the opening hours. */
  readonly fromSeconds?: number;
  readonly toSeconds?: number;
}

/** More than anybody could hire: beyond this a target counts as unreachable. */
const MOST_AGENTS = 1_000_000;

/**
 * The fewest agents that `holds`, from tries on the same days.
 *
 * Every figure gets better with each agent, so the search gallops from a guess
 * and halves. A try at which nobody waits and the target is missed all the same
 * ends it: no number is enough then.
 */
export const searchFewest = (
  tryAgents: (agents: number) => Verdict,
  holds: (verdict: Verdict) => boolean,
  guess: number,
): FewestAgents => {
  let hopeless = false;
  const enough = (agents: number): boolean => {
    if (hopeless || agents >= MOST_AGENTS) return true;
    const verdict = tryAgents(agents);
    if (holds(verdict)) return true;
    hopeless = verdict.nobodyWaited;
    return hopeless;
  };
  const agents = leastWhere(enough, Math.max(0, guess), Math.max(1, Math.sqrt(guess) / 4), 0) ?? MOST_AGENTS;
  if (hopeless || agents >= MOST_AGENTS) {
    return {
      state: "unreachable",
      reason:
        "even when every caller is put through at once the target is missed: callers give up while the telephone rings, or find all lines busy",
    };
  }
  return { state: "met", agents, verdict: tryAgents(agents) };
};

/** Whether a staffing holds the targets in expectation and the service level on single days as surely as wanted. */
export const isAssured =
  (probability: number) =>
  ({ holdsExpected, goodDays }: Verdict): boolean =>
    holdsExpected && goodDays >= probability;

/** Remembers what each number of agents came to. */
export const remembering = (tryAgents: (agents: number) => Verdict): ((agents: number) => Verdict) => {
  const known = new Map<number, Verdict>();
  return (agents) => {
    const before = known.get(agents);
    if (before !== undefined) return before;
    const verdict = tryAgents(agents);
    known.set(agents, verdict);
    return verdict;
  };
};

/** The load of a part of the day in erlangs on average, ringing included. */
export const meanLoad = (scenario: Scenario, fromSeconds: number, toSeconds: number): number =>
  (createArrivalRate(scenario).expectedCalls(fromSeconds, toSeconds) * meanHandlingSeconds(scenario)) /
  (toSeconds - fromSeconds);

/**
 * The fewest people for the day, or a part of it, as a whole: `schedule` says
 * who is at work at which hour for a number of agents, and more agents must
 * never be fewer at any hour. All numbers are tried on the same days, which
 * makes a difference of one agent visible in few of them.
 */
export const fewestForDay = (
  sampled: SampledDays,
  schedule: (agents: number) => readonly StaffStep[],
  options: StaffingOptions = {},
): DayStaffing => {
  const { scenario } = sampled;
  const fromSeconds = options.fromSeconds ?? scenario.hours.openSeconds;
  const toSeconds = options.toSeconds ?? scenario.hours.closeSeconds;
  const grid = intervalGrid(fromSeconds, toSeconds, toSeconds - fromSeconds);
  const targets = staffingTargets(scenario.targets);
  const trial = createStaffTrial(sampled);
  const tryAgents = remembering((agents) =>
    judge(
      dayTotals(trial.rows(schedule(agents), grid, fromSeconds - leadInSeconds(scenario)), grid),
      targets,
      scenario.handling.ringSeconds,
    ),
  );
  const load = meanLoad(scenario, fromSeconds, toSeconds);
  const expected = searchFewest(tryAgents, ({ holdsExpected }) => holdsExpected, Math.ceil(load));
  const start = expected.state === "met" ? expected.agents + 1 : Math.ceil(load);
  const probability = options.probability ?? 0.99;
  const assured = searchFewest(tryAgents, isAssured(probability), start);
  return { expected, assured };
};
