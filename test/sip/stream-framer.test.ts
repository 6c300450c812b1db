import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_FRAMER, type Frame, frameStream } from "../../src/sip/stream-framer.ts";

const message = (body: string, length = `Content-Length: ${body.length}`): string =>
  `OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP x\r\n${length}\r\n\r\n${body}`;

const frameInPieces = (stream: string, size: number): Frame[] => {
  const frames: Frame[] = [];
  let state = EMPTY_FRAMER;
  for (let at = 0; at < stream.length; at += size) {
    const next = frameStream(state, stream.slice(at, at + size));
    state = next.state;
    frames.push(...next.frames);
  }
  return frames;
};

describe("a stream", () => {
  it("falls into the same messages however it is cut", () => {
    const whole = [message("one"), message(""), message("a\r\n\r\nb"), message("two", "l : 3")];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (size) => {
        expect(frameInPieces(whole.join(""), size)).toEqual(whole.map((text) => ({ kind: "message", text })));
      }),
      { seed: 6 },
    );
  });

  it("answers to a ping of two line ends, also in pieces, and not to one line end", () => {
    expect(frameInPieces("\r\n\r\n", 1)).toEqual([{ kind: "ping" }]);
    expect(frameInPieces(`\r\n${message("x")}`, 3)).toEqual([{ kind: "message", text: message("x") }]);
    expect(frameInPieces(`\r\n\r\n${message("x")}`, 3).map((frame) => frame.kind)).toEqual([
      "ping",
      "message",
    ]);
  });

  it("takes a missing Content-Length as no body", () => {
    expect(frameInPieces("OPTIONS sip:a@b SIP/2.0\r\nVia: y\r\n\r\n", 5)).toHaveLength(1);
  });

  it.each([
    "Content-Length: -1",
    "Content-Length: x",
    "Content-Length: 1\r\nl: 2",
    "Content-Length: 99999999",
  ])("is given up after %j", (length) => {
    const frames = frameInPieces(message("abc", length) + message("later"), 400);
    expect(frames.map((frame) => frame.kind)).toEqual(["broken"]);
  });

  it("is given up when headers never end", () => {
    expect(frameInPieces(`OPTIONS sip:a@b SIP/2.0\r\nX: ${"y".repeat(70_000)}`, 1_000)).toMatchObject([
      { kind: "broken" },
    ]);
  });
});
