import { describe, expect, it } from "vitest";
import { header } from "../../../src/sip/message.ts";
import { tagOf } from "../../../src/sip/name-addr.ts";
import { type BenchPbx, benchPbx, requests, requestText, responses } from "./bench-pbx.ts";

/** Places a call and gives the To tag of the last response. */
const place = (pbx: BenchPbx, callId = "call-1", number = "+999000001"): string => {
  pbx.send(requestText({ callId, number }));
  return tagOf(header(responses(pbx.news()).at(-1) ?? { headers: [] }, "to")) ?? "";
};
const ack = (pbx: BenchPbx, callId: string, toTag: string): void =>
  pbx.send(requestText({ method: "ACK", callId, toTag, branch: `z9hG4bK-ack-${callId}` }));
/** Answers a request of the PBX with 200. */
const agree = (pbx: BenchPbx, status = 200): void => {
  for (const request of requests(pbx.news())) {
    const lines = ["via", "from", "to", "call-id", "cseq"].map((key) => `${key}: ${header(request, key)}`);
    pbx.send([`SIP/2.0 ${status} Said`, ...lines, "Content-Length: 0", "", ""].join("\r\n"));
  }
};

describe("a call to the embedded PBX", () => {
  it("rings, is answered after the ring time, and ends by the agent's BYE after the talk", () => {
    const pbx = benchPbx();
    pbx.send(requestText());
    expect(pbx.statuses()).toEqual([100, 180]);
    pbx.time.pass(1_999);
    expect(pbx.statuses()).toEqual([]);
    pbx.time.pass(1);
    const [answer] = responses(pbx.news());
    expect(answer?.status).toBe(200);
    expect(answer?.body).toMatch(/^v=0\r\n/);
    ack(pbx, "call-1", tagOf(header(answer ?? { headers: [] }, "to")) ?? "");
    pbx.time.pass(9_999);
    expect(pbx.news()).toEqual([]);
    pbx.time.pass(1);
    const bye = requests(pbx.news())[0];
    expect(bye?.method).toBe("BYE");
    expect(bye?.uri).toBe("sip:+999000001@127.0.0.1:5061");
    expect(tagOf(header(bye ?? { headers: [] }, "to"))).toBe("from-call-1");
    expect(pbx.kinds()).toEqual(["joined", "ringing", "connected", "completed"]);
    pbx.time.pass(5_000);
    expect(pbx.kinds().at(-1)).toBe("available");
  });

  it("retransmits its BYE until it is answered, and then no more", () => {
    const pbx = benchPbx();
    place(pbx);
    pbx.time.pass(2_000);
    ack(pbx, "call-1", tagOf(header(responses(pbx.news())[0] ?? { headers: [] }, "to")) ?? "");
    pbx.time.pass(10_000);
    expect(pbx.core.calls()).toBe(1);
    pbx.time.pass(500 + 1_000);
    const byes = requests(pbx.news());
    expect(byes.map((bye) => bye.method)).toEqual(["BYE", "BYE", "BYE"]);
    expect(new Set(byes.map((bye) => header(bye, "via"))).size).toBe(1);
    pbx.time.pass(2_000);
    agree(pbx);
    expect(pbx.core.calls()).toBe(0);
    pbx.time.pass(30_000);
    expect(pbx.news()).toEqual([]);
  });

  it("queues while nobody is free: 182, then 180 when an agent's telephone rings, first come first served", () => {
    const pbx = benchPbx();
    for (const n of [1, 2, 3]) pbx.send(requestText({ callId: `call-${n}`, number: `+99900000${n}` }));
    expect(pbx.statuses()).toEqual([100, 180, 100, 182, 100, 182]);
    pbx.time.pass(3 * (2 + 10 + 5) * 1000);
    const connected = pbx.events.flatMap((event) =>
      event.kind === "connected" ? [[event.call.callerNumber, event.epochMilliseconds - 1_000_000]] : [],
    );
    // Nobody acknowledges here; the agent's day goes on all the same: 2 s ring, 10 s talk, 5 s wrap-up.
    expect(connected).toEqual([
      ["+999000001", 2_000],
      ["+999000002", 19_000],
      ["+999000003", 36_000],
    ]);
  });

  it("tells a waiting caller every minute that the call still waits", () => {
    const pbx = benchPbx({ staffSteps: [] });
    place(pbx);
    pbx.time.pass(185_000);
    expect(pbx.statuses()).toEqual([182, 182, 182]);
  });

  it("takes a CANCEL with 200 and ends the INVITE with 487; the agent who rang is free at once", () => {
    const pbx = benchPbx();
    place(pbx);
    place(pbx, "call-2", "+999000002");
    pbx.send(requestText({ method: "CANCEL", branch: "z9hG4bK-call-1-1-INVITE" }));
    const [toCancel, toInvite, ringing] = responses(pbx.news());
    expect([toCancel?.status, header(toCancel ?? { headers: [] }, "cseq")]).toEqual([200, "1 CANCEL"]);
    expect([toInvite?.status, header(toInvite ?? { headers: [] }, "cseq")]).toEqual([487, "1 INVITE"]);
    expect(tagOf(header(toCancel ?? { headers: [] }, "to"))).toBe(
      tagOf(header(toInvite ?? { headers: [] }, "to")),
    );
    expect([ringing?.status, header(ringing ?? { headers: [] }, "call-id")]).toEqual([180, "call-2"]);
    expect(pbx.kinds()).toEqual(["joined", "ringing", "joined", "abandoned", "available", "ringing"]);
  });

  it("matches a CANCEL of an RFC 2543 caller, who has no branch, by the INVITE's headers", () => {
    const pbx = benchPbx();
    pbx.send(requestText({ branch: "1" }));
    pbx.news();
    pbx.send(requestText({ method: "CANCEL", branch: "1" }));
    expect(pbx.statuses()).toEqual([200, 487]);
  });

  it("answers a CANCEL that nothing belongs to with 481", () => {
    const pbx = benchPbx();
    place(pbx);
    pbx.send(requestText({ method: "CANCEL", branch: "z9hG4bK-another" }));
    expect(pbx.statuses()).toEqual([481]);
  });

  it("sends no 487 when the 200 has crossed the CANCEL, and the call that follows ends as completed", () => {
    const pbx = benchPbx();
    place(pbx);
    pbx.time.pass(2_000);
    const toTag = tagOf(header(responses(pbx.news())[0] ?? { headers: [] }, "to")) ?? "";
    pbx.send(requestText({ method: "CANCEL", branch: "z9hG4bK-call-1-1-INVITE" }));
    expect(pbx.statuses()).toEqual([200]);
    ack(pbx, "call-1", toTag);
    pbx.send(requestText({ method: "BYE", sequence: 2, toTag }));
    expect(pbx.statuses()).toEqual([200]);
    expect(pbx.kinds()).toEqual(["joined", "ringing", "connected", "completed"]);
    expect(pbx.events.at(-1)).toMatchObject({ endedBy: "caller", agent: "1" });
  });

  it("answers a retransmitted INVITE from memory and counts it once", () => {
    const pbx = benchPbx();
    place(pbx);
    pbx.send(requestText());
    pbx.send(requestText());
    expect(pbx.statuses()).toEqual([180, 180]);
    expect(pbx.kinds()).toEqual(["joined", "ringing"]);
  });

  it("repeats its 200 until the ACK; without one it hangs up after 32 s and frees the agent", () => {
    const pbx = benchPbx({ defaultHandling: { talkSeconds: 100, wrapUpSeconds: 0 } });
    place(pbx);
    pbx.time.pass(2_000 + 31_999);
    // RFC 3261 section 13.3.1.4: T1 doubling up to T2, so at 0, 0.5, 1.5, 3.5, 7.5, … 31.5 s.
    expect(pbx.statuses()).toEqual(Array.from({ length: 11 }, () => 200));
    pbx.time.pass(1);
    expect(requests(pbx.news()).map((request) => request.method)).toEqual(["BYE"]);
    expect(pbx.kinds().slice(-2)).toEqual(["completed", "available"]);
    pbx.time.pass(33_000);
    expect(pbx.core.calls()).toBe(0);
  });

  it("sends no BYE before the ACK, even when the talk is shorter than the way", () => {
    const pbx = benchPbx({ ringSeconds: 0, defaultHandling: { talkSeconds: 0.1, wrapUpSeconds: 0 } });
    const toTag = place(pbx);
    pbx.time.pass(400);
    expect(requests(pbx.news())).toEqual([]);
    ack(pbx, "call-1", toTag);
    expect(requests(pbx.news()).map((request) => request.method)).toEqual(["BYE"]);
  });

  it("answers a BYE of the caller's that crosses its own", () => {
    const pbx = benchPbx({ ringSeconds: 0 });
    const toTag = place(pbx);
    ack(pbx, "call-1", toTag);
    pbx.time.pass(10_000);
    pbx.news();
    pbx.send(requestText({ method: "BYE", sequence: 2, toTag }));
    expect(pbx.statuses()).toEqual([200]);
    expect(pbx.kinds().filter((kind) => kind === "completed")).toHaveLength(1);
    expect(pbx.core.calls()).toBe(0);
  });

  it("refuses calls beyond the trunks with 503, and takes the next when one has ended", () => {
    const pbx = benchPbx({ trunks: 2 });
    for (const n of [1, 2, 3]) pbx.send(requestText({ callId: `call-${n}` }));
    expect(pbx.statuses()).toEqual([100, 180, 100, 182, 100, 503]);
    expect(pbx.events.at(-1)).toMatchObject({ kind: "blocked", sipStatus: 503 });
    pbx.send(requestText({ method: "CANCEL", callId: "call-2", branch: "z9hG4bK-call-2-1-INVITE" }));
    pbx.news();
    pbx.send(requestText({ callId: "call-4" }));
    expect(pbx.statuses()).toEqual([100, 182]);
  });

  it("lets the caller hang up where the scenario says so, and wraps up from then on", () => {
    const pbx = benchPbx({ hangUp: "caller" });
    place(pbx);
    pbx.time.pass(2_000);
    const toTag = tagOf(header(responses(pbx.news())[0] ?? { headers: [] }, "to")) ?? "";
    ack(pbx, "call-1", toTag);
    pbx.time.pass(12_000);
    expect(pbx.news()).toEqual([]);
    pbx.send(requestText({ method: "BYE", sequence: 2, toTag }));
    pbx.time.pass(4_999);
    expect(pbx.kinds().at(-1)).toBe("completed");
    pbx.time.pass(1);
    expect(pbx.kinds().at(-1)).toBe("available");
  });

  it("uses each caller's own handling and divides scenario time by the compression", () => {
    const pbx = benchPbx({
      compression: 10,
      handlingByCaller: new Map([["+999000001", { talkSeconds: 70, wrapUpSeconds: 30 }]]),
    });
    place(pbx);
    pbx.time.pass(20_000);
    expect(pbx.events.map((event) => [event.kind, event.epochMilliseconds - 1_000_000])).toEqual([
      ["joined", 0],
      ["ringing", 0],
      ["connected", 200],
      ["completed", 7_200],
      ["available", 10_200],
    ]);
  });
});

