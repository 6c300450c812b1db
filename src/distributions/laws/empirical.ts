import type { RandomStream } from "../../random/stream.ts";
import { nextUniform } from "../../random/uniform.ts";
import type { Law } from "../law.ts";

/** Each of the values given, sorted upwards, equally likely. */
export const empiricalLaw = (sortedSeconds: readonly number[]): Law => {
  const values = Float64Array.from(sortedSeconds);
  const count = values.length;
  const sumOfFirst = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) sumOfFirst[i + 1] = sumOfFirst[i]! + values[i]!;
  const mean = sumOfFirst[count]! / count;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;

  /** How many values are at most x. */
  const countUpTo = (x: number): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (values[middle]! <= x) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const draw = (stream: RandomStream): number => values[Math.floor(nextUniform(stream) * count)]!;
  return {
    meanSeconds: mean,
    cv: mean === 0 ? 0 : Math.sqrt(squares / count) / mean,
    survival: (x) => (count - countUpTo(x)) / count,
    survivalIntegral: (x) => {
      if (x <= 0) return 0;
      const below = countUpTo(x);
      return below === count ? mean : (sumOfFirst[below]! + (count - below) * x) / count;
    },
    quantile: (p) => values[Math.max(0, Math.ceil(p * count) - 1)]!,
    draw,
    fill: (stream, out, from, to) => {
      for (let i = from; i < to; i++) out[i] = draw(stream);
    },
  };
};
