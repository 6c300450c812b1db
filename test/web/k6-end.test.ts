import { describe, expect, it } from "vitest";
import { k6EndOf } from "../../src/web/k6-end.ts";

const ASKED = { interrupted: false, tookTooLong: false };
const exited = (code: number) => k6EndOf({ kind: "exited", code }, ASKED, ["one", "two"]);

describe("the end of k6", () => {
  it("is complete at 0, a crossed threshold at 99, an interruption at 105", () => {
    expect(exited(0)).toEqual({ kind: "complete" });
    expect(exited(99)).toEqual({ kind: "thresholdsFailed" });
    expect(exited(105)).toEqual({ kind: "interrupted" });
  });

  it.each([
    [104, /configuration/],
    [107, /exception/],
    [108, /script ended the run/],
    [42, /does not name/],
  ])("is a failure at %i, with what k6 said", (code, why) => {
    const end = exited(code);
    expect(end.kind).toBe("failed");
    expect(end.kind === "failed" && end.explanation).toMatch(why);
    expect(end.kind === "failed" && end.explanation).toMatch(/one \/ two/);
  });

  it("is a failure where it was killed, unless we did it for the user", () => {
    const killed = { kind: "signalled", signal: "SIGKILL" } as const;
    expect(k6EndOf(killed, ASKED, []).kind).toBe("failed");
    expect(k6EndOf(killed, { ...ASKED, interrupted: true }, []).kind).toBe("interrupted");
    expect(k6EndOf(killed, { ...ASKED, tookTooLong: true }, [])).toMatchObject({
      kind: "failed",
      explanation: expect.stringMatching(/did not come to its end/),
    });
  });
});
