import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAmiFramer, formatAmiAction } from "../../../src/pbx/asterisk/ami-message.ts";

describe("messages of the manager interface", () => {
  it("are framed alike however the network cuts them", () => {
    const text =
      "Asterisk Call Manager/11.0.0\r\nResponse: Success\r\nActionID: 1\r\nMessage: Authentication accepted\r\n\r\n" +
      "Event: AgentConnect\r\nQueue: general\r\nChanVariable: a=1\r\nChanVariable: b=2\r\nCallerIDNum: +33199000001\r\n\r\n";
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const frame = createAmiFramer();
        const messages = at.slice(1).flatMap((end, index) => frame(text.slice(at[index], end)));
        expect(messages).toHaveLength(2);
        expect(messages[0]?.get("Response")).toBe("Success");
        expect(messages[1]?.getAll("ChanVariable")).toEqual(["a=1", "b=2"]);
        expect(messages[1]?.get("CallerIDNum")).toBe("+33199000001");
      }),
    );
  });

  it("keep a value that holds colons whole", () => {
    const [message] = createAmiFramer()("Event: X\r\nContact: sip:7@127.0.0.1:5060\r\n\r\n");
    expect(message?.get("Contact")).toBe("sip:7@127.0.0.1:5060");
  });

  it("cannot be smuggled into an action by a line break", () => {
    expect(() => formatAmiAction("Login", { Secret: "x\r\nAction: Originate" })).toThrow(
      /Secret holds a line break/,
    );
    expect(formatAmiAction("Ping", { ActionID: "1" })).toBe("Action: Ping\r\nActionID: 1\r\n\r\n");
  });
});
