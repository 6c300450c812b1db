import type { Estimates } from "../calibration/estimates.ts";
import { meanSeconds } from "../distributions/moments.ts";
import { headcount } from "../queueing/index.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import { TOTAL_COLUMNS, TOTALS } from "../simulation/day-totals.ts";
import { type Forecast, forecastOf } from "./forecast.ts";
import { linesNeeded } from "./lines-needed.ts";
import { familySize, fewestByInterval, leastMember, staffingFamily } from "./search-staff.ts";
import { type SimulatedDays, type StaffingFigures, simulateDays } from "./simulated-days.ts";
import type { DayOutcome, IntervalPlan, PeakStaff, StaffPlan } from "./staff-plan.ts";
import { type StationaryNeed, staffingTargets, stationaryNeed } from "./stationary-need.ts";
import { needSpread } from "./uncertainty.ts";

export interface PlanOptions {
  /** Measured calls whose uncertainty gives `low` and `high`; absent: no intervals. */
  readonly estimates?: Estimates;
  /** Seed of the simulated days; 1 unless given. */
  readonly seed?: number;
  /** Days simulated for expectations; 100 unless given. */
  readonly days?: number;
  /** Days simulated for the probability of a good day; 300 unless given. */
  readonly assuredDays?: number;
  /** Draws of the estimates; 1,000 unless given. */
  readonly draws?: number;
  /** The probability with which a single day must meet the target; 0.99 unless given. */
  readonly probability?: number;
}

const MAXIMUM_REFUSED = 0.001;
const ROUNDING = 1e-12;

/** Agents really at work in each interval, found by simulation. */
interface SimulatedStaff {
  readonly expected?: readonly number[];
  readonly assured?: readonly number[];
  /** Intervals whose targets no number of agents meets. */
  readonly expectedOutOfReach?: readonly number[];
  readonly assuredOutOfReach?: readonly number[];
}

const holdsInExpectation = (scenario: Scenario, totals: Float64Array, at: number): boolean => {
  const { serviceLevel, maximumAbandonment, maximumOccupancy } = scenario.targets;
  const total = (name: keyof typeof TOTALS): number => totals[at + TOTALS[name]] as number;
  const offered = total("offered");
  if (offered > 0 && total("inTime") < serviceLevel * offered * (1 - ROUNDING)) return false;
  if (
    maximumAbandonment !== undefined &&
    total("abandoned") > maximumAbandonment * offered * (1 + ROUNDING)
  ) {
    return false;
  }
  return (
    maximumOccupancy === undefined ||
    total("busySeconds") <= maximumOccupancy * total("staffedSeconds") * (1 + ROUNDING)
  );
};

/** Staff by simulation where every interval must hold. */
const searchByInterval = (
  scenario: Scenario,
  simulation: SimulatedDays,
  days: number,
  start: readonly number[],
  loadErlangs: readonly number[],
  probability: number,
): SimulatedStaff => {
  const expected = fewestByInterval(
    (agents) => {
      const { sums } = simulation.evaluate(agents, days);
      return agents.map((_, i) => holdsInExpectation(scenario, sums, i * TOTAL_COLUMNS));
    },
    start,
    loadErlangs,
  );
  const judgeDays = (limit: number) => (agents: readonly number[]) => {
    const figures = simulation.evaluate(agents, limit);
    return agents.map((_, i) => (figures.misses[i] as number) <= (1 - probability) * figures.days);
  };
  const above = expected.agents.map((agents) =>
    agents > 0 ? Math.ceil(agents + 1.2 * Math.sqrt(agents)) : 0,
  );
  const assured = fewestByInterval(judgeDays(simulation.days), above, loadErlangs, judgeDays(days));
  return {
    expected: expected.agents,
    expectedOutOfReach: expected.outOfReach,
    // with fewer than expected the day's mean already misses, however alike the days
    assured: assured.agents.map((agents, i) => Math.max(agents, expected.agents[i] as number)),
    assuredOutOfReach: assured.outOfReach,
  };
};

