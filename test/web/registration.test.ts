import { describe, expect, it } from "vitest";
import { createRegistration } from "../../src/web/registration.ts";

let words = 0;
const registration = () =>
  createRegistration({
    user: "soft1",
    password: "secret",
    host: "127.0.0.1",
    newWord: () => `word${++words}`,
  });

const field = (text: string, name: string): string =>
  new RegExp(`^${name}: (.*)$`, "im").exec(text)?.[1]?.trim() ?? "";

/** An answer as a registrar writes it, by hand. */
const answer = (request: string, status: number, ...more: readonly string[]): string =>
  [
    `SIP/2.0 ${status} Whatever`,
    ...["Via", "From", "To", "Call-ID", "CSeq"].map((name) => `${name}: ${field(request, name)}`),
    ...more,
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");

const challenge = (nonce: string, more = ""): string =>
  `WWW-Authenticate: Digest realm="pbx", nonce="${nonce}", algorithm=MD5, qop="auth"${more}`;

describe("an agent's registration", () => {
  it("asks over WebSocket as RFC 7118 has it: an address that is none, transport ws", () => {
    const text = registration().request(60);
    expect(text).toMatch(/^REGISTER sip:127\.0\.0\.1 SIP\/2\.0\r\n/);
    expect(field(text, "Via")).toMatch(/^SIP\/2\.0\/WS \S+\.invalid;branch=z9hG4bK/);
    expect(field(text, "Contact")).toMatch(/^<sip:soft1@\S+\.invalid;transport=ws>$/);
    expect(field(text, "Expires")).toBe("60");
    expect(text).not.toMatch(/Authorization/);
  });

  it("answers a challenge, and takes the seconds that were granted to its own contact", () => {
    const own = registration();
    const first = own.request(60);
    const second = own.answered(answer(first, 401, challenge("n1")));
    expect(second.kind).toBe("challenged");
    const text = second.kind === "challenged" ? second.text : "";
    expect(field(text, "Authorization")).toMatch(/username="soft1".*nonce="n1".*nc=00000001/);
    expect(field(text, "Call-ID")).toBe(field(first, "Call-ID"));
    expect(field(text, "CSeq")).toBe("2 REGISTER");
    const contact = field(text, "Contact");
    const granted = own.answered(
      answer(text, 200, `Contact: <sip:soft1@other.invalid>;expires=5, ${contact};expires=30`),
    );
    expect(granted).toEqual({ kind: "registered", expiresSeconds: 30 });
  });

  it("renews with the nonce that it has, and with a new one where the old is stale", () => {
    const own = registration();
    const first = own.answered(answer(own.request(60), 401, challenge("n1")));
    own.answered(answer(first.kind === "challenged" ? first.text : "", 200));
    const renewal = own.request(60);
    expect(field(renewal, "Authorization")).toMatch(/nonce="n1".*nc=00000002/);
    const again = own.answered(answer(renewal, 401, challenge("n2", ", stale=true")));
    expect(again.kind).toBe("challenged");
    expect(again.kind === "challenged" && field(again.text, "Authorization")).toMatch(
      /nonce="n2".*nc=00000001/,
    );
  });

  it("takes a second challenge for a wrong password, and any other final response for a refusal", () => {
    const own = registration();
    const first = own.answered(answer(own.request(60), 401, challenge("n1")));
    const text = first.kind === "challenged" ? first.text : "";
    expect(own.answered(answer(text, 401, challenge("n2")))).toEqual({ kind: "refused", status: 401 });
    const other = registration();
    expect(other.answered(answer(other.request(60), 403))).toEqual({ kind: "refused", status: 403 });
    expect(other.answered(answer(other.request(60), 423))).toEqual({ kind: "refused", status: 423 });
  });

  it("comes to an end with a registrar that calls every nonce stale", () => {
    const own = registration();
    let text = own.request(60);
    let kind = "challenged";
    let rounds = 0;
    for (; kind === "challenged" && rounds < 10; rounds++) {
      const next = own.answered(answer(text, 401, challenge(`n${rounds}`, ", stale=true")));
      kind = next.kind;
      if (next.kind === "challenged") text = next.text;
    }
    expect(kind).toBe("refused");
    expect(rounds).toBeLessThan(6);
  });

  it("ends with Expires 0, and heeds neither provisional responses nor those to older requests", () => {
    const own = registration();
    const old = own.request(60);
    const text = own.request(0);
    expect(own.answered(answer(text, 100)).kind).toBe("nothing");
    expect(own.answered(answer(old, 200)).kind).toBe("nothing");
    expect(own.answered("OPTIONS sip:x SIP/2.0\r\n\r\n").kind).toBe("nothing");
    expect(own.answered("noise").kind).toBe("nothing");
    expect(own.answered(answer(text, 200)).kind).toBe("unregistered");
  });
});
