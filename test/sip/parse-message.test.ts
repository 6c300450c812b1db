import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromByteString } from "../../src/sip/byte-string.ts";
import { header, headerLines } from "../../src/sip/message.ts";
import { parseNameAddress, tagOf } from "../../src/sip/name-addr.ts";
import { type ParsedMessage, parseMessage } from "../../src/sip/parse-message.ts";
import { serialiseMessage } from "../../src/sip/serialise-message.ts";
import { parseUri } from "../../src/sip/uri.ts";
import { parseVia, withReceived } from "../../src/sip/via.ts";
import { TORTURE } from "./torture-messages.ts";

const messageOf = (parsed: ParsedMessage) => {
  if (parsed.kind !== "message") throw new Error(`not a message: ${parsed.kind}`);
  return parsed.message;
};
const torture = (name: string) =>
  messageOf(parseMessage(TORTURE.find((message) => message.name === name)?.text ?? ""));

describe("reading a message", () => {
  it("finds compact, folded and oddly spelled headers under one key", () => {
    const message = torture("wsinv");
    expect(header(message, "max-forwards")).toBe("0068");
    expect(header(message, "subject")).toBe("");
    expect(header(message, "cseq")).toBe("0009 INVITE");
    expect(headerLines(message, "via")).toHaveLength(2);
    expect(tagOf(header(message, "to"))).toBe("1918181833n");
    expect(tagOf(header(message, "from"))).toBe("98asjd8");
    expect(header(message, "newfangledheader")).toBe("newfangled value continued newfangled value");
    expect(message.body.length).toBe(150);
  });

  it("keeps UTF-8 bytes as they came and gives them as text when asked", () => {
    const message = torture("unreason");
    expect(message.kind === "response" && fromByteString(message.reason)).toBe(
      "= 2**3 * 5**2 но сто - простое",
    );
  });

  it("reads a status line without a reason", () => {
    expect(torture("noreason")).toMatchObject({ status: 100, reason: "" });
  });

  it("takes bare line feeds and empty lines in front", () => {
    const message = messageOf(parseMessage("\r\n\nOPTIONS sip:a@b SIP/2.0\nVia: SIP/2.0/UDP x\n\nbody"));
    expect(message).toMatchObject({ kind: "request", method: "OPTIONS", body: "body" });
  });

  it("calls line ends alone a keep-alive", () => {
    expect(parseMessage("\r\n\r\n").kind).toBe("keepAlive");
    expect(parseMessage("").kind).toBe("keepAlive");
  });

  it("drops what stands after Content-Length in a packet", () => {
    const message = messageOf(parseMessage("OPTIONS sip:a@b SIP/2.0\r\nl: 2\r\n\r\nabcdef"));
    expect(message.body).toBe("ab");
  });

  it("writes what it has read, and reads that again as the same", () => {
    for (const { text } of TORTURE) {
      const parsed = parseMessage(text);
      if (parsed.kind !== "message") continue;
      const withoutLength = {
        ...parsed.message,
        headers: parsed.message.headers.filter((field) => field.key !== "content-length"),
      };
      const again = messageOf(parseMessage(serialiseMessage(parsed.message)));
      expect({ ...again, headers: again.headers.filter((field) => field.key !== "content-length") }).toEqual(
        withoutLength,
      );
    }
  });
});

describe("byte strings", () => {
  it("hold the text that the platform's UTF-8 holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const bytes = Buffer.from(text, "utf8");
        expect(fromByteString(bytes.toString("latin1"))).toBe(bytes.toString("utf8"));
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it("give well formed text whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        expect(fromByteString(String.fromCharCode(...bytes)).isWellFormed()).toBe(true);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe("addresses", () => {
  it.each([
    ["sip:alice@atlanta.com", { user: "alice", host: "atlanta.com" }],
    ["sip:alice:secretword@atlanta.com;transport=tcp", { user: "alice", host: "atlanta.com" }],
    ["sips:+1-212-555-1212:1234@gateway.com;user=phone", { scheme: "sips", user: "+1-212-555-1212" }],
    ["sip:alice@[2001:db8::10]:5070", { host: "[2001:db8::10]", port: 5070 }],
    ["sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com", { headers: "to=alice%40atlanta.com" }],
    ["sip:alice;day=tuesday@atlanta.com", { user: "alice;day=tuesday" }],
    ["tel:+33199000000", { kind: "other", scheme: "tel" }],
  ])("reads %s", (text, expected) => {
    // The URIs are those of RFC 3261 section 19.1.3, and an IPv6 one.
    expect(parseUri(text)).toMatchObject(expected);
  });

  it.each([
    "",
    "sip:",
    "sip:@host",
    "sip:a b@c",
    "alice",
    "sip:alice@",
    "sip:a@b:99999",
    "<sip:a@b>",
    "sip:a@b:x",
  ])("reads no address from %j", (text) => {
    expect(parseUri(text)).toBeUndefined();
  });

  it("reads names in quotes with brackets and semicolons in them", () => {
    const read = parseNameAddress('"A \\"B\\" <C>; tag=no" <sip:a@b;x=y>;tag=yes');
    expect(read?.displayName).toBe('A "B" <C>; tag=no');
    expect(read?.parameters.get("tag")).toBe("yes");
    expect(tagOf('"x;tag=no" <sip:a@b;tag=no>')).toBeUndefined();
  });
});

describe("Via", () => {
  it("is read with any white space", () => {
    expect(
      parseVia("SIP  / 2.0  / TCP     spindle.example.com : 5070  ;  branch  =   z9hG4bK9ikj8"),
    ).toMatchObject({
      transport: "TCP",
      host: "spindle.example.com",
      port: 5070,
    });
  });

  it("gets received and rport where the sender is elsewhere or asks, in the first value only", () => {
    const request = messageOf(
      parseMessage(
        "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1;rport;branch=z9hG4bKa, SIP/2.0/UDP x;rport\r\n\r\n",
      ),
    );
    if (request.kind !== "request") throw new Error("a request was expected");
    expect(header(withReceived(request, "127.0.0.1", 5099), "via")).toBe(
      "SIP/2.0/UDP 10.0.0.1;rport=5099;branch=z9hG4bKa;received=127.0.0.1, SIP/2.0/UDP x;rport",
    );
  });
});
