import { describe, expect, it } from "vitest";
import { fillExponential, nextExponential } from "../../src/random/exponential.ts";
import { fillNormal, nextNormal } from "../../src/random/normal.ts";
import { PURPOSES, type Purpose } from "../../src/random/purpose.ts";
import { createStream, nextWord, type RandomStream, restartStream } from "../../src/random/stream.ts";
import { fillUniform, nextUniform, uniformFromWords } from "../../src/random/uniform.ts";
import { chiSquare, chiSquareScore } from "./goodness-of-fit.ts";

const firstWords = (stream: RandomStream, count = 8): number[] =>
  Array.from({ length: count }, () => nextWord(stream));

describe("a stream", () => {
  it("gives the same words again for the same seed, purpose, replication and part", () => {
    expect(firstWords(createStream(5, "talk", 3, 2), 1000)).toEqual(
      firstWords(createStream(5, "talk", 3, 2), 1000),
    );
  });

  it("begins again when it is restarted, wherever it stood", () => {
    const stream = createStream(5, "talk");
    const words = firstWords(stream, 300);
    restartStream(stream, 5, "talk");
    expect(firstWords(stream, 300)).toEqual(words);
  });

  it("is another one for every seed, purpose, replication and part", () => {
    const begins = new Set<string>();
    let made = 0;
    for (const seed of [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]) {
      for (const purpose of Object.keys(PURPOSES) as Purpose[]) {
        for (const replication of [0, 1, 2, 2 ** 32 - 1]) {
          for (const part of [0, 1, 5]) {
            begins.add(firstWords(createStream(seed, purpose, replication, part)).join());
            made++;
          }
        }
      }
    }
    expect(begins.size).toBe(made);
  });

  it("refuses a seed, replication or part that is no whole number in range, and says what would be right", () => {
    expect(() => createStream(-1, "talk")).toThrow(/seed is -1; it must be a whole number from 0 to/);
    expect(() => createStream(1.5, "talk")).toThrow(RangeError);
    expect(() => createStream(2 ** 53, "talk")).toThrow(RangeError);
    expect(() => createStream(1, "talk", -1)).toThrow(/replication is -1/);
    expect(() => createStream(1, "talk", 2 ** 32)).toThrow(/replication/);
    expect(() => createStream(1, "talk", 0, 2 ** 20)).toThrow(/part/);
    expect(() => createStream(Number.NaN, "talk")).toThrow(/seed is NaN/);
  });

  it("does not resemble its neighbours (pairs on a 16 by 16 grid, false alarm once in two million a pair)", () => {
    const draws = 50_000;
    const pairs: [RandomStream, RandomStream][] = [
      [createStream(1, "talk"), createStream(2, "talk")],
      [createStream(1, "talk"), createStream(1, "patience")],
      [createStream(1, "talk", 0), createStream(1, "talk", 1)],
      [createStream(1, "spikeArrivals", 0, 0), createStream(1, "spikeArrivals", 0, 1)],
      [createStream(0, "arrivals"), createStream(2 ** 32, "arrivals")],
    ];
    for (const [one, other] of pairs) {
      const cells = new Float64Array(256);
      for (let i = 0; i < draws; i++) {
        const cell = Math.floor(nextUniform(one) * 16) * 16 + Math.floor(nextUniform(other) * 16);
        cells[cell] = cells[cell]! + 1;
      }
      const value = chiSquare(cells, new Float64Array(256).fill(draws / 256));
      expect(Math.abs(chiSquareScore(value, 255))).toBeLessThan(5);
    }
  });
});

describe("draws in batches", () => {
  const same = (
    fill: (stream: RandomStream, out: Float64Array, from: number, to: number) => void,
    next: (stream: RandomStream) => number,
  ): void => {
    const batch = new Float64Array(10_000);
    const stream = createStream(9, "experiment");
    // pieces that end within a block of words and beyond it
    for (let from = 0, size = 1; from < batch.length; from += size, size = ((size * 7) % 601) + 1) {
      fill(stream, batch, from, Math.min(batch.length, from + size));
    }
    const single = createStream(9, "experiment");
    expect(Array.from(batch)).toEqual(Array.from({ length: batch.length }, () => next(single)));
  };

  it("are the uniform draws one by one", () => same(fillUniform, nextUniform));
  it("are the normal draws one by one", () => same(fillNormal, nextNormal));
  it("are the exponential draws one by one", () =>
    same((stream, out, from, to) => fillExponential(stream, 1, out, from, to), nextExponential));

  it("leave what lies outside their range alone", () => {
    const out = new Float64Array(10).fill(-1);
    fillExponential(createStream(1, "experiment"), 1, out, 3, 5);
    expect(Array.from(out, (x) => x > 0)).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0, 0].map(Boolean));
  });
});

describe("a uniform draw", () => {
  it("is never 0 and never 1, whatever the bits", () => {
    expect(uniformFromWords(0, 0)).toBe(2 ** -53);
    expect(uniformFromWords(-1, -1)).toBe(1 - 2 ** -53);
  });
});
