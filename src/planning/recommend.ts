import type { Estimates } from "../calibration/estimates.ts";
import { headcount } from "../queueing/index.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import { staffingTargets } from "../simulation/staffing/judge.ts";
import type { SampledDays } from "../simulation/staffing/sampled-days.ts";
import { exponentialPatienceSeconds } from "./exponential-patience.ts";
import { type Forecast, weightedForecast } from "./forecast.ts";
import { linesNeeded } from "./lines-needed.ts";
import { modelNotes, reachNotes } from "./plan-notes.ts";
import { type SimulatedNeeds, simulatedNeeds } from "./simulated-need.ts";
import type { DayOutcome, IntervalPlan, PeakStaff, StaffPlan } from "./staff-plan.ts";
import { stationaryNeed } from "./stationary-need.ts";
import { transientNeed } from "./transient-need.ts";
import { dayTrial, type TriedDay } from "./try-day.ts";
import { type NeedSpread, needSpread } from "./uncertainty.ts";
import { sampleWeightedDays, type WeightedScenario } from "./weighted-days.ts";

export interface PlanOptions {
  /** Measured calls whose uncertainty gives `low` and `high`; absent: no intervals. */
  readonly estimates?: Estimates;
  /**
   * Other days that may come instead, with their probabilities; what these leave is
   * the scenario's. Opening hours and intervals are the scenario's.
   */
  readonly alternatives?: readonly WeightedScenario[];
  /** Seed of the simulated days; 1 unless given. */
  readonly seed?: number;
  /** Days simulated for expectations; 100 unless given, fewer where a day has thousands of calls. */
  readonly days?: number;
  /** Days simulated for the probability of a good day; 300 unless given, fewer where a day has thousands of calls. */
  readonly assuredDays?: number;
  /** Draws of the estimates; 1,000 unless given. */
  readonly draws?: number;
  /** The probability with which a single day must meet the target; 0.99 unless given. */
  readonly probability?: number;
}

const MAXIMUM_REFUSED = 0.001;

/** Calls simulated for one staffing, over all days: seconds for a whole search. */
const EXPECTED_CALLS = 600_000;
const ASSURED_CALLS = 1_500_000;
const MOST_CALLS_SIMULATED = 30_000;

/** Why no staff can be searched for by simulation, where that is so; the formulas stand alone then. */
const whyNotSimulated = (
  scenario: Scenario,
  calls: number,
  highestLoadErlangs: number,
): string | undefined => {
  const { trunks } = scenario;
  if (trunks !== undefined && trunks < highestLoadErlangs) {
    return `The ${trunks} lines carry at most ${trunks} calls at once and the load reaches ${highestLoadErlangs.toFixed(0)} erlangs: whatever the staff, callers find the lines busy. The formulas, which know no lines, stand alone.`;
  }
  if (calls > MOST_CALLS_SIMULATED) {
    return `${Math.round(calls)} calls a day are more than the ${MOST_CALLS_SIMULATED} for which staff is searched for by simulation and by the transient model; the formulas stand alone.`;
  }
  return undefined;
};

/** The fewest people on duty of whom so many are effective: round(people × share) ≥ agents. */
export const peopleOnDuty = (agents: number, effectiveShare: number): number => {
  let people = Math.max(0, Math.floor(agents / effectiveShare) - 1);
  while (Math.round(people * effectiveShare + 1e-9) < agents) people++;
  return people;
};

/** Hours on duty of so many people in each interval. */
export const agentHoursOf = (forecast: Forecast, people: readonly number[]): number =>
  forecast.intervals.reduce(
    (sum, { startSeconds, endSeconds }, i) =>
      sum + ((people[i] as number) * (endSeconds - startSeconds)) / 3600,
    0,
  );

