import { describe, expect, it } from "vitest";
import { linesInUse } from "../../src/simulation/lines-in-use.ts";
import { generator } from "./random-cases.ts";

const { freeAllLines, heldLines, holdLine, letGo, lineBook, lineClock, MOMENT_SECONDS, TAKEN } = linesInUse;

/** Holds and lets go at random and compares with a plain list of the times; returns how often all lines were taken. */
const compareWithList = (seed: number, lines: number, meanSeconds: number, longShare: number): number => {
  const random = generator(seed);
  let held: number[] = [];
  let now = 1000;
  let full = 0;
  freeAllLines(lines, now, meanSeconds);
  for (let step = 0; step < 3000; step++) {
    // now and then a pause longer than a whole ring
    now += -Math.log(1 - random()) * (random() < 0.002 ? 20 * meanSeconds : meanSeconds / (1.2 * lines));
    lineClock[MOMENT_SECONDS] = now;
    letGo();
    held = held.filter((until) => until > now);
    expect(lineBook[TAKEN], `seed ${seed}, step ${step}`).toBe(held.length);
    if (held.length === lines) {
      full++;
      continue;
    }
    const long = random() < longShare ? 40 : 1;
    const until = now + (random() < 0.1 ? 0 : -Math.log(1 - random()) * meanSeconds * long);
    lineClock[MOMENT_SECONDS] = until;
    holdLine();
    held.push(until);
  }
  expect([...heldLines()].sort((a, b) => a - b)).toEqual(held.sort((a, b) => a - b));
  return full;
};

describe("the lines that calls hold", () => {
  it("are as many as a plain list of their ends has, for few lines and many, short calls and long", () => {
    let full = 0;
    let seed = 0;
    for (const lines of [1, 2, 7, 60, 900]) {
      for (const longShare of [0, 0.02, 0.3]) {
        seed++;
        full += compareWithList(seed, lines, 200, longShare);
      }
    }
    expect(full).toBeGreaterThan(1000);
  });

  it("are counted where the width of the buckets fits the calls badly", () => {
    for (const meanSeconds of [0.001, 0.01, 50_000]) {
      compareWithList(Math.round(1000 * meanSeconds), 20, meanSeconds, 0.05);
    }
  });
});
