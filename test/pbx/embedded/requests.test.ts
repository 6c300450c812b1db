import { describe, expect, it } from "vitest";
import { authorizationValue, parseChallenge } from "../../../src/sip/digest.ts";
import { header, headerLines, type SipResponse } from "../../../src/sip/message.ts";
import { tagOf } from "../../../src/sip/name-addr.ts";
import { type BenchPbx, benchPbx, requests, requestText, responses } from "./bench-pbx.ts";

const SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";
const ask = (pbx: BenchPbx, parts: Parameters<typeof requestText>[0]): SipResponse => {
  pbx.send(requestText(parts));
  const last = responses(pbx.news()).at(-1);
  if (last === undefined) throw new Error("nothing was answered");
  return last;
};
/** A call that is up; its To tag. */
const callUp = (pbx: BenchPbx): string => {
  const toTag = tagOf(header(ask(pbx, {}), "to")) ?? "";
  pbx.send(requestText({ method: "ACK", toTag, branch: "z9hG4bK-ack" }));
  return toTag;
};

describe("requests outside a call", () => {
  it("OPTIONS tells methods and bodies", () => {
    const answer = ask(benchPbx(), { method: "OPTIONS" });
    expect(answer.status).toBe(200);
    expect(header(answer, "allow")).toContain("INVITE");
    expect(header(answer, "accept")).toBe("application/sdp");
  });

  it.each([
    ["BYE", 481],
    ["INFO", 481],
    ["SUBSCRIBE", 405],
    ["PUBLISH", 405],
    ["DANCE", 501],
  ] as const)("%s gets %i", (method, status) => {
    expect(ask(benchPbx(), { method }).status).toBe(status);
    expect(ask(benchPbx(), { method, toTag: "nobody" }).status).toBe(status);
  });

  it("an INVITE with the tag of a dialog that is not here gets 481", () => {
    expect(ask(benchPbx(), { toTag: "nobody" }).status).toBe(481);
  });

  it("an ACK is never answered", () => {
    const pbx = benchPbx();
    pbx.send(requestText({ method: "ACK" }));
    pbx.send(requestText({ method: "ACK", extra: ["Content-Length: 5"] }));
    expect(pbx.news()).toEqual([]);
  });

  it("the same request by another way gets 482", () => {
    const pbx = benchPbx();
    pbx.send(requestText({ branch: "z9hG4bK-one" }));
    pbx.news();
    pbx.send(requestText({ branch: "z9hG4bK-two" }));
    expect(pbx.statuses()).toEqual([482]);
  });

  it("responses go to the port that Via names, or to where the request came from if it asks with rport", () => {
    const pbx = benchPbx();
    pbx.send(requestText({ method: "OPTIONS" }).replace("127.0.0.1:5061;branch", "127.0.0.1:6000;branch"));
    pbx.send(
      requestText({ method: "OPTIONS", sequence: 2 }).replace(
        "127.0.0.1:5061;branch",
        "127.0.0.1:6000;rport;branch",
      ),
    );
    expect(pbx.sent.map((entry) => entry.port)).toEqual([6_000, 5_061]);
  });
});

describe("session descriptions", () => {
  it("take the first audio stream, refuse the others, and let no media flow", () => {
    const pbx = benchPbx({ ringSeconds: 0 });
    const answer = ask(pbx, {
      body: `${SDP}m=video 4000 RTP/AVP 31\r\nm=audio 4002 RTP/AVP 98 0\r\na=rtpmap:98 opus/48000/2\r\nm=audio 4004 RTP/AVP 0\r\n`,
    });
    expect(answer.body.split("\r\n").filter((line) => /^[ma]=/.test(line))).toEqual([
      "m=video 0 RTP/AVP 31",
      "m=audio 9 RTP/AVP 98",
      "a=rtpmap:98 opus/48000/2",
      "a=inactive",
      "m=audio 0 RTP/AVP 0",
    ]);
  });

  it("without audio cannot be agreed on: 488", () => {
    expect(ask(benchPbx(), { body: `${SDP}m=video 4000 RTP/AVP 31\r\n` }).status).toBe(488);
  });

  it("are found within a multipart body", () => {
    const part = `Content-Type: application/sdp\r\n\r\n${SDP}m=audio 4002 RTP/AVP 8\r\n`;
    const body = `--b1\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b1\r\n${part}--b1--\r\n`;
    const pbx = benchPbx({ ringSeconds: 0 });
    pbx.send(requestText({ body }).replace("application/sdp", 'multipart/mixed; boundary="b1"'));
    expect(responses(pbx.news()).at(-1)?.body).toContain("m=audio 9 RTP/AVP 8\r\n");
  });
});

