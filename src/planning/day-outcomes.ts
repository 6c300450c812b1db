import type { Scenario } from "../scenario/scenario.ts";
import type { SampledDays } from "../simulation/staffing/sampled-days.ts";
import type { Forecast } from "./forecast.ts";
import { firstDays } from "./line-limit.ts";
import { agentHoursOf } from "./people-on-duty.ts";
import type { SimulatedNeeds } from "./simulated-need.ts";
import type { DayOutcome, StaffPlan } from "./staff-plan.ts";
import { dayTrial, type TriedDay } from "./try-day.ts";

/** What is tried: the days, with the scenario's own lines and with those the plan is for, from which interval on. */
export interface OutcomeQuestion {
  readonly scenario: Scenario;
  readonly forecast: Forecast;
  readonly asItIs: SampledDays;
  readonly asPlanned: SampledDays;
  readonly needs: SimulatedNeeds;
  readonly onDuty: (agents: number) => number;
  /** What happens before this interval is simulated and not told. */
  readonly from: number;
}

/** One agent more, or fewer, in every interval in which anybody is at work. */
const changed = (agents: readonly number[], by: 1 | -1): number[] =>
  agents.map((count) => (count > 0 ? count + by : 0));

/**
 * The day under each staffing of a plan, one agent more or fewer included. The
 * schedule is tried with the lines that there are, the plan with those it is for.
 */
export const outcomesOf = ({
  scenario,
  forecast,
  asItIs,
  asPlanned,
  needs,
  onDuty,
  from,
}: OutcomeQuestion): { outcomes: StaffPlan["outcomes"]; assured: TriedDay | undefined } => {
  const tryPlanned = dayTrial(asPlanned, from);
  const told = (agents: readonly number[], tried: TriedDay): DayOutcome => ({
    ...tried.day,
    agentHours: agentHoursOf(forecast.intervals.slice(from), agents.map(onDuty).slice(from)),
  });
  const outcome = (agents: readonly number[]): DayOutcome => told(agents, tryPlanned(agents));
  const share = scenario.staff.effectiveShare;
  const scheduled = forecast.intervals.map(({ staffed }) => Math.round(staffed * share + 1e-9));
  const expected = needs.expected?.agents;
  const assuredAgents = needs.assured?.agents;
  const assured = assuredAgents && tryPlanned(assuredAgents);
  return {
    assured,
    outcomes: {
      ...(scheduled.some((agents) => agents > 0)
        ? {
            staffed: {
              ...dayTrial(asItIs, from)(scheduled).day,
              agentHours: agentHoursOf(
                forecast.intervals.slice(from),
                forecast.intervals.slice(from).map(({ staffed }) => staffed),
              ),
            },
          }
        : {}),
      ...(expected === undefined
        ? {}
        : {
            expected: outcome(expected),
            oneMore: outcome(changed(expected, 1)),
            oneFewer: outcome(changed(expected, -1)),
          }),
      ...(assuredAgents && assured
        ? {
            assured: told(assuredAgents, assured),
            assuredOneMore: outcome(changed(assuredAgents, 1)),
            assuredOneFewer: outcome(changed(assuredAgents, -1)),
          }
        : {}),
    },
  };
};

/** Lines that are too few make every day much the same. */
const DAYS_AT_BEST = 20;

/** The day with the scenario's own lines and so many agents all day that nobody who gets a line waits. */
export const atBestOf = ({ forecast, asItIs, onDuty, from }: OutcomeQuestion, agents: number): DayOutcome => {
  const everywhere = forecast.intervals.map(() => agents);
  return {
    ...dayTrial(firstDays(asItIs, DAYS_AT_BEST), from)(everywhere).day,
    agentHours: agentHoursOf(forecast.intervals.slice(from), everywhere.map(onDuty).slice(from)),
  };
};
