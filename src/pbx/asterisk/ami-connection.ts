import { connect, type Socket } from "node:net";
import { type AmiMessage, createAmiFramer, formatAmiAction } from "./ami-message.ts";

/** Why a manager connection could not be had or was lost. */
export class AmiFailure extends Error {
  override readonly name = "AmiFailure";
}

/** A manager connection that is logged in. */
export interface AmiConnection {
  /** Sends an action and waits for its response; an `Error` response throws AmiFailure. */
  readonly ask: (action: string, fields?: Readonly<Record<string, string>>) => Promise<AmiMessage>;
  /** Sends an action whose response nobody waits for: the way for what must be quick. */
  readonly send: (action: string, fields?: Readonly<Record<string, string>>) => void;
  readonly onEvent: (listener: (event: AmiMessage) => void) => () => void;
  /** Called once when the connection ends, however that is. */
  readonly onClose: (listener: () => void) => void;
  readonly close: () => void;
}

export interface AmiAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret: string;
}

const ANSWER_WITHIN_MILLISECONDS = 10_000;

const open = (address: AmiAddress): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: address.host, port: address.port, noDelay: true });
    const refuse = (error: Error): void =>
      reject(
        new AmiFailure(
          `the manager interface at ${address.host}:${address.port} does not answer (${error.message})`,
        ),
      );
    socket.once("error", refuse);
    socket.once("connect", () => {
      socket.off("error", refuse);
      resolve(socket);
    });
  });

/** Connects and logs in. Throws AmiFailure where nothing answers or the secret is wrong. */
export const connectAmi = async (address: AmiAddress): Promise<AmiConnection> => {
  const socket = await open(address);
  socket.setEncoding("utf8");
  const frame = createAmiFramer();
  const waiting = new Map<
    string,
    { resolve: (message: AmiMessage) => void; reject: (error: Error) => void }
  >();
  const listeners = new Set<(event: AmiMessage) => void>();
  const closers = new Set<() => void>();
  let lastId = 0;
  let closed = false;

  const end = (): void => {
    if (closed) return;
    closed = true;
    for (const { reject } of waiting.values()) {
      reject(new AmiFailure("the manager connection ended before it answered"));
    }
    waiting.clear();
    for (const closer of closers) closer();
  };
  socket.on("close", end);
  socket.on("error", end);
  socket.on("data", (chunk: string) => {
    for (const message of frame(chunk)) {
      const id = message.get("ActionID");
      if (message.get("Response") !== undefined) {
        const asker = id === undefined ? undefined : waiting.get(id);
        if (id !== undefined && asker !== undefined) {
          waiting.delete(id);
          asker.resolve(message);
        }
      } else if (message.get("Event") !== undefined) {
        for (const listener of listeners) listener(message);
      }
    }
  });

  const send: AmiConnection["send"] = (action, fields = {}) => {
    if (!closed) socket.write(formatAmiAction(action, fields));
  };

  const ask: AmiConnection["ask"] = (action, fields = {}) =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(new AmiFailure("the manager connection has ended"));
        return;
      }
      const id = `surgeline-${++lastId}`;
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new AmiFailure(`the manager interface did not answer ${action} within 10 s`));
      }, ANSWER_WITHIN_MILLISECONDS);
      waiting.set(id, {
        resolve: (message) => {
          clearTimeout(timer);
          if (message.get("Response") === "Error") {
            reject(new AmiFailure(`${action}: ${message.get("Message") ?? "refused"}`));
          } else resolve(message);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      send(action, { ...fields, ActionID: id });
    });

  const connection: AmiConnection = {
    ask,
    send,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onClose: (listener) => void closers.add(listener),
    close: () => socket.destroy(),
  };
  try {
    await ask("Login", { Username: address.user, Secret: address.secret, Events: "on" });
  } catch (error) {
    socket.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    throw new AmiFailure(
      `the manager interface at ${address.host}:${address.port} refused the log-in of ${address.user} (${reason})`,
    );
  }
  return connection;
};
