import type { TopLevelSpec } from "vega-lite";
import { type CallTally, quantileOf } from "../call-tally.ts";
import type { Format } from "../format.ts";
import { numberCell } from "../html.ts";
import type { Words } from "../words/english.ts";
import { CHART_WIDTH, chartConfig } from "./chart-config.ts";
import type { Figure } from "./figure.ts";
import { type Bins, binCounts, niceBins } from "./histogram.ts";
import { COLOURS } from "./palette.ts";

/** Bins over all but the farthest hundredth, which falls into the last one. */
const binsFor = (sorted: Float64Array): Bins => {
  const top = quantileOf(sorted, 0.99) ?? 1;
  return niceBins(Math.min(0, sorted[0] ?? 0), Math.max(top * 1.2, 1), 30);
};

const histogram = (
  bins: Bins,
  counts: readonly number[],
  axis: string,
  countAxis: string,
  format: Format,
): TopLevelSpec => ({
  width: CHART_WIDTH,
  height: 180,
  config: chartConfig(format.language),
  data: {
    values: bins.starts.map((start, bin) => ({ start, end: start + bins.width, from: 0, to: counts[bin] })),
  },
  mark: { type: "rect", fill: COLOURS.answered, stroke: "#ffffff", strokeWidth: 0.7 },
  encoding: {
    x: { field: "start", type: "quantitative", axis: { title: axis, grid: false } },
    x2: { field: "end" },
    y: { field: "from", type: "quantitative", axis: { title: countAxis, tickMinStep: 1 } },
    y2: { field: "to" },
  },
});

const timingFigure = (
  id: string,
  title: string,
  sorted: Float64Array,
  text: {
    readonly description: string;
    readonly axis: string;
    readonly count: string;
    readonly columns: readonly string[];
  },
  words: Words,
  format: Format,
): Figure => {
  const bins = binsFor(sorted);
  const farthest = sorted.at(-1) ?? 0;
  const end = (bins.starts.at(-1) ?? 0) + bins.width;
  const description =
    farthest > end ? `${text.description} ${words.charts.farthest(farthest)}` : text.description;
  const counts = binCounts(sorted, bins);
  const digits = bins.width < 1 ? 1 : 0;
  return {
    id,
    title,
    description,
    spec: histogram(bins, counts, text.axis, text.count, format),
    table: {
      caption: text.description,
      columns: text.columns,
      rows: bins.starts.map((start, bin) => [
        numberCell(start, (value) => format.decimal(value, digits)),
        numberCell(start + bins.width, (value) => format.decimal(value, digits)),
        numberCell(counts[bin], format.integer),
      ]),
    },
  };
};

/** How long the PBX took to answer the first message of a call. */
export const setupChart = (tally: CallTally, words: Words, format: Format): Figure => {
  const sorted = tally.setupMilliseconds;
  const text = words.charts.setup;
  const title = text.title(quantileOf(sorted, 0.5) ?? 0, quantileOf(sorted, 0.95) ?? 0);
  return timingFigure("setup", title, sorted, text, words, format);
};

/** How late the generator placed the calls. */
export const latenessChart = (tally: CallTally, words: Words, format: Format): Figure => {
  const sorted = tally.latenessMilliseconds;
  const text = words.charts.lateness;
  // of fewer than a hundred calls, 99 in 100 are all
  const title =
    sorted.length < 100 ? text.titleOfFew(sorted.at(-1) ?? 0) : text.title(quantileOf(sorted, 0.99) ?? 0);
  return timingFigure("lateness", title, sorted, text, words, format);
};
