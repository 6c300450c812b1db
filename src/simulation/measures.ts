import { TOTALS } from "./day-totals.ts";

/** The shares and means that a simulation estimates, each a ratio of two totals, as docs/definitions.md has them. */
export type MeasureName =
  | "serviceLevel"
  | "abandonment"
  | "blocking"
  | "neverServed"
  | "meanWaitSeconds"
  | "meanAnsweredWaitSeconds"
  | "occupancy";

export interface Measure {
  readonly name: MeasureName;
  /** What is counted, of the totals that stand from `at` on. */
  readonly above: (row: Float64Array, at: number) => number;
  /** What it is counted over. */
  readonly below: (row: Float64Array, at: number) => number;
  /** Whether it lies between 0 and 1. */
  readonly share: boolean;
}

const total =
  (column: number) =>
  (row: Float64Array, at: number): number =>
    row[at + column]!;

export const MEASURES: readonly Measure[] = [
  { name: "serviceLevel", above: total(TOTALS.inTime), below: total(TOTALS.offered), share: true },
  { name: "abandonment", above: total(TOTALS.abandoned), below: total(TOTALS.offered), share: true },
  { name: "blocking", above: total(TOTALS.blocked), below: total(TOTALS.offered), share: true },
  {
    name: "neverServed",
    above: (row, at) => row[at + TOTALS.callers]! - row[at + TOTALS.served]!,
    below: total(TOTALS.callers),
    share: true,
  },
  {
    name: "meanWaitSeconds",
    above: total(TOTALS.waitSeconds),
    below: (row, at) => row[at + TOTALS.offered]! - row[at + TOTALS.blocked]!,
    share: false,
  },
  {
    name: "meanAnsweredWaitSeconds",
    above: total(TOTALS.answeredWaitSeconds),
    below: total(TOTALS.answered),
    share: false,
  },
  { name: "occupancy", above: total(TOTALS.busySeconds), below: total(TOTALS.staffedSeconds), share: true },
];
