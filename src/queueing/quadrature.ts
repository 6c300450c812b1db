/** Nodes and weights of a Gauss-Legendre rule on [−1, 1]. */
export interface GaussRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The Gauss-Legendre rule of `count` points, exact for polynomials of degree
 * 2·count − 1: roots of the Legendre polynomial by Newton from Tricomi's start
 * values (Abramowitz and Stegun 25.4.29, 22.16.6).
 */
export const gaussLegendre = (count: number): GaussRule => {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let round = 0; round < 100; round++) {
      let previous = 1;
      let value = x;
      for (let k = 2; k <= count; k++) {
        const next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
        previous = value;
        value = next;
      }
      slope = (count * (x * value - previous)) / (x * x - 1);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
};

/** The 16-point rule, which all panels here use. */
export const GAUSS_16: GaussRule = gaussLegendre(16);

/** The integral of a smooth function over one panel by the 16-point rule. */
export const integratePanel = (f: (x: number) => number, from: number, to: number): number => {
  const half = (to - from) / 2;
  const middle = (from + to) / 2;
  let sum = 0;
  for (let i = 0; i < 16; i++) sum += GAUSS_16.weights[i]! * f(middle + half * GAUSS_16.nodes[i]!);
  return sum * half;
};

const MAXIMUM_HALVINGS = 48;

/**
 * The integral of a function over [from, to], halving panels until a panel and
 * its two halves agree to `relative` of the largest panel sum seen. Kinks are
 * found by halving, but are better given as bounds of separate calls.
 */
export const integrateAdaptively = (
  f: (x: number) => number,
  from: number,
  to: number,
  relative = 1e-13,
): number => {
  if (!(to > from)) return 0;
  const whole = integratePanel(f, from, to);
  let scale = Math.abs(whole);
  const refine = (a: number, b: number, value: number, halvings: number): number => {
    const middle = (a + b) / 2;
    const left = integratePanel(f, a, middle);
    const right = integratePanel(f, middle, b);
    scale = Math.max(scale, Math.abs(left + right));
    if (Math.abs(left + right - value) <= relative * scale || halvings >= MAXIMUM_HALVINGS) {
      return left + right;
    }
    return refine(a, middle, left, halvings + 1) + refine(middle, b, right, halvings + 1);
  };
  return refine(from, to, whole, 0);
};

/**
 * exp(−60) is below the last bit of any sum it is added to, even where a weight
 * makes it some 10⁸ times as large.
 */
export const NEGLIGIBLE_EXPONENT = 60;

/** Where a concave exponent has fallen by 60 from its mode, seen from the mode in one direction. */
export const negligibleDistance = (
  fallAt: (distance: number) => number,
  firstGuess: number,
  limit = Number.POSITIVE_INFINITY,
): number => {
  let far = Math.min(firstGuess, limit);
  let near = 0;
  while (fallAt(far) > -NEGLIGIBLE_EXPONENT) {
    if (far >= limit) return limit;
    near = far;
    far = Math.min(2 * far, limit);
  }
  // A tenth is close enough: the bound only has to be beyond the point and of its size.
  while (far - near > 0.1 * far) {
    const middle = (near + far) / 2;
    if (fallAt(middle) > -NEGLIGIBLE_EXPONENT) near = middle;
    else far = middle;
  }
  return far;
};

/**
 * ∫₀^∞ exp(exponent(x) − exponent(mode)) dx of a smooth concave exponent with its
 * mode at `mode` ≥ 0. `exponent` must be relative to the mode (0 there).
 */
export const integrateUnimodal = (exponent: (x: number) => number, mode: number): number => {
  const f = (x: number): number => Math.exp(exponent(x));
  const right = negligibleDistance((distance) => exponent(mode + distance), 1e-3);
  let sum = integrateAdaptively(f, mode, mode + right);
  if (mode > 0) {
    const left = negligibleDistance((distance) => exponent(mode - distance), Math.min(1e-3, mode), mode);
    sum += integrateAdaptively(f, mode - left, mode);
  }
  return sum;
};
