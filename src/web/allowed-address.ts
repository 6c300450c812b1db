import { checkTarget } from "../flood/allowed-target.ts";
import { NoAnswer } from "../flood/ask-options.ts";
import type { WebLane } from "../scenario/web.ts";

/** Every address of its own that a lane names. */
export const addressesOf = (lane: WebLane): readonly string[] =>
  [lane.messages?.address, lane.agents?.address, lane.wallboard?.address].filter(
    (address) => address !== undefined,
  );

/**
 * Throws `TargetNotAllowed` for the first address of the lane that is neither
 * loopback nor allowed by name; nothing has been sent by then.
 */
export const checkAddresses = (lane: WebLane, allowedTargets: readonly string[]): void => {
  for (const address of addressesOf(lane)) {
    const { hostname } = new URL(address);
    checkTarget({ host: hostname, port: 0, transport: "tcp", user: "" }, allowedTargets);
  }
};

const ANSWER_WITHIN_MILLISECONDS = 10_000;

/** Throws `NoAnswer` where nothing at all answers at an address, before anything is sent to it. */
export const askAddresses = async (lane: WebLane): Promise<void> => {
  for (const address of addressesOf(lane)) {
    try {
      const answer = await fetch(address.replace(/^ws/, "http"), {
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_WITHIN_MILLISECONDS),
      });
      await answer.arrayBuffer();
    } catch (error) {
      const reason =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new NoAnswer(
        `Nothing answers at ${address} (${reason}). Start what is to be tested, or correct the address.`,
      );
    }
  }
};
