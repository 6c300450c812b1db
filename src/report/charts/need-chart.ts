import type { IntervalNeed } from "../../runs/summary.ts";
import type { Format } from "../format.ts";
import { numberCell } from "../html.ts";
import type { Words } from "../words/english.ts";
import { CHART_HEIGHT, CHART_WIDTH, chartConfig, clockAxis, toChartTime } from "./chart-config.ts";
import type { Figure } from "./figure.ts";
import { COLOURS } from "./palette.ts";

/** The models in the order in which they are told. */
export const MODELS = ["erlangC", "erlangA", "offeredLoad", "simulated", "expected", "assured"] as const;
export type Model = (typeof MODELS)[number];

const DASHES: Readonly<Record<Model, readonly number[]>> = {
  erlangC: [14, 4],
  erlangA: [8, 3],
  offeredLoad: [2, 3],
  simulated: [10, 3, 2, 3],
  expected: [5, 2],
  assured: [1, 0],
};

/** Seconds after midnight of a local time written `11:30`; `24:00` ends the day. */
export const clockToSeconds = (text: string): number => {
  const [hours = "0", minutes = "0"] = text.split(":");
  return Number(hours) * 3600 + Number(minutes) * 60;
};

/** The model whose answer counts where several were computed: the most complete one. */
export const leadingModel = (intervals: readonly IntervalNeed[]): Model | undefined =>
  (["assured", "expected", "simulated", "offeredLoad", "erlangA", "erlangC"] as const).find((model) =>
    intervals.some((interval) => interval[model] !== undefined),
  );

/** People needed by each model against people on duty, as steps over the day. */
export const needChart = (intervals: readonly IntervalNeed[], words: Words, format: Format): Figure => {
  const text = words.charts.need;
  const models = MODELS.filter((model) => intervals.some((interval) => interval[model] !== undefined));
  const leading = leadingModel(intervals);
  const missing = (interval: IntervalNeed): number =>
    leading === undefined ? 0 : (interval[leading] ?? 0) - interval.staffed;
  const short = intervals.filter((interval) => missing(interval) > 0);
  const worst = intervals.reduce<IntervalNeed | undefined>(
    (best, interval) => (best === undefined || missing(interval) > missing(best) ? interval : best),
    undefined,
  );
  const bounds = intervals.map((interval) => {
    const start = clockToSeconds(interval.start);
    const end = clockToSeconds(interval.end);
    return { start, end: end > start ? end : end + 86_400 };
  });
  // a step needs both of its ends
  const steps = models.flatMap((model) =>
    intervals.flatMap((interval, index) => {
      const people = interval[model];
      const bound = bounds[index];
      if (people === undefined || bound === undefined) return [];
      return [bound.start, bound.end].map((at, end) => ({
        at: toChartTime(at),
        order: index * 2 + end,
        model: text.models[model],
        people,
      }));
    }),
  );
  const staffed = intervals.map((interval, index) => ({
    start: toChartTime(bounds[index]?.start ?? 0),
    end: toChartTime(bounds[index]?.end ?? 0),
    none: 0,
    people: interval.staffed,
    kind: text.models.staffed,
  }));
  const names = models.map((model) => text.models[model]);
  // one legend for colour and dash: the two must be told the same to become one
  const legend = { symbolType: "stroke", symbolStrokeWidth: 2.5, symbolSize: 600 } as const;
  const x = {
    type: "temporal",
    scale: { type: "utc" },
    axis: clockAxis(format.language, words.charts.time, bounds[0]?.start ?? 0, bounds.at(-1)?.end ?? 0),
  } as const;
  return {
    id: "need",
    title: text.title(
      short.length,
      worst === undefined ? "" : format.clock(clockToSeconds(worst.start)),
      worst === undefined ? 0 : missing(worst),
    ),
    description: text.description,
    spec: {
      width: CHART_WIDTH,
      height: CHART_HEIGHT,
      config: chartConfig(format.language),
      layer: [
        {
          data: { values: staffed },
          mark: { type: "rect", stroke: null },
          encoding: {
            x: { ...x, field: "start" },
            x2: { field: "end" },
            y: { field: "none", type: "quantitative", axis: { title: text.axis, tickMinStep: 1 } },
            y2: { field: "people" },
            fill: {
              field: "kind",
              type: "nominal",
              scale: { domain: [text.models.staffed], range: [COLOURS.staffed] },
            },
          },
        },
        {
          data: { values: steps },
          mark: { type: "line", strokeWidth: 2.2, strokeJoin: "miter" },
          encoding: {
            x: { ...x, field: "at" },
            y: { field: "people", type: "quantitative" },
            order: { field: "order" },
            stroke: {
              field: "model",
              type: "nominal",
              scale: { domain: names, range: models.map((model) => COLOURS[model]) },
              legend,
            },
            strokeDash: {
              field: "model",
              type: "nominal",
              scale: { domain: names, range: models.map((model) => [...DASHES[model]]) },
              legend,
            },
          },
        },
      ],
      resolve: { scale: { fill: "independent", stroke: "independent", strokeDash: "independent" } },
    },
    table: {
      caption: text.description,
      columns: [text.columns.start, text.columns.end, text.columns.calls, text.columns.staffed, ...names],
      rows: intervals.map((interval, index) => [
        { text: format.clock(bounds[index]?.start ?? 0) },
        { text: format.clock(bounds[index]?.end ?? 0) },
        numberCell(interval.calls, (value) => format.decimal(value, 1)),
        numberCell(interval.staffed, format.integer),
        ...models.map((model) => numberCell(interval[model], format.integer)),
      ]),
    },
  };
};
