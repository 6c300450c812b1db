import { setTimeout as pause } from "node:timers/promises";
import { type AmiAddress, type AmiConnection, AmiFailure, connectAmi } from "./ami-connection.ts";

/** A manager connection that is taken up again where Asterisk was restarted under it. */
export interface ManagerLink {
  readonly ask: AmiConnection["ask"];
  readonly send: AmiConnection["send"];
  readonly onEvent: AmiConnection["onEvent"];
  /** Called after a lost connection was taken up again: Asterisk has forgotten what it was told. */
  readonly onTakenUpAgain: (listener: () => void) => void;
  readonly close: () => void;
}

const TRY_EVERY_MILLISECONDS = 100;
const TRY_FOR_MILLISECONDS = 60_000;

/**
 * Keeps a connection that is open already. While it is lost, nothing is sent
 * and asking fails; it is tried again for a minute, as long as `lives` says
 * that there is somebody to answer.
 */
export const keepManager = (first: AmiConnection, address: AmiAddress, lives: () => boolean): ManagerLink => {
  const listeners = new Set<Parameters<AmiConnection["onEvent"]>[0]>();
  const takers = new Set<() => void>();
  let connection: AmiConnection | undefined;
  let closed = false;

  const takeUpAgain = async (): Promise<void> => {
    const until = Date.now() + TRY_FOR_MILLISECONDS;
    while (!closed && lives() && Date.now() < until) {
      await pause(TRY_EVERY_MILLISECONDS);
      try {
        const next = await connectAmi(address);
        if (closed) return next.close();
        await next.ask("Command", { Command: "core waitfullybooted" });
        hold(next);
        for (const taker of takers) taker();
        return;
      } catch (error) {
        if (!(error instanceof AmiFailure)) throw error;
      }
    }
  };
  const hold = (next: AmiConnection): void => {
    connection = next;
    next.onEvent((event) => {
      for (const listener of listeners) listener(event);
    });
    next.onClose(() => {
      connection = undefined;
      if (!closed) void takeUpAgain();
    });
  };
  hold(first);

  return {
    ask: (action, fields) =>
      connection === undefined
        ? Promise.reject(new AmiFailure(`the manager connection to ${address.host}:${address.port} is lost`))
        : connection.ask(action, fields),
    send: (action, fields) => connection?.send(action, fields),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onTakenUpAgain: (listener) => void takers.add(listener),
    close: () => {
      closed = true;
      connection?.close();
    },
  };
};
