import { nextExponential } from "./exponential.ts";
import { nextNormal } from "./normal.ts";
import { outOfDomain } from "./out-of-domain.ts";
import type { RandomStream } from "./stream.ts";
import { nextUniform } from "./uniform.ts";

/**
 * A draw from the gamma distribution of scale 1 (mean and variance equal to
 * `shape`). A shape below 1 is drawn at shape + 1 and multiplied by U^(1/shape).
 *
 * Source: Marsaglia, Tsang, "A simple method for generating gamma variables",
 * ACM Transactions on Mathematical Software 26(3), 2000.
 *
 * @param shape greater than 0; RangeError otherwise
 */
export const nextGamma = (stream: RandomStream, shape: number): number => {
  if (!(shape > 0 && shape < Number.POSITIVE_INFINITY)) {
    throw outOfDomain("shape", shape, "a finite number greater than 0");
  }
  if (shape < 1) {
    const larger = nextGamma(stream, shape + 1);
    // an exponential variable is −ln U
    return larger * Math.exp(-nextExponential(stream) / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  while (true) {
    const x = nextNormal(stream);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = nextUniform(stream);
    const xx = x * x;
    // the quick test spares the logarithms in nearly every case
    if (u < 1 - 0.0331 * xx * xx) return d * v;
    if (Math.log(u) < 0.5 * xx + d * (1 - v + Math.log(v))) return d * v;
  }
};