/** Staff by simulation where the day as a whole must hold. */
const searchByDay = (
  scenario: Scenario,
  simulation: SimulatedDays,
  days: number,
  loadErlangs: readonly number[],
  probability: number,
): SimulatedStaff => {
  const size = familySize(loadErlangs);
  const family = staffingFamily(loadErlangs, size);
  const expected = leastMember(size, (member) =>
    holdsInExpectation(scenario, simulation.evaluate(family(member), days).dayTotals, 0),
  );
  if (expected === undefined) return {};
  const assured = leastMember(size, (member) => {
    if (member < expected) return false;
    const figures = simulation.evaluate(family(member));
    return figures.goodDays >= probability * figures.days;
  });
  return { expected: family(expected), ...(assured === undefined ? {} : { assured: family(assured) }) };
};

/** The fewest people on duty of whom so many are effective: round(people × share) ≥ agents. */
export const peopleOnDuty = (agents: number, effectiveShare: number): number => {
  let people = Math.max(0, Math.floor(agents / effectiveShare) - 1);
  while (Math.round(people * effectiveShare + 1e-9) < agents) people++;
  return people;
};

const outcomeOf = (
  figures: StaffingFigures,
  forecast: Forecast,
  onDuty: (agents: number) => number,
  agents: readonly number[],
): DayOutcome => {
  const total = (name: keyof typeof TOTALS): number => figures.dayTotals[TOTALS[name]] as number;
  const over = <Name extends string>(name: Name, numerator: number, denominator: number) =>
    (denominator > 0 ? { [name]: numerator / denominator } : {}) as { [Key in Name]?: number };
  return {
    ...over("serviceLevel", total("inTime"), total("offered")),
    ...over("abandonment", total("abandoned"), total("offered")),
    ...over("neverServed", total("callers") - total("served"), total("callers")),
    ...over("meanWaitSeconds", total("waitSeconds"), total("offered") - total("blocked")),
    ...over("occupancy", total("busySeconds"), total("staffedSeconds")),
    goodDays: figures.goodDays / figures.days,
    agentHours: agentHoursOf(forecast, agents.map(onDuty)),
  };
};

const agentHoursOf = (forecast: Forecast, people: readonly number[]): number =>
  forecast.intervals.reduce(
    (sum, { startSeconds, endSeconds }, i) =>
      sum + ((people[i] as number) * (endSeconds - startSeconds)) / 3600,
    0,
  );

const peakOf = (people: readonly number[], low: readonly number[], high: readonly number[]): PeakStaff => {
  const agents = Math.max(0, ...people);
  const at = people.indexOf(agents);
  return { agents, low: low[at] ?? agents, high: high[at] ?? agents };
};

const stationaryNotes = (scenario: Scenario, need: StationaryNeed, forecast: Forecast): string[] => {
  const notes: string[] = [];
  const { patience, redial } = scenario.callers;
  if (patience.kind !== "exponential") {
    notes.push(
      `Erlang A takes patience as exponential with the mean ${Math.round(meanSeconds(patience))} s; simulation takes it as the ${patience.kind} that it is.`,
    );
  }
  if (redial.maximumAttempts > 1 && redial.afterAbandoning.probability > 0) {
    notes.push("Callers who call again are in the simulation alone; the formulas count fresh calls.");
  }
  if (scenario.arrivals.dayCv > 0) {
    notes.push(
      `Days differ by ${Math.round(100 * scenario.arrivals.dayCv)} % (coefficient of variation); simulation draws that, the formulas take the mean day.`,
    );
  }
  const short = forecast.intervals.some(
    ({ startSeconds, endSeconds }) => endSeconds - startSeconds < 2 * forecast.handlingSeconds,
  );
  if (short) {
    notes.push(
      "Calls last longer than half an interval: Erlang C and A staff the spike and starve the time after it; the load over time does not.",
    );
  }
  if (need.erlangC.includes(undefined) || need.erlangA.includes(undefined)) {
    notes.push("In some intervals no number of agents meets the targets by the formulas; those are empty.");
  }
  return notes;
};

