import { describe, expect, it } from "vitest";
import { muLaw, waitingMusic } from "../../../src/pbx/asterisk/waiting-music.ts";

/** ITU-T G.711, table 2b: the value that a code stands for, on the scale of 16 bits. */
const decoded = (code: number): number => {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return (bits & 0x80) === 0 ? magnitude : -magnitude;
};

describe("μ-law", () => {
  it("has the codes of G.711 at zero and at both ends", () => {
    expect(muLaw(0)).toBe(0xff);
    expect(muLaw(32_767)).toBe(0x80);
    expect(muLaw(-32_768)).toBe(0x00);
  });

  it("comes back within half a step of its own size, for every sample", () => {
    for (let sample = -32_600; sample <= 32_600; sample += 7) {
      const step = Math.max(8, (Math.abs(sample) + 132) / 16);
      expect(Math.abs(decoded(muLaw(sample)) - sample)).toBeLessThanOrEqual(step);
    }
  });
});

it("the music lasts as long as was asked, and is no silence", () => {
  const music = waitingMusic(2);
  expect(music.length).toBe(16_000);
  expect(new Set(music).size).toBeGreaterThan(100);
});
