import { describe, expect, it } from "vitest";
import { drawKey, keyedUniform, keyedUniformPair } from "../../src/random/keyed.ts";
import { chiSquare, chiSquareScore, kolmogorovBound, kolmogorovDistance } from "./goodness-of-fit.ts";

const CALLERS = 4000;
const ATTEMPTS = 10;

describe("a keyed draw", () => {
  it("does not depend on the order in which draws are asked for", () => {
    const key = drawKey(3, "redial");
    const forwards: number[] = [];
    for (let caller = 0; caller < 50; caller++) forwards.push(keyedUniform(key, caller, 2));
    const backwards: number[] = [];
    for (let caller = 49; caller >= 0; caller--)
      backwards.push(keyedUniform(drawKey(3, "redial"), caller, 2));
    expect(backwards.reverse()).toEqual(forwards);
  });

  it("differs by seed, purpose, replication, caller and attempt", () => {
    const draws = new Set([
      keyedUniform(drawKey(1, "redial"), 1, 2),
      keyedUniform(drawKey(2, "redial"), 1, 2),
      keyedUniform(drawKey(1, "redialPatience"), 1, 2),
      keyedUniform(drawKey(1, "redial", 1), 1, 2),
      keyedUniform(drawKey(1, "redial"), 2, 1),
      keyedUniform(drawKey(1, "redial"), 1, 3),
      keyedUniform(drawKey(1, "redial"), 2, 2),
    ]);
    expect(draws.size).toBe(7);
  });

  it("is uniform over callers and attempts (false alarm once in a million)", () => {
    const key = drawKey(1, "redial");
    const draws: number[] = [];
    for (let caller = 0; caller < CALLERS; caller++) {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) draws.push(keyedUniform(key, caller, attempt));
    }
    expect(kolmogorovDistance(draws, (x) => x)).toBeLessThan(kolmogorovBound(draws.length, 1e-6));
  });

  it("of one attempt says nothing of the next one's, nor one of a pair of the other (once in two million)", () => {
    const key = drawKey(1, "redial");
    const attempts = new Float64Array(256);
    const pairs = new Float64Array(256);
    const pair = new Float64Array(2);
    const cell = (one: number, other: number): number => Math.floor(one * 16) * 16 + Math.floor(other * 16);
    for (let caller = 0; caller < 50_000; caller++) {
      const ofAttempts = cell(keyedUniform(key, caller, 1), keyedUniform(key, caller, 2));
      attempts[ofAttempts] = attempts[ofAttempts]! + 1;
      keyedUniformPair(key, caller, 1, pair);
      const ofPair = cell(pair[0]!, pair[1]!);
      pairs[ofPair] = pairs[ofPair]! + 1;
    }
    const expected = new Float64Array(256).fill(50_000 / 256);
    expect(Math.abs(chiSquareScore(chiSquare(attempts, expected), 255))).toBeLessThan(5);
    expect(Math.abs(chiSquareScore(chiSquare(pairs, expected), 255))).toBeLessThan(5);
  });
});
