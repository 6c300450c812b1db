import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { EMPTY_FRAMER, frameStream } from "../../sip/stream-framer.ts";
import type { Flow, FlowListener } from "./flow.ts";
import type { Listener } from "./udp-listener.ts";

/** What a connection may leave unread before it is cut. */
const LARGEST_BACKLOG_BYTES = 16 * 1024 * 1024;

/** Serves SIP over TCP on an address; rejects where the port is taken. */
export const listenTcp = async (host: string, port: number, listener: FlowListener): Promise<Listener> => {
  const connections = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    connections.add(socket);
    serve(socket, listener, () => connections.delete(socket));
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

const serve = (socket: Socket, listener: FlowListener, gone: () => void): void => {
  let framer = EMPTY_FRAMER;
  const flow: Flow = {
    transport: "TCP",
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
      socket.write(text, "latin1");
      return true;
    },
  };
  socket.setEncoding("latin1");
  socket.on("data", (chunk) => {
    const { state, frames } = frameStream(framer, String(chunk));
    framer = state;
    for (const frame of frames) {
      if (frame.kind === "ping") flow.send("\r\n");
      else listener.received(frame.text, flow);
      if (frame.kind === "broken") socket.end();
    }
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    gone();
    listener.closed(flow);
  });
};
