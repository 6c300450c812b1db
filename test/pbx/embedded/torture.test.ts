import { describe, expect, it } from "vitest";
import { TORTURE } from "../../sip/torture-messages.ts";
import { benchPbx, requestText } from "./bench-pbx.ts";

/**
 * What RFC 4475 says that a user agent server should do with each message,
 * applied to this one: which methods and extensions it serves is its own
 * choice, where the RFC leaves one.
 */
const EXPECTED: Readonly<Record<string, { readonly statuses: readonly number[]; readonly because: string }>> =
  {
    wsinv: { statuses: [481], because: "well formed; its To tag names a dialog that is not here" },
    intmeth: { statuses: [501], because: "well formed; a method that nobody knows" },
    esc01: { statuses: [100, 180], because: "a valid INVITE with escapes" },
    escnull: { statuses: [200], because: "a valid REGISTER of two contacts" },
    esc02: { statuses: [501], because: "RE%47IST%45R is not REGISTER: escapes do not apply to methods" },
    lwsdisp: { statuses: [200], because: "no blank is needed between the name and <" },
    longreq: { statuses: [100, 180], because: "long, and valid" },
    dblreq: { statuses: [200], because: "over UDP what follows the first message is dropped" },
    semiuri: { statuses: [200], because: "the semicolon belongs to the user part" },
    transports: { statuses: [200], because: "any transport may stand in Via" },
    mpart01: { statuses: [405], because: "valid; MESSAGE is known and not served" },
    unreason: { statuses: [], because: "a response that belongs to nothing" },
    noreason: { statuses: [], because: "a response that belongs to nothing" },
    badinv01: { statuses: [400], because: "empty values in Via; the first one shows the way back" },
    clerr: { statuses: [400], because: "a Content-Length beyond the packet" },
    ncl: { statuses: [400], because: "a negative Content-Length" },
    scalar02: { statuses: [400], because: "numbers that do not fit" },
    scalarlg: { statuses: [], because: "a response that belongs to nothing" },
    quotbal: { statuses: [400], because: "an open quote in To" },
    ltgtruri: { statuses: [400], because: "a Request-URI in angle brackets" },
    lwsruri: { statuses: [400], because: "a blank in the Request-URI" },
    lwsstart: { statuses: [400], because: "more than one blank in the start line" },
    trws: { statuses: [400], because: "blanks at the end of the start line" },
    escruri: { statuses: [400], because: "headers in the Request-URI" },
    baddate: { statuses: [400], because: "a Date that is not in GMT" },
    regbadct: { statuses: [400], because: "a Contact with ? and without brackets" },
    badaspec: { statuses: [200], because: "blanks inside brackets may be forgiven" },
    baddn: { statuses: [400], because: "a comma in a name without quotes" },
    badvers: { statuses: [505], because: "another version of SIP" },
    mismatch01: { statuses: [400], because: "CSeq names another method" },
    mismatch02: { statuses: [400], because: "CSeq names another method; 501 would do as well" },
    bigcode: { statuses: [], because: "a response that cannot be read" },
    badbranch: { statuses: [200], because: "a branch of the cookie alone is treated as RFC 2543's" },
    insuf: { statuses: [400], because: "From, To and Call-ID are missing" },
    unkscm: { statuses: [416], because: "a scheme that nobody knows" },
    novelsc: { statuses: [416], because: "a scheme that is not served" },
    unksm2: { statuses: [400], because: "a registrar for SIP addresses alone" },
    bext01: { statuses: [420], because: "extensions that nobody knows" },
    invut: { statuses: [415], because: "a body that is no SDP" },
    regaut01: { statuses: [200], because: "no password is asked for; another scheme counts as none" },
    multi01: { statuses: [400], because: "several values where there is one" },
    mcl01: { statuses: [400], because: "two Content-Lengths" },
    bcast: { statuses: [], because: "a response that belongs to nothing" },
    zeromf: { statuses: [200], because: "a server that is meant itself does not look at Max-Forwards" },
    cparam01: { statuses: [200], because: "an unknown parameter of a Contact" },
    cparam02: { statuses: [200], because: "an unknown parameter of a URI" },
    regescrt: { statuses: [200], because: "escaped headers in a Contact are allowed" },
    sdp01: { statuses: [406], because: "the caller takes no SDP back" },
    inv2543: { statuses: [100, 180], because: "a valid INVITE of RFC 2543" },
  };

describe("the torture messages of RFC 4475", () => {
  it("are all here", () => {
    expect(TORTURE.map((message) => message.name).sort()).toEqual(Object.keys(EXPECTED).sort());
    expect(TORTURE).toHaveLength(49);
  });

  it.each(TORTURE)(
    "$section $name gets the answer that is right, and the next OPTIONS is answered",
    ({ name, text }) => {
      const pbx = benchPbx();
      pbx.send(text);
      const { statuses, because } = EXPECTED[name] ?? { statuses: [-1], because: "" };
      expect(pbx.statuses(), because).toEqual(statuses);
      pbx.send(requestText({ method: "OPTIONS", callId: "after" }));
      expect(pbx.statuses()).toEqual([200]);
    },
  );

  it("tells what is not supported", () => {
    const pbx = benchPbx();
    pbx.send(TORTURE.find((message) => message.name === "bext01")?.text ?? "");
    expect(pbx.sent[0]?.text).toContain(
      "\r\nUnsupported: nothingSupportsThis, nothingSupportsThisEither\r\n",
    );
  });

  it("asks for a password as if none had been given where the scheme is unknown", () => {
    const pbx = benchPbx({
      authentication: { realm: "hotline", passwordByUser: new Map(), methods: ["REGISTER"] },
    });
    pbx.send(TORTURE.find((message) => message.name === "regaut01")?.text ?? "");
    expect(pbx.statuses()).toEqual([401]);
  });
});