/** People on duty in each interval, with bounds. */
interface BoundedStaff {
  readonly people: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

const boundedStaff = (
  agents: readonly number[],
  spread: NeedSpread | undefined,
  onDuty: (agents: number) => number,
): BoundedStaff => {
  const shifted = (shift: readonly number[] | undefined): number[] =>
    agents.map((count, i) => onDuty(count === 0 ? 0 : Math.max(1, count + (shift?.[i] ?? 0))));
  return { people: agents.map(onDuty), low: shifted(spread?.low), high: shifted(spread?.high) };
};

const peakOf = ({ people, low, high }: BoundedStaff): PeakStaff => {
  const agents = Math.max(0, ...people);
  const at = people.indexOf(agents);
  return { agents, low: low[at] ?? agents, high: high[at] ?? agents };
};

const optional = <Name extends string>(name: Name, value: number | undefined): { [Key in Name]?: number } =>
  (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: number };

const outcomesOf = (
  scenario: Scenario,
  sampled: SampledDays,
  forecast: Forecast,
  needs: SimulatedNeeds,
  onDuty: (agents: number) => number,
): { outcomes: StaffPlan["outcomes"]; assured: TriedDay | undefined } => {
  const tryDay = dayTrial(sampled);
  const told = (agents: readonly number[], tried: TriedDay): DayOutcome => ({
    ...tried.day,
    agentHours: agentHoursOf(forecast, agents.map(onDuty)),
  });
  const outcome = (agents: readonly number[]): DayOutcome => told(agents, tryDay(agents));
  const share = scenario.staff.effectiveShare;
  const scheduled = forecast.intervals.map(({ staffed }) => Math.round(staffed * share + 1e-9));
  const expected = needs.expected?.agents;
  const assuredAgents = needs.assured?.agents;
  const assured = assuredAgents && tryDay(assuredAgents);
  return {
    assured,
    outcomes: {
      ...(scheduled.some((agents) => agents > 0) ? { staffed: outcome(scheduled) } : {}),
      ...(expected === undefined
        ? {}
        : {
            expected: outcome(expected),
            oneMore: outcome(expected.map((agents) => (agents > 0 ? agents + 1 : 0))),
            oneFewer: outcome(expected.map((agents) => Math.max(0, agents - 1))),
          }),
      ...(assuredAgents && assured ? { assured: told(assuredAgents, assured) } : {}),
    },
  };
};

/**
 * Plans a day: the staff that each model asks for in each interval, and from
 * simulation the expected staff (the fewest with which each interval, or the day
 * by the targets' scope, meets the targets in expectation) and the assured staff
 * (the fewest with which on a single day it does so with the probability asked).
 *
 * All numbers are people on duty, of whom the scenario's effective share works.
 * The same scenario, estimates and options give the same plan.
 */
export const planDay = (scenario: Scenario, options: PlanOptions = {}): StaffPlan => {
  const { estimates, seed = 1, draws = 1000, probability = 0.99 } = options;
  const { targets } = scenario;
  const alternatives = options.alternatives ?? [];
  const rest = 1 - alternatives.reduce((sum, { weight }) => sum + weight, 0);
  const parts: WeightedScenario[] = [{ scenario, weight: rest }, ...alternatives];
  const forecast = weightedForecast(parts);
  const patienceSeconds = exponentialPatienceSeconds(scenario, estimates);
  const need = stationaryNeed(scenario, forecast, patienceSeconds);
  const onDuty = (agents: number): number => peopleOnDuty(agents, scenario.staff.effectiveShare);
  const loads = need.loadErlangs.map((load, i) => ((forecast.intervals[i]?.calls ?? 0) > 1e-6 ? load : 0));
  const notes = modelNotes(scenario, need, forecast, patienceSeconds);

  const calls = forecast.intervals.reduce((sum, interval) => sum + interval.calls, 0);
  const whyNot = whyNotSimulated(scenario, calls, Math.max(...loads));
  const simulable = whyNot === undefined;
  const daysWithin = (budget: number, least: number, most: number): number =>
    Math.round(Math.max(least, Math.min(most, budget / Math.max(1, calls))));
  const days = options.days ?? daysWithin(EXPECTED_CALLS, 20, 100);
  const expectedDays = sampleWeightedDays(parts, seed, simulable ? days : 0);
  const needs: SimulatedNeeds =
    simulable && loads.some((load) => load > 0)
      ? simulatedNeeds(
          expectedDays,
          sampleWeightedDays(parts, seed, options.assuredDays ?? daysWithin(ASSURED_CALLS, 100, 300)),
          loads,
          probability,
        )
      : {};
  const start = need.loadErlangs.map((load, i) => need.offeredLoad[i] ?? Math.ceil(load + Math.sqrt(load)));
  const transient = simulable
    ? transientNeed(scenario, forecast, patienceSeconds, start, loads)
    : { agents: [], outOfReach: [] };
  notes.push(...(simulable ? reachNotes(scenario, needs, forecast, probability) : [whyNot]));

  const spread =
    estimates === undefined
      ? undefined
      : needSpread(
          estimates,
          staffingTargets(targets),
          loads,
          { handlingSeconds: forecast.handlingSeconds, patienceSeconds },
          draws,
        );
  if (estimates !== undefined && spread === undefined) {
    notes.push("The measured calls give handling time and patience no interval, so that the staff has none.");
  }
  const expected = needs.expected && boundedStaff(needs.expected.agents, spread, onDuty);
  const assured = needs.assured && boundedStaff(needs.assured.agents, spread, onDuty);
  const { outcomes, assured: triedAssured } = simulable
    ? outcomesOf(scenario, expectedDays, forecast, needs, onDuty)
    : { outcomes: {}, assured: undefined };

  const duty = (value: number | undefined): number | undefined =>
    value === undefined ? undefined : onDuty(value);
  const lost = new Set(transient.outOfReach);
  const intervals = forecast.intervals.map(
    (interval, i): IntervalPlan => ({
      start: formatTimeOfDay(interval.startSeconds),
      end: formatTimeOfDay(interval.endSeconds),
      calls: interval.calls,
      ...optional("erlangC", duty(need.erlangC[i])),
      ...optional("erlangA", duty(need.erlangA[i])),
      ...optional("offeredLoad", duty(need.offeredLoad[i])),
      ...optional("transient", lost.has(i) ? undefined : duty(transient.agents[i])),
      ...optional("simulated", expected?.people[i]),
      ...optional("expected", expected?.people[i]),
      ...optional("assured", assured?.people[i]),
      ...(spread
        ? {
            ...optional("expectedLow", expected?.low[i]),
            ...optional("expectedHigh", expected?.high[i]),
            ...optional("assuredLow", assured?.low[i]),
            ...optional("assuredHigh", assured?.high[i]),
          }
        : {}),
      staffed: interval.staffed,
      ...triedAssured?.intervals[i],
    }),
  );

  const peak = loads.indexOf(Math.max(...loads));
  const peakAgents = needs.assured?.agents[peak];
  const lines =
    peakAgents === undefined
      ? undefined
      : linesNeeded(
          loads[peak] as number,
          peakAgents,
          forecast.handlingSeconds / patienceSeconds,
          MAXIMUM_REFUSED,
        );
  return {
    ...(expected ? { expected: peakOf(expected) } : {}),
    ...(assured
      ? {
          assured: peakOf(assured),
          headcount: headcount(Math.max(0, ...assured.people), targets.shrinkage),
          agentHours: agentHoursOf(forecast, assured.people),
        }
      : {}),
    intervals,
    outcomes,
    ...optional("lines", lines),
    intervalsFromEstimates: spread !== undefined,
    notes,
  };
};
