import { changeStaff } from "./duty.ts";
import type { CallerColumns, Hotline } from "./hotline.ts";
import { siftUp } from "./numbered-heap.ts";
import { beginQueue, type Workspace } from "./simulate-queue.ts";

/**
 * A queue as `continueQueue` left it: what the attempts after it depend on, so
 * that a day can go on from there under one staff after the other. It holds for
 * hotlines that differ in their staff from that moment on alone, and in when
 * they cease to admit, and whose PBX adds nothing between two calls.
 */
export interface PausedQueue {
  readonly atSeconds: number;
  /** The next caller who calls for the first time. */
  readonly fresh: number;
  readonly onDuty: number;
  /** Until when each agent who ever came on duty is busy, and when the duty of those gone ended. */
  readonly busyUntilSeconds: Float64Array;
  readonly offSinceSeconds: Float64Array;
  /** Until when lines are held. */
  readonly heldUntilSeconds: Float64Array;
  /** Who will call again, when, and how often each has called. */
  readonly redialSeconds: Float64Array;
  readonly redialCallers: Int32Array;
  readonly attemptsMade: Uint16Array;
  readonly nextPatienceSeconds: Float64Array;
}

/** Keeps the queue that `continueQueue` has just left at `atSeconds`. */
export const pauseQueue = (hotline: Hotline, workspace: Workspace, atSeconds: number): PausedQueue => {
  const { duty, redials, attemptsMade, nextPatienceSeconds, fresh, heldUntilSeconds } = workspace;
  // nobody called since the changes that are left
  while (duty.nextChangeSeconds < atSeconds) changeStaff(duty, hotline.staff);
  const redialCallers = redials.numbers.slice(0, redials.size);
  return {
    atSeconds,
    fresh,
    onDuty: duty.onDuty,
    busyUntilSeconds: duty.busyUntilSeconds.slice(0, duty.most),
    offSinceSeconds: duty.offSinceSeconds.slice(0, duty.most),
    heldUntilSeconds,
    redialSeconds: redials.keys.slice(0, redials.size),
    redialCallers,
    attemptsMade: Uint16Array.from(redialCallers, (caller) => attemptsMade[caller]!),
    nextPatienceSeconds: Float64Array.from(redialCallers, (caller) => nextPatienceSeconds[caller]!),
  };
};

/**
 * Brings a paused queue back, for `continueQueue` to go on with under this
 * hotline's staff. Overtime that ended before the pause is not brought back.
 */
export const resumeQueue = (
  paused: PausedQueue,
  hotline: Hotline,
  callers: CallerColumns,
  workspace: Workspace,
): void => {
  beginQueue(hotline, callers, workspace, paused.busyUntilSeconds.length);
  const { duty, redials, attemptsMade, nextPatienceSeconds } = workspace;
  const { changeSeconds } = hotline.staff;
  duty.busyUntilSeconds.set(paused.busyUntilSeconds);
  duty.offSinceSeconds.set(paused.offSinceSeconds);
  duty.onDuty = paused.onDuty;
  while (changeSeconds[duty.nextChange]! < paused.atSeconds) duty.nextChange++;
  duty.nextChangeSeconds = changeSeconds[duty.nextChange] ?? Number.POSITIVE_INFINITY;
  workspace.heldUntilSeconds = paused.heldUntilSeconds;
  paused.redialSeconds.forEach((due, index) => {
    if (due >= hotline.admitUntilSeconds) return;
    const caller = paused.redialCallers[index]!;
    redials.keys[redials.size] = due;
    redials.numbers[redials.size] = caller;
    redials.size++;
    siftUp(redials.keys, redials.numbers, redials.size - 1);
    attemptsMade[caller] = paused.attemptsMade[index]!;
    nextPatienceSeconds[caller] = paused.nextPatienceSeconds[index]!;
  });
  workspace.fresh = paused.fresh;
};
