import { createDayCounter } from "../count-day.ts";
import { type IntervalGrid, intervalEnd, intervalGrid, rowLength, TOTAL_COLUMNS } from "../day-totals.ts";
import { endDuty } from "../duty.ts";
import { agentCalendar } from "../free-calendar.ts";
import type { CallerColumns, Hotline } from "../hotline.ts";
import { type PausedQueue, pauseQueue, resumeQueue } from "../paused-queue.ts";
import { firstNotBefore } from "../replicate.ts";
import { hotlineOf } from "../scenario-hotline.ts";
import { beginQueue, continueQueue, createWorkspace } from "../simulate-queue.ts";
import type { MissWatch } from "./judge.ts";
import { callersBetween, type SampledDays } from "./sampled-days.ts";

/** Goes through the intervals of the sampled days, and tries staffs for the next one alone. */
export interface ForwardTrial {
  /**
   * The next interval's totals of every day, `TOTAL_COLUMNS` numbers each, with
   * so many agents and all that the intervals before it left behind: calls in
   * progress, callers who wait, and those who will call again. Who still waits
   * at its end is put through at that moment, so no staff after it can do
   * better by it: a target missed here is missed under every later staff. The
   * last interval's staff serves the queue, as it does on a whole day.
   *
   * With a watch no more days are tried once it is lost, and only the totals of
   * those tried are returned; days that missed before are tried first.
   */
  readonly totals: (agents: number, watch?: MissWatch) => Float64Array;
  /** Staffs the next interval with so many and goes on to the one after it. */
  readonly settle: (agents: number) => void;
}

const leaveOut = (): void => undefined;

/** Begins at the grid's start, before which nobody is on duty and callers have come since `fromSeconds`. */
export const createForwardTrial = (
  sampled: SampledDays,
  grid: IntervalGrid,
  fromSeconds: number,
): ForwardTrial => {
  const { scenario, redialDraws } = sampled;
  const workspace = createWorkspace();
  const days = sampled.days.map((day) => callersBetween(day, fromSeconds, grid.endSeconds));
  const wholeDay = hotlineOf(scenario, { steps: [], admitUntilSeconds: grid.endSeconds });
  const goOn = (hotline: Hotline, day: number, untilSeconds: number): PausedQueue => {
    continueQueue(hotline, days[day]!, redialDraws[day], workspace, untilSeconds, leaveOut);
    return pauseQueue(hotline, workspace, untilSeconds);
  };
  let paused: readonly PausedQueue[] = days.map((callers, day) => {
    beginQueue(wholeDay, callers, workspace);
    return goOn(wholeDay, day, grid.startSeconds);
  });
  let interval = 0;
  const order = Int32Array.from(days.keys()).sort((one, other) => days[other]!.callers - days[one]!.callers);

  return {
    totals: (agents, watch) => {
      const startSeconds = grid.startSeconds + interval * grid.intervalSeconds;
      const endSeconds = intervalEnd(grid, interval);
      const own = intervalGrid(startSeconds, endSeconds, endSeconds - startSeconds);
      const length = rowLength(own);
      const row = new Float64Array(length);
      const totals = new Float64Array(days.length * TOTAL_COLUMNS);
      const staff = {
        changeSeconds: Float64Array.of(startSeconds, endSeconds),
        agents: Int32Array.of(agents, agents),
      };
      const hotline = { ...wholeDay, staff, admitUntilSeconds: endSeconds };
      const counter = createDayCounter(hotline, own, scenario.targets.withinSeconds);
      const putsThrough = interval < grid.intervals - 1;
      /** No caller waits twice at once, so no more wait at the end than have called for the first time by then or will call again. */
      const atMostWaiting = (callers: CallerColumns, fresh: number, redials: number): number =>
        firstNotBefore(callers.arrivalSeconds, callers.callers, endSeconds) - fresh + redials;
      // a million at once at most: where more still wait, no target is held that anybody sets
      const puttingThrough = (waiting: number): number => Math.min(agents + waiting, agentCalendar.ROOM);
      const simulate = (callers: CallerColumns, day: number): void => {
        const before = paused[day]!;
        const goOnUntil = (untilSeconds: number): void =>
          continueQueue(hotline, callers, redialDraws[day], workspace, untilSeconds, counter.take);
        if (putsThrough) {
          staff.agents[1] = puttingThrough(atMostWaiting(callers, before.fresh, before.redialSeconds.length));
        }
        resumeQueue(before, hotline, callers, workspace);
        counter.begin(callers);
        for (const busyUntil of before.busyUntilSeconds) {
          if (busyUntil > startSeconds) counter.work(startSeconds, busyUntil);
        }
        if (putsThrough) {
          // nobody before the first who still waits at the end does: with fewer to put through the calendar is filed sooner
          goOnUntil(endSeconds);
          staff.agents[1] = puttingThrough(atMostWaiting(callers, workspace.fresh, workspace.redials.size));
        }
        goOnUntil(Number.POSITIVE_INFINITY);
        endDuty(workspace.duty, staff);
        counter.end(workspace.duty, row);
        totals.set(row.subarray(0, TOTAL_COLUMNS), day * TOTAL_COLUMNS);
      };
      if (watch === undefined) {
        days.forEach(simulate);
        return totals;
      }
      let missed = 0;
      for (let tried = 0; tried < order.length; tried++) {
        const day = order[tried]!;
        simulate(days[day]!, day);
        const found = watch(totals, day * TOTAL_COLUMNS);
        if (found === "held") continue;
        // staffings of one search miss much the same days: the next one is tried on these first
        order.copyWithin(missed + 1, missed, tried);
        order[missed++] = day;
        if (found === "lost") return totalsOf(totals, order.subarray(0, tried + 1));
      }
      return totals;
    },
    settle: (agents) => {
      const startSeconds = grid.startSeconds + interval * grid.intervalSeconds;
      const staff = { changeSeconds: Float64Array.of(startSeconds), agents: Int32Array.of(agents) };
      const hotline = { ...wholeDay, staff };
      const untilSeconds = intervalEnd(grid, interval);
      paused = days.map((callers, day) => {
        resumeQueue(paused[day]!, hotline, callers, workspace);
        return goOn(hotline, day, untilSeconds);
      });
      interval++;
    },
  };
};

/** The totals of some days alone. */
const totalsOf = (totals: Float64Array, days: Int32Array): Float64Array => {
  const some = new Float64Array(days.length * TOTAL_COLUMNS);
  days.forEach((day, i) => {
    some.set(totals.subarray(day * TOTAL_COLUMNS, (day + 1) * TOTAL_COLUMNS), i * TOTAL_COLUMNS);
  });
  return some;
};