/**
 * Plans a day: the staff that each model asks for in each interval, and from
 * simulation the expected staff (the fewest with which each interval, or the day
 * by the targets' scope, meets the targets in expectation) and the assured staff
 * (the fewest found with which a single day does so with the probability asked;
 * by interval, each interval for itself, with its service level).
 *
 * All numbers are people on duty, of whom the scenario's effective share works.
 * The same scenario, estimates and options give the same plan.
 */
export const planDay = (scenario: Scenario, options: PlanOptions = {}): StaffPlan => {
  const { estimates, seed = 1, days = 100, assuredDays = 300, draws = 1000, probability = 0.99 } = options;
  const { targets } = scenario;
  const forecast = forecastOf(scenario);
  const need = stationaryNeed(scenario, forecast);
  const notes = stationaryNotes(scenario, need, forecast);
  const onDuty = (agents: number): number => peopleOnDuty(agents, scenario.staff.effectiveShare);
  const needed = forecast.intervals.map(({ calls }) => calls > 1e-6);
  const start = need.loadErlangs.map((load, i) => need.offeredLoad[i] ?? Math.ceil(load + Math.sqrt(load)));

  const loads = need.loadErlangs.map((load, i) => (needed[i] ? load : 0));
  const simulation = simulateDays(scenario, seed, Math.max(days, assuredDays));
  const staff = needed.includes(true)
    ? targets.scope === "interval"
      ? searchByInterval(scenario, simulation, days, start, loads, probability)
      : searchByDay(scenario, simulation, days, loads, probability)
    : {};
  if (staff.expected === undefined) {
    notes.push(
      "No staff was found that meets the targets in the simulation; they may contradict each other.",
    );
  } else if (staff.assured === undefined) {
    notes.push(
      `No staff was found with which ${100 * probability} % of days meet the targets: days differ by more than staff can even out.`,
    );
  }
  const clock = (i: number): string =>
    formatTimeOfDay((forecast.intervals[i] as { startSeconds: number }).startSeconds);
  if (staff.expectedOutOfReach !== undefined && staff.expectedOutOfReach.length > 0) {
    notes.push(
      `No number of agents meets every target from ${staff.expectedOutOfReach.map(clock).join(", ")}: callers give up even while the telephone rings, or the targets contradict each other.`,
    );
  }
  if (staff.assuredOutOfReach !== undefined && staff.assuredOutOfReach.length > 0) {
    notes.push(
      `From ${staff.assuredOutOfReach.map(clock).join(", ")} so few call that no staff meets the service level on ${100 * probability} % of days.`,
    );
  }
  if (scenario.trunks !== undefined) {
    notes.push(`The ${scenario.trunks} lines of the scenario limit the simulated calls, not the formulas'.`);
  }

  const spread =
    estimates === undefined
      ? undefined
      : needSpread(
          scenario,
          estimates,
          staffingTargets(targets),
          need.loadErlangs,
          forecast.handlingSeconds,
          draws,
        );
  if (estimates !== undefined && spread === undefined) {
    notes.push(
      "The measured calls give no intervals for handling time and patience, so that the staff has none.",
    );
  }
  const shifted = (people: readonly number[], shift: readonly number[] | undefined): readonly number[] =>
    people.map((count, i) => Math.max(count > 0 ? 1 : 0, count + onDutyShift(shift?.[i] ?? 0, onDuty)));

  const expected = staff.expected?.map(onDuty);
  const assured = staff.assured?.map(onDuty);
  const assuredFigures = staff.assured === undefined ? undefined : simulation.evaluate(staff.assured);
  const outcomes = outcomesOf(scenario, simulation, days, staff, forecast, onDuty, assuredFigures);

  const expectedLow = expected && shifted(expected, spread?.low);
  const expectedHigh = expected && shifted(expected, spread?.high);
  const assuredLow = assured && shifted(assured, spread?.low);
  const assuredHigh = assured && shifted(assured, spread?.high);
  const intervals = forecast.intervals.map((interval, i): IntervalPlan => {
    const number = <Name extends string>(name: Name, value: number | undefined) =>
      (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: number };
    const duty = (value: number | undefined): number | undefined =>
      value === undefined ? undefined : onDuty(value);
    return {
      start: formatTimeOfDay(interval.startSeconds),
      end: formatTimeOfDay(interval.endSeconds),
      calls: interval.calls,
      ...number("erlangC", duty(need.erlangC[i])),
      ...number("erlangA", duty(need.erlangA[i])),
      ...number("offeredLoad", duty(need.offeredLoad[i])),
      ...number("simulated", expected?.[i]),
      ...number("expected", expected?.[i]),
      ...(spread ? number("expectedLow", expectedLow?.[i]) : {}),
      ...(spread ? number("expectedHigh", expectedHigh?.[i]) : {}),
      ...number("assured", assured?.[i]),
      ...(spread ? number("assuredLow", assuredLow?.[i]) : {}),
      ...(spread ? number("assuredHigh", assuredHigh?.[i]) : {}),
      staffed: interval.staffed,
      ...(assuredFigures === undefined ? {} : intervalOutcome(assuredFigures, i)),
    };
  });

  const peakInterval = need.loadErlangs.indexOf(Math.max(...need.loadErlangs));
  const peakAgents = staff.assured?.[peakInterval];
  const lines =
    peakAgents === undefined
      ? undefined
      : linesNeeded(
          need.loadErlangs[peakInterval] as number,
          peakAgents,
          forecast.handlingSeconds / meanSeconds(scenario.callers.patience),
          MAXIMUM_REFUSED,
        );
  return {
    ...(expected && expectedLow && expectedHigh
      ? { expected: peakOf(expected, expectedLow, expectedHigh) }
      : {}),
    ...(assured && assuredLow && assuredHigh
      ? {
          assured: peakOf(assured, assuredLow, assuredHigh),
          headcount: headcount(Math.max(0, ...assured), targets.shrinkage),
          agentHours: agentHoursOf(forecast, assured),
        }
      : {}),
    intervals,
    outcomes,
    ...(lines === undefined ? {} : { lines }),
    intervalsFromEstimates: spread !== undefined,
    notes,
  };
};

