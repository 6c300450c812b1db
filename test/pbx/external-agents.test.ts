import { describe, expect, it } from "vitest";
import { readAgentAccounts } from "../../src/pbx/agent-accounts.ts";
import { tellingDigits } from "../../src/pbx/asterisk/telling-digits.ts";
import { telephoneEvent } from "../../src/pbx/external-agents.ts";

describe("a caller's number", () => {
  it("is the same however a trunk writes it", () => {
    const ways = ["+33199000123", "0033199000123", "0199000123", "sip:+33 1 99 00 01 23"];
    expect(new Set(ways.map(tellingDigits))).toEqual(new Set(["199000123"]));
    expect(tellingDigits("+33199000124")).not.toBe("199000123");
  });

  it("is told as it was dialled from, and as it came where nobody dialled from it", () => {
    const known = new Map([["199000123", "+33199000123"]]);
    const seen = (callerNumber: string, assertedNumber?: string) =>
      telephoneEvent(
        {
          name: "answered",
          agent: "3",
          callerNumber,
          ...(assertedNumber !== undefined && { assertedNumber }),
          endedBy: undefined,
          audioPort: undefined,
          epochMilliseconds: 5,
        },
        known,
      );
    const dialled = {
      kind: "connected",
      epochMilliseconds: 5,
      agent: "3",
      call: { callerNumber: "+33199000123" },
    };
    expect(seen("0199000123")).toEqual(dialled);
    expect(seen("anonymous", "0033199000123")).toEqual(dialled);
    expect(seen("anonymous")).toMatchObject({ call: { callerNumber: "anonymous" } });
  });
});

describe("a file of accounts", () => {
  it("gives users and passwords, commas in a password and all", () => {
    expect(readAgentAccounts("user,password\n101,a,b c\n102,x\n", "f.csv")).toEqual([
      { user: "101", password: "a,b c" },
      { user: "102", password: "x" },
    ]);
  });

  it("is refused with every faulty line", () => {
    expect(() => readAgentAccounts("user;password\n101\n101,a\n101,b\n", "f.csv")).toThrow(
      /f\.csv:1[\s\S]*f\.csv:2[\s\S]*f\.csv:4/,
    );
    expect(() => readAgentAccounts("user,password\n", "f.csv")).toThrow(/no account/);
  });
});
