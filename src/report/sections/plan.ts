import { meanSeconds } from "../../distributions/moments.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Words } from "../words/english.ts";

/** Calls of the day that the scenario plans, its announcements included with their probability. */
export const plannedCalls = ({ arrivals }: Scenario): number => {
  const base =
    arrivals.base.kind === "shape"
      ? arrivals.base.callsPerDay
      : arrivals.base.counts.reduce((sum, count) => sum + count, 0);
  return arrivals.spikes.reduce((sum, spike) => sum + spike.calls * spike.probability, base);
};

/** What was asked of the hotline and of the run, one sentence each. */
export const planSentences = (
  scenario: Scenario,
  flood: {
    readonly pbx: string;
    readonly startSeconds: number;
    readonly endSeconds: number;
    readonly compression: number;
    /** Whether the calls have been placed or are to be. */
    readonly over: boolean;
  },
  words: Words,
): readonly string[] => {
  const { hours, arrivals, callers, handling, staff, targets } = scenario;
  const { plan } = words;
  const patience = meanSeconds(callers.patience);
  const onDuty = staff.schedule.map(({ agents }) => agents);
  return [
    plan.calls(plannedCalls(scenario), hours.openSeconds, hours.closeSeconds),
    ...arrivals.spikes.map((spike) =>
      plan.spike(
        spike.name,
        spike.atSeconds,
        spike.calls,
        spike.riseSeconds,
        spike.halfLifeSeconds,
        spike.probability,
      ),
    ),
    plan.handling(meanSeconds(handling.talk), meanSeconds(handling.wrapUp), handling.ringSeconds),
    Number.isFinite(patience)
      ? plan.patience(
          patience,
          words.distributions[callers.patience.kind],
          callers.redial.afterAbandoning.probability,
        )
      : plan.patienceNever,
    plan.staff(Math.min(...onDuty), Math.max(...onDuty), staff.effectiveShare),
    plan.trunks(scenario.trunks),
    plan.target(targets.serviceLevel, targets.withinSeconds, targets.maximumAbandonment),
    plan.flood(flood.pbx, flood.startSeconds, flood.endSeconds, flood.compression, flood.over),
  ];
};
