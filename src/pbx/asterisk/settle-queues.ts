import { setTimeout as pause } from "node:timers/promises";
import type { AsteriskQueues } from "./asterisk-queues.ts";

/** What the last wrap-ups of a flood may last at most, wall time. */
const SETTLE_WITHIN_MILLISECONDS = 10_000;
/** How long a busy machine may take to bring Asterisk's word of a call's end, or of an agent who is free again. */
const WORD_WITHIN_MILLISECONDS = 1000;
const LOOK_EVERY_MILLISECONDS = 20;

/**
 * Waits after the last call for the wrap-ups, so that all calls have a handling
 * time. The callers may know of an end before Asterisk tells of it, so who has
 * been engaged is waited for, too; not for long, since an Asterisk that has
 * died tells nothing.
 */
export const settleQueues = async ({
  inWrapUp,
  engaged,
}: Pick<AsteriskQueues, "inWrapUp" | "engaged">): Promise<void> => {
  const until = Date.now() + SETTLE_WITHIN_MILLISECONDS;
  let lastWrapUpEpoch = Date.now();
  for (let now = lastWrapUpEpoch; now < until; now = Date.now()) {
    if (inWrapUp() > 0) lastWrapUpEpoch = now;
    else if (engaged() === 0 || now - lastWrapUpEpoch > WORD_WITHIN_MILLISECONDS) return;
    await pause(LOOK_EVERY_MILLISECONDS);
  }
};
