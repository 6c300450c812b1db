import { createServer, type Socket } from "node:net";
import { EMPTY_FRAMER, frameStream } from "../../sip/stream-framer.ts";
import { connectionFlow, openServer } from "./connections.ts";
import type { FlowListener } from "./flow.ts";
import type { Listener } from "./udp-listener.ts";

/** Serves SIP over TCP on an address; rejects where the port is taken. */
export const listenTcp = (host: string, port: number, listener: FlowListener): Promise<Listener> =>
  openServer(
    createServer({ noDelay: true }, (socket) => serve(socket, listener)),
    host,
    port,
  );

const serve = (socket: Socket, listener: FlowListener): void => {
  let framer = EMPTY_FRAMER;
  const flow = connectionFlow(socket, "TCP", (text) => socket.write(text, "latin1"));
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
  socket.on("close", () => listener.closed(flow));
};
