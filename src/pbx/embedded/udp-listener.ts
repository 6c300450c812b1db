import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { Flow, FlowListener } from "./flow.ts";

export interface Listener {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Room for a burst while the thread is busy; the kernel grants what it allows. */
const RECEIVE_BUFFER_BYTES = 8 * 1024 * 1024;

/** Serves SIP over UDP on an address; rejects where the port is taken. */
export const listenUdp = async (host: string, port: number, listener: FlowListener): Promise<Listener> => {
  const socket = createSocket({
    type: "udp4",
    recvBufferSize: RECEIVE_BUFFER_BYTES,
    sendBufferSize: RECEIVE_BUFFER_BYTES,
    // Only addresses are ever sent to; the resolver would cost a turn of the loop a packet.
    lookup: (address, _options, done) => done(null, address, 4),
  });
  socket.on("message", (packet, from) => {
    listener.received(packet.toString("latin1"), flowTo(socket, host, from.address, from.port));
  });
  // The lookup above answers at once, and so may the socket: listen before binding.
  const listening = once(socket, "listening");
  socket.bind(port, host);
  await listening;
  // A packet that bounces (the caller's socket is closed) says nothing about the others.
  socket.on("error", () => {});
  return {
    port: socket.address().port,
    close: () =>
      new Promise((resolve) => {
        socket.close(() => resolve());
      }),
  };
};

const flowTo = (socket: Socket, localHost: string, remoteHost: string, remotePort: number): Flow => ({
  transport: "UDP",
  reliable: false,
  localHost,
  localPort: socket.address().port,
  remoteHost,
  remotePort,
  send: (text) => {
    if (remotePort === 0) return false;
    try {
      socket.send(Buffer.from(text, "latin1"), remotePort, remoteHost, () => {});
      return true;
    } catch {
      return false;
    }
  },
  toward: (host, port) => flowTo(socket, localHost, host, port),
});
