import { distinctNames, type TrendFigure, type TrendPoint, trendChange } from "../../compare/trend.ts";
import type { Format } from "../format.ts";
import { type Cell, numberCell, textCell } from "../html.ts";
import type { Words } from "../words/english.ts";
import { CHART_HEIGHT, CHART_WIDTH, chartConfig } from "./chart-config.ts";
import type { Figure } from "./figure.ts";
import { COLOURS } from "./palette.ts";

/** One line of a trend: its name, and its figure of each run. */
interface Series {
  readonly name: string;
  readonly figureOf: (point: TrendPoint) => TrendFigure | undefined;
}

/** Lines differ in colour, in the dash of the line and in the shape of the point. */
const LOOKS = [
  { colour: COLOURS.answered, dash: [1, 0], shape: "circle" },
  { colour: COLOURS.abandoned, dash: [7, 4], shape: "square" },
  { colour: COLOURS.assured, dash: [2, 3], shape: "triangle-up" },
] as const;

interface Drawn {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly axis: string;
  /** How d3 writes the figures of the axis; absent: as they are. */
  readonly axisFormat?: string;
  readonly series: readonly Series[];
  readonly write: (value: number) => string;
}

/** A chart of some figures over runs: a line with its points and intervals for each. */
const trendFigure = (
  points: readonly TrendPoint[],
  drawn: Drawn,
  words: Words,
  format: Format,
): Figure | undefined => {
  const { trend } = words.charts;
  const series = drawn.series.filter(({ figureOf }) => points.some((point) => figureOf(point) !== undefined));
  if (points.length < 2 || series.length === 0) return undefined;
  const names = distinctNames(points.map(({ name }) => name));
  const rows = series.flatMap(({ name, figureOf }) =>
    points.flatMap((point, index) => {
      const figure = figureOf(point);
      return figure === undefined
        ? []
        : [{ run: names[index], series: name, value: figure.value, low: figure.low, high: figure.high }];
    }),
  );
  const crosses = series.flatMap(({ figureOf }) =>
    points.flatMap((point, index) => {
      const value = point.proves ? undefined : figureOf(point)?.value;
      return value === undefined ? [] : [{ run: names[index], value, kind: trend.provesNothing }];
    }),
  );
  const domain = series.map(({ name }) => name);
  const range = <Value>(look: (index: number) => Value): Value[] => series.map((_, index) => look(index));
  const looks = (index: number): (typeof LOOKS)[number] => LOOKS[index % LOOKS.length] ?? LOOKS[0];
  const x = {
    field: "run",
    type: "nominal",
    sort: null,
    scale: { domain: [...names] as string[], type: "point", padding: 0.5 },
    axis: {
      title: null,
      labelAngle: names.length > 6 ? -40 : 0,
      labelLimit: 150,
      labelOverlap: names.length > 30,
    },
  } as const;
  const y = {
    field: "value",
    type: "quantitative",
    axis: { title: drawn.axis, ...(drawn.axisFormat === undefined ? {} : { format: drawn.axisFormat }) },
    scale: { zero: true },
  } as const;
  const stroke = {
    field: "series",
    type: "nominal",
    scale: { domain, range: range((index) => looks(index).colour) },
  } as const;
  const column = (
    name: string,
    figureOf: Series["figureOf"],
  ): { name: string; cell: (point: TrendPoint) => Cell }[] => [
    { name, cell: (point) => numberCell(figureOf(point)?.value, drawn.write) },
    ...(points.some((point) => figureOf(point)?.low !== undefined)
      ? [
          {
            name: trend.columns.low(name),
            cell: (point: TrendPoint) => numberCell(figureOf(point)?.low, drawn.write),
          },
          {
            name: trend.columns.high(name),
            cell: (point: TrendPoint) => numberCell(figureOf(point)?.high, drawn.write),
          },
        ]
      : []),
  ];
  const columns = series.flatMap(({ name, figureOf }) => column(name, figureOf));
  return {
    id: drawn.id,
    title: drawn.title,
    description: drawn.description,
    spec: {
      width: CHART_WIDTH,
      height: CHART_HEIGHT,
      config: chartConfig(format.language),
      layer: [
        {
          data: { values: rows.filter(({ low, high }) => low !== undefined && high !== undefined) },
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: {
            x,
            y: { ...y, field: "low" },
            y2: { field: "high" },
            stroke,
          },
        },
        {
          data: { values: rows },
          mark: { type: "line", strokeWidth: 2.5 },
          encoding: {
            x,
            y,
            stroke,
            strokeDash: {
              field: "series",
              type: "nominal",
              scale: { domain, range: range((index) => [...looks(index).dash]) },
            },
          },
        },
        {
          data: { values: rows },
          mark: { type: "point", filled: false, fill: "#ffffff", size: 70, strokeWidth: 2, opacity: 1 },
          encoding: {
            x,
            y,
            stroke,
            shape: {
              field: "series",
              type: "nominal",
              scale: { domain, range: range((index) => looks(index).shape) },
            },
          },
        },
        ...(crosses.length === 0
          ? []
          : [
              {
                data: { values: crosses },
                mark: {
                  type: "text" as const,
                  text: "✕",
                  fontSize: 20,
                  fontWeight: "bold" as const,
                  color: COLOURS.failed,
                },
                encoding: { x, y },
              },
            ]),
      ],
      resolve: { scale: { stroke: "shared", strokeDash: "shared", shape: "shared" } },
    },
    table: {
      caption: drawn.description,
      columns: [
        trend.run,
        trend.columns.started,
        trend.columns.offered,
        ...columns.map(({ name }) => name),
        trend.columns.proves,
      ],
      rows: points.map((point, index) => [
        textCell(names[index] ?? ""),
        textCell(point.startedAt === undefined ? "" : format.moment(point.startedAt)),
        numberCell(point.offered, format.integer),
        ...columns.map(({ cell }) => cell(point)),
        textCell(point.proves ? trend.yes : trend.no),
      ]),
    },
  };
};

