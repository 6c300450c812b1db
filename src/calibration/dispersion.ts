import { type Block, offeredOf } from "./blocks.ts";
import { type HalfHourArrivals, halfHourArrivals } from "./interval-report.ts";

/** How far arrivals of different days differ by more than chance. */
export interface ArrivalEstimates {
  /** Days with any call. */
  readonly days: number;
  readonly callsPerDay: number;
  /** By half-hour of the day. */
  readonly halfHours?: readonly HalfHourArrivals[];
  /**
   * CV² of the rate: (variance − mean)/mean² of counts in the same interval of
   * different days, pooled over intervals; 0 where they vary no more than chance.
   */
  readonly dispersion?: number;
  /** √dispersion: the coefficient of variation of an interval's rate. */
  readonly rateCv?: number;
  /** The coefficient of variation that a day's intervals have in common. */
  readonly dayCv?: number;
  /** The share of the dispersion that a day's intervals have in common, 0 to 1. */
  readonly correlation?: number;
  /** Whether days were compared with the same weekday only. */
  readonly comparedByWeekday?: boolean;
}

const INTERVALS_PER_DAY = 48;

interface Pooled {
  excess: number;
  meanSquares: number;
  shared: number;
  meanProducts: number;
}

/**
 * Adds what one group of comparable days says: Var N = m + CV²m² of one
 * interval, Cov = c²·m·m′ of two intervals of a day.
 */
const addGroup = (days: readonly Float64Array[], pooled: Pooled): void => {
  const count = days.length;
  const means = new Float64Array(INTERVALS_PER_DAY);
  for (const day of days)
    for (let i = 0; i < INTERVALS_PER_DAY; i++) means[i] = (means[i] as number) + (day[i] as number) / count;
  const meanTotal = means.reduce((sum, mean) => sum + mean, 0);
  let squaredTotals = 0;
  let varianceSum = 0;
  let meanSquares = 0;
  for (const day of days) {
    let total = 0;
    for (let i = 0; i < INTERVALS_PER_DAY; i++) {
      total += day[i] as number;
      varianceSum += ((day[i] as number) - (means[i] as number)) ** 2 / (count - 1);
    }
    squaredTotals += (total - meanTotal) ** 2 / (count - 1);
  }
  for (const mean of means) meanSquares += mean * mean;
  // a mean squared is itself uncertain: its own variance is taken out again
  pooled.excess += varianceSum - meanTotal;
  pooled.meanSquares += meanSquares - varianceSum / count;
  pooled.shared += squaredTotals - varianceSum;
  pooled.meanProducts += meanTotal * meanTotal - meanSquares - (squaredTotals - varianceSum) / count;
};

/**
 * Over-dispersion of arrivals between days, from half-hour blocks. One day says
 * nothing on it. Where the first day's weekday is known and there are two weeks
 * or more, days are compared with the same weekday only.
 *
 * @param blocks by half-hour number on the time axis.
 * @param firstWeekday 0 Sunday to 6 Saturday of the first day, where it is known.
 */
export const estimateArrivals = (
  blocks: ReadonlyMap<number, Block>,
  firstWeekday?: number,
): ArrivalEstimates => {
  const byDay = new Map<number, Float64Array>();
  let calls = 0;
  for (const [number, block] of blocks) {
    const day = Math.floor(number / INTERVALS_PER_DAY);
    let counts = byDay.get(day);
    if (counts === undefined) {
      counts = new Float64Array(INTERVALS_PER_DAY);
      byDay.set(day, counts);
    }
    const offered = offeredOf(block);
    counts[number - day * INTERVALS_PER_DAY] = offered;
    calls += offered;
  }
  const days = byDay.size;
  const base = {
    days,
    callsPerDay: days > 0 ? calls / days : 0,
    halfHours: halfHourArrivals(blocks, Math.max(1, days)),
  };
  if (days < 2) return base;

  const groups = new Map<number, Float64Array[]>();
  const comparedByWeekday = firstWeekday !== undefined && days >= 10;
  for (const [day, counts] of byDay) {
    const group = comparedByWeekday ? (((day + firstWeekday) % 7) + 7) % 7 : 0;
    groups.set(group, [...(groups.get(group) ?? []), counts]);
  }
  const pooled: Pooled = { excess: 0, meanSquares: 0, shared: 0, meanProducts: 0 };
  for (const group of groups.values()) if (group.length >= 2) addGroup(group, pooled);
  if (!(pooled.meanSquares > 0)) return base;
  const dispersion = Math.max(0, pooled.excess / pooled.meanSquares);
  const shared = pooled.meanProducts > 0 ? Math.max(0, pooled.shared / pooled.meanProducts) : 0;
  return {
    ...base,
    dispersion,
    rateCv: Math.sqrt(dispersion),
    dayCv: Math.sqrt(shared),
    correlation: dispersion > 0 ? Math.min(1, shared / dispersion) : 0,
    comparedByWeekday,
  };
};
