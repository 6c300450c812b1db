import { cheapestFlow, type FlowArc } from "./cheapest-flow.ts";

/** People who begin and end together. */
export interface Shift {
  /** Intervals from the first up to, not including, the second. */
  readonly from: number;
  readonly to: number;
  readonly people: number;
}

export interface ShiftCover {
  readonly shifts: readonly Shift[];
  /** People on duty in each interval: at least the need. */
  readonly people: readonly number[];
  /** Hours of all shifts, and of the need that they cover. */
  readonly agentHours: number;
  readonly neededHours: number;
}

/** How long a shift may be; absent: as short as an interval, as long as the day. */
export interface ShiftLengths {
  readonly shortestSeconds?: number;
  readonly longestSeconds?: number;
}

const ROUNDING_SECONDS = 1e-6;
const PRICE_A_HEAD = 1e-6;

/**
 * Covers a need by shifts of allowed lengths that begin and end with the intervals,
 * with the fewest hours there are, and among these with the fewest people.
 *
 * The need of one interval less that of the one before is a matter of who comes and
 * who goes at the edge between them, so the cover is a flow between the edges: a
 * shift takes people from its begin to its end, one too many goes back an interval.
 * The cheapest flow is in whole people, and no cover has fewer hours (the matrix of
 * shifts has its ones in a row: Segal, "The operator-scheduling problem", 1974).
 *
 * A shortest length beyond the day means the whole day. Undefined where no shift of
 * allowed length covers an interval in which somebody is needed.
 *
 * @param boundsSeconds begin of each interval and, last, the end: one more than the need has.
 */
export const coverByShifts = (
  need: readonly number[],
  boundsSeconds: readonly number[],
  { shortestSeconds = 0, longestSeconds = Number.POSITIVE_INFINITY }: ShiftLengths,
): ShiftCover | undefined => {
  const edge = (at: number): number => boundsSeconds[at] as number;
  const day = edge(need.length) - edge(0);
  const shortest = Math.min(shortestSeconds, day);
  const allowed: { from: number; to: number }[] = [];
  for (let from = 0; from < need.length; from++) {
    for (let to = from + 1; to <= need.length; to++) {
      const length = edge(to) - edge(from);
      if (length >= shortest - ROUNDING_SECONDS && length <= longestSeconds + ROUNDING_SECONDS) {
        allowed.push({ from, to });
      }
    }
  }
  // a price a head too small to buy a second decides between covers of as many hours
  const shiftArcs = allowed.map(
    ({ from, to }): FlowArc => ({ from, to, cost: edge(to) - edge(from) + PRICE_A_HEAD }),
  );
  const spareArcs = need.map((_, i): FlowArc => ({ from: i + 1, to: i, cost: 0 }));
  const supply = [...need, 0].map((people, i) => people - (i === 0 ? 0 : (need[i - 1] as number)));
  const flow = cheapestFlow(supply, [...shiftArcs, ...spareArcs]);
  if (flow === undefined) return undefined;
  const shifts = allowed.flatMap(({ from, to }, i): Shift[] =>
    (flow[i] as number) > 0 ? [{ from, to, people: flow[i] as number }] : [],
  );
  const people = need.map((_, i) =>
    shifts.reduce((sum, shift) => sum + (shift.from <= i && i < shift.to ? shift.people : 0), 0),
  );
  const hours = (count: readonly number[]): number =>
    count.reduce((sum, one, i) => sum + (one * (edge(i + 1) - edge(i))) / 3600, 0);
  return { shifts, people, agentHours: hours(people), neededHours: hours(need) };
};
