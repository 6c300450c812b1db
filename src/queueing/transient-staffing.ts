import { expectedCalls, type RatePiece } from "./arrival-rate.ts";
import { fewestAgentsErlangA, leastWhere } from "./fewest-agents.ts";
import { highestOfferedLoad, offeredLoadOverTime } from "./offered-load-over-time.ts";
import { changeStaff } from "./staff-change.ts";
import type { StaffPiece } from "./staff-schedule.ts";
import { EMPTY_SYSTEM, type StateVector } from "./state-vector.ts";
import { holdsTargets, requireTargets, type StaffingTargets, unreachableTarget } from "./targets.ts";
import { followTransient, type TransientResult, transientQueue } from "./transient.ts";

/** A day whose staff is sought on the transient itself. */
export interface TransientDay {
  readonly rates: readonly RatePiece[];
  readonly handlingSeconds: number;
  readonly patienceSeconds: number;
  /** Bounds of the intervals, sorted upwards; staff is constant in each. */
  readonly boundsSeconds: readonly number[];
  /** Largest error of each interval's abandonment; 10⁻⁶ if absent. */
  readonly tolerance?: number;
}

export type TransientStaffing =
  | {
      readonly state: "met";
      readonly staff: readonly StaffPiece[];
      readonly agentHours: number;
      readonly result: TransientResult;
    }
  | { readonly state: "unreachable"; readonly reason: string };

const DEFAULT_TOLERANCE = 1e-6;

/** Rounds of adding agents where the whole day shows an interval short. */
const MOST_REPAIRS = 40;

/**
 * Staff with which the targets hold in every interval of a day, on the transient.
 *
 * Interval by interval from the first on: the fewest agents that hold the targets
 * for this interval's arrivals from the probabilities that the intervals before
 * left, searched from the modified offered load. Then the whole day is followed
 * once more, since a fall of staff after an interval touches those still waiting,
 * and an agent is added where an interval is short, until none is. Each interval is
 * as small as the ones before allow; staffing an earlier one higher might save
 * agents later.
 */
export const staffByTransient = (day: TransientDay, targets: StaffingTargets): TransientStaffing => {
  requireTargets(targets);
  const reason = unreachableTarget(targets, true);
  if (reason !== undefined) return { state: "unreachable", reason };
  const { rates, handlingSeconds, patienceSeconds, boundsSeconds } = day;
  const tolerance = day.tolerance ?? DEFAULT_TOLERANCE;
  const withinSeconds = targets.serviceLevel?.withinSeconds ?? 0;
  const load = offeredLoadOverTime(rates, { kind: "exponential", meanSeconds: handlingSeconds });
  const question = { rates, handlingSeconds, patienceSeconds, withinSeconds, tolerance };

  const calls = boundsSeconds
    .slice(1)
    .map((endSeconds, index) => expectedCalls(rates, boundsSeconds[index]!, endSeconds));
  const agents: number[] = [];
  let vector: StateVector = EMPTY_SYSTEM;
  let before = 0;
  for (let index = 0; index + 1 < boundsSeconds.length; index++) {
    const startSeconds = boundsSeconds[index]!;
    const endSeconds = boundsSeconds[index + 1]!;
    const follow = (count: number) => {
      const start = changeStaff(vector, index === 0 ? count : before, count);
      const staff = [{ startSeconds, endSeconds, agents: count }];
      return followTransient({ ...question, staff, boundsSeconds: [startSeconds, endSeconds] }, start);
    };
    let count = 0;
    if (calls[index]! > 0) {
      const holds = (candidate: number): boolean => {
        const { figures } = follow(candidate).result.intervals[0]!;
        return figures === undefined || holdsTargets(figures, targets);
      };
      const steady = { callsPerSecond: highestOfferedLoad(load, startSeconds, endSeconds) / handlingSeconds };
      const guess =
        steady.callsPerSecond > 0
          ? fewestAgentsErlangA({ ...steady, handlingSeconds, patienceSeconds }, targets)
          : undefined;
      const first = guess?.state === "met" ? guess.agents : 1;
      const found = leastWhere(holds, first, 1);
      if (found === undefined) {
        return {
          state: "unreachable",
          reason: `the targets from ${startSeconds} s on take more than 10⁹ agents`,
        };
      }
      count = found;
    }
    vector = follow(count).end;
    agents.push(count);
    before = count;
  }

  const staffOf = (): StaffPiece[] =>
    agents.map((count, index) => ({
      startSeconds: boundsSeconds[index]!,
      endSeconds: boundsSeconds[index + 1]!,
      agents: count,
    }));
  for (let round = 0; round < MOST_REPAIRS; round++) {
    const staff = staffOf();
    const result = transientQueue({ ...question, staff, boundsSeconds });
    const short = result.intervals.flatMap((interval, index) =>
      interval.figures && !holdsTargets(interval.figures, targets) ? [index] : [],
    );
    if (short.length === 0) {
      const agentHours = staff.reduce(
        (sum, piece) => sum + (piece.agents * (piece.endSeconds - piece.startSeconds)) / 3600,
        0,
      );
      return { state: "met", staff, agentHours, result };
    }
    for (const index of short) {
      agents[index] = agents[index]! + 1;
      // Those who still wait when calls end need somebody after it too.
      const next = index + 1;
      if (next < agents.length && calls[next] === 0) agents[next] = agents[next]! + 1;
    }
  }
  return {
    state: "unreachable",
    reason: `after ${MOST_REPAIRS} rounds of adding agents an interval still misses its target; ask for longer intervals or less`,
  };
};
