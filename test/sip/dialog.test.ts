import { describe, expect, it } from "vitest";
import { dialogAfterRequest, dialogFromInvite, dialogKeyOf, requestInDialog } from "../../src/sip/dialog.ts";
import { header, type SipRequest } from "../../src/sip/message.ts";
import { parseMessage } from "../../src/sip/parse-message.ts";
import { responseTo } from "../../src/sip/response.ts";
import { cancelledTransactionKey, serverTransactionKey } from "../../src/sip/transaction-key.ts";

const request = (method: string, sequence: number, ...extra: readonly string[]): SipRequest => {
  const parsed = parseMessage(
    [
      `${method} sip:bob@biloxi.example.com SIP/2.0`,
      "Via: SIP/2.0/UDP pc33.atlanta.com:5060;branch=z9hG4bKnashds8",
      "From: Alice <sip:alice@atlanta.com>;tag=9fxced76sl",
      "Call-ID: 3848276298220188511@atlanta.com",
      `CSeq: ${sequence} ${method}`,
      ...extra,
      "",
      "",
    ].join("\r\n"),
  );
  if (parsed.kind !== "message" || parsed.message.kind !== "request") throw new Error("no request");
  return parsed.message;
};
const TO = "To: Bob <sip:bob@biloxi.com>";
const CONTACT = "Contact: <sip:alice@pc33.atlanta.com>";

describe("a dialog on the called side", () => {
  it("writes its requests with From and To exchanged, numbers of its own, and the caller's Contact", () => {
    const dialog = dialogFromInvite(request("INVITE", 1, TO, CONTACT), "314159");
    const first = requestInDialog(dialog, "INFO", "via-1");
    const second = requestInDialog(first.dialog, "BYE", "via-2");
    expect(second.request.uri).toBe("sip:alice@pc33.atlanta.com");
    expect(header(second.request, "from")).toBe("Bob <sip:bob@biloxi.com>;tag=314159");
    expect(header(second.request, "to")).toBe("Alice <sip:alice@atlanta.com>;tag=9fxced76sl");
    expect([header(first.request, "cseq"), header(second.request, "cseq")]).toEqual(["1 INFO", "2 BYE"]);
  });

  it("goes through loose routers by Route, and through a strict one by the Request-URI (RFC 3261 section 12.2.1.1)", () => {
    const loose = dialogFromInvite(
      request("INVITE", 1, TO, CONTACT, "Record-Route: <sip:p1;lr>", "Record-Route: <sip:p2>"),
      "1",
    );
    const byLoose = requestInDialog(loose, "BYE", "v").request;
    expect([byLoose.uri, header(byLoose, "route")]).toEqual([
      "sip:alice@pc33.atlanta.com",
      "<sip:p1;lr>, <sip:p2>",
    ]);
    const strict = dialogFromInvite(
      request("INVITE", 1, TO, CONTACT, "Record-Route: <sip:p1>, <sip:p2;lr>"),
      "1",
    );
    const byStrict = requestInDialog(strict, "BYE", "v").request;
    expect([byStrict.uri, header(byStrict, "route")]).toEqual([
      "sip:p1",
      "<sip:p2;lr>, <sip:alice@pc33.atlanta.com>",
    ]);
  });

  it("takes numbers that rise and targets that move, and refuses numbers that fall", () => {
    const dialog = dialogFromInvite(request("INVITE", 7, TO, CONTACT), "1");
    const moved = dialogAfterRequest(dialog, request("UPDATE", 9, `${TO};tag=1`, "Contact: <sip:new@host>"));
    expect(moved).toMatchObject({ remoteSequence: 9, remoteTarget: "sip:new@host" });
    expect(
      dialogAfterRequest(dialog, request("BYE", 8, `${TO};tag=1`, "Contact: <sip:no@host>")),
    ).toMatchObject({
      remoteTarget: "sip:alice@pc33.atlanta.com",
    });
    expect(dialogAfterRequest(dialog, request("BYE", 6, `${TO};tag=1`))).toBeUndefined();
  });

  it("is found by Call-ID and both tags, and only by a request with a To tag", () => {
    expect(dialogKeyOf(request("BYE", 2, `${TO};tag=314159`))).toBe(
      "3848276298220188511@atlanta.com 314159 9fxced76sl",
    );
    expect(dialogKeyOf(request("BYE", 2, TO))).toBeUndefined();
  });
});

describe("a response", () => {
  it("has the request's Via lines, From, Call-ID and CSeq, and the tag given; a 100 has none", () => {
    const invite = request(
      "INVITE",
      1,
      TO,
      "Via: SIP/2.0/UDP second",
      "Record-Route: <sip:p1;lr>",
      "Timestamp: 54",
    );
    const ringing = responseTo(invite, 180, { toTag: "x", formsDialog: true });
    expect(ringing.headers.map((field) => field.key)).toEqual([
      "via",
      "via",
      "record-route",
      "from",
      "to",
      "call-id",
      "cseq",
    ]);
    expect(header(ringing, "to")).toBe("Bob <sip:bob@biloxi.com>;tag=x");
    const trying = responseTo(invite, 100, { toTag: "x" });
    expect([header(trying, "to"), header(trying, "timestamp")]).toEqual(["Bob <sip:bob@biloxi.com>", "54"]);
  });
});

describe("the key of a transaction", () => {
  it("is the INVITE's for its ACK and, as the one cancelled, for its CANCEL", () => {
    const key = serverTransactionKey(request("INVITE", 1, TO));
    expect(serverTransactionKey(request("ACK", 1, `${TO};tag=1`))).toBe(key);
    expect(cancelledTransactionKey(request("CANCEL", 1, TO))).toBe(key);
    expect(serverTransactionKey(request("CANCEL", 1, TO))).not.toBe(key);
    expect(serverTransactionKey(request("OPTIONS", 1, TO))).not.toBe(key);
  });
});
