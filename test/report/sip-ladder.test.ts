import { describe, expect, it } from "vitest";
import { readMessageLog, startLine } from "../../src/report/sip-ladder.ts";

const SIPP_LOG = `----------------------------------------------- 2026-11-21\t20:00:01.123456
UDP message sent [402] bytes:

INVITE sip:8002@127.0.0.1 SIP/2.0
Call-ID: 1///7-99@127.0.0.1
Content-Length: 0

----------------------------------------------- 2026-11-21\t20:00:01.125001
UDP message received [310] bytes :

SIP/2.0 500 Server Internal Error
Call-ID: 1///7-99@127.0.0.1
Content-Length: 0

----------------------------------------------- 2026-11-21\t20:00:02.000001
Unexpected UDP message received:

SIP/2.0 200 OK
i: other@127.0.0.1
`;

describe("kept SIP messages", () => {
  it("are read from SIPp's message log, call by call", () => {
    const calls = readMessageLog(SIPP_LOG);
    expect([...calls.keys()]).toEqual(["1", "other@127.0.0.1"]);
    const messages = calls.get("1") ?? [];
    expect(messages.map((message) => [message.direction, startLine(message)])).toEqual([
      ["sent", "INVITE sip:8002@127.0.0.1 SIP/2.0"],
      ["received", "SIP/2.0 500 Server Internal Error"],
    ]);
    expect(messages[0]?.time).toContain("20:00:01.123456");
  });

  it("are read as a flood keeps them, under the call's own name", () => {
    const calls = readMessageLog(
      "--- call 17-1, 2026-11-21T20:00:00.000Z\nSIP/2.0 503 Busy\nCall-ID: x@y\n--- call 18-2, 2026-11-21T20:00:01.000Z\nSIP/2.0 404 Not Found\n--- 3 further calls failed\n",
    );
    expect([...calls.keys()]).toEqual(["17-1", "18-2"]);
    expect(calls.get("17-1")?.map(startLine)).toEqual(["SIP/2.0 503 Busy"]);
  });

  it("of nothing are none", () => {
    expect(readMessageLog("").size).toBe(0);
    expect(readMessageLog("some\nother\ntext").size).toBe(0);
  });
});
