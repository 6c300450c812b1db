import { stringHash } from "../../sip/string-hash.ts";

/** Whether an attempt is made to fail: the same for the same seed, caller and attempt, in every run. */
export const attemptFails = (
  failureShare: number,
  seed: number,
  callerNumber: string,
  attempt: number,
): boolean => failureShare > 0 && stringHash(`${seed} ${callerNumber} ${attempt}`) / 2 ** 32 < failureShare;
