import { createSocket } from "node:dgram";
import { connect, type Socket } from "node:net";
import type { CallersAddress } from "../pbx.ts";

/** Tells callers, from outside their dialog, what nothing in it says. */
export interface CallerTeller {
  /** An agent has the caller of an answered queue. */
  readonly tellAgent: (callId: string, agent: string) => void;
  /** The caller, who was put through and waits again, has waited for long enough. */
  readonly tellLeave: (callId: string) => void;
  readonly close: () => void;
}

/** What carries messages to the callers. */
interface Carrier {
  readonly send: (message: string) => void;
  readonly close: () => void;
}

const byUdp = ({ host, port }: CallersAddress): Carrier => {
  const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
  socket.on("error", () => {
    // a caller who is gone already needs not be told
  });
  socket.unref();
  return { send: (message) => socket.send(message, port, host), close: () => socket.close() };
};

/** SIPp listens where it calls from, over TCP too; the connection is made when there is something to tell, and again if lost. */
const byTcp = ({ host, port }: CallersAddress): Carrier => {
  let connection: Socket | undefined;
  const connected = (): Socket => {
    if (connection !== undefined && !connection.destroyed) return connection;
    connection = connect(port, host);
    connection.setNoDelay(true);
    connection.unref();
    connection.on("error", () => {
      // a caller who is gone already needs not be told
    });
    // what SIPp answers is thrown away, but has to be read
    connection.resume();
    return connection;
  };
  return { send: (message) => void connected().write(message), close: () => connection?.destroy() };
};

/**
 * SIPp finds a call by its Call-ID alone, so an INFO from any socket moves just
 * that caller on. In a queue that answers first, nothing in the caller's own
 * dialog says that an agent has come; and of a second wait only the PBX knows
 * when it began.
 */
export const createCallerTeller = (callers: CallersAddress): CallerTeller => {
  const isTcp = callers.transport === "tcp";
  const carrier = isTcp ? byTcp(callers) : byUdp(callers);
  let sequence = 0;
  const tell = (callId: string, who: string, header: string): void => {
    sequence++;
    const message = [
      `INFO sip:caller@${callers.host}:${callers.port} SIP/2.0`,
      `Via: SIP/2.0/${isTcp ? "TCP" : "UDP"} 127.0.0.1:9;branch=z9hG4bK-tell-${sequence}`,
      "Max-Forwards: 70",
      `From: <sip:${who}@127.0.0.1>;tag=tell${sequence}`,
      `To: <sip:caller@${callers.host}>`,
      `Call-ID: ${callId}`,
      `CSeq: ${sequence} INFO`,
      header,
      "Content-Length: 0",
      "",
      "",
    ].join("\r\n");
    carrier.send(message);
  };
  return {
    tellAgent: (callId, agent) => tell(callId, `agent${agent}`, `X-Surgeline-Agent: ${agent}`),
    tellLeave: (callId) => tell(callId, "clock", "X-Surgeline-Leave: 1"),
    close: carrier.close,
  };
};
