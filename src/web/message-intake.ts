import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Message, openMessageStore } from "./message-store.ts";

/** What the intake counts, so that "nothing lost" is a number. */
export interface IntakeCounts {
  /** Requests that came to an end with an answer of ours. */
  readonly received: number;
  /** Answered 201: the message was stored before the answer left. */
  readonly accepted: number;
  /** Answered with another status: no message, too large, or the intake was told to refuse. */
  readonly refused: number;
  /** Rows in the store, counted in the store. */
  readonly stored: number;
}

/** What makes the intake worse on purpose. */
export interface IntakeFaults {
  /** Wait before each answer. */
  readonly delayMilliseconds?: number;
  /** Answers 503 to every n-th message. */
  readonly refuseEvery?: number;
}

export interface IntakeOptions {
  /** The database file; `:memory:` stores nothing durably and is for tests. */
  readonly file: string;
  /** Absent: a free one. */
  readonly port?: number;
  readonly faults?: IntakeFaults;
  /** Further figures for the wallboard, such as the PBX's. */
  readonly figures?: () => Readonly<Record<string, number>>;
}

/** The contact form's other end: takes messages over HTTP and stores each before it answers. */
export interface MessageIntake {
  readonly address: string;
  readonly counts: () => IntakeCounts;
  readonly stop: () => Promise<IntakeCounts>;
}

const LARGEST_BODY_BYTES = 64 * 1024;

const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const parseMessage = (text: string): Message | undefined => {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null) return undefined;
    const field = (name: string): string | undefined => {
      const value = (parsed as Record<string, unknown>)[name];
      return typeof value === "string" ? value : undefined;
    };
    const [id, name, topic, body] = [field("id"), field("name"), field("topic"), field("body")];
    if (!id || name === undefined || topic === undefined || body === undefined) return undefined;
    return { id, name, topic, body };
  } catch {
    return undefined;
  }
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

/**
 * Starts the intake on loopback: `POST /messages` with `{id, name, topic, body}`
 * is stored and answered 201 with `{stored: true}`; a message sent twice (same
 * id) is stored once and accepted again. `GET /wallboard` gives the counts
 * and the further figures.
 */
export const startMessageIntake = async (options: IntakeOptions): Promise<MessageIntake> => {
  const store = openMessageStore(options.file);
  const faults = options.faults ?? {};
  let received = 0;
  let accepted = 0;
  let refused = 0;
  let closed = false;
  let lastStored = 0;

  const counts = (): IntakeCounts => {
    if (!closed) lastStored = store.count();
    return { received, accepted, refused, stored: lastStored };
  };

  const answer = (response: ServerResponse, status: number, content: unknown): void => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(content));
  };

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await readBody(request);
    if (faults.delayMilliseconds !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, faults.delayMilliseconds));
    }
    received++;
    const refuse = (status: number, reason: string): void => {
      refused++;
      answer(response, status, { stored: false, reason });
    };
    if (faults.refuseEvery !== undefined && received % faults.refuseEvery === 0) {
      return refuse(503, "the intake was told to refuse");
    }
    if (text === undefined) return refuse(413, `a message holds at most ${LARGEST_BODY_BYTES} bytes`);
    const message = parseMessage(text);
    if (message === undefined) return refuse(400, "a message is JSON with id, name, topic and body");
    await store.store(message);
    accepted++;
    answer(response, 201, { stored: true });
  };

  const server = createServer((request, response) => {
    if (request.method === "POST" && request.url === "/messages") {
      take(request, response).catch(() => {
        // the sender went away in the middle, or the disk failed: nothing is promised
        response.destroy();
      });
    } else if (request.method === "GET" && request.url === "/wallboard") {
      answer(response, 200, { ...counts(), ...options.figures?.() });
    } else answer(response, 404, { reason: "POST /messages or GET /wallboard" });
  });
  server.keepAliveTimeout = 60_000;
  const port = await listen(server, options.port ?? 0);

  let stopping: Promise<IntakeCounts> | undefined;
  return {
    address: `http://127.0.0.1:${port}`,
    counts,
    stop: () => {
      stopping ??= new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          const last = counts();
          closed = true;
          store.close();
          resolve(last);
        });
      });
      return stopping;
    },
  };
};
