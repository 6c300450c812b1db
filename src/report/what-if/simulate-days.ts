import type { Scenario } from "../../scenario/scenario.ts";
import { type BandedEstimate, createAccumulator } from "../../simulation/accumulate.ts";
import { rowLength } from "../../simulation/day-totals.ts";
import type { MeasureName } from "../../simulation/measures.ts";
import { createReplicator } from "../../simulation/replicate.ts";

/** What simulated days say of a question. */
export interface SimulatedDays {
  readonly days: number;
  readonly measures: Readonly<Partial<Record<MeasureName, BandedEstimate>>>;
}

/** Days beyond these no longer move a figure that a reader sees. */
const MOST_DAYS = 400;

/**
 * Simulates days of a scenario until time is up: at least two, so that there is
 * an interval, at most 400.
 *
 * @param timeIsUp asked after every day; the caller holds the clock.
 */
export const simulateDays = (scenario: Scenario, seed: number, timeIsUp: () => boolean): SimulatedDays => {
  const replicator = createReplicator({ scenario, seed });
  const accumulator = createAccumulator(replicator.grid);
  const row = new Float64Array(rowLength(replicator.grid));
  let days = 0;
  while (days < MOST_DAYS && (days < 2 || !timeIsUp())) {
    replicator.run(days, row);
    accumulator.add(row);
    days++;
  }
  return { days, measures: accumulator.estimates().day.measures };
};
