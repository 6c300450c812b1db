import { headcount } from "../queueing/index.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { createArrivalRate } from "../trace/arrival-rate.ts";
import { forecastOf } from "./forecast.ts";
import { agentHoursOf, peopleOnDuty } from "./people-on-duty.ts";
import { withCallsTimes } from "./scaled-calls.ts";
import { simulateDay } from "./simulate-day.ts";
import type { DayOutcome } from "./staff-plan.ts";
import { stationaryNeed } from "./stationary-need.ts";
import { dayTrial } from "./try-day.ts";

/** The staff of one kind of day, people on duty at its peak. */
export interface KindPlan {
  /** Calls of the day that was simulated. */
  readonly plannedFor: number;
  /** Erlang A on the load over time; absent where no number meets the targets. */
  readonly offeredLoad?: number;
  /** Absent where no staff meets the targets of the day. */
  readonly expected?: number;
  readonly assured?: number;
  /** On duty at the peak: the assured staff, where there is none what the formulas ask for. */
  readonly agents: number;
  readonly headcount: number;
  readonly agentHours: number;
  /** What callers meet with these people; absent where nobody calls. */
  readonly outcome?: Omit<DayOutcome, "agentHours">;
  /** Whether some interval, or the day, meets its targets with no staff. */
  readonly unreachable: boolean;
  /** Lines that the staff needs, where the scenario's are too few whatever the staff. */
  readonly linesNeeded?: number;
}

export interface KindQuestion {
  readonly scenario: Scenario;
  readonly calls: number;
  readonly patienceSeconds: number;
  readonly seed: number;
}

const PROBABILITY = 0.99;
/** Fewer than for a day that is planned alone: there are many. */
const EXPECTED_CALLS = 100_000;
const ASSURED_CALLS = 160_000;

const daysOf = (calls: number, budget: number, least: number, most: number): number =>
  Math.round(Math.max(least, Math.min(most, budget / Math.max(1, calls))));

/** The scenario's day without its announcements, with so many calls. */
const dayWith = (scenario: Scenario, calls: number): Scenario => {
  const usual = { ...scenario, arrivals: { ...scenario.arrivals, spikes: [] } };
  return withCallsTimes(usual, calls / createArrivalRate(usual).totalCalls);
};

/**
 * Staff of a day with so many calls and the scenario's shape, by simulation of the
 * same days throughout as for one day alone: expected, assured, and what callers meet
 * with the assured.
 */
export const planKind = ({ scenario, calls, patienceSeconds, seed }: KindQuestion): KindPlan => {
  const none = { plannedFor: calls, agents: 0, headcount: 0, agentHours: 0, unreachable: false };
  if (!(calls > 0)) return none;
  const day = dayWith(scenario, calls);
  const forecast = forecastOf(day);
  const need = stationaryNeed(day, forecast, patienceSeconds);
  const loads = need.loadErlangs.map((load, i) => ((forecast.intervals[i]?.calls ?? 0) > 1e-6 ? load : 0));
  const onDuty = (agents: number): number => peopleOnDuty(agents, scenario.staff.effectiveShare);
  const simulation = simulateDay([{ scenario: day, weight: 1 }], loads, calls, {
    seed,
    probability: PROBABILITY,
    handlingOverPatience: forecast.handlingSeconds / patienceSeconds,
    days: {
      expected: daysOf(calls, EXPECTED_CALLS, 40, 100),
      assured: daysOf(calls, ASSURED_CALLS, 100, 160),
    },
  });
  const { expected, assured } = simulation?.needs ?? {};
  const byLoad = need.offeredLoad.map((agents, i) => agents ?? Math.ceil(need.loadErlangs[i] as number));
  const staff = assured?.agents ?? expected?.agents ?? byLoad;
  const people = staff.map(onDuty);
  const peak = Math.max(...people);
  return {
    plannedFor: calls,
    ...(need.offeredLoad.includes(undefined) ? {} : { offeredLoad: onDuty(Math.max(...byLoad)) }),
    ...(expected && { expected: onDuty(Math.max(...expected.agents)) }),
    ...(assured && { assured: peak }),
    agents: peak,
    headcount: headcount(peak, scenario.targets.shrinkage),
    agentHours: agentHoursOf(forecast.intervals, people),
    ...(simulation && { outcome: dayTrial(simulation.asPlanned)(staff).day }),
    unreachable:
      expected === undefined ||
      assured === undefined ||
      expected.outOfReach.length > 0 ||
      assured.outOfReach.length > 0,
    ...(simulation?.limit && simulation.lines !== undefined && { linesNeeded: simulation.lines }),
  };
};
