import { once } from "node:events";
import type { Server, Socket } from "node:net";
import type { Flow } from "./flow.ts";
import type { Listener } from "./udp-listener.ts";

/** What a connection may leave unread before it is cut. */
const LARGEST_BACKLOG_BYTES = 16 * 1024 * 1024;

/**
 * Opens a server of connections on an address, and cuts every connection when it
 * is closed; rejects where the port is taken. Port 0 asks for a free one.
 */
export const openServer = async (server: Server, host: string, port: number): Promise<Listener> => {
  const connections = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  server.listen(port, host);
  await once(server, "listening");
  server.on("error", () => {});
  const address = server.address();
  return {
    port: address !== null && typeof address === "object" ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of connections) socket.destroy();
      }),
  };
};

/**
 * A connection as the PBX sees it; `write` puts one message on the socket. A
 * connection whose other side does not read is cut.
 */
export const connectionFlow = (
  socket: Socket,
  transport: Flow["transport"],
  write: (text: string) => void,
): Flow => ({
  transport,
  reliable: true,
  localHost: socket.localAddress ?? "127.0.0.1",
  localPort: socket.localPort ?? 0,
  remoteHost: socket.remoteAddress ?? "",
  remotePort: socket.remotePort ?? 0,
  send: (text) => {
    if (socket.destroyed || !socket.writable) return false;
    if (socket.writableLength > LARGEST_BACKLOG_BYTES) {
      socket.destroy();
      return false;
    }
    write(text);
    return true;
  },
});