/** A change in effective agents as a change in people on duty. */
const onDutyShift = (change: number, onDuty: (agents: number) => number): number =>
  change < 0 ? -onDuty(-change) : onDuty(change);

const intervalOutcome = (figures: StaffingFigures, interval: number): Partial<IntervalPlan> => {
  const total = (name: keyof typeof TOTALS): number =>
    figures.sums[interval * TOTAL_COLUMNS + TOTALS[name]] as number;
  const offered = total("offered");
  const staffed = total("staffedSeconds");
  return {
    ...(offered > 0
      ? { serviceLevel: total("inTime") / offered, abandonment: total("abandoned") / offered }
      : {}),
    ...(staffed > 0 ? { occupancy: total("busySeconds") / staffed } : {}),
    missedDays: (figures.misses[interval] as number) / figures.days,
  };
};

const outcomesOf = (
  scenario: Scenario,
  simulation: SimulatedDays,
  days: number,
  staff: SimulatedStaff,
  forecast: Forecast,
  onDuty: (agents: number) => number,
  assuredFigures: StaffingFigures | undefined,
): StaffPlan["outcomes"] => {
  const share = scenario.staff.effectiveShare;
  const outcome = (agents: readonly number[]): DayOutcome =>
    outcomeOf(simulation.evaluate(agents, days), forecast, onDuty, agents);
  const { expected, assured } = staff;
  const scheduled = forecast.intervals.map(({ staffed }) => Math.round(staffed * share + 1e-9));
  return {
    ...(scheduled.some((agents) => agents > 0) ? { staffed: outcome(scheduled) } : {}),
    ...(expected === undefined
      ? {}
      : {
          expected: outcome(expected),
          oneMore: outcome(expected.map((agents) => (agents > 0 ? agents + 1 : 0))),
          oneFewer: outcome(expected.map((agents) => Math.max(0, agents - 1))),
        }),
    ...(assured === undefined || assuredFigures === undefined
      ? {}
      : { assured: outcomeOf(assuredFigures, forecast, onDuty, assured) }),
  };
};
