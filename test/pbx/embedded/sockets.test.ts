import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { startEmbeddedPbx } from "../../../src/pbx/embedded/start-embedded-pbx.ts";
import type { PbxEvent, RunningPbx } from "../../../src/pbx/pbx.ts";
import { TORTURE } from "../../sip/torture-messages.ts";
import { OPTIONS, requestText } from "./bench-pbx.ts";

let pbx: RunningPbx | undefined;
afterEach(async () => {
  await pbx?.stop();
  pbx = undefined;
});
const start = async (): Promise<RunningPbx> => {
  pbx = await startEmbeddedPbx(OPTIONS);
  return pbx;
};

/** Noise that is the same in every run: bytes of a linear congruential generator. */
const noise = (length: number, seed: number): Buffer => {
  let state = seed;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    }),
  );
};

const options = (callId: string): string =>
  requestText({ method: "OPTIONS", callId }).replace("127.0.0.1:5061;branch", "127.0.0.1:5061;rport;branch");

/** What a TCP connection brings until the text has come or the other side has closed. */
const readUntil = (socket: ReturnType<typeof connect>, wanted: RegExp): Promise<string> =>
  new Promise((resolve) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (wanted.test(text)) resolve(text);
    });
    socket.on("close", () => resolve(text));
  });

describe("the embedded PBX on its sockets", () => {
  it("answers OPTIONS by UDP after the torture messages and noise, and tells its events in epoch time", async () => {
    const { target, follow } = await start();
    const events: PbxEvent[] = [];
    follow((event) => events.push(event));
    const socket = createSocket("udp4");
    try {
      socket.bind(0, "127.0.0.1");
      await once(socket, "listening");
      const ask = (callId: string): Promise<string> =>
        new Promise((resolve) => {
          const send = (): void =>
            socket.send(Buffer.from(options(callId), "latin1"), target.port, target.host);
          const repeat = setInterval(send, 500);
          const listen = (packet: Buffer): void => {
            const text = packet.toString("latin1");
            if (!text.includes(`Call-ID: ${callId}\r\n`)) return;
            clearInterval(repeat);
            socket.off("message", listen);
            resolve(text);
          };
          socket.on("message", listen);
          send();
        });
      const before = Date.now();
      const packets = [
        ...TORTURE.map(({ text }) => Buffer.from(text, "latin1")),
        ...Array.from({ length: 200 }, (_, n) => noise(n * 7, n)),
      ];
      for (const [index, packet] of packets.entries()) {
        socket.send(packet, target.port, target.host);
        // So few on their way at once that the socket drops none.
        if (index % 10 === 0) await ask(`after-${index}`);
      }
      expect(await ask("the-last")).toMatch(/^SIP\/2\.0 200 OK\r\n/);
      await pbx?.stop();
      const joined = events.filter((event) => event.kind === "joined");
      // Three of the messages are INVITEs that ring: esc01, longreq and inv2543.
      expect(joined).toHaveLength(3);
      for (const event of joined) {
        expect(event.epochMilliseconds).toBeGreaterThan(before - 1_000);
        expect(event.epochMilliseconds).toBeLessThan(Date.now() + 1_000);
      }
    } finally {
      socket.close();
    }
  });

  it("serves several messages in one segment by TCP, answers pings, and closes a stream it cannot follow", async () => {
    const { target } = await start();
    const socket = connect(target.port, target.host);
    try {
      await once(socket, "connect");
      const both = readUntil(socket, /Call-ID: second/);
      socket.write(options("first") + options("second"), "latin1");
      expect((await both).match(/SIP\/2\.0 200 OK/g)).toHaveLength(2);
      const pong = readUntil(socket, /^\r\n$/);
      socket.write("\r\n\r\n");
      expect(await pong).toBe("\r\n");
      const last = readUntil(socket, /never/);
      socket.write(options("third").replace("Content-Length: 0", "Content-Length: many"), "latin1");
      expect(await last).toMatch(/^SIP\/2\.0 400 /);
    } finally {
      socket.destroy();
    }
  });

  it("goes on serving others when a connection brings noise", async () => {
    const { target } = await start();
    const noisy = connect(target.port, target.host);
    const good = connect(target.port, target.host);
    try {
      await Promise.all([once(noisy, "connect"), once(good, "connect")]);
      noisy.on("error", () => {});
      noisy.write(noise(100_000, 5));
      const answer = readUntil(good, /200 OK/);
      good.write(options("good"), "latin1");
      expect(await answer).toContain("SIP/2.0 200 OK");
    } finally {
      noisy.destroy();
      good.destroy();
    }
  });
});
