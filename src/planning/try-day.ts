import {
  type IntervalGrid,
  intervalGrid,
  rowLength,
  TOTAL_COLUMNS,
  TOTALS,
  type TotalName,
} from "../simulation/day-totals.ts";
import { judge, staffingTargets } from "../simulation/staffing/judge.ts";
import type { SampledDays } from "../simulation/staffing/sampled-days.ts";
import { createStaffTrial, dayTotals, intervalTotals } from "../simulation/staffing/try-staff.ts";
import { stepsOf } from "./interval-steps.ts";
import type { DayOutcome, IntervalPlan } from "./staff-plan.ts";

/** What a staffing gives: the day as a whole, and each interval of it. */
export interface TriedDay {
  readonly day: Omit<DayOutcome, "agentHours">;
  readonly intervals: readonly Pick<
    IntervalPlan,
    "serviceLevel" | "abandonment" | "occupancy" | "missedDays"
  >[];
}

const sumsOf = (totals: Float64Array): ((name: TotalName) => number) => {
  const sums = new Float64Array(TOTAL_COLUMNS);
  for (let i = 0; i < totals.length; i++) {
    sums[i % TOTAL_COLUMNS] = (sums[i % TOTAL_COLUMNS] as number) + (totals[i] as number);
  }
  return (name) => sums[TOTALS[name]] as number;
};

const over = <Name extends string>(
  name: Name,
  numerator: number,
  denominator: number,
): { [Key in Name]?: number } =>
  (denominator > 0 ? { [name]: numerator / denominator } : {}) as { [Key in Name]?: number };

/** The rows of days without the intervals before one. */
const rowsFrom = (
  rows: Float64Array,
  grid: IntervalGrid,
  from: number,
): { rows: Float64Array; grid: IntervalGrid } => {
  const rest = {
    ...grid,
    startSeconds: grid.startSeconds + from * grid.intervalSeconds,
    intervals: grid.intervals - from,
  };
  const [length, kept] = [rowLength(grid), rowLength(rest)];
  const days = rows.length / length;
  const later = new Float64Array(days * kept);
  for (let day = 0; day < days; day++) {
    later.set(rows.subarray((day + 1) * length - kept, (day + 1) * length), day * kept);
  }
  return { rows: later, grid: rest };
};

/**
 * Prepares the trying of staffings, agents really at work in each interval, on whole
 * days. The day's figures are of the intervals from `from` on.
 */
export const dayTrial = (sampled: SampledDays, from = 0): ((agents: readonly number[]) => TriedDay) => {
  const { scenario } = sampled;
  const { hours, targets, handling } = scenario;
  const grid = intervalGrid(hours.openSeconds, hours.closeSeconds, targets.intervalSeconds);
  const trial = createStaffTrial(sampled);
  const limits = staffingTargets(targets);
  return (agents) => {
    const rows = trial.rows(stepsOf(grid, agents), grid, grid.startSeconds);
    const days = rows.length / rowLength(grid);
    const perInterval = agents.map((_, interval) => {
      const totals = intervalTotals(rows, grid, interval);
      const sum = sumsOf(totals);
      const offered = sum("offered");
      const { goodDays } = judge(totals, limits, handling.ringSeconds);
      return {
        ...over("serviceLevel", sum("inTime"), offered),
        ...over("abandonment", sum("abandoned"), offered),
        ...over("occupancy", sum("busySeconds"), sum("staffedSeconds")),
        missedDays: 1 - goodDays,
      };
    });
    const rest = rowsFrom(rows, grid, from);
    const whole = dayTotals(rest.rows, rest.grid);
    const sum = sumsOf(whole);
    return {
      intervals: perInterval,
      day: {
        ...over("serviceLevel", sum("inTime"), sum("offered")),
        ...over("abandonment", sum("abandoned"), sum("offered")),
        ...(scenario.trunks === undefined ? {} : over("blocking", sum("blocked"), sum("offered"))),
        ...over("neverServed", sum("callers") - sum("served"), sum("callers")),
        ...over("meanWaitSeconds", sum("waitSeconds"), sum("offered") - sum("blocked")),
        ...over("occupancy", sum("busySeconds"), sum("staffedSeconds")),
        goodDays:
          targets.scope === "day"
            ? judge(whole, limits, handling.ringSeconds).goodDays
            : daysWithEveryIntervalGood(rest.rows, rest.grid, targets.serviceLevel, days),
      },
    };
  };
};

const daysWithEveryIntervalGood = (
  rows: Float64Array,
  grid: IntervalGrid,
  serviceLevel: number,
  days: number,
): number => {
  const { intervals } = grid;
  const length = rowLength(grid);
  let good = 0;
  for (let day = 0; day < days; day++) {
    let missed = false;
    for (let interval = 0; interval < intervals && !missed; interval++) {
      const at = day * length + interval * TOTAL_COLUMNS;
      const offered = rows[at + TOTALS.offered] as number;
      missed = (rows[at + TOTALS.inTime] as number) < serviceLevel * offered * (1 - 1e-12);
    }
    if (!missed) good++;
  }
  return good / days;
};
