// Draws the charts of docs/mathematics.md from the queueing library itself:
//   node scripts/mathematics-charts.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Distribution } from "../src/distributions/distribution.ts";
import {
  erlangA,
  erlangBBlocking,
  erlangC,
  generalPatienceQueue,
  offeredLoadOverTime,
  patienceOf,
  type RatePiece,
  redialChain,
  redialFixedPoint,
  staffByInterval,
  staffByTransient,
  transientQueue,
  trunkQueue,
} from "../src/queueing/index.ts";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "docs", "charts");

interface Chart {
  readonly file: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly points: readonly Point[];
  readonly mark?: "line" | "step";
  readonly percent?: boolean;
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly series: string;
}

const range = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);

const specOf = (chart: Chart): TopLevelSpec => ({
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  width: 520,
  height: 260,
  background: "white",
  title: { text: chart.title, anchor: "start", fontSize: 14 },
  data: { values: [...chart.points] },
  mark: { type: "line", interpolate: chart.mark === "step" ? "step-after" : "linear", strokeWidth: 2 },
  encoding: {
    x: { field: "x", type: "quantitative", title: chart.x, scale: { zero: false } },
    y: {
      field: "y",
      type: "quantitative",
      title: chart.y,
      axis: chart.percent ? { format: ".0%" } : {},
    },
    color: {
      field: "series",
      type: "nominal",
      legend: { labelLimit: 0 },
      title: null,
      sort: null,
      scale: { scheme: "tableau10" },
    },
    // colour alone tells nothing to some readers
    strokeDash: { field: "series", type: "nominal", legend: { labelLimit: 0 }, title: null, sort: null },
  },
});

const draw = async (chart: Chart): Promise<void> => {
  const view = new View(parse(compile(specOf(chart)).spec), { renderer: "none" });
  writeFileSync(join(folder, `${chart.file}.svg`), `${await view.toSVG()}\n`);
};

const HANDLING = { handlingSeconds: 180, withinSeconds: 20 };
const FIFTY = { ...HANDLING, callsPerSecond: 50 / 180 };

const erlangBChart: Chart = {
  file: "erlang-b",
  title: "1 % blocking: 8 lines above 10 erlangs, 12 above 30, 17 above 100",
  x: "lines beyond the offered load",
  y: "blocked calls",
  percent: true,
  points: [10, 30, 100].flatMap((load) =>
    range(0, 25, 1).map((more) => ({
      x: more,
      y: erlangBBlocking(load, load + more),
      series: `${load} erlangs`,
    })),
  ),
};

const erlangCAndAChart: Chart = {
  file: "erlang-c-and-a",
  title: "At 50 erlangs Erlang A reaches 80 % in 20 s with fewer agents, by losing callers",
  x: "agents",
  y: "share of offered calls",
  percent: true,
  points: range(40, 65, 1).flatMap((agents) => {
    const patient = erlangC({ ...FIFTY, agents });
    const leaving = erlangA({ ...FIFTY, agents, patienceSeconds: 150 });
    return [
      ...(patient.state === "stable"
        ? [{ x: agents, y: patient.serviceLevel, series: "in 20 s, Erlang C" }]
        : []),
      { x: agents, y: leaving.serviceLevel, series: "in 20 s, Erlang A" },
      { x: agents, y: leaving.abandonment, series: "abandoned, Erlang A" },
    ];
  }),
};

const PATIENCES: readonly (readonly [string, Distribution])[] = [
  ["Weibull, cv 2", { kind: "weibull", meanSeconds: 300, cv: 2 }],
  ["exponential", { kind: "exponential", meanSeconds: 300 }],
  ["lognormal, cv 1", { kind: "lognormal", meanSeconds: 300, cv: 1 }],
  ["constant", { kind: "constant", meanSeconds: 300 }],
];

const generalPatienceChart: Chart = {
  file: "general-patience",
  title: "The same mean patience of 5 min loses very different shares near 50 agents",
  x: "agents, at 50 erlangs",
  y: "abandoned",
  percent: true,
  points: PATIENCES.flatMap(([series, distribution]) =>
    range(44, 58, 1).flatMap((agents) => {
      const queue = generalPatienceQueue({ ...FIFTY, agents, patience: patienceOf(distribution) });
      return queue.state === "stable" ? [{ x: agents, y: queue.abandonment, series }] : [];
    }),
  ),
};

const trunksChart: Chart = {
  file: "trunks",
  title: "50 agents at 50 erlangs: lines trade blocked callers for waiting ones",
  x: "lines",
  y: "share of offered calls",
  percent: true,
  points: range(50, 90, 1).flatMap((lines) => {
    const queue = trunkQueue({ ...FIFTY, agents: 50, lines, patienceSeconds: 300 });
    return [
      { x: lines, y: queue.blocking, series: "blocked" },
      { x: lines, y: queue.abandonment, series: "abandoned" },
      { x: lines, y: 1 - queue.serviceLevel - queue.blocking - queue.abandonment, series: "answered late" },
    ];
  }),
};

const CALLERS = {
  callsPerSecond: 3.5 / 60,
  ...HANDLING,
  patienceSeconds: 300,
  redialAfterAbandoning: 0.5,
  redialAfterBlocked: 0.5,
  lines: 30,
};

