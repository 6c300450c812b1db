import { expect } from "vitest";

/** Expects a value within a relative error of the expected one. */
export const expectRelative = (actual: number, expected: number, relative: number, what = ""): void => {
  const error = expected === 0 ? Math.abs(actual) : Math.abs(actual - expected) / Math.abs(expected);
  expect(error, `${what} expected ${expected}, got ${actual}`).toBeLessThanOrEqual(relative);
};

/** Expects a value that rounds to the digits a source prints, such as "26.55689". */
export const expectDigits = (actual: number, printed: string): void => {
  const decimals = (printed.split(".")[1] ?? "").length;
  // half a unit of the last printed digit, and the rounding of the half itself
  const tolerance = 0.5 * 10 ** -decimals * (1 + 1e-6);
  expect(Math.abs(actual - Number(printed)), `expected ${printed}, got ${actual}`).toBeLessThanOrEqual(
    tolerance,
  );
};
