import { describe, expect, it } from "vitest";
import { brokenBounds } from "../../src/campaign/compression-bounds.ts";

const calm = { withinSeconds: 20, handlingMeanSeconds: 180, timingErrorMilliseconds: 10 };

describe("the bounds of compression", () => {
  it("let 20 s bear a compression of 200 at 10 ms, and no more", () => {
    expect(brokenBounds({ ...calm, compression: 200 })).toEqual([]);
    expect(brokenBounds({ ...calm, compression: 201 })).toMatchObject([
      { bound: "timing error", largestCompression: 200 },
    ]);
  });

  it("keep an agent's idle gap within 5 % of the compressed handling time", () => {
    // half a second of polling at 180 s of handling: 5 % of 9 s a call is reached at K = 18
    expect(brokenBounds({ ...calm, compression: 18, idleGapMilliseconds: 500 })).toEqual([]);
    expect(brokenBounds({ ...calm, compression: 60, idleGapMilliseconds: 500 })).toMatchObject([
      { bound: "idle gap", largestCompression: 18 },
    ]);
  });

  it("name a dispatch lag that grows past a tenth of the target", () => {
    expect(brokenBounds({ ...calm, compression: 60, dispatchLagP95Milliseconds: 30 })).toEqual([]);
    expect(brokenBounds({ ...calm, compression: 60, dispatchLagP95Milliseconds: 40 })).toMatchObject([
      { bound: "dispatch lag", largestCompression: 50 },
    ]);
  });
});
