import { createSocket, type Socket } from "node:dgram";
import { describe, expect, it } from "vitest";
import { readAudioPort } from "../../../src/pbx/audio/audio-line.ts";
import { startAudio } from "../../../src/pbx/audio/start-audio.ts";
import { readRtpHeader } from "../../../src/sip/rtp.ts";

const HOST = "127.0.0.1";

const opened = async (): Promise<Socket> => {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, HOST, resolve));
  return socket;
};

/** Until so many packets have come. */
const packets = (socket: Socket, count: number): Promise<Uint8Array[]> =>
  new Promise((resolve) => {
    const got: Uint8Array[] = [];
    socket.on("message", (packet) => {
      if (got.push(packet) === count) resolve(got);
    });
  });

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

describe("the audio of the telephones", () => {
  it("is whole packets of μ-law, numbered one after the other, for as long as the call lasts", async () => {
    const audio = await startAudio({ host: HOST, speaks: true, waitsOnCall: false });
    const pbx = await opened();
    try {
      const came = packets(pbx, 10);
      audio.begin("agents", 7, pbx.address().port);
      const got = await came;
      audio.end("agents", 7);
      const headers = got.map((packet) => readRtpHeader(packet));
      expect(got.map((packet) => packet.byteLength)).toEqual(got.map(() => 172));
      expect(headers.map((header) => header?.sequence)).toEqual(got.map((_, index) => index));
      expect(headers.map((header) => header?.timestamp)).toEqual(got.map((_, index) => index * 160));
      expect(new Set(headers.map((header) => header?.source)).size).toBe(1);
      expect((await audio.take()).callers).toMatchObject({ sent: 0, received: 0 });
    } finally {
      pbx.close();
      await audio.stop();
    }
  });

  it("is counted where it is received, apart while the caller waits, digits apart, gaps as lost", async () => {
    const audio = await startAudio({ host: HOST, speaks: false, waitsOnCall: true });
    const pbx = await opened();
    const send = (sequence: number, bytes = 172): void => {
      const packet = new Uint8Array(bytes);
      packet[0] = 0x80;
      packet[3] = sequence;
      pbx.send(packet, audio.callersPort, HOST);
    };
    try {
      audio.begin("callers", 1, pbx.address().port);
      for (const sequence of [1, 2, 3]) send(sequence);
      await settled();
      audio.serve("callers", 1);
      for (const sequence of [4, 7]) send(sequence);
      // a digit: twelve bytes of header, four of payload
      send(8, 16);
      await settled();
      const { callers, agents } = await audio.take();
      expect(callers).toEqual({ sent: 0, received: 6, receivedDigits: 1, receivedWaiting: 3, lost: 2 });
      expect(agents).toEqual({ sent: 0, received: 0, receivedDigits: 0, lost: 0 });
      audio.end("callers", 1);
      // a call that has ended was counted, and is not counted again
      expect((await audio.take()).callers).toEqual({
        sent: 0,
        received: 0,
        receivedDigits: 0,
        receivedWaiting: 0,
        lost: 0,
      });
    } finally {
      pbx.close();
      await audio.stop();
    }
    expect((await audio.take()).callers.received).toBe(0);
  });

  it("goes where the session description says, and nowhere for a refused stream", () => {
    expect(readAudioPort("m=audio 20312")).toBe(20_312);
    expect(readAudioPort("m=audio 0")).toBeUndefined();
    expect(readAudioPort("false")).toBeUndefined();
  });
});
