import type { RunDescription } from "../runs/run-description.ts";
import type { RunSummary } from "../runs/summary.ts";

/** A figure of one run with its 95 % interval, where the run has one. */
export interface TrendFigure {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** One run as a trend shows it; a figure that the run does not have is absent. */
export interface TrendPoint {
  readonly name: string;
  /** ISO time. */
  readonly startedAt?: string;
  /** Whether the run was a whole one whose load was valid. */
  readonly proves: boolean;
  readonly offered: number;
  /** T of the service level, in seconds. */
  readonly withinSeconds?: number;
  readonly serviceLevel?: TrendFigure;
  readonly abandonment?: TrendFigure;
  readonly neverServed?: TrendFigure;
  readonly meanWaitSeconds?: TrendFigure;
  readonly setupMilliseconds?: { readonly p50: number; readonly p95: number };
}

/** A run as a point of a trend. */
export const trendPoint = (name: string, description: RunDescription, summary: RunSummary): TrendPoint => {
  const figure = (value: number | undefined, interval: string): TrendFigure | undefined =>
    value === undefined ? undefined : { value, ...summary.confidence?.[interval] };
  const serviceLevel = figure(summary.serviceLevel?.value, "serviceLevel");
  const abandonment = figure(summary.abandonment, "abandonment");
  const neverServed = figure(summary.neverServed, "neverServed");
  const meanWaitSeconds = figure(summary.meanWaitSeconds, "meanWaitSeconds");
  const { setupMilliseconds } = summary;
  return {
    name,
    startedAt: description.startedAt,
    proves: description.state === "complete" && summary.load.valid,
    offered: summary.offered,
    ...(summary.serviceLevel === undefined ? {} : { withinSeconds: summary.serviceLevel.withinSeconds }),
    ...(serviceLevel === undefined ? {} : { serviceLevel }),
    ...(abandonment === undefined ? {} : { abandonment }),
    ...(neverServed === undefined ? {} : { neverServed }),
    ...(meanWaitSeconds === undefined ? {} : { meanWaitSeconds }),
    ...(setupMilliseconds === undefined
      ? {}
      : { setupMilliseconds: { p50: setupMilliseconds.p50, p95: setupMilliseconds.p95 } }),
  };
};

/** How a figure went from the first to the last of a trend's runs that prove something. */
export interface TrendChange {
  readonly from: TrendFigure;
  readonly to: TrendFigure;
  readonly runs: number;
  /** Whether the 95 % intervals of the two overlap; undefined where one of them has none. */
  readonly overlap?: boolean;
}

const bounded = ({ low, high }: TrendFigure): readonly [number, number] | undefined =>
  low === undefined || high === undefined ? undefined : [low, high];

/** The change of a figure over a trend; undefined where fewer than two runs that prove something have it. */
export const trendChange = (
  points: readonly TrendPoint[],
  figureOf: (point: TrendPoint) => TrendFigure | undefined,
): TrendChange | undefined => {
  const found = points.filter(({ proves }) => proves).flatMap((point) => figureOf(point) ?? []);
  const from = found[0];
  const to = found.at(-1);
  if (from === undefined || to === undefined || found.length < 2) return undefined;
  const first = bounded(from);
  const last = bounded(to);
  return {
    from,
    to,
    runs: found.length,
    ...(first === undefined || last === undefined
      ? {}
      : { overlap: first[0] <= last[1] && last[0] <= first[1] }),
  };
};

/** Names that differ even where two runs' folders have the same name. */
export const distinctNames = (names: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
};
