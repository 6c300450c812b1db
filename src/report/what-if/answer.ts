import { meanSeconds } from "../../distributions/moments.ts";
import { erlangA, fewestAgentsErlangA, fewestAgentsErlangC, headcount } from "../../queueing/index.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { staffingTargets } from "../../simulation/staffing/judge.ts";
import { createArrivalRate } from "../../trace/arrival-rate.ts";
import { agentsOnDuty, staffSteps } from "../../trace/staff-steps.ts";

/** One interval of the day, by steady-state models. */
export interface IntervalAnswer {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly calls: number;
  readonly onDuty: number;
  /** Fewest people for the scenario's targets, as the plan has them; undefined where none can reach them. */
  readonly erlangC: number | undefined;
  readonly erlangA: number | undefined;
  /** With the people on duty, by Erlang A. */
  readonly serviceLevel: number;
  readonly abandonment: number;
}

/** What the models say at once: for each interval, for the day, for its peak. */
export interface Answer {
  readonly intervals: readonly IntervalAnswer[];
  /** Over the day, each interval weighted by its calls. */
  readonly serviceLevel: number;
  readonly abandonment: number;
  readonly peak: IntervalAnswer;
  /** People on the rota for the peak by Erlang A, shrinkage included. */
  readonly headcount: number | undefined;
}

/**
 * Answers a scenario with Erlang C and Erlang A, interval by interval, each
 * taken as steady: fast enough for a slider. An interval without anyone on duty
 * answers nobody and loses everyone. What stationary models leave out (the
 * queue that one interval hands to the next, redials, the shape of patience)
 * the simulation beside it has.
 */
export const answerAtOnce = (scenario: Scenario): Answer => {
  const { hours, targets, handling, callers } = scenario;
  const rate = createArrivalRate(scenario);
  const steps = staffSteps(scenario.staff);
  const handlingSeconds = handling.ringSeconds + meanSeconds(handling.talk) + meanSeconds(handling.wrapUp);
  const patienceSeconds = meanSeconds(callers.patience);
  const { withinSeconds } = targets;
  const wanted = staffingTargets(targets);
  const intervals: IntervalAnswer[] = [];
  for (let start = hours.openSeconds; start < hours.closeSeconds; start += targets.intervalSeconds) {
    const end = Math.min(hours.closeSeconds, start + targets.intervalSeconds);
    const calls = rate.expectedCalls(start, end);
    const onDuty = agentsOnDuty(steps, (start + end) / 2);
    const callsPerSecond = calls / (end - start);
    const common = { startSeconds: start, endSeconds: end, calls, onDuty };
    if (callsPerSecond < 1e-9) {
      intervals.push({ ...common, erlangC: 0, erlangA: 0, serviceLevel: 1, abandonment: 0 });
      continue;
    }
    const load = { callsPerSecond, handlingSeconds };
    const byC = fewestAgentsErlangC(load, wanted);
    const byA = fewestAgentsErlangA({ ...load, patienceSeconds }, wanted);
    const now =
      onDuty === 0 ? undefined : erlangA({ ...load, patienceSeconds, agents: onDuty, withinSeconds });
    intervals.push({
      ...common,
      erlangC: byC.state === "met" ? byC.agents : undefined,
      erlangA: byA.state === "met" ? byA.agents : undefined,
      serviceLevel: now?.serviceLevel ?? 0,
      abandonment: now?.abandonment ?? 1,
    });
  }
  const total = intervals.reduce((sum, { calls }) => sum + calls, 0);
  const mean = (figure: "serviceLevel" | "abandonment"): number =>
    total === 0 ? 0 : intervals.reduce((sum, interval) => sum + interval[figure] * interval.calls, 0) / total;
  const peak = intervals.reduce((best, interval) =>
    (interval.erlangC ?? 0) > (best.erlangC ?? 0) ? interval : best,
  );
  return {
    intervals,
    serviceLevel: mean("serviceLevel"),
    abandonment: mean("abandonment"),
    peak,
    headcount: peak.erlangA === undefined ? undefined : headcount(peak.erlangA, targets.shrinkage),
  };
};
