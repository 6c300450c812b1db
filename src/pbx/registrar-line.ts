import { createSocket } from "node:dgram";
import { connect, type Socket } from "node:net";
import { header, type SipResponse } from "../sip/message.ts";
import { parseMessage } from "../sip/parse-message.ts";
import { parseSequence } from "../sip/sequence.ts";
import { EMPTY_FRAMER, frameStream } from "../sip/stream-framer.ts";
import type { PbxTarget } from "./pbx.ts";

/** A way to ask a registrar and hear its answers. */
export interface RegistrarLine {
  /** How it is named in Via: `SIP/2.0/UDP host:port`. */
  readonly sentBy: () => Promise<string>;
  /** The final response to a request of this Call-ID; undefined where none comes. */
  readonly ask: (callId: string, request: string) => Promise<SipResponse | undefined>;
  readonly close: () => void;
}

const TRIES = 5;
const T1_MILLISECONDS = 500;

/** Whom the texts that come are given to. */
type Listener = (text: string) => void;

/**
 * Sends until the final response comes: again every half second over UDP, once
 * where nothing is lost. A late response to the request before it, which was
 * repeated, is none: CSeq tells.
 */
const finalResponse = (
  listeners: Set<Listener>,
  callId: string,
  request: string,
  send: (time: number) => void,
): Promise<SipResponse | undefined> =>
  new Promise((resolve) => {
    let times = 0;
    const end = (response?: SipResponse): void => {
      clearInterval(timer);
      listeners.delete(take);
      resolve(response);
    };
    const sendAgain = (): void => {
      if (times >= TRIES) end();
      else send(times++);
    };
    const sequence = parseSequence(/^CSeq: *(.*?)\r?$/m.exec(request)?.[1])?.number;
    const take = (text: string): void => {
      const parsed = parseMessage(text);
      if (parsed.kind !== "message" || parsed.message.kind !== "response") return;
      const { message } = parsed;
      if (header(message, "call-id") !== callId || message.status < 200) return;
      if (parseSequence(header(message, "cseq"))?.number === sequence) end(message);
    };
    const timer = setInterval(sendAgain, T1_MILLISECONDS);
    listeners.add(take);
    sendAgain();
  });

const overUdp = async (target: PbxTarget, localHost: string): Promise<RegistrarLine> => {
  const socket = createSocket(target.host.includes(":") ? "udp6" : "udp4");
  const listeners = new Set<Listener>();
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, localHost, resolve);
  });
  socket.on("error", () => {
    // an answer that says the port is closed comes as an error; the tries run out then
  });
  socket.on("message", (bytes) => {
    for (const listener of listeners) listener(bytes.toString("latin1"));
  });
  const { port } = socket.address();
  return {
    sentBy: async () => `SIP/2.0/UDP ${localHost}:${port}`,
    ask: (callId, request) =>
      finalResponse(listeners, callId, request, () => socket.send(request, target.port, target.host)),
    close: () => socket.close(),
  };
};

/** One connection, made anew where the registrar has closed it. */
const overTcp = (target: PbxTarget, localHost: string): RegistrarLine => {
  const listeners = new Set<Listener>();
  let connection: Promise<Socket | undefined> | undefined;
  const connected = (): Promise<Socket | undefined> => {
    connection ??= new Promise((resolve) => {
      const socket = connect({ host: target.host, port: target.port, localAddress: localHost });
      let framer = EMPTY_FRAMER;
      socket.on("connect", () => resolve(socket));
      socket.on("data", (bytes) => {
        const cut = frameStream(framer, bytes.toString("latin1"));
        framer = cut.state;
        for (const frame of cut.frames) {
          if (frame.kind !== "message") continue;
          for (const listener of listeners) listener(frame.text);
        }
      });
      socket.on("error", () => resolve(undefined));
      socket.on("close", () => {
        connection = undefined;
        resolve(undefined);
      });
    });
    return connection;
  };
  return {
    sentBy: async () => {
      const socket = await connected();
      return `SIP/2.0/TCP ${localHost}:${socket?.localPort ?? 9}`;
    },
    ask: async (callId, request) => {
      const socket = await connected();
      if (socket === undefined) return undefined;
      return finalResponse(listeners, callId, request, (time) => {
        if (time === 0) socket.write(request);
      });
    },
    close: () => void connection?.then((socket) => socket?.destroy()),
  };
};

/** Opens a line over the target's own transport, TCP or else UDP. */
export const openRegistrarLine = async (target: PbxTarget, localHost: string): Promise<RegistrarLine> =>
  target.transport === "tcp" ? overTcp(target, localHost) : overUdp(target, localHost);