describe("answering first", () => {
  it("answers at once, queues behind the answer, and tells the caller by INFO who has answered", () => {
    const pbx = benchPbx({ queueMode: "answerFirst" });
    const toTag = place(pbx);
    ack(pbx, "call-1", toTag);
    const second = place(pbx, "call-2", "+999000002");
    ack(pbx, "call-2", second);
    expect(requests(pbx.news())).toEqual([]);
    pbx.time.pass(2_000);
    const [told] = requests(pbx.news());
    expect([told?.method, header(told ?? { headers: [] }, "x-surgeline-agent")]).toEqual(["INFO", "1"]);
    expect(header(told ?? { headers: [] }, "call-id")).toBe("call-1");
  });

  it("counts a caller who hangs up before an agent as abandoned", () => {
    const pbx = benchPbx({ queueMode: "answerFirst", staffSteps: [] });
    const toTag = place(pbx);
    ack(pbx, "call-1", toTag);
    pbx.send(requestText({ method: "BYE", sequence: 2, toTag }));
    expect(pbx.kinds()).toEqual(["joined", "abandoned"]);
  });

  it("ends the call of a caller who says that the dialog is gone", () => {
    const pbx = benchPbx({ queueMode: "answerFirst" });
    ack(pbx, "call-1", place(pbx));
    pbx.time.pass(2_000);
    agree(pbx, 481);
    expect(pbx.core.calls()).toBe(0);
  });

  it("holds the INFO back until the ACK", () => {
    const pbx = benchPbx({ queueMode: "answerFirst", ringSeconds: 0 });
    const toTag = place(pbx);
    expect(requests(pbx.news())).toEqual([]);
    ack(pbx, "call-1", toTag);
    expect(requests(pbx.news()).map((request) => request.method)).toEqual(["INFO"]);
  });
});
