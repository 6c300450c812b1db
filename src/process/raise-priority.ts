import { constants, setPriority } from "node:os";

/**
 * Puts this process, and all that it starts from now on, before the machine's
 * other work, where the system lets us (as root): a generator that waits for
 * the processor places its calls late. Says whether it could.
 */
export const raisePriority = (): boolean => {
  try {
    setPriority(constants.priority.PRIORITY_HIGH);
    return true;
  } catch {
    return false;
  }
};
