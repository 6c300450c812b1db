import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emergencyNumber, isEmergencyNumber } from "../../src/scenario/emergency-numbers.ts";

describe("an emergency number", () => {
  it.each([
    "112",
    "911",
    "999",
    "110",
    "000",
    "15",
    "17",
    "18",
    "113",
    "119",
    "122",
    "144",
    "190",
    "1122",
    "116117",
  ])("%s is known, with who answers it", (number) => {
    expect(emergencyNumber(number)).toEqual({ number, answeredBy: expect.stringMatching(/\w+, \w+/) });
  });

  it.each([
    ["with spaces", "1 1 2"],
    ["with dashes", "1-1-2"],
    ["with typographic dashes", "9‑1‑1"],
    ["with a plus", "+112"],
    ["as a telephone URI", "tel:112"],
    ["as a telephone URI with a context", "tel:112;phone-context=+49"],
    ["as a SIP URI", "sip:112@example.org"],
    ["as a secure SIP URI with port and parameters", "sips:112@192.0.2.1:5061;transport=tls?Subject=x"],
    ["as a SIP URI without a user", "sip:112"],
    ["with user parameters", "sip:112;cpc=ordinary@example.org"],
    ["with a password", "sip:112:secret@example.org"],
    ["in angle brackets", "<sip:112@example.org>"],
    ["with escapes", "sip:%31%31%32@example.org"],
    ["with full-width digits", "１１２"],
    ["in upper case", "SIP:112@EXAMPLE.ORG"],
    ["behind a 0 for the outside line", "0112"],
    ["behind 00", "00112"],
    ["behind a 9 for the outside line", "9911"],
    ["behind a 9 and a comma", "9,911"],
    ["with a code that hides the caller", "*67911"],
    ["with a code that hides the caller, GSM", "#31#112"],
    ["behind a country code", "+49112"],
    ["behind a country code with 00", "0049 110"],
    ["Australia's behind a 0", "0000"],
    ["as a service URN", "urn:service:sos.police"],
    ["as the user sos", "sip:sos@example.org"],
  ])("is found %s", (_, target) => {
    expect(isEmergencyNumber(target)).toBe(true);
  });

  it.each([
    "hotline",
    "sip:hotline@127.0.0.1:5060",
    "sip:hotline@112.public.lu",
    "8002",
    "+352 8002 8080",
    "0800 130 000",
    "+33199001234",
    "01 99 00 12 34",
    "1000",
    "2112",
    "6001",
    "1120",
    "agent112",
    "sip:soso@example.org",
    "",
    "0",
    "00",
    "+",
    "100%",
  ])("is not seen in %j", (target) => {
    expect(isEmergencyNumber(target)).toBe(false);
  });

  it("is never seen in a number from the ranges reserved for fiction, France's and +999", () => {
    const french = fc
      .tuple(
        fc.constantFrom("19900", "26191", "35301", "46571", "53649", "63998"),
        fc.integer({ min: 0, max: 9999 }),
      )
      .map(([range, rest]) => `${range}${String(rest).padStart(4, "0")}`);
    fc.assert(
      fc.property(french, fc.constantFrom("+33", "0033", "0"), (number, prefix) => {
        expect(isEmergencyNumber(`${prefix}${number}`)).toBe(false);
      }),
      { seed: 1 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 10_000_000, max: 999_999_999 }), (number) => {
        expect(isEmergencyNumber(`+999${number}`)).toBe(false);
      }),
      { seed: 2 },
    );
  });

  it("is judged without a fault, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (target) => {
        expect(typeof isEmergencyNumber(target)).toBe("boolean");
      }),
      { seed: 3 },
    );
  });
});
