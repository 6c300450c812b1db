import { type CallTally, quantileOf } from "../call-tally.ts";
import type { Format } from "../format.ts";
import { numberCell } from "../html.ts";
import type { Words } from "../words/english.ts";
import { CHART_HEIGHT, CHART_WIDTH, chartConfig, clockAxis, toChartTime } from "./chart-config.ts";
import type { Figure } from "./figure.ts";
import { binCounts, niceBins } from "./histogram.ts";
import { COLOURS, outcomeFill } from "./palette.ts";

/** Waits by the time of arrival: median, quartiles, 5th and 95th percentile. */
export const waitChart = (tally: CallTally, withinSeconds: number, words: Words, format: Format): Figure => {
  const text = words.charts.waits;
  const rows = tally.intervals.map((interval, index) => {
    const waits = tally.waitsByInterval[index] ?? new Float64Array();
    const at = (probability: number): number | undefined => quantileOf(waits, probability);
    return {
      startSeconds: interval.startSeconds,
      middle: toChartTime((interval.startSeconds + interval.endSeconds) / 2),
      calls: waits.length,
      p5: at(0.05),
      p25: at(0.25),
      p50: at(0.5),
      p75: at(0.75),
      p95: at(0.95),
    };
  });
  const waited = rows.filter((row) => row.p50 !== undefined);
  const worst = waited.reduce<(typeof rows)[number] | undefined>(
    (best, row) => (best === undefined || (row.p50 ?? 0) > (best.p50 ?? 0) ? row : best),
    undefined,
  );
  const begin = (waited[0]?.middle ?? 0) / 1000;
  const end = (waited.at(-1)?.middle ?? 0) / 1000;
  const x = {
    field: "middle",
    type: "temporal",
    scale: { type: "utc" },
    axis: clockAxis(format.language, words.charts.time, begin, end),
  } as const;
  const y = { type: "quantitative", axis: { title: text.axis } } as const;
  const legend = [text.ninety, text.half, text.median];
  const colour = (name: string) => ({
    datum: name,
    type: "nominal" as const,
    scale: { domain: legend, range: [COLOURS.lightBand, COLOURS.band, COLOURS.answered] },
  });
  return {
    id: "waits",
    title:
      worst === undefined || (worst.p50 ?? 0) < 1
        ? text.titleNone
        : text.title(worst.p50 ?? 0, worst.startSeconds),
    description: text.description,
    spec: {
      width: CHART_WIDTH,
      height: CHART_HEIGHT,
      config: chartConfig(format.language),
      data: { values: waited },
      layer: [
        {
          mark: { type: "area", interpolate: "monotone" },
          encoding: { x, y: { ...y, field: "p5" }, y2: { field: "p95" }, color: colour(text.ninety) },
        },
        {
          mark: { type: "area", interpolate: "monotone" },
          encoding: { x, y: { ...y, field: "p25" }, y2: { field: "p75" }, color: colour(text.half) },
        },
        {
          mark: {
            type: "line",
            strokeWidth: 2.5,
            interpolate: "monotone",
            point: { size: 20, filled: true },
          },
          encoding: { x, y: { ...y, field: "p50" }, color: colour(text.median) },
        },
        {
          data: { values: [{ at: withinSeconds, name: text.target(withinSeconds) }] },
          layer: [
            { mark: { type: "rule", color: COLOURS.target, strokeDash: [6, 4], strokeWidth: 1.5 } },
            {
              mark: {
                type: "text",
                align: "right",
                baseline: "bottom",
                x: "width",
                dy: -4,
                color: COLOURS.target,
              },
              encoding: { text: { field: "name" } },
            },
          ],
          encoding: { y: { field: "at", type: "quantitative" } },
        },
      ],
    },
    table: {
      caption: text.description,
      columns: text.columns,
      rows: rows.map((row) => [
        { text: format.clock(row.startSeconds) },
        numberCell(row.calls, format.integer),
        ...[row.p5, row.p25, row.p50, row.p75, row.p95].map((value) => numberCell(value, format.duration)),
      ]),
    },
  };
};

/** How many calls waited how long, the answered and those who gave up. */
export const waitDistributionChart = (
  tally: CallTally,
  withinSeconds: number,
  words: Words,
  format: Format,
): Figure => {
  const id = "wait-distribution";
  const text = words.charts.distribution;
  const { answeredWaits, abandonedWaits } = tally;
  const longest = Math.max(answeredWaits.at(-1) ?? 0, abandonedWaits.at(-1) ?? 0);
  const bins = niceBins(0, longest, 30);
  const end = (bins.starts.at(-1) ?? 0) + bins.width;
  const counts = {
    answered: binCounts(answeredWaits, bins),
    abandoned: binCounts(abandonedWaits, bins),
  };
  let inTime = 0;
  while (inTime < answeredWaits.length && (answeredWaits[inTime] as number) <= withinSeconds) inTime++;
  const kinds = ["answered", "abandoned"] as const;
  const rows = bins.starts.flatMap((start, bin) => {
    let below = 0;
    return kinds.map((kind) => {
      const from = below;
      below += counts[kind][bin] as number;
      return { start, end: start + bins.width, outcome: words.charts.outcomes[kind], from, to: below };
    });
  });
  return {
    id,
    title: text.title(answeredWaits.length === 0 ? 0 : inTime / answeredWaits.length, withinSeconds, longest),
    description: text.description,
    spec: {
      width: CHART_WIDTH,
      height: CHART_HEIGHT,
      config: chartConfig(format.language),
      layer: [
        {
          data: { values: rows },
          mark: { type: "rect", stroke: "#ffffff", strokeWidth: 0.7 },
          encoding: {
            x: { field: "start", type: "quantitative", axis: { title: text.axis, grid: false } },
            x2: { field: "end" },
            y: { field: "from", type: "quantitative", axis: { title: text.count, tickMinStep: 1 } },
            y2: { field: "to" },
            fill: {
              field: "outcome",
              type: "nominal",
              scale: {
                domain: kinds.map((kind) => words.charts.outcomes[kind]),
                range: kinds.map((kind) => outcomeFill(id, kind)),
              },
            },
          },
        },
        {
          data: { values: [{ at: withinSeconds, name: words.charts.waits.target(withinSeconds) }] },
          layer: [
            { mark: { type: "rule", color: COLOURS.target, strokeDash: [6, 4], strokeWidth: 1.5 } },
            {
              mark: {
                type: "text",
                // where the line is near the right edge its name would be cut there
                ...(withinSeconds > 0.8 * end ? { align: "right", dx: -5 } : { align: "left", dx: 5 }),
                y: 8,
                color: COLOURS.target,
              },
              encoding: { text: { field: "name" } },
            },
          ],
          encoding: { x: { field: "at", type: "quantitative" } },
        },
      ],
    },
    table: {
      caption: text.description,
      columns: text.columns,
      rows: bins.starts.map((start, bin) => [
        numberCell(start, format.duration),
        numberCell(start + bins.width, format.duration),
        numberCell(counts.answered[bin], format.integer),
        numberCell(counts.abandoned[bin], format.integer),
      ]),
    },
  };
};
