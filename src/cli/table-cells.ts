import type { Tongue } from "../report/tongue.ts";
import type { BandedEstimate } from "../simulation/accumulate.ts";
import type { Estimate } from "../simulation/estimate.ts";

/** What stands where there was nothing to count. */
export const NOTHING = "–";

export const percentOf = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** A count on average: with a decimal where it is small. */
export const perDayOf = (value: number): string => value.toFixed(value < 100 ? 1 : 0);

/** `81.3 % (80.9 to 81.7)`. */
export const withInterval = (
  estimate: Estimate | undefined,
  write: (value: number) => string,
  { say }: Tongue,
): string => {
  if (estimate === undefined) return NOTHING;
  if (estimate.low === undefined || estimate.high === undefined) return write(estimate.mean);
  return say("{0} ({1} to {2})", write(estimate.mean), write(estimate.low), write(estimate.high));
};

/** `81.3 % [74.0 … 88.1]`: between which values nine days in ten lie. */
export const withBand = (estimate: BandedEstimate | undefined, write: (value: number) => string): string => {
  if (estimate === undefined) return NOTHING;
  const { mean, band } = estimate;
  return band === undefined ? write(mean) : `${write(mean)} [${write(band.low)} … ${write(band.high)}]`;
};

/** Lines of cells, each column as wide as its widest cell. */
export const tableOf = (lines: readonly (readonly string[])[]): string => {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] as string).length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] as number))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};
