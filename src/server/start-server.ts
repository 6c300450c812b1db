import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { invalidInput } from "../scenario/invalid-input.ts";
import { isLoopback } from "./access.ts";
import { createApp, type ServeOptions } from "./create-app.ts";

/** A server that listens. */
export interface RunningServer {
  /** The address to open, without a token. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Serves the pages until stopped.
 *
 * @param port 0: a free one.
 * @throws InvalidInput where the address is not loopback and there is no token, or the port is taken.
 */
export const startServer = async (options: ServeOptions, port: number): Promise<RunningServer> => {
  const { host, token } = options.access;
  if (!isLoopback(host) && token === undefined) {
    throw invalidInput(
      "--host",
      `${host} can be reached from other machines, so a token is needed: give --token with a secret of at least 16 characters.`,
    );
  }
  const app = createApp(options);
  const sockets = new Set<{ destroy: () => void; once: (event: "close", then: () => void) => void }>();
  const { server, address } = await new Promise<{ server: ReturnType<typeof serve>; address: AddressInfo }>(
    (resolve, reject) => {
      const server = serve({ fetch: app.fetch, hostname: host, port }, (address) =>
        resolve({ server, address }),
      );
      server.on(
        "connection",
        (socket: { destroy: () => void; once: (event: "close", then: () => void) => void }) => {
          sockets.add(socket);
          socket.once("close", () => sockets.delete(socket));
        },
      );
      server.on("error", (error: NodeJS.ErrnoException) => {
        reject(
          error.code === "EADDRINUSE"
            ? invalidInput("--port", `port ${port} of ${host} is in use; give another, or 0 for a free one.`)
            : error.code === "EADDRNOTAVAIL" || error.code === "EACCES" || error.code === "ENOTFOUND"
              ? invalidInput("--host", `cannot listen on ${host}:${port}: ${error.message}.`)
              : error,
        );
      });
    },
  );
  const shownHost = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${shownHost}:${address.port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // pages that follow a run keep their connection for ever
        for (const socket of sockets) socket.destroy();
      }),
  };
};
