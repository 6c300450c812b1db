import { describe, expect, it } from "vitest";
import { staffUntilEmpty } from "../../src/campaign/start-pbx.ts";

describe("the staff that a flooded PBX has", () => {
  const day = [
    { startSeconds: 0, endSeconds: 100, agents: 3 },
    { startSeconds: 100, endSeconds: 200, agents: 5 },
    { startSeconds: 200, endSeconds: 300, agents: 1 },
  ];

  it("stays as it is at the end of the window until the queue is empty", () => {
    expect(staffUntilEmpty(day, 150)).toEqual([
      { startSeconds: 0, endSeconds: 100, agents: 3 },
      { startSeconds: 100, endSeconds: 1e7, agents: 5 },
    ]);
  });

  it("does not take in the shift that begins when nobody is let in any more", () => {
    expect(staffUntilEmpty(day, 200).at(-1)).toEqual({ startSeconds: 100, endSeconds: 1e7, agents: 5 });
    expect(staffUntilEmpty(day, 300).at(-1)).toEqual({ startSeconds: 200, endSeconds: 1e7, agents: 1 });
  });
});
