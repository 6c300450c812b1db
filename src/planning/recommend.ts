import type { Estimates } from "../calibration/estimates.ts";
import { headcount } from "../queueing/index.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import { atBestOf, outcomesOf } from "./day-outcomes.ts";
import { exponentialPatienceSeconds } from "./exponential-patience.ts";
import { weightedForecast } from "./forecast.ts";
import {
  type FormulaNeeds,
  type FormulaQuestion,
  formulaNeeds,
  MOST_CALLS_TRANSIENT,
} from "./formula-needs.ts";
import { agentHoursOf, boundedStaff, peakOf, peopleOnDuty } from "./people-on-duty.ts";
import { daysNotes, lineNote, modelNotes, notSimulatedNote, reachNotes } from "./plan-notes.ts";
import { daysFor } from "./planned-days.ts";
import { type DaySimulation, simulateDay } from "./simulate-day.ts";
import type { SearchProgress, SimulatedNeeds } from "./simulated-need.ts";
import type { DayOutcome, IntervalPlan, ScenarioLines, StaffPlan } from "./staff-plan.ts";
import { stationaryNeed } from "./stationary-need.ts";
import type { TriedDay } from "./try-day.ts";
import type { WeightedScenario } from "./weighted-days.ts";
import { planWithTeams, teamsNotes } from "./with-teams.ts";

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
  /** Tells of the intervals from the one that holds this moment on; the day before it is simulated all the same. */
  readonly fromSeconds?: number;
  /** Called as the search of the staff goes on, the longest part of planning a day of many calls. */
  readonly onProgress?: (progress: SearchProgress) => void;
}

const optional = <Name extends string>(name: Name, value: number | undefined): { [Key in Name]?: number } =>
  (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: number };

/** Which of the numbers of an interval meet no target, with how many people ever. */
const unreachableOf = (
  { expected, assured }: SimulatedNeeds,
  i: number,
): Pick<IntervalPlan, "unreachable"> => {
  const neither = expected?.outOfReach.includes(i) === true;
  if (neither) return { unreachable: "both" };
  return assured?.outOfReach.includes(i) === true ? { unreachable: "assured" } : {};
};

/** What the days simulated come to: the staff, and the day under each of the plan's staffings. */
interface Simulated {
  /** Absent where a day has too many calls to be simulated. */
  readonly simulation?: DaySimulation;
  readonly outcomes: StaffPlan["outcomes"];
  readonly assured?: TriedDay;
  readonly atBest?: DayOutcome;
}

/**
 * The planning of a day as two pieces of work of which neither needs the other, so
 * that they may be done at the same time, and the plan that both together make.
 */
export interface PlanningWork {
  readonly formulaQuestion: FormulaQuestion;
  readonly simulate: () => Simulated;
  readonly planOf: (formulas: FormulaNeeds, simulated: Simulated) => StaffPlan;
}

/** Prepares the planning of a day, for which `planDay` says what is planned. */
export const planningWork = (scenario: Scenario, options: PlanOptions = {}): PlanningWork => {
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
  const from = Math.max(
    0,
    forecast.intervals.findIndex(({ endSeconds }) => endSeconds > (options.fromSeconds ?? 0)),
  );

  const calls = forecast.intervals.reduce((sum, interval) => sum + interval.calls, 0);
  const start = need.loadErlangs.map((load, i) => need.offeredLoad[i] ?? Math.ceil(load + Math.sqrt(load)));
  const formulaQuestion: FormulaQuestion = {
    scenario,
    forecast,
    patienceSeconds,
    loadErlangs: loads,
    start,
    ...(estimates && { measured: { estimates, draws } }),
  };

  const simulate = (): Simulated => {
    const simulation = simulateDay(parts, loads, calls, {
      seed,
      probability,
      handlingOverPatience: forecast.handlingSeconds / patienceSeconds,
      days: {
        expected: options.days ?? daysFor(calls).expected,
        assured: options.assuredDays ?? daysFor(calls).assured,
      },
      ...(options.onProgress && { onProgress: options.onProgress }),
    });
    if (simulation === undefined) return { outcomes: {} };
    const question = { scenario, forecast, ...simulation, onDuty, from };
    const { outcomes, assured } = outcomesOf(question);
    return {
      simulation,
      outcomes,
      ...(assured && { assured }),
      ...(simulation.limit && { atBest: atBestOf(question, simulation.limit.agents) }),
    };
  };

  const planOf: PlanningWork["planOf"] = ({ transient, spread }, simulated) => {
    const { simulation, outcomes, assured: triedAssured, atBest } = simulated;
    const needs = simulation?.needs ?? {};
    const notes = modelNotes(scenario, need, forecast, patienceSeconds);
    if (calls > MOST_CALLS_TRANSIENT) {
      notes.push(
        `The transient model is left out: ${Math.round(calls)} calls a day are more than the ${MOST_CALLS_TRANSIENT} that it is solved for.`,
      );
    }
    notes.push(
      ...(simulation === undefined
        ? [notSimulatedNote(calls)]
        : [
            ...daysNotes(simulation.planned, probability),
            ...reachNotes(scenario, simulation, forecast, probability, from),
          ]),
    );
    if (estimates !== undefined && spread === undefined) {
      notes.push(
        "The measured calls give handling time and patience no interval, so that the staff has none.",
      );
    }
    notes.push(...(spread?.notes ?? []));
    const expected = needs.expected && boundedStaff(needs.expected.agents, spread, onDuty);
    const assured = needs.assured && boundedStaff(needs.assured.agents, spread, onDuty);
    const scenarioLines: ScenarioLines | undefined = simulation?.limit &&
      atBest && {
        state: "unreachable",
        unreachable: simulation.limit.unreachable,
        lines: simulation.limit.lines,
        ...optional("needed", simulation.lines),
        atBest,
      };
    if (scenarioLines) notes.unshift(lineNote(scenarioLines));
    const withTeams = planWithTeams(
      scenario,
      {
        staffed: forecast.intervals.map(({ staffed }) => staffed),
        ...(expected && { expected: expected.people }),
        ...(assured && { assured: assured.people }),
      },
      calls,
      seed,
    );
    if (withTeams) {
      notes.unshift(...teamsNotes(withTeams, (people) => agentHoursOf(forecast.intervals, people)));
    }

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
        ...unreachableOf(needs, i),
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
    return {
      ...(expected ? { expected: peakOf(expected, from) } : {}),
      ...(assured
        ? {
            assured: peakOf(assured, from),
            headcount: headcount(peakOf(assured, from).agents, targets.shrinkage),
            agentHours: agentHoursOf(forecast.intervals.slice(from), assured.people.slice(from)),
          }
        : {}),
      intervals: intervals.slice(from),
      outcomes,
      ...optional("lines", simulation?.lines),
      ...(scenarioLines === undefined ? {} : { scenarioLines }),
      ...(withTeams === undefined ? {} : { withTeams }),
      intervalsFromEstimates: spread !== undefined,
      notes,
    };
  };
  return { formulaQuestion, simulate, planOf };
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
  const { formulaQuestion, simulate, planOf } = planningWork(scenario, options);
  return planOf(formulaNeeds(formulaQuestion), simulate());
};
