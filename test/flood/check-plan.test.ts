import { describe, expect, it } from "vitest";
import { checkPlan } from "../../src/flood/check-plan.ts";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";
import { pbxAt, smallPlan } from "./small-plan.ts";

const { target } = pbxAt(5060);
const callers = [{ arrivalSeconds: 0, patienceSeconds: 1 }];

const placesOf = (check: () => unknown): readonly string[] => {
  try {
    check();
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.map(({ where }) => where);
    throw error;
  }
  return [];
};

describe("a flood's plan", () => {
  it("may carry headers, credentials and a local address", () => {
    const plan = smallPlan(callers, {
      headers: { "X-Trunk": "a; b=<c>" },
      credentials: { user: "trunk", password: "s3cret;" },
      localAddress: "127.0.0.2",
    });
    expect(placesOf(() => checkPlan(plan, target))).toEqual([]);
  });

  it("is refused with every fault at once where SIPp would read it otherwise than it is meant", () => {
    const plan = smallPlan(callers, {
      headers: { "X Trunk": "a", "X-Id": "[call_id]", "X-Two": "a\r\nVia: b" },
      credentials: { user: "a b", password: "" },
      localAddress: "localhost",
      windowEndSeconds: 0,
    });
    expect(placesOf(() => checkPlan(plan, { ...target, transport: "tls", user: "90 00" }))).toEqual([
      "number",
      "headers.X Trunk",
      "headers.X-Id",
      "headers.X-Two",
      "credentials.user",
      "credentials.password",
      "localAddress",
      "window",
    ]);
  });
});