const redialChart: Chart = {
  file: "redials",
  title: "The fixed point understates abandonment, most where callers redial at once",
  x: "agents, at 10.5 erlangs of fresh calls",
  y: "abandoned attempts",
  percent: true,
  points: range(9, 15, 1).flatMap((agents) => {
    const exact = (redialDelaySeconds: number, series: string) => {
      const chain = redialChain({ ...CALLERS, agents, orbitPlaces: 50, redialDelaySeconds });
      return chain.state === "exact" ? [{ x: agents, y: chain.abandonment, series }] : [];
    };
    return [
      ...exact(30, "exact, redial after 30 s"),
      ...exact(600, "exact, redial after 10 min"),
      {
        x: agents,
        y: redialFixedPoint({ ...CALLERS, agents }).perAttempt.abandonment,
        series: "fixed point",
      },
      { x: agents, y: erlangA({ ...CALLERS, agents }).abandonment, series: "nobody redials" },
    ];
  }),
};

const HOUR = 3600;
const spikeRate = (seconds: number): number => {
  const since = seconds - 1.5 * HOUR;
  const spike = since < 0 ? 0 : since < 600 ? (0.8 * since) / 600 : 0.8 * 0.5 ** ((since - 600) / 1200);
  return 0.25 + spike;
};
const SPIKE_END = 5 * HOUR;
const spikeRates: RatePiece[] = range(0, SPIKE_END - 300, 300).map((startSeconds) => ({
  startSeconds,
  endSeconds: startSeconds + 300,
  callsPerSecondAtStart: spikeRate(startSeconds),
  callsPerSecondAtEnd: spikeRate(startSeconds + 299.999),
}));

const offeredLoadChart: Chart = {
  file: "offered-load",
  title: "With calls of 20 min the load peaks after the arrivals, and lower",
  x: "hours",
  y: "erlangs",
  points: range(0.5, 5, 0.05).flatMap((hours) => {
    const at = (series: string, handling: Distribution) => ({
      x: hours,
      y: offeredLoadOverTime(spikeRates, handling)(hours * HOUR),
      series,
    });
    return [
      { x: hours, y: spikeRate(hours * HOUR) * 1200, series: "rate × handling time" },
      at("offered load, exponential", { kind: "exponential", meanSeconds: 1200 }),
      at("offered load, constant", { kind: "constant", meanSeconds: 1200 }),
    ];
  }),
};

const DAY = { rates: spikeRates, handlingSeconds: 600, patienceSeconds: 180 };
const BOUNDS = range(0, SPIKE_END, 1800);
const TARGETS = { serviceLevel: { share: 0.8, withinSeconds: 20 } };

const formStaff = (form: "average" | "maximum" | "lagged" | "offeredLoad") =>
  staffByInterval(
    {
      rates: spikeRates,
      handling: { kind: "exponential", meanSeconds: DAY.handlingSeconds },
      patienceSeconds: DAY.patienceSeconds,
      boundsSeconds: BOUNDS,
    },
    TARGETS,
    form,
  ).map(({ startSeconds, endSeconds, staffing }) => ({
    startSeconds,
    endSeconds,
    agents: staffing.state === "unreachable" ? 0 : staffing.agents,
  }));

const FORMS = [
  ["average", "average rate"],
  ["lagged", "lagged rate"],
  ["offeredLoad", "modified offered load"],
] as const;

const transientChart: Chart = {
  file: "transient",
  title: "Staffed by the average rate, the half hour after the spike misses its 80 %",
  x: "hours",
  y: "answered in 20 s, by the transient",
  mark: "step",
  percent: true,
  points: FORMS.flatMap(([form, series]) => {
    const { intervals } = transientQueue({
      ...DAY,
      staff: formStaff(form),
      boundsSeconds: BOUNDS,
      withinSeconds: 20,
    });
    const steps = intervals.map((one) => ({
      x: one.startSeconds / HOUR,
      y: one.figures?.serviceLevel ?? 1,
      series,
    }));
    return [...steps, { ...steps.at(-1)!, x: SPIKE_END / HOUR }];
  }),
};

const staffingChart = (): Chart => {
  const onTransient = staffByTransient({ ...DAY, boundsSeconds: BOUNDS }, TARGETS);
  const staffs = [
    ...FORMS.map(([form, series]) => ({ series, staff: formStaff(form) })),
    { series: "on the transient", staff: onTransient.state === "met" ? onTransient.staff : [] },
  ];
  return {
    file: "staffing",
    title: "What each model asks for, calls of 10 min and a spike at half past one",
    x: "hours",
    y: "agents",
    mark: "step",
    points: staffs.flatMap(({ series, staff }) => {
      const steps = staff.map((piece) => ({ x: piece.startSeconds / HOUR, y: piece.agents, series }));
      return steps.length === 0 ? [] : [...steps, { ...steps.at(-1)!, x: SPIKE_END / HOUR }];
    }),
  };
};

mkdirSync(folder, { recursive: true });
for (const chart of [
  erlangBChart,
  erlangCAndAChart,
  generalPatienceChart,
  trunksChart,
  redialChart,
  offeredLoadChart,
  transientChart,
  staffingChart(),
]) {
  await draw(chart);
}
