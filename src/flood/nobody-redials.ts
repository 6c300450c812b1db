import type { AttemptDraws } from "../trace/trace.ts";

/** The part of an attempt's draws that says that nobody calls again: for floods that measure the PBX, not a day. */
export const NOBODY_REDIALS: Omit<AttemptDraws, "patienceSeconds"> = {
  redialsAfterAbandoning: false,
  delayAfterAbandoningSeconds: 0,
  redialsAfterBlocked: false,
  delayAfterBlockedSeconds: 0,
};
