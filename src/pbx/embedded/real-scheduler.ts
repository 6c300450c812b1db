import type { Scheduler } from "./scheduler.ts";
import { createTimerHeap } from "./timer-heap.ts";

export interface RealScheduler extends Scheduler {
  /** Cancels every appointment. */
  readonly clear: () => void;
}

/** Node takes a longer one for 1 ms. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/**
 * One heap behind one timer of Node. Thousands of calls have thousands of
 * appointments, most of which are cancelled; only the next one needs Node.
 */
export const createRealScheduler = (): RealScheduler => {
  const heap = createTimerHeap();
  let timer: NodeJS.Timeout | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  let running = false;
  const now = (): number => performance.timeOrigin + performance.now();

  const arm = (): void => {
    const due = heap.nextDue();
    if (due === undefined || due === armedFor) return;
    clearTimeout(timer);
    armedFor = due;
    timer = setTimeout(
      () => {
        armedFor = Number.POSITIVE_INFINITY;
        running = true;
        // Node's timers count whole milliseconds and may come a fraction early.
        heap.run(now() + 0.5);
        running = false;
        arm();
      },
      Math.min(Math.max(0, due - now()), LONGEST_TIMEOUT),
    );
  };

  return {
    now,
    at: (due, action) => {
      const appointment = heap.add(due, action);
      if (!running && due < armedFor) arm();
      return appointment;
    },
    clear: () => {
      heap.clear();
      clearTimeout(timer);
      armedFor = Number.POSITIVE_INFINITY;
    },
  };
};
