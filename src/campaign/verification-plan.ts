import { meanSeconds } from "../distributions/moments.ts";
import { exponentialPatienceSeconds } from "../planning/exponential-patience.ts";
import { erlangA, erlangC } from "../queueing/index.ts";
import type { Recommendation } from "../runs/summary.ts";
import type { Scenario, StaffStep } from "../scenario/scenario.ts";
import { parseTimeOfDay } from "../scenario/time-of-day.ts";
import { intervalGrid } from "../simulation/day-totals.ts";
import { judge, staffingTargets, type Verdict } from "../simulation/staffing/judge.ts";
import { sampleDays } from "../simulation/staffing/sampled-days.ts";
import { createStaffTrial, dayTotals } from "../simulation/staffing/try-staff.ts";
import { createArrivalRate } from "../trace/arrival-rate.ts";
import { staffSteps } from "../trace/staff-steps.ts";

/** What the models say of a staffing in the window; a model that cannot say it is absent. */
export interface PredictedWindow {
  /** Share of days on which the window by itself meets the service level, by simulation. */
  readonly goodDays: number;
  readonly simulatedServiceLevel: number;
  readonly simulatedAbandonment: number;
  readonly erlangAServiceLevel?: number;
  /** Absent where Erlang C has no steady state: more work than the agents can do. */
  readonly erlangCServiceLevel?: number;
}

/** A staffing to flood, and what is expected of it. */
export interface StaffingToVerify {
  readonly name: "assured" | "failing";
  /** People on duty over the day. */
  readonly schedule: readonly StaffStep[];
  readonly peopleAtPeak: number;
  readonly predicted: PredictedWindow;
}

/** A staffing that is to fail: at most this chance of a good window. */
const CHANCE_OF_FAILING_STAFF = 0.01;
const DAYS = 400;

/** The recommendation's assured people as a schedule; undefined where it has none. */
const assuredSchedule = (recommendation: Recommendation): StaffStep[] | undefined => {
  const steps: StaffStep[] = [];
  for (const { start, end, assured } of recommendation.intervals) {
    const startSeconds = parseTimeOfDay(start);
    const endSeconds = parseTimeOfDay(end);
    if (assured === undefined || startSeconds === undefined || endSeconds === undefined) return undefined;
    steps.push({ startSeconds, endSeconds, agents: assured });
  }
  return steps.length === 0 ? undefined : steps;
};

const fewer = (schedule: readonly StaffStep[], agents: number): StaffStep[] =>
  schedule.map((step) => ({ ...step, agents: Math.max(0, step.agents - agents) }));

/** Erlang C and A interval by interval, weighted by calls. */
const stationary = (
  scenario: Scenario,
  schedule: readonly StaffStep[],
  window: { readonly startSeconds: number; readonly endSeconds: number },
): Pick<PredictedWindow, "erlangAServiceLevel" | "erlangCServiceLevel"> => {
  const rate = createArrivalRate(scenario);
  const { handling, targets, staff } = scenario;
  const handlingSeconds = handling.ringSeconds + meanSeconds(handling.talk) + meanSeconds(handling.wrapUp);
  const patienceSeconds = exponentialPatienceSeconds(scenario);
  // those who come while nobody is on duty are in no step, and answered by nobody
  const calls = rate.expectedCalls(window.startSeconds, window.endSeconds);
  let answerable = 0;
  let inTimeA = 0;
  let inTimeC: number | undefined = 0;
  for (const step of staffSteps({ schedule, effectiveShare: staff.effectiveShare })) {
    const start = Math.max(step.startSeconds, window.startSeconds);
    const end = Math.min(step.endSeconds, window.endSeconds);
    if (end <= start) continue;
    const expected = rate.expectedCalls(start, end);
    if (expected <= 0) continue;
    const load = {
      callsPerSecond: expected / (end - start),
      handlingSeconds,
      agents: step.agents,
      withinSeconds: targets.withinSeconds,
    };
    answerable += expected;
    inTimeA += expected * erlangA({ ...load, patienceSeconds }).serviceLevel;
    const c = erlangC(load);
    inTimeC =
      inTimeC === undefined || c.state === "unstable" ? undefined : inTimeC + expected * c.serviceLevel;
  }
  if (calls === 0) return {};
  if (answerable < calls * (1 - 1e-9)) inTimeC = undefined;
  return {
    erlangAServiceLevel: inTimeA / calls,
    ...(inTimeC !== undefined && { erlangCServiceLevel: inTimeC / calls }),
  };
};

/**
 * The two staffings that a verification floods: the assured one, and the
 * largest below it with at most 1 % chance of a good window, everywhere the
 * same number of people fewer. Undefined without an assured staff.
 *
 * @param scenario the scenario that was planned with: behaviour as measured.
 * @param seed of the days that the chances are taken from; none of them is flooded.
 */
export const staffingsToVerify = (
  scenario: Scenario,
  recommendation: Recommendation,
  window: { readonly startSeconds: number; readonly endSeconds: number },
  leadInSeconds: number,
  seed: number,
): readonly StaffingToVerify[] | undefined => {
  const assured = assuredSchedule(recommendation);
  if (assured === undefined) return undefined;
  const grid = intervalGrid(window.startSeconds, window.endSeconds, window.endSeconds - window.startSeconds);
  const trial = createStaffTrial(sampleDays(scenario, seed, DAYS));
  const targets = staffingTargets(scenario.targets);
  const tryStaff = (schedule: readonly StaffStep[]): Verdict =>
    judge(
      dayTotals(
        trial.rows(
          staffSteps({ schedule, effectiveShare: scenario.staff.effectiveShare }),
          grid,
          window.startSeconds - leadInSeconds,
        ),
        grid,
      ),
      targets,
      scenario.handling.ringSeconds,
    );
  const describe = (name: StaffingToVerify["name"], schedule: readonly StaffStep[]): StaffingToVerify => {
    const { goodDays, expected } = tryStaff(schedule);
    return {
      name,
      schedule,
      peopleAtPeak: schedule.reduce((most, { agents }) => Math.max(most, agents), 0),
      predicted: {
        goodDays,
        simulatedServiceLevel: expected.serviceLevel,
        simulatedAbandonment: expected.abandonment,
        ...stationary(scenario, schedule, window),
      },
    };
  };

  // fewer people never make a day better, so the chance falls with the number taken away: bisect
  const most = assured.reduce((peak, { agents }) => Math.max(peak, agents), 0);
  let tooFew = 0;
  let enough = most;
  while (enough - tooFew > 1) {
    const middle = (tooFew + enough) >> 1;
    if (tryStaff(fewer(assured, middle)).goodDays <= CHANCE_OF_FAILING_STAFF) enough = middle;
    else tooFew = middle;
  }
  return [describe("assured", assured), describe("failing", fewer(assured, enough))];
};