/**
 * The trend over runs, in their order: shares, mean wait and set-up time, each
 * a chart of its own unit. Empty where fewer than two runs are given.
 *
 * @param id begins the ids of the charts, which are unique in a page.
 */
export const trendCharts = (
  points: readonly TrendPoint[],
  id: string,
  words: Words,
  format: Format,
): readonly Figure[] => {
  const { trend } = words.charts;
  const { shares, wait, setup } = trend;
  const within = points.at(-1)?.withinSeconds;
  const setupOf =
    (percentile: "p50" | "p95") =>
    ({ setupMilliseconds }: TrendPoint): TrendFigure | undefined =>
      setupMilliseconds === undefined ? undefined : { value: setupMilliseconds[percentile] };
  const served = trendChange(points, ({ serviceLevel }) => serviceLevel);
  const waited = trendChange(points, ({ meanWaitSeconds }) => meanWaitSeconds);
  const setUp = trendChange(points, setupOf("p95"));
  const percent = (share: number): string => format.percent(share, 1);
  const charts: readonly Drawn[] = [
    {
      id: `${id}-shares`,
      title:
        served === undefined
          ? shares.plain
          : shares.title(within, served.from.value, served.to.value, served.runs, served.overlap),
      description: shares.description,
      axis: shares.axis,
      axisFormat: ".0%",
      series: [
        { name: shares.serviceLevel, figureOf: ({ serviceLevel }) => serviceLevel },
        { name: shares.abandonment, figureOf: ({ abandonment }) => abandonment },
        { name: shares.neverServed, figureOf: ({ neverServed }) => neverServed },
      ],
      write: percent,
    },
    {
      id: `${id}-wait`,
      title:
        waited === undefined
          ? wait.plain
          : wait.title(waited.from.value, waited.to.value, waited.runs, waited.overlap),
      description: wait.description,
      axis: wait.axis,
      series: [{ name: wait.series, figureOf: ({ meanWaitSeconds }) => meanWaitSeconds }],
      write: format.duration,
    },
    {
      id: `${id}-setup`,
      title: setUp === undefined ? setup.plain : setup.title(setUp.from.value, setUp.to.value, setUp.runs),
      description: setup.description,
      axis: setup.axis,
      series: [
        { name: setup.p95, figureOf: setupOf("p95") },
        { name: setup.p50, figureOf: setupOf("p50") },
      ],
      write: format.milliseconds,
    },
  ];
  return charts.flatMap((drawn) => trendFigure(points, drawn, words, format) ?? []);
};
