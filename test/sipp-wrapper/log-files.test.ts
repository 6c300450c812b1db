import { describe, expect, it } from "vitest";
import { logMessage, readLogLine } from "../../src/sipp-wrapper/log-line.ts";
import { messagesOfCalls } from "../../src/sipp-wrapper/message-log.ts";
import { readSippProbe } from "../../src/sipp-wrapper/probe-sipp.ts";
import { readStatistics } from "../../src/sipp-wrapper/statistics-file.ts";

describe("SIPp's log of actions", () => {
  it("is written with both clocks and read back, the timestamp's tabs included", () => {
    // As SIPp 3.6.1 writes it.
    const line = logMessage("invited", "7-1", "")
      .replace("[clock_tick]", "508")
      .replace("[timestamp]", "2026-11-21\t20:30:52.713841\t1795293052.713841");
    expect(readLogLine(line)).toEqual({
      name: "invited",
      fields: ["7-1", ""],
      tick: 508,
      epochMilliseconds: 1795293052713.841,
    });
  });

  it("passes over lines that are no event, such as those of a message", () => {
    for (const line of ["", "SIP/2.0 404 Not Found", "~", "~\ta\tb", "~\ta\tx\ty\tz\tw\tv"]) {
      expect(readLogLine(line)).toBeUndefined();
    }
  });
});

describe("SIPp's log of messages", () => {
  const entry = (callId: string, first: string): string =>
    [
      "----------------------------------------------- 2026-11-21 20:26:37.202616",
      "UDP message sent (671 bytes):",
      "",
      `${first}\r`,
      `Call-ID: ${callId}\r`,
      "Content-Length: 0\r",
      "",
    ].join("\n");

  it("is cut down to the calls that are asked for", () => {
    const log = [
      entry("a@x", "INVITE sip:1 SIP/2.0"),
      entry("b@x", "INVITE sip:2 SIP/2.0"),
      entry("a@x", "SIP/2.0 404 No"),
    ].join("\n");
    const kept = messagesOfCalls(log, { keep: (callId) => callId === "a@x" });
    expect(kept).toContain("INVITE sip:1");
    expect(kept).toContain("SIP/2.0 404");
    expect(kept).not.toContain("INVITE sip:2");
    expect(messagesOfCalls(log, { keep: () => false })).toBe("");
  });
});

describe("SIPp's statistics", () => {
  it("are read by the names of their columns, a line that is not ended left out", () => {
    const rows = readStatistics("CallRate(P);CallRate(C);\n1.0;2.0;\n3.0;");
    expect(rows.map((row) => row.get("CallRate(C)"))).toEqual(["2.0"]);
    expect(readStatistics("")).toEqual([]);
  });
});

describe("what SIPp says of itself", () => {
  it("tells version and features of the one that Debian ships", () => {
    expect(
      readSippProbe("\n SIPp v3.6.1-SCTP-PCAP-RTPSTREAM.\n\n This program", "   -t  : Set the transport\n"),
    ).toEqual({
      state: "found",
      version: "3.6.1",
      supported: true,
      features: { tls: false, webSocket: false, receivingScenario: false, pcap: true, sctp: true },
    });
  });

  it("tells what later ones can do, and which are too old", () => {
    const later = readSippProbe(
      " SIPp v3.8.0-TLS-PCAP.\n",
      "   -rxsf            : Load a receiving scenario\n  - w1: WebSocket with one socket\n",
    );
    expect(later).toMatchObject({
      supported: true,
      features: { tls: true, receivingScenario: true, webSocket: true },
    });
    expect(readSippProbe(" SIPp v3.5.2.\n", "")).toMatchObject({ version: "3.5.2", supported: false });
    expect(readSippProbe("no such thing", "")).toMatchObject({ state: "unreadable" });
  });
});
