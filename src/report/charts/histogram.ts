/** Equal bins whose width is a number that people count in. */
export interface Bins {
  readonly starts: readonly number[];
  readonly width: number;
}

/** At most so many bins from a low to a high value, of a width of 1, 2 or 5 times a power of ten. */
export const niceBins = (low: number, high: number, most: number): Bins => {
  const wanted = Math.max((high - low) / most, 1e-6);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const width = ([1, 2, 5, 10].find((step) => step * power >= wanted * 0.999_999) ?? 10) * power;
  const first = Math.floor(low / width);
  const count = Math.max(1, Math.floor(high / width + 1e-9) - first + 1);
  return {
    starts: Array.from({ length: count }, (_, bin) => Number(((first + bin) * width).toPrecision(12))),
    width,
  };
};

/** How many values fall into each bin; what lies outside counts for the nearest. */
export const binCounts = (values: Float64Array, bins: Bins): readonly number[] => {
  const counts = bins.starts.map(() => 0);
  const first = bins.starts[0] ?? 0;
  for (const value of values) {
    const bin = Math.min(counts.length - 1, Math.max(0, Math.floor((value - first) / bins.width + 1e-9)));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
};
