import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { FlowListener } from "../../../src/pbx/embedded/flow.ts";
import { listenWebSocket } from "../../../src/pbx/embedded/ws-listener.ts";

const takeDown: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of takeDown.splice(0).reverse()) await stop();
});

const listen = async (received: FlowListener["received"], closed: FlowListener["closed"] = () => {}) => {
  const listener = await listenWebSocket("127.0.0.1", 0, { received, closed });
  takeDown.push(listener.close);
  return listener.port;
};

const HANDSHAKE = [
  "GET /ws HTTP/1.1",
  "Host: 127.0.0.1",
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Version: 13",
  // the key and the answer to it are those of RFC 6455, section 1.3
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Protocol: sip",
];

/** A frame as a client sends it, written by hand from RFC 6455 section 5.2. */
const frame = (first: number, payload: Buffer, masked = true): Buffer => {
  const mask = randomBytes(4);
  const length =
    payload.length < 126
      ? Buffer.from([payload.length])
      : Buffer.from([126, payload.length >> 8, payload.length & 255]);
  if (masked) length[0]! |= 0x80;
  const body = Buffer.from(payload.map((byte, index) => (masked ? byte ^ mask[index % 4]! : byte)));
  return Buffer.concat([Buffer.from([first]), length, ...(masked ? [mask] : []), body]);
};

interface Client {
  readonly socket: Socket;
  readonly came: () => Buffer;
  /** Waits until so many bytes have come, or the end; at most five seconds. */
  readonly until: (holds: (came: Buffer, ended: boolean) => boolean) => Promise<Buffer>;
}

const open = (port: number, lines: readonly string[]): Client => {
  const socket = connect(port, "127.0.0.1");
  takeDown.push(() => void socket.destroy());
  let came: Buffer = Buffer.alloc(0);
  let ended = false;
  socket.on("data", (chunk) => {
    came = Buffer.concat([came, chunk]);
  });
  socket.on("close", () => {
    ended = true;
  });
  socket.on("error", () => {});
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  return {
    socket,
    came: () => came,
    until: async (holds) => {
      const deadline = performance.now() + 5000;
      while (!holds(came, ended)) {
        if (performance.now() > deadline)
          throw new Error(`not within five seconds; came: ${came.toString("latin1")}`);
        await new Promise((next) => setTimeout(next, 5));
      }
      return came;
    },
  };
};

const upgraded = async (port: number): Promise<{ client: Client; head: number }> => {
  const client = open(port, HANDSHAKE);
  const head = await client.until((came) => came.includes("\r\n\r\n"));
  return { client, head: head.length };
};

describe("the WebSocket of the embedded PBX", () => {
  it("answers the handshake of RFC 6455's example, and agrees on sip", async () => {
    const { client } = await upgraded(await listen(() => {}));
    const head = client.came().toString("latin1");
    expect(head).toMatch(/^HTTP\/1\.1 101 /);
    expect(head).toContain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    expect(head).toContain("Sec-WebSocket-Protocol: sip");
  });

  it("refuses a handshake without sip, of another version or without a key", async () => {
    const port = await listen(() => {});
    for (const without of ["Sec-WebSocket-Protocol", "Sec-WebSocket-Version", "Sec-WebSocket-Key"]) {
      const client = open(
        port,
        HANDSHAKE.filter((line) => !line.startsWith(without)),
      );
      expect((await client.until((_, ended) => ended)).toString("latin1")).toMatch(/^HTTP\/1\.1 400 /);
    }
  });

  it("takes messages whole, in parts with a ping between, and several at once; and sends", async () => {
    const texts: string[] = [];
    const port = await listen((text, flow) => {
      texts.push(text);
      flow.send("answer");
    });
    const { client, head } = await upgraded(port);
    const long = "x".repeat(300);
    client.socket.write(
      Buffer.concat([
        frame(0x81, Buffer.from("whole")),
        frame(0x01, Buffer.from("in ")),
        frame(0x89, Buffer.from("ping")),
        frame(0x80, Buffer.from("parts")),
        frame(0x82, Buffer.from(long)),
      ]),
    );
    const answer = frame(0x81, Buffer.from("answer"), false);
    const pong = frame(0x8a, Buffer.from("ping"), false);
    const came = await client.until((bytes) => bytes.length >= head + 3 * answer.length + pong.length);
    expect(texts).toEqual(["whole", "in parts", long]);
    expect(came.subarray(head)).toEqual(Buffer.concat([answer, pong, answer, answer]));
  });

  it.each([
    ["a frame that is not masked", frame(0x81, Buffer.from("x"), false), 1002],
    ["a reserved bit", frame(0xc1, Buffer.from("x")), 1002],
    ["a continuation of nothing", frame(0x80, Buffer.from("x")), 1002],
    ["a frame that is too long", Buffer.from([0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]), 1009],
  ])("closes with the right status at %s", async (_, bytes, status) => {
    let closed = 0;
    const texts: string[] = [];
    const port = await listen(
      (text) => texts.push(text),
      () => {
        closed++;
      },
    );
    const { client, head } = await upgraded(port);
    client.socket.write(bytes);
    const came = await client.until((_came, ended) => ended);
    expect([...came.subarray(head)]).toEqual([0x88, 2, status >> 8, status & 255]);
    expect(texts).toEqual([]);
    // the other side may see the end first
    await vi.waitFor(() => expect(closed).toBe(1));
  });

  it("answers a close with a close, and tells that the flow is gone", async () => {
    let closed = 0;
    const port = await listen(
      () => {},
      () => {
        closed++;
      },
    );
    const { client, head } = await upgraded(port);
    client.socket.write(frame(0x88, Buffer.from([0x03, 0xe8])));
    const came = await client.until((_came, ended) => ended);
    expect([...came.subarray(head)]).toEqual([0x88, 2, 0x03, 0xe8]);
    await vi.waitFor(() => expect(closed).toBe(1));
  });
});
