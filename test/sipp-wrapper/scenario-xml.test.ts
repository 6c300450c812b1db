import { describe, expect, it } from "vitest";
import { InvalidSippScenario } from "../../src/sipp-wrapper/check-scenario.ts";
import type { Step } from "../../src/sipp-wrapper/scenario.ts";
import { scenarioXml } from "../../src/sipp-wrapper/scenario-xml.ts";

const xml = (...steps: readonly Step[]): string => scenarioXml({ name: "test", steps });

const faultsOf = (...steps: readonly Step[]): readonly string[] => {
  try {
    xml(...steps);
  } catch (error) {
    if (error instanceof InvalidSippScenario) return error.faults;
    throw error;
  }
  return [];
};

describe("a scenario's XML", () => {
  it("writes each step as the element that SIPp has for it", () => {
    const text = xml(
      { step: "label", name: "again" },
      {
        step: "send",
        lines: ["ACK sip:a SIP/2.0", "CSeq: 1 ACK"],
        retransmitMilliseconds: 500,
        next: "again",
        test: "more",
      },
      { step: "receive", message: { response: 180 }, optional: "anywhere", next: "again" },
      { step: "receive", message: { request: "BYE" }, timeoutMilliseconds: 100, onTimeout: "again" },
      { step: "pause", duration: { variable: "left" } },
    );
    expect(text).toContain('<label id="again"/>');
    expect(text).toContain(
      '<send retrans="500" next="again" test="more"><![CDATA[\nACK sip:a SIP/2.0\nCSeq: 1 ACK\n\n\n]]></send>',
    );
    expect(text).toContain('<recv response="180" optional="global" next="again"/>');
    expect(text).toContain('<recv request="BYE" timeout="100" ontimeout="again"/>');
    expect(text).toContain('<pause variable="left"/>');
  });

  it("escapes what would end an attribute, quotes of a keyword's parameter included", () => {
    const text = xml({
      step: "actions",
      actions: [{ action: "setText", variable: "field", text: '[field0 file="a.csv" line="[$row]"] < > &' }],
    });
    expect(text).toContain('value="[field0 file=&quot;a.csv&quot; line=&quot;[$row]&quot;] &lt; &gt; &amp;"');
  });

  it("lets calls write into a file of lines, for other calls to read", () => {
    const text = xml({
      step: "actions",
      actions: [{ action: "replace", file: "seats.csv", line: "[$seat]", text: "[$agent];0" }],
    });
    expect(text).toContain('<replace file="seats.csv" line="[$seat]" value="[$agent];0"/>');
  });

  it("names every variable once more, so that SIPp refuses none for standing alone", () => {
    const text = xml({ step: "actions", actions: [{ action: "setNumber", variable: "alone", value: 1 }] });
    expect(text).toContain('<Reference variables="alone"/>');
  });

  it("refuses with every fault at once, each with its step", () => {
    expect(
      faultsOf(
        { step: "actions", actions: [], next: "nowhere" },
        { step: "send", lines: [""] },
        { step: "receive", message: { response: 42 } },
        { step: "pause", duration: { milliseconds: -1 } },
        { step: "actions", actions: [{ action: "setNumber", variable: "0x", value: 1 }] },
        { step: "actions", actions: [{ action: "match", pattern: "a", into: "b" }] },
      ).map((fault) => fault.slice(0, 6)),
    ).toEqual(["step 1", "step 2", "step 3", "step 4", "step 5", "step 6"]);
  });

  it("refuses an optional receive that a pause follows, which SIPp would not load", () => {
    expect(
      faultsOf(
        { step: "receive", message: { response: 180 }, optional: "yes" },
        { step: "pause", duration: { milliseconds: 1 } },
      ),
    ).toHaveLength(1);
  });

  it("refuses a message that may come in a pause and leads nowhere, at which SIPp's call would sleep for ever", () => {
    const end: Step = { step: "receive", message: { response: 200 } };
    expect(faultsOf({ step: "receive", message: { response: 180 }, optional: "anywhere" }, end)).toHaveLength(
      1,
    );
    expect(
      faultsOf(
        { step: "label", name: "on" },
        { step: "receive", message: { response: 180 }, optional: "anywhere", next: "on", test: "seen" },
        end,
      ),
    ).toHaveLength(1);
  });

  it("refuses a text that SIPp 3.6 cannot read for its length", () => {
    const long: Step = { step: "send", lines: ["OPTIONS sip:a SIP/2.0", `X: ${"x".repeat(70_000)}`] };
    expect(faultsOf(long)[0]).toContain("65535");
  });
});
