import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  authorizationValue,
  challengeValue,
  digestIsRight,
  digestResponse,
  parseAuthorization,
  parseChallenge,
} from "../../src/sip/digest.ts";
import { md5 } from "../../src/sip/md5.ts";
import { sha256 } from "../../src/sip/sha256.ts";

describe("hashes in plain TypeScript", () => {
  it("are those of the platform", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = String.fromCharCode(...bytes);
        expect(md5(text)).toBe(createHash("md5").update(bytes).digest("hex"));
        expect(sha256(text)).toBe(createHash("sha256").update(bytes).digest("hex"));
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe("digest authentication", () => {
  it("gives the response of the example in RFC 2617 section 3.5", () => {
    expect(
      digestResponse(
        {
          realm: "testrealm@host.com",
          nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
          algorithm: "MD5",
          qop: true,
        },
        { user: "Mufasa", password: "Circle Of Life" },
        { method: "GET", uri: "/dir/index.html", nonceCount: 1, clientNonce: "0a4f113b" },
      ),
    ).toBe("6629fae49393a05397450978507c4ef1");
  });

  it("gives the SHA-256 response of the example in RFC 7616 section 3.9.1", () => {
    expect(
      digestResponse(
        {
          realm: "http-auth@example.org",
          nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
          algorithm: "SHA-256",
          qop: true,
        },
        { user: "Mufasa", password: "Circle of Life" },
        {
          method: "GET",
          uri: "/dir/index.html",
          nonceCount: 1,
          clientNonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        },
      ),
    ).toBe("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  });

  it("lets in who knows the password and nobody else, with quotes in names too", () => {
    for (const algorithm of ["MD5", "SHA-256"] as const) {
      for (const qop of [true, false]) {
        const challenge = parseChallenge(
          challengeValue({ realm: 'the "hotline"', nonce: "n1", algorithm, qop, opaque: "o,p" }),
        );
        if (challenge === undefined) throw new Error("the challenge was not read");
        const claimed = parseAuthorization(
          authorizationValue(
            challenge,
            { user: 'a"b', password: "right" },
            { method: "REGISTER", uri: "sip:pbx", nonceCount: 1, clientNonce: "c" },
          ),
        );
        if (claimed === undefined) throw new Error("the answer was not read");
        expect(claimed).toMatchObject({ user: 'a"b', realm: 'the "hotline"', nonce: "n1" });
        expect(digestIsRight(claimed, "right", "REGISTER")).toBe(true);
        expect(digestIsRight(claimed, "wrong", "REGISTER")).toBe(false);
        expect(digestIsRight(claimed, "right", "INVITE")).toBe(false);
      }
    }
  });

  it("does not take up what it cannot answer", () => {
    expect(parseChallenge('Basic realm="x"')).toBeUndefined();
    expect(parseChallenge('Digest realm="x", nonce="n", algorithm=SHA-512-256')).toBeUndefined();
    expect(parseChallenge('Digest realm="x", nonce="n", qop="auth-int"')).toBeUndefined();
  });
});
