import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { RunningPbx } from "../pbx/pbx.ts";
import type { WallClock } from "../trace/wall-clock.ts";
import { carryOn } from "./after-connection-loss.ts";
import { courseState } from "./attempt-course.ts";
import { callRecord } from "./call-records.ts";
import { FLOOD_FILES } from "./flood-files.ts";
import type { FloodHooks, FloodPlan } from "./flood-plan.ts";
import type { FloodSchedule } from "./flood-schedule.ts";
import { connectionLost } from "./generator-troubles.ts";
import { measureProgress } from "./measure-progress.ts";
import type { RunningCallers } from "./start-callers.ts";
import type { FloodStop } from "./stop-flood.ts";
import type { CallersWatch } from "./watch-callers.ts";

/** A flood that has been started, with all that takes part in it. */
export interface GoingFlood {
  readonly plan: FloodPlan;
  readonly pbx: RunningPbx;
  readonly hooks: FloodHooks;
  readonly schedule: FloodSchedule;
  readonly localAddress: string;
  readonly callers: RunningCallers;
  readonly watch: CallersWatch;
  readonly stop: FloodStop;
  readonly startedEpoch: number;
  readonly rowOfNumber: (callerNumber: string) => number | undefined;
  readonly onTrouble: (sentence: string) => void;
}

const LOOK_MILLISECONDS = 20;
const PROGRESS_MILLISECONDS = 1000;
/** Creating the callers may take so much longer than was reckoned with before it is no longer waited for. */
const CREATION_GRACE_MILLISECONDS = 2000;
/** What callers log of their last moment is read so soon. */
const DRAINED_AFTER_MILLISECONDS = 100;

const clockOf = ({ schedule, watch }: GoingFlood): WallClock => schedule.clockFrom(watch.zeroEpoch());

/** Every caller exists before the first is due, or the run is late from its first call on; then the PBX's day begins. */
const startDay = async (flood: GoingFlood): Promise<void> => {
  const { plan, pbx, schedule, callers, watch } = flood;
  const createdBy = performance.now() + schedule.leadTick + CREATION_GRACE_MILLISECONDS;
  while (!callers.hasEnded() && watch.book.created() < plan.trace.callers && performance.now() < createdBy) {
    await pause(LOOK_MILLISECONDS);
  }
  if (watch.book.created() > 0) pbx.startClock(clockOf(flood));
  if (Date.now() > clockOf(flood).originEpochMilliseconds && !callers.hasEnded()) {
    flood.onTrouble(
      `Creating ${plan.trace.callers} callers took until the first of them was due: ${watch.book.created()} stood then.`,
    );
  }
};

/** Tells how the flood stands, about once a second, however often it is called. */
const progressTeller = (flood: GoingFlood): (() => void) => {
  const { plan, hooks, watch } = flood;
  let next = performance.now() + PROGRESS_MILLISECONDS;
  return () => {
    if (performance.now() < next) return;
    next += PROGRESS_MILLISECONDS;
    const worstLateness = watch.takeWorstLateness();
    hooks.onProgress?.(
      measureProgress(watch.book.courses(), plan.queue.mode, clockOf(flood), Date.now(), worstLateness),
      () =>
        watch.book
          .courses()
          .filter((course) => courseState(course, plan.queue.mode).state === "ended")
          .map((course) => callRecord(course, plan, clockOf(flood))),
    );
  };
};

const isDrained = ({ stop, watch }: GoingFlood): boolean => {
  const since = stop.interruptedEpoch();
  return (
    since !== undefined && watch.book.inProgress() === 0 && Date.now() > since + DRAINED_AFTER_MILLISECONDS
  );
};

/** Waits until SIPp ends, or ends it when the user's drain is over or the longest call would be. */
const awaitEnd = async (flood: GoingFlood, tellProgress: () => void): Promise<void> => {
  const { callers, schedule, watch, stop } = flood;
  while (!callers.hasEnded()) {
    await Promise.race([callers.ended, pause(LOOK_MILLISECONDS)]);
    tellProgress();
    if (callers.hasEnded()) return;
    const drained = isDrained(flood);
    if (!drained && Date.now() <= watch.zeroEpoch() + schedule.lastTick) continue;
    if (!drained) flood.onTrouble("Calls were left that never ended; SIPp was ended with them.");
    stop.end();
    return;
  }
};

/** Where the PBX has closed the one connection that all callers share, goes on with another; what happened, as sentences. */
const goOnAfterLoss = async (flood: GoingFlood, tellProgress: () => void): Promise<readonly string[]> => {
  const { plan, pbx, schedule, localAddress, watch, stop } = flood;
  const { target } = pbx;
  const cutOff =
    target.transport !== "udp" && !stop.isEndedByUs() && watch.book.finished() < plan.trace.callers;
  if (!cutOff || !(await connectionLost(join(plan.workDirectory, FLOOD_FILES.errors)))) return [];
  const zeroEpoch = watch.zeroEpoch();
  return carryOn({
    plan,
    lines: schedule.lines,
    target,
    localAddress,
    book: watch.book,
    zeroEpoch,
    windowEndEpoch: zeroEpoch + schedule.windowEndTick,
    lastMomentEpoch: zeroEpoch + schedule.lastTick,
    startTakesMilliseconds: zeroEpoch - flood.startedEpoch,
    takeLine: watch.takeMessages,
    look: tellProgress,
    stopping: () => {
      if (stop.isEndedByUs()) return "kill";
      return stop.interruptedEpoch() === undefined ? "no" : "drain";
    },
    callersAre: (port, callIdOf) => {
      pbx.callersAt?.({ host: localAddress, port, transport: target.transport });
      pbx.callersKnownBy?.((number) => {
        const row = flood.rowOfNumber(number);
        return row === undefined ? undefined : callIdOf(row);
      });
    },
  });
};

/**
 * Follows a flood from the creation of its callers to its end, and gives back
 * what the PBX did to it as a whole, as sentences. Whatever is thrown meanwhile,
 * SIPp has been told to end afterwards.
 */
export const followFlood = async (flood: GoingFlood): Promise<readonly string[]> => {
  try {
    await startDay(flood);
    const tellProgress = progressTeller(flood);
    await awaitEnd(flood, tellProgress);
    return await goOnAfterLoss(flood, tellProgress);
  } finally {
    flood.stop.release();
    if (!flood.callers.hasEnded()) flood.callers.kill();
  }
};
