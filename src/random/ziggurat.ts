/**
 * A ziggurat: a density f on x ≥ 0, falling, with f(0) = 1 as scaled here, cut
 * into 256 layers of equal area. Layer 0 holds the tail beyond `edge[1]`.
 */
export interface Ziggurat {
  /** Width of layer i, for i = 0 … 255, and 0 at 256: `edge[i + 1]` bounds what is under f for certain. */
  readonly edge: Float64Array;
  /** f at the edges. */
  readonly height: Float64Array;
}

export const LAYERS = 256;

/**
 * Lays the 256 layers from the bottom up: each has the area `layerArea`, the
 * lowest that of a rectangle up to `tailStart` and the tail beyond it.
 *
 * Source: Marsaglia, Tsang, "The ziggurat method for generating random
 * variables", Journal of Statistical Software 5(8), 2000. Layer and position
 * are taken from different bits here, as Doornik (2005) asks for.
 */
export const layZiggurat = (
  tailStart: number,
  layerArea: number,
  density: (x: number) => number,
  inverseDensity: (y: number) => number,
): Ziggurat => {
  const edge = new Float64Array(LAYERS + 1);
  const height = new Float64Array(LAYERS + 1);
  edge[0] = layerArea / density(tailStart);
  edge[1] = tailStart;
  height[1] = density(tailStart);
  for (let layer = 2; layer < LAYERS; layer++) {
    height[layer] = height[layer - 1]! + layerArea / edge[layer - 1]!;
    edge[layer] = inverseDensity(height[layer]!);
  }
  edge[LAYERS] = 0;
  height[LAYERS] = 1;
  return { edge, height };
};
