import { createSocket } from "node:dgram";

/** Tells callers of an answered queue, from outside their dialog, that an agent has them. */
export interface CallerTeller {
  readonly tell: (callId: string, agent: string) => void;
  readonly close: () => void;
}

/**
 * SIPp finds a call by its Call-ID alone, so an INFO from any socket moves just
 * that caller on. In a queue that answers first, nothing in the caller's own
 * dialog says that an agent has come.
 */
export const createCallerTeller = (callers: {
  readonly host: string;
  readonly port: number;
}): CallerTeller => {
  const socket = createSocket(callers.host.includes(":") ? "udp6" : "udp4");
  socket.on("error", () => {
    // a caller who is gone already needs not be told
  });
  socket.unref();
  let sequence = 0;
  return {
    tell: (callId, agent) => {
      sequence++;
      const message = [
        `INFO sip:caller@${callers.host}:${callers.port} SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-tell-${sequence}`,
        "Max-Forwards: 70",
        `From: <sip:agent${agent}@127.0.0.1>;tag=tell${sequence}`,
        `To: <sip:caller@${callers.host}>`,
        `Call-ID: ${callId}`,
        `CSeq: ${sequence} INFO`,
        `X-Surgeline-Agent: ${agent}`,
        "Content-Length: 0",
        "",
        "",
      ].join("\r\n");
      socket.send(message, callers.port, callers.host);
    },
    close: () => socket.close(),
  };
};
