import type { IntervalReport } from "../calls/measured-call.ts";
import { type Block, blocksOf, offeredOf, sumOf } from "./blocks.ts";
import type { Observations } from "./observe.ts";

/** A half-hour of the day over all days seen. */
export interface HalfHourArrivals {
  /** Seconds after midnight. */
  readonly startSeconds: number;
  /** Offered calls on average over the days. */
  readonly callsPerDay: number;
}

const HALF_HOUR = 1800;
const PER_DAY = 48;

const mean = <Name extends string>(name: Name, sum: number, count: number): { [Key in Name]?: number } =>
  (count > 0 ? { [name]: sum / count } : {}) as { [Key in Name]?: number };

/**
 * The report that a PBX would print of what was seen: one row for each half-hour
 * with any call, in time order, calls by their arrival.
 */
export const intervalReport = (seen: Observations): IntervalReport[] =>
  [...blocksOf(seen.sums, HALF_HOUR)].flatMap(([number, block]) => {
    const offered = offeredOf(block);
    if (offered === 0) return [];
    const answered = sumOf(block, "answered");
    const abandoned = sumOf(block, "abandoned");
    const told = !seen.fromIntervals || sumOf(block, "answeredWait") > 0;
    return [
      {
        startSeconds: number * HALF_HOUR,
        offered,
        answered,
        abandoned,
        ...mean("meanHandleSeconds", sumOf(block, "handle"), sumOf(block, "handled")),
        ...mean("meanWaitSeconds", sumOf(block, "wait"), sumOf(block, "waited")),
        ...(told ? mean("meanAnsweredWaitSeconds", sumOf(block, "answeredWait"), answered) : {}),
        ...(seen.fromIntervals
          ? {}
          : {
              ...mean("meanAbandonedWaitSeconds", sumOf(block, "abandonedWait"), abandoned),
              answeredWithin: sumOf(block, "within"),
            }),
      },
    ];
  });

/** Offered calls by half-hour of the day, mean over the days on which any call came. */
export const halfHourArrivals = (blocks: ReadonlyMap<number, Block>, days: number): HalfHourArrivals[] => {
  const calls = new Float64Array(PER_DAY);
  for (const [number, block] of blocks) {
    const at = ((number % PER_DAY) + PER_DAY) % PER_DAY;
    calls[at] = (calls[at] as number) + offeredOf(block);
  }
  return [...calls].flatMap((count, i) =>
    count > 0 ? [{ startSeconds: i * HALF_HOUR, callsPerDay: count / days }] : [],
  );
};
