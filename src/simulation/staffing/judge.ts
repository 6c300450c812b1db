import { holdsTargets, type StaffingTargets, type TargetFigures } from "../../queueing/targets.ts";
import type { Targets } from "../../scenario/scenario.ts";
import { TOTAL_COLUMNS, TOTALS } from "../day-totals.ts";

/** What a staffing comes to in a part of the day, over all days tried. */
export interface Verdict {
  /** Expected answered in time over expected offered, and the others likewise. */
  readonly expected: TargetFigures;
  /** Whether the expected figures hold the targets. */
  readonly holdsExpected: boolean;
  /** The share of days of which each by itself holds the service level. */
  readonly goodDays: number;
  /** Whether every answer came at once: more agents would change nothing. */
  readonly nobodyWaited: boolean;
}

/** A scenario's targets in the form of the queueing library. */
export const staffingTargets = (targets: Targets): StaffingTargets => ({
  serviceLevel: { share: targets.serviceLevel, withinSeconds: targets.withinSeconds },
  ...(targets.maximumAbandonment === undefined ? {} : { maximumAbandonment: targets.maximumAbandonment }),
  ...(targets.maximumOccupancy === undefined ? {} : { maximumOccupancy: targets.maximumOccupancy }),
});

/** What the totals from `at` on come to; a time without calls holds every target. */
const figuresOf = (totals: Float64Array, at: number): TargetFigures => {
  const offered = totals[at + TOTALS.offered]!;
  const staffed = totals[at + TOTALS.staffedSeconds]!;
  const queued = offered - totals[at + TOTALS.blocked]!;
  return {
    serviceLevel: offered > 0 ? totals[at + TOTALS.inTime]! / offered : 1,
    abandonment: offered > 0 ? totals[at + TOTALS.abandoned]! / offered : 0,
    occupancy: staffed > 0 ? totals[at + TOTALS.busySeconds]! / staffed : 0,
    meanWaitSeconds: queued > 0 ? totals[at + TOTALS.waitSeconds]! / queued : 0,
  };
};

/** What a single day is to hold. */
const dailyTargets = (targets: StaffingTargets): StaffingTargets =>
  targets.serviceLevel ? { serviceLevel: targets.serviceLevel } : targets;

/**
 * Whether somebody came when all agents were busy. Who waits for nobody gives up
 * without a wait; while a telephone rings he would do so with any staff.
 */
const somebodyQueued = (totals: Float64Array, at: number, ringSeconds: number): boolean =>
  totals[at + TOTALS.longestWaitSeconds]! > ringSeconds ||
  (ringSeconds === 0 && totals[at + TOTALS.abandoned]! > 0);

/**
 * Judges the days' totals. Limits on abandonment and occupancy are held in
 * expectation alone: on a single short interval chance exceeds them whatever
 * the staff.
 *
 * @param totals `TOTAL_COLUMNS` numbers for each day, one day after the other
 */
export const judge = (totals: Float64Array, targets: StaffingTargets, ringSeconds: number): Verdict => {
  const days = totals.length / TOTAL_COLUMNS;
  const sum = new Float64Array(TOTAL_COLUMNS);
  const daily = dailyTargets(targets);
  let good = 0;
  let nobodyWaited = true;
  for (let day = 0; day < days; day++) {
    const at = day * TOTAL_COLUMNS;
    for (let column = 0; column < TOTAL_COLUMNS; column++) sum[column]! += totals[at + column]!;
    if (somebodyQueued(totals, at, ringSeconds)) nobodyWaited = false;
    if (holdsTargets(figuresOf(totals, at), daily)) good++;
  }
  const expected = figuresOf(sum, 0);
  return {
    expected,
    holdsExpected: holdsTargets(expected, targets),
    goodDays: days > 0 ? good / days : 0,
    nobodyWaited,
  };
};

/**
 * Takes the totals of one day, which begin at `at`: whether it held the service
 * level, missed it, or was one miss too many, so that all days together miss
 * whatever those not seen come to.
 */
export type MissWatch = (totals: Float64Array, at: number) => "held" | "missed" | "lost";

/**
 * Watches, day by day in any order, for a service level that is to hold on a share
 * `probability` of `days` days. Where nobody has waited yet nothing is lost: that
 * more agents would change nothing only all days can tell.
 */
export const watchMisses = (
  days: number,
  probability: number,
  targets: StaffingTargets,
  ringSeconds: number,
): MissWatch => {
  const daily = dailyTargets(targets);
  let mayHold = days;
  let somebodyWaited = false;
  return (totals, at) => {
    if (somebodyQueued(totals, at, ringSeconds)) somebodyWaited = true;
    if (holdsTargets(figuresOf(totals, at), daily)) return "held";
    mayHold--;
    return somebodyWaited && mayHold / days < probability ? "lost" : "missed";
  };
};
