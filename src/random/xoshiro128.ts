/**
 * Fills `out` with the next 32-bit words of xoshiro128++ 1.0 and leaves the
 * state (four words, not all zero) after them. Period 2¹²⁸ − 1; passes
 * BigCrush; only 32-bit operations, so the same words on every machine.
 *
 * Source: Blackman, Vigna, "Scrambled linear pseudorandom number generators",
 * ACM Transactions on Mathematical Software 47(4), 2021.
 */
export const fillWithXoshiro128 = (state: Int32Array, out: Int32Array): void => {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  for (let i = 0; i < out.length; i++) {
    const sum = (a + d) | 0;
    out[i] = ((sum << 7) | (sum >>> 25)) + a;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
  }
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
};
