import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { callsOfEvents } from "../../src/campaign/calls-of-events.ts";
import { crossCheck } from "../../src/campaign/cross-check.ts";
import type { PbxEvent } from "../../src/pbx/pbx.ts";

const attempt = (
  callId: string,
  callerNumber: string,
  sentMilliseconds: number,
  outcome: CallRecord["outcome"] = "abandoned",
  waitSeconds?: number,
): CallRecord => ({
  callId,
  callerId: callId.split("-")[0] ?? "",
  callerNumber,
  attempt: Number(callId.split("-")[1]),
  queue: "general",
  arrivalSeconds: 0,
  outcome,
  counted: true,
  sentMilliseconds,
  ...(waitSeconds !== undefined && { waitSeconds }),
});

/** The PBX's clock is three hours before ours and set-up takes 40 ms; its times are whole seconds. */
const at = (milliseconds: number): number =>
  Math.floor((1_700_000_000_000 - 3 * 3_600_000 + milliseconds + 40) / 1000) * 1000;

const joined = (callerNumber: string, milliseconds: number): PbxEvent => ({
  kind: "joined",
  epochMilliseconds: at(milliseconds),
  call: { callerNumber },
});
const abandoned = (callerNumber: string, milliseconds: number): PbxEvent => ({
  kind: "abandoned",
  epochMilliseconds: at(milliseconds),
  call: { callerNumber },
});
const connected = (callerNumber: string, milliseconds: number): PbxEvent => ({
  kind: "connected",
  epochMilliseconds: at(milliseconds),
  call: { callerNumber },
  agent: "1",
});

describe("the calls of a PBX that tells no Call-ID", () => {
  const records = [
    attempt("0-1", "+33199000001", 500),
    attempt("1-1", "+33199000002", 2200, "answered"),
    // the second was refused before the queue, which the queue does not tell
    attempt("0-2", "+33199000001", 6000, "blocked"),
    attempt("0-3", "+33199000001", 11_000, "answered"),
  ];
  const events = [
    joined("+33199000001", 500),
    joined("+33199000002", 2200),
    connected("+33199000002", 3000),
    abandoned("+33199000001", 4000),
    joined("+33199000001", 11_000),
    connected("+33199000001", 12_000),
  ];

  it("are told apart by number and time, whatever the PBX's clock says", () => {
    expect(callsOfEvents(events, records).map(({ callId, event }) => [callId, event.kind])).toEqual([
      ["0-1", "joined"],
      ["1-1", "joined"],
      ["1-1", "connected"],
      ["0-1", "abandoned"],
      ["0-3", "joined"],
      ["0-3", "connected"],
    ]);
  });

  it("are cross-checked, every attempt of who called again too", () => {
    expect(crossCheck(records, events, 10, 1000)).toMatchObject({
      calls: 4,
      outcomeAgreement: 0.75,
      resolutionMilliseconds: 1000,
      disagreements: [{ callId: "0-2", ours: "blocked", pbx: "unknown to the PBX" }],
    });
  });

  it("leave out who is none of our callers", () => {
    expect(callsOfEvents([joined("+35224780000", 700)], records)).toEqual([]);
  });
});
