/** exp(−x²/2) with the square split so that its rounding does not show far out. */
const bell = (x: number): number => {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (x - coarse) * (x + coarse));
};

const ROOT_TWO = Math.SQRT2;
const ONE_OVER_ROOT_PI = 0.5641895835477563;

/** erf(y) for |y| ≤ 0.46875. */
const errorFunctionNearZero = (y: number): number => {
  const z = y * y;
  const numerator =
    (((0.18577770618460315 * z + 3.1611237438705655) * z + 113.86415415105016) * z + 377.485237685302) * z +
    3209.3775891384694;
  const denominator =
    (((z + 23.601290952344122) * z + 244.02463793444417) * z + 1282.6165260773723) * z + 2844.236833439171;
  return (y * numerator) / denominator;
};

/** erfc(y)·exp(y²) for 0.46875 < y ≤ 4. */
const scaledMiddle = (y: number): number => {
  const numerator =
    (((((((2.1531153547440383e-8 * y + 0.5641884969886701) * y + 8.883149794388377) * y + 66.11919063714163) *
      y +
      298.6351381974001) *
      y +
      881.952221241769) *
      y +
      1712.0476126340707) *
      y +
      2051.0783778260716) *
      y +
    1230.3393547979972;
  const denominator =
    (((((((y + 15.744926110709835) * y + 117.6939508913125) * y + 537.1811018620099) * y +
      1621.3895745666903) *
      y +
      3290.7992357334597) *
      y +
      4362.619090143247) *
      y +
      3439.3676741437216) *
      y +
    1230.3393548037495;
  return numerator / denominator;
};

/** erfc(y)·exp(y²) for y > 4. */
const scaledFar = (y: number): number => {
  const z = 1 / (y * y);
  const numerator =
    ((((0.016315387137302097 * z + 0.30532663496123236) * z + 0.36034489994980445) * z +
      0.12578172611122926) *
      z +
      0.016083785148742275) *
      z +
    0.0006587491615298378;
  const denominator =
    ((((z + 2.568520192289822) * z + 1.8729528499234673) * z + 0.5279051029514285) * z +
      0.06051834131244132) *
      z +
    0.0023352049762686918;
  return (ONE_OVER_ROOT_PI - (z * numerator) / denominator) / y;
};

/**
 * P(Z > x) for a standard normal Z, to about fifteen digits in both tails (for
 * x beyond 38 it is below the smallest number, and 0).
 *
 * Source: Cody, "Rational Chebyshev approximations for the error function",
 * Mathematics of Computation 23, 1969; P(Z > x) = ½ erfc(x/√2).
 */
export const normalTail = (x: number): number => {
  const y = Math.abs(x) / ROOT_TWO;
  if (y <= 0.46875) return 0.5 - 0.5 * errorFunctionNearZero(x / ROOT_TWO);
  const tail = y > 27 ? 0 : 0.5 * bell(x) * (y <= 4 ? scaledMiddle(y) : scaledFar(y));
  return x > 0 ? tail : 1 - tail;
};
