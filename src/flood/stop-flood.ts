import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FLOOD_FILES } from "./flood-files.ts";
import type { FloodHooks } from "./flood-plan.ts";

/** How a flood is brought to its end before its time, or at it. */
export interface FloodStop {
  /** When the user asked for the end; absent as long as nobody did. */
  readonly interruptedEpoch: () => number | undefined;
  /** Whether SIPp was ended by us, and not by itself. */
  readonly isEndedByUs: () => boolean;
  /** Ends SIPp with all that it still holds. */
  readonly end: () => void;
  /** Listens to the user no longer. */
  readonly release: () => void;
}

/**
 * Listens for the user's wish to stop. Drained, no further call begins and
 * those under way end as they would; killed, SIPp ends at once.
 */
export const followStop = (
  hooks: FloodHooks,
  folder: string,
  sipp: { readonly kill: () => void },
  onTrouble: (sentence: string) => void,
): FloodStop => {
  let interruptedEpoch: number | undefined;
  let isEndedByUs = false;
  const end = (): void => {
    isEndedByUs = true;
    sipp.kill();
  };
  const drain = (): void => {
    interruptedEpoch ??= Date.now();
    // Written in place: SIPp opens it at every start of a call and must never find it gone.
    writeFile(join(folder, FLOOD_FILES.closing), "1").catch((error: Error) => {
      onTrouble(`Further calls could not be held back (${error.message}), so SIPp was ended.`);
      end();
    });
  };
  const kill = (): void => {
    drain();
    end();
  };
  if (hooks.drain?.aborted) drain();
  if (hooks.kill?.aborted) kill();
  hooks.drain?.addEventListener("abort", drain, { once: true });
  hooks.kill?.addEventListener("abort", kill, { once: true });
  return {
    interruptedEpoch: () => interruptedEpoch,
    isEndedByUs: () => isEndedByUs,
    end,
    release: () => {
      hooks.drain?.removeEventListener("abort", drain);
      hooks.kill?.removeEventListener("abort", kill);
    },
  };
};
