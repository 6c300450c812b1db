import type { Scheduler } from "../../../src/pbx/embedded/scheduler.ts";

export interface ManualTime {
  readonly scheduler: Scheduler;
  /** Lets time pass, doing what falls due at its very moment. */
  readonly pass: (milliseconds: number) => void;
}

/** A clock that only moves when told, with a plain sorted list behind it. */
export const createManualTime = (start = 1_000_000): ManualTime => {
  let now = start;
  let made = 0;
  const due: { at: number; order: number; action: (due: number) => void }[] = [];
  return {
    scheduler: {
      now: () => now,
      at: (at, action) => {
        const entry = { at, order: made, action };
        made += 1;
        due.push(entry);
        return {
          cancel: () => {
            const index = due.indexOf(entry);
            if (index >= 0) due.splice(index, 1);
          },
        };
      },
    },
    pass: (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        due.sort((a, b) => a.at - b.at || a.order - b.order);
        const next = due[0];
        if (next === undefined || next.at > end) break;
        due.shift();
        now = Math.max(now, next.at);
        next.action(next.at);
      }
      now = end;
    },
  };
};
