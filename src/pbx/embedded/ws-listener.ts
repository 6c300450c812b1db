import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connectionFlow, openServer } from "./connections.ts";
import type { FlowListener } from "./flow.ts";
import type { Listener } from "./udp-listener.ts";
import { readWsFrame, WS_OPCODE, writeWsFrame } from "./ws-frames.ts";

/** RFC 6455 section 1.3. */
const HANDSHAKE_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/** The largest SIP message taken: as over TCP. */
const LARGEST_MESSAGE_BYTES = 64 * 1024;

/** Serves SIP over WebSocket (RFC 7118) on an address; rejects where the port is taken. */
export const listenWebSocket = (host: string, port: number, listener: FlowListener): Promise<Listener> => {
  const server = createServer((_request, response) => {
    response.writeHead(426, { connection: "close", upgrade: "websocket" });
    response.end("SIP over WebSocket is served here.\n");
  });
  server.on("upgrade", (request, stream, head) => upgrade(request, stream, head, listener));
  return openServer(server, host, port);
};

/** A handshake without the subprotocol `sip` is refused, as RFC 7118 section 4 asks. */
const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer, listener: FlowListener): void => {
  const key = request.headers["sec-websocket-key"];
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  const right =
    request.headers.upgrade?.toLowerCase() === "websocket" &&
    request.headers["sec-websocket-version"] === "13" &&
    key !== undefined &&
    offered.includes("sip");
  if (!right) {
    stream.end("HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 13\r\nConnection: close\r\n\r\n");
    return;
  }
  const accept = createHash("sha1")
    .update(key + HANDSHAKE_GUID)
    .digest("base64");
  stream.write(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: sip\r\n\r\n`,
  );
  serve(request.socket, head, listener);
};

const serve = (socket: Socket, head: Buffer, listener: FlowListener): void => {
  socket.setNoDelay(true);
  const flow = connectionFlow(socket, "WS", (text) =>
    socket.write(writeWsFrame(WS_OPCODE.text, Buffer.from(text, "latin1"))),
  );
  const close = (status: number): void => {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(status);
    if (socket.writable) socket.end(writeWsFrame(WS_OPCODE.close, payload));
  };

  let received: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let closing = false;
  const takePart = (payload: Buffer, final: boolean): void => {
    parts.push(payload);
    if (parts.reduce((sum, part) => sum + part.length, 0) > LARGEST_MESSAGE_BYTES) {
      closing = true;
      close(1009);
    } else if (final) {
      const text = Buffer.concat(parts).toString("latin1");
      parts = [];
      listener.received(text, flow);
    }
  };
  const take = (opcode: number, payload: Buffer, final: boolean): void => {
    const begins = opcode === WS_OPCODE.text || opcode === WS_OPCODE.binary;
    if (opcode === WS_OPCODE.ping) socket.write(writeWsFrame(WS_OPCODE.pong, payload));
    else if (opcode === WS_OPCODE.close) {
      closing = true;
      close(payload.length >= 2 ? payload.readUInt16BE(0) : 1000);
    } else if ((begins && parts.length === 0) || (opcode === WS_OPCODE.continuation && parts.length > 0)) {
      takePart(payload, final);
    } else if (opcode !== WS_OPCODE.pong) {
      closing = true;
      close(1002);
    }
  };
  const read = (chunk: Buffer): void => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    while (!closing) {
      const next = readWsFrame(received, LARGEST_MESSAGE_BYTES);
      if (next.kind === "incomplete") return;
      if (next.kind === "fault") {
        closing = true;
        close(next.fault.status);
        return;
      }
      received = next.rest;
      take(next.frame.opcode, next.frame.payload, next.frame.final);
    }
  };
  socket.on("data", read);
  socket.on("close", () => listener.closed(flow));
  if (head.length > 0) read(head);
};
