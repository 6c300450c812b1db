import type { RunSummary } from "../../runs/summary.ts";
import type { Format } from "../format.ts";
import { numberCell } from "../html.ts";
import type { Words } from "../words/english.ts";
import { CHART_WIDTH, chartConfig } from "./chart-config.ts";
import type { Figure } from "./figure.ts";
import { COLOURS } from "./palette.ts";

/** Steps of a curve that a reader can see and a table can hold. */
const MOST_STEPS = 60;

/** The share of callers still waiting after so many seconds, with its band. */
export const patienceChart = (
  patience: NonNullable<RunSummary["patience"]>,
  words: Words,
  format: Format,
): Figure => {
  const text = words.charts.patience;
  const { survival = [] } = patience;
  const every = Math.max(1, Math.ceil(survival.length / MOST_STEPS));
  const seen = survival.filter((_, index) => index % every === 0 || index === survival.length - 1);
  // at the beginning everybody waits
  const begins = (seen[0]?.seconds ?? 0) > 0 ? [{ seconds: 0, probability: 1, low: 1, high: 1 }] : [];
  const points = [...begins, ...seen];
  const x = { field: "seconds", type: "quantitative", axis: { title: text.seconds, grid: false } } as const;
  const y = {
    type: "quantitative",
    axis: { title: text.axis, format: ".0%" },
    scale: { domain: [0, 1] as number[] },
  } as const;
  return {
    id: "patience",
    title: text.title(patience.medianSeconds),
    description: text.description,
    spec: {
      width: CHART_WIDTH,
      height: 220,
      config: chartConfig(format.language),
      data: { values: points.map((point) => ({ ...point })) },
      layer: [
        {
          mark: { type: "area", interpolate: "step-after", color: COLOURS.band },
          encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
        },
        {
          mark: { type: "line", interpolate: "step-after", strokeWidth: 2.5, color: COLOURS.answered },
          encoding: { x, y: { ...y, field: "probability" } },
        },
      ],
    },
    table: {
      caption: text.description,
      columns: text.columns,
      rows: points.map((point) => [
        numberCell(point.seconds, (value) => format.decimal(value, 1)),
        ...[point.probability, point.low, point.high].map((share) =>
          numberCell(share, (value) => format.percent(value, 1)),
        ),
      ]),
    },
  };
};
