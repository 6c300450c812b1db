import { describe, expect, it } from "vitest";
import { threefry2x32, threefry2x32Short } from "../../src/random/threefry.ts";
import { fillWithXoshiro128 } from "../../src/random/xoshiro128.ts";

describe("xoshiro128++", () => {
  it("gives the words of the authors' C program from the state 1, 2, 3, 4", () => {
    // as quoted in the tests of rand_xoshiro, which made them with xoshiro128plusplus.c
    const expected = [
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011,
      621204420,
    ];
    const words = new Int32Array(10);
    fillWithXoshiro128(Int32Array.of(1, 2, 3, 4), words);
    expect(Array.from(words, (word) => word >>> 0)).toEqual(expected);
  });

  it("is still at the right word after 102,400 of them, made in blocks", () => {
    // php-src, ext/random/tests/02_engine/user_xoshiro128plusplus.phpt: bytes fa 3c 87 2c, least first
    const state = Int32Array.of(1, 2, 3, 4);
    fillWithXoshiro128(state, new Int32Array(100_000));
    fillWithXoshiro128(state, new Int32Array(2400));
    const next = new Int32Array(1);
    fillWithXoshiro128(state, next);
    expect(next[0]! >>> 0).toBe(0x2c873cfa);
  });
});

describe("Threefry-2x32-20", () => {
  // Random123, tests/kat_vectors: counter, key, result
  const known: [counter: [number, number], key: [number, number], result: [number, number]][] = [
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x243f6a88, 0x85a308d3],
      [0x13198a2e, 0x03707344],
      [0xc4923a9c, 0x483df7a0],
    ],
  ];
  it.each(known)("turns the counter %j under the key %j into %j", (counter, key, result) => {
    const out = new Int32Array(2);
    threefry2x32(key[0], key[1], counter[0], counter[1], out);
    expect([out[0]! >>> 0, out[1]! >>> 0]).toEqual(result);
  });
});

describe("Threefry-2x32-13", () => {
  it("gives the words of Random123's known answers", () => {
    const out = new Int32Array(2);
    const words = (key: readonly number[], counter: readonly number[]): number[] => {
      threefry2x32Short(key[0]!, key[1]!, counter[0]!, counter[1]!, out);
      return [out[0]! >>> 0, out[1]! >>> 0];
    };
    expect(words([0, 0], [0, 0])).toEqual([0x9d1c5ec6, 0x8bd50731]);
    expect(words([-1, -1], [-1, -1])).toEqual([0xfd36d048, 0x2d17272c]);
    expect(words([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3])).toEqual([0xba3e4725, 0xf27d669e]);
  });
});
