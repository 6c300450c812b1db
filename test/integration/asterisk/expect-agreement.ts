import { expect } from "vitest";
import type { CrossCheck } from "../../../src/runs/summary.ts";

/**
 * A caller who leaves in the moment in which an agent takes him counts as
 * abandoned on one side and as answered on the other. The busier the machine,
 * the more such moments; how many there are on a quiet one is a figure of the
 * proofs. Calls matched to the wrong callers would agree half of the time.
 */
const LEAST_AGREEMENT = 0.75;

/**
 * Expects the PBX's own account of every call that counts, and that it tells
 * the same end of all but those who left in the moment of being answered.
 */
export const expectAgreement = (found: CrossCheck | undefined, calls: number): CrossCheck => {
  if (found === undefined) throw new Error("the PBX told nothing");
  expect(found.calls).toBe(calls);
  for (const { ours, pbx } of found.disagreements) {
    expect([ours, pbx].filter((outcome) => outcome === "failed" || outcome === "blocked")).toEqual([]);
  }
  expect(found.outcomeAgreement).toBeGreaterThan(LEAST_AGREEMENT);
  return found;
};
