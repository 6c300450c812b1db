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

const ANSWER_WITHIN_MILLISECONDS = 5000;

const askHttp = async (address: string): Promise<void> => {
  const answer = await fetch(address, {
    redirect: "manual",
    signal: AbortSignal.timeout(ANSWER_WITHIN_MILLISECONDS),
  });
  await answer.arrayBuffer();
};

/** Opens a WebSocket for SIP and closes it again. */
const askWebSocket = (address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(address, "sip");
    const limit = setTimeout(() => {
      reject(new Error(`no answer to the handshake within ${ANSWER_WITHIN_MILLISECONDS / 1000} s`));
      socket.close();
    }, ANSWER_WITHIN_MILLISECONDS);
    socket.onopen = () => {
      clearTimeout(limit);
      socket.close();
      resolve();
    };
    socket.onerror = () => {
      clearTimeout(limit);
      reject(new Error("the handshake of SIP over WebSocket was refused"));
    };
  });

/** Throws `NoAnswer` where nothing answers at an address, before the lane begins. */
export const askAddresses = async (lane: WebLane): Promise<void> => {
  for (const address of addressesOf(lane)) {
    try {
      await (address.startsWith("ws") ? askWebSocket(address) : askHttp(address));
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new NoAnswer(
        `Nothing answers at ${address} (${reason}). Start what is to be tested, or correct the address.`,
      );
    }
  }
};
