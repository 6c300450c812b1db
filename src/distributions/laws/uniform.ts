import type { RandomStream } from "../../random/stream.ts";
import { nextUniform } from "../../random/uniform.ts";
import type { Law } from "../law.ts";

/** Uniform on mean ± mean·cv·√3. */
export const uniformLaw = (meanSeconds: number, cv: number): Law => {
  const halfWidth = meanSeconds * cv * Math.sqrt(3);
  // at cv = 1/√3 rounding must not push the least value below 0
  const least = Math.max(0, meanSeconds - halfWidth);
  const greatest = meanSeconds + halfWidth;
  const width = greatest - least;
  const draw = (stream: RandomStream): number => least + width * nextUniform(stream);
  return {
    meanSeconds,
    cv,
    survival: (x) => Math.min(1, Math.max(0, (greatest - x) / width)),
    survivalIntegral: (x) => {
      if (x <= least) return Math.max(0, x);
      if (x >= greatest) return meanSeconds;
      const above = x - least;
      return least + above - (above * above) / (2 * width);
    },
    quantile: (p) => least + width * p,
    draw,
    fill: (stream, out, from, to) => {
      for (let i = from; i < to; i++) out[i] = draw(stream);
    },
  };
};
