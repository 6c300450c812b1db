import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReception, readRtpHeader, writeRtpHeader } from "../../src/sip/rtp.ts";

describe("an RTP header", () => {
  it("is laid out as RFC 3550 §5.1 draws it", () => {
    const packet = new Uint8Array(12);
    writeRtpHeader(packet, { payloadType: 8, sequence: 0x1234, timestamp: 0xdeadbeef, source: 0xcafe0001 });
    expect([...packet]).toEqual([0x80, 8, 0x12, 0x34, 0xde, 0xad, 0xbe, 0xef, 0xca, 0xfe, 0, 1]);
  });

  it("is read as it was written, its numbers wrapped round", () => {
    fc.assert(
      fc.property(fc.nat(127), fc.nat(), fc.nat(), fc.nat(), (payloadType, sequence, timestamp, source) => {
        const packet = new Uint8Array(172);
        writeRtpHeader(packet, { payloadType, sequence, timestamp, source });
        expect(readRtpHeader(packet)).toEqual({
          payloadType,
          sequence: sequence % 65_536,
          timestamp: timestamp % 2 ** 32,
          source: source % 2 ** 32,
        });
      }),
    );
  });

  it("is not seen in what is none", () => {
    expect(readRtpHeader(new Uint8Array(11))).toBeUndefined();
    expect(readRtpHeader(new Uint8Array(12))).toBeUndefined();
  });
});

/** Packets of 20 ms each, all of one clock unless their timestamps are given. */
const taken = (
  sequences: readonly number[],
  timestamps: readonly number[] = sequences.map((sequence) => (sequence - (sequences[0] ?? 0)) * 160),
): { received: number; lost: number } => {
  const reception = createReception();
  for (const [index, sequence] of sequences.entries()) {
    reception.take({ sequence, timestamp: (timestamps[index] ?? 0) >>> 0 });
  }
  return { received: reception.received(), lost: reception.lost() };
};

describe("a reception", () => {
  it("knows what was skipped, over the end of the numbers too", () => {
    expect(taken([])).toEqual({ received: 0, lost: 0 });
    expect(taken([10, 11, 13, 14])).toEqual({ received: 4, lost: 1 });
    expect(taken([65_534, 65_535, 0, 2])).toEqual({ received: 4, lost: 1 });
  });

  it("takes one that comes late for no loss, and no new beginning", () => {
    expect(taken([10, 12, 11, 13])).toEqual({ received: 4, lost: 0 });
  });

  it("keeps what was lost before numbers began anew, and counts no loss for the leap", () => {
    expect(taken([10, 12, 40_000, 40_001, 40_003])).toEqual({ received: 5, lost: 2 });
  });

  it("tells a long loss from numbers that begin anew not far ahead, by the clock of the sound", () => {
    expect(taken([10, 1010])).toEqual({ received: 2, lost: 999 });
    expect(taken([10, 11, 1010, 1011], [5000, 5160, 3_000_000_000, 3_000_000_160])).toEqual({
      received: 4,
      lost: 0,
    });
    // the clock of a stream whose first packet came as this one's last, and which has been silent since
    expect(taken([10, 11, 1010, 1011], [5000, 5160, 5160, 5320])).toEqual({ received: 4, lost: 0 });
  });

  it("has lost exactly what was taken out of an unbroken row", () => {
    fc.assert(
      fc.property(
        fc.nat(65_535),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 400 }),
        (first, arrives) => {
          // the first and the last come, so that the ends of the row are known
          const came = [true, ...arrives, true];
          const sequences = came.flatMap((comes, index) => (comes ? [(first + index) & 0xffff] : []));
          expect(taken(sequences).lost).toBe(came.filter((comes) => !comes).length);
        },
      ),
    );
  });
});