describe("requests within a call", () => {
  it("re-INVITE, UPDATE, INFO and OPTIONS are answered, and Contact moves the target", () => {
    const pbx = benchPbx({ ringSeconds: 0 });
    const toTag = callUp(pbx);
    const body = `${SDP}m=audio 4002 RTP/AVP 8\r\n`;
    const again = ask(pbx, { sequence: 2, toTag, body });
    expect([again.status, again.body.includes("m=audio 9 RTP/AVP 8")]).toEqual([200, true]);
    pbx.send(requestText({ method: "ACK", sequence: 2, toTag, branch: "z9hG4bK-ack2" }));
    expect(ask(pbx, { method: "UPDATE", sequence: 3, toTag }).body).toBe("");
    pbx.send(
      requestText({ method: "UPDATE", sequence: 4, toTag }).replace(
        "Contact: <sip:+999000001@127.0.0.1:5061>",
        "Contact: <sip:moved@127.0.0.1:7000>",
      ),
    );
    expect(pbx.statuses()).toEqual([200]);
    expect(ask(pbx, { method: "INFO", sequence: 5, toTag }).status).toBe(200);
    expect(ask(pbx, { method: "OPTIONS", sequence: 6, toTag }).status).toBe(200);
    pbx.time.pass(10_000);
    expect(requests(pbx.news())[0]?.uri).toBe("sip:moved@127.0.0.1:7000");
    expect(pbx.sent.at(-1)?.port).toBe(7_000);
  });

  it("a CSeq that runs backwards gets 500", () => {
    const pbx = benchPbx({ ringSeconds: 0 });
    const toTag = callUp(pbx);
    ask(pbx, { method: "INFO", sequence: 9, toTag });
    expect(ask(pbx, { method: "INFO", sequence: 8, toTag }).status).toBe(500);
  });

  it("a BYE follows the route that the INVITE recorded", () => {
    const pbx = benchPbx({ ringSeconds: 0 });
    const toTag = tagOf(
      header(ask(pbx, { extra: ["Record-Route: <sip:127.0.0.1:6100;lr>, <sip:127.0.0.1:6200;lr>"] }), "to"),
    );
    pbx.send(requestText({ method: "ACK", toTag: toTag ?? "", branch: "z9hG4bK-ack" }));
    pbx.time.pass(10_000);
    const bye = requests(pbx.news())[0];
    expect(bye?.uri).toBe("sip:+999000001@127.0.0.1:5061");
    expect(header(bye ?? { headers: [] }, "route")).toBe("<sip:127.0.0.1:6100;lr>, <sip:127.0.0.1:6200;lr>");
    expect(pbx.sent.at(-1)?.port).toBe(6_100);
  });

  it("are never sent to another machine, whatever Contact says", () => {
    const pbx = benchPbx({ ringSeconds: 0 });
    pbx.send(
      requestText().replace("Contact: <sip:+999000001@127.0.0.1:5061>", "Contact: <sip:x@192.0.2.7:5060>"),
    );
    const toTag = tagOf(header(responses(pbx.news()).at(-1) ?? { headers: [] }, "to")) ?? "";
    pbx.send(requestText({ method: "ACK", toTag, branch: "z9hG4bK-ack" }));
    pbx.time.pass(10_000);
    expect(requests(pbx.news())[0]?.uri).toBe("sip:x@192.0.2.7:5060");
    expect(pbx.sent.at(-1)?.port).toBe(5_061);
  });
});

