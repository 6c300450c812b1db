import type { Scenario } from "../scenario/scenario.ts";

/** The scenario with every rate of its day multiplied: ordinary calls, spikes, and calls while the line is closed. */
export const withCallsTimes = (scenario: Scenario, factor: number): Scenario => {
  const { arrivals } = scenario;
  const { base, outsideHours } = arrivals;
  return {
    ...scenario,
    arrivals: {
      ...arrivals,
      spikes: arrivals.spikes.map((spike) => ({ ...spike, calls: spike.calls * factor })),
      base:
        base.kind === "shape"
          ? { ...base, callsPerDay: base.callsPerDay * factor }
          : { ...base, counts: base.counts.map((calls) => calls * factor) },
      ...(outsideHours && {
        outsideHours: {
          ...outsideHours,
          callsBeforeOpening: outsideHours.callsBeforeOpening * factor,
          callsAfterClosing: outsideHours.callsAfterClosing * factor,
        },
      }),
    },
  };
};
