import type { CallTally } from "../call-tally.ts";
import type { Format } from "../format.ts";
import { numberCell } from "../html.ts";
import type { Words } from "../words/english.ts";
import { CHART_HEIGHT, CHART_WIDTH, chartConfig, clockAxis, toChartTime } from "./chart-config.ts";
import type { Figure } from "./figure.ts";
import { COLOURS, outcomeFill } from "./palette.ts";

export interface DayMarks {
  readonly spikes: readonly { readonly name: string; readonly atSeconds: number }[];
  /** Moments at which the number of people on duty changes. */
  readonly shiftSeconds: readonly number[];
}

const OUTCOMES = ["answered", "abandoned", "blocked", "failed"] as const;

/** Calls over the day by how they ended, with the announcements and the shifts. */
export const dayChart = (tally: CallTally, marks: DayMarks, words: Words, format: Format): Figure => {
  const id = "day";
  const text = words.charts.day;
  const total = (interval: CallTally["intervals"][number]): number =>
    OUTCOMES.reduce((sum, outcome) => sum + interval[outcome], 0);
  const busiest = tally.intervals.reduce((best, interval) =>
    total(interval) > total(best) ? interval : best,
  );
  const offered = tally.intervals.reduce((sum, interval) => sum + total(interval) - interval.failed, 0);
  const answered = tally.intervals.reduce((sum, interval) => sum + interval.answered, 0);
  const present = OUTCOMES.filter((outcome) => tally.intervals.some((interval) => interval[outcome] > 0));
  const first = tally.intervals[0]!;
  const last = tally.intervals[tally.intervals.length - 1]!;
  // a run that was stopped says nothing of the callers who would have come after
  const reached = tally.intervals.slice(0, tally.intervals.findLastIndex((each) => total(each) > 0) + 1);
  const within = (seconds: number): boolean => seconds >= first.startSeconds && seconds <= last.endSeconds;
  const rows = tally.intervals.flatMap((interval) => {
    let below = 0;
    return present.map((outcome) => {
      const from = below;
      below += interval[outcome];
      return {
        start: toChartTime(interval.startSeconds),
        end: toChartTime(interval.endSeconds),
        outcome: words.charts.outcomes[outcome],
        from,
        to: below,
      };
    });
  });
  return {
    id,
    title: text.title(total(busiest), busiest.startSeconds, offered === 0 ? 0 : answered / offered),
    description: text.description(first.endSeconds - first.startSeconds),
    spec: {
      width: CHART_WIDTH,
      height: CHART_HEIGHT,
      config: chartConfig(format.language),
      layer: [
        {
          data: { values: rows },
          mark: { type: "rect", stroke: "#ffffff", strokeWidth: 0.7 },
          encoding: {
            x: {
              field: "start",
              type: "temporal",
              scale: { type: "utc" },
              axis: clockAxis(format.language, words.charts.time, first.startSeconds, last.endSeconds),
            },
            x2: { field: "end" },
            y: { field: "from", type: "quantitative", axis: { title: text.axis, tickMinStep: 1 } },
            y2: { field: "to" },
            fill: {
              field: "outcome",
              type: "nominal",
              scale: {
                domain: present.map((outcome) => words.charts.outcomes[outcome]),
                range: present.map((outcome) => outcomeFill(id, outcome)),
              },
            },
          },
        },
        {
          data: {
            values: reached.map((interval) => ({
              at: toChartTime((interval.startSeconds + interval.endSeconds) / 2),
              callers: interval.neverServed,
              kind: text.neverServed,
            })),
          },
          mark: {
            type: "line",
            strokeWidth: 2.5,
            point: { filled: false, fill: "#ffffff", size: 45, strokeWidth: 2 },
          },
          encoding: {
            x: { field: "at", type: "temporal" },
            y: { field: "callers", type: "quantitative" },
            stroke: {
              field: "kind",
              type: "nominal",
              scale: { domain: [text.neverServed], range: [COLOURS.ink] },
              legend: { symbolType: "stroke", symbolStrokeWidth: 2.5, symbolSize: 500 },
            },
          },
        },
        {
          data: {
            values: marks.shiftSeconds.filter(within).map((at) => ({ at: toChartTime(at) })),
          },
          mark: { type: "rule", color: COLOURS.faint, strokeDash: [2, 4] },
          encoding: { x: { field: "at", type: "temporal" } },
        },
        {
          data: {
            values: marks.spikes
              .filter(({ atSeconds }) => within(atSeconds))
              .map(({ name, atSeconds }) => ({ at: toChartTime(atSeconds), name })),
          },
          layer: [
            { mark: { type: "rule", color: COLOURS.ink, strokeWidth: 1.5 } },
            {
              mark: { type: "text", align: "left", dx: 5, dy: -6, y: 0, baseline: "bottom" },
              encoding: { text: { field: "name" } },
            },
          ],
          encoding: { x: { field: "at", type: "temporal" } },
        },
      ],
      resolve: { scale: { fill: "independent", stroke: "independent" } },
    },
    table: {
      caption: text.description(first.endSeconds - first.startSeconds),
      columns: text.columns,
      rows: tally.intervals.map((interval) => [
        { text: format.clock(interval.startSeconds) },
        numberCell(interval.answered, format.integer),
        numberCell(interval.answeredInTime, format.integer),
        numberCell(interval.abandoned, format.integer),
        numberCell(interval.blocked, format.integer),
        numberCell(interval.failed, format.integer),
        numberCell(interval.neverServed, format.integer),
      ]),
    },
  };
};