describe("a connection", () => {
  it("that closes takes its calls with it and frees their agents", () => {
    const pbx = benchPbx({ ringSeconds: 0, queueMode: "answerFirst" }, true);
    callUp(pbx);
    ask(pbx, { callId: "call-2" });
    pbx.core.closed(pbx.flow);
    expect(pbx.core.calls()).toBe(0);
    expect(pbx.kinds().filter((kind) => kind === "completed" || kind === "abandoned")).toHaveLength(2);
  });
});

describe("registrations", () => {
  const register = (pbx: BenchPbx, sequence: number, ...extra: readonly string[]): SipResponse =>
    ask(pbx, { method: "REGISTER", sequence, callId: "reg", extra });

  it("are kept, told, run out and are taken back", () => {
    const pbx = benchPbx();
    const held = (answer: SipResponse): string[] => headerLines(answer, "contact");
    expect(held(register(pbx, 1, "Expires: 60"))).toEqual(["<sip:+999000001@127.0.0.1:5061>;expires=60"]);
    pbx.time.pass(20_000);
    expect(held(register(pbx, 2, "m: <sip:desk@127.0.0.1>;expires=10"))).toEqual([
      "<sip:+999000001@127.0.0.1:5061>;expires=3600",
      "<sip:desk@127.0.0.1>;expires=10",
    ]);
    pbx.time.pass(10_000);
    const all = requestText({ method: "REGISTER", sequence: 3, callId: "reg" });
    pbx.send(all.replace(/Contact: .*\r\n/, ""));
    expect(held(responses(pbx.news())[0] as SipResponse)).toEqual([
      "<sip:+999000001@127.0.0.1:5061>;expires=3590",
    ]);
    pbx.send(
      requestText({ method: "REGISTER", sequence: 4, callId: "reg", extra: ["Expires: 0"] }).replace(
        /Contact: .*\r\n/,
        "Contact: *\r\n",
      ),
    );
    expect(held(responses(pbx.news())[0] as SipResponse)).toEqual([]);
  });

  it("that come out of order change nothing", () => {
    const pbx = benchPbx();
    register(pbx, 5);
    expect(register(pbx, 4, "Expires: 0").status).toBe(500);
  });

  it("are let in by password, refused with a wrong one, and asked again when the nonce is not ours", () => {
    const pbx = benchPbx({
      authentication: {
        realm: "hotline",
        passwordByUser: new Map([["desk", "opens"]]),
        methods: ["REGISTER"],
        algorithms: ["SHA-256", "MD5"],
      },
    });
    const asked = register(pbx, 1);
    expect(asked.status).toBe(401);
    const challenges = headerLines(asked, "www-authenticate").map((value) => parseChallenge(value));
    expect(challenges.map((challenge) => challenge?.algorithm)).toEqual(["SHA-256", "MD5"]);
    let sequence = 1;
    const answerWith = (password: string, nonce?: string): SipResponse => {
      const challenge = challenges[0];
      if (challenge === undefined) throw new Error("no challenge");
      sequence += 1;
      const value = authorizationValue(
        { ...challenge, nonce: nonce ?? challenge.nonce },
        { user: "desk", password },
        { method: "REGISTER", uri: "sip:hotline@127.0.0.1:5070", nonceCount: 1, clientNonce: "c" },
      );
      return register(pbx, sequence, `Authorization: ${value}`);
    };
    expect(answerWith("opens").status).toBe(200);
    expect(answerWith("guess").status).toBe(403);
    const stale = answerWith("opens", "old");
    expect([stale.status, header(stale, "www-authenticate")]).toEqual([
      401,
      expect.stringContaining("stale=true"),
    ]);
  });
});
