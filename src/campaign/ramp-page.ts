import type { TopLevelSpec } from "vega-lite";
import { CHART_WIDTH, chartConfig } from "../report/charts/chart-config.ts";
import { drawChart } from "../report/charts/draw-chart.ts";
import { COLOURS } from "../report/charts/palette.ts";
import { escapeHtml, numberCell, type Table, tableHtml, textCell } from "../report/html.ts";
import type { RampResult, RampSearch } from "./ramp.ts";
import type { RampStep } from "./ramp-step.ts";

const GAVE_WAY = { pbx: "the PBX", generator: "the generator", network: "the network" } as const;

/** What a search found, as one sentence. */
export const rampSentence = (search: RampSearch, unit: string): string => {
  const { held, broke, gaveWay, why } = search;
  const upTo = held === undefined ? `Not even the lowest load was held.` : `Held: ${held} ${unit}.`;
  if (broke === undefined || gaveWay === undefined) return `${upTo} Nothing gave way up to there.`;
  return `${upTo} At ${broke} ${unit} ${GAVE_WAY[gaveWay]} gave way: ${why}.`;
};

const loadOf = (step: RampStep, by: "rate" | "inProgress"): number =>
  by === "rate" ? step.callsPerSecond : step.calls;

const hasAudio = ({ steps }: RampSearch): boolean => steps.some(({ audio }) => audio !== undefined);

/** What callers and agents lost, of what agents and callers sent; music is sent by neither. */
const audioText = (audio: RampStep["audio"]): string =>
  audio === undefined
    ? ""
    : `${audio.callers.lost + audio.agents.lost} of ${audio.callers.sent + audio.agents.sent}`;

/** The steps of a search as a table. */
export const rampTable = (search: RampSearch, by: "rate" | "inProgress", caption: string): Table => ({
  caption,
  columns: [
    by === "rate" ? "Calls a second" : "Calls in progress",
    "Calls",
    "Set-up p95, ms",
    "Failed",
    "Lateness p99, ms",
    "Dropped at callers / PBX",
    ...(hasAudio(search) ? ["Audio packets lost of those sent"] : []),
    "Verdict",
  ],
  rows: search.steps.map((step) => [
    numberCell(loadOf(step, by), String),
    numberCell(step.calls, String),
    numberCell(step.setupP95Milliseconds, (value) => value.toFixed(1)),
    numberCell(step.failures, String),
    numberCell(step.latenessP99Milliseconds, (value) => value.toFixed(1)),
    textCell(step.dropped === undefined ? "" : `${step.dropped["callers"]} / ${step.dropped["pbx"]}`),
    ...(hasAudio(search) ? [textCell(audioText(step.audio))] : []),
    textCell(step.verdict.held ? "held" : `${GAVE_WAY[step.verdict.gaveWay]} gave way`),
  ]),
});

const chart = (search: RampSearch, by: "rate" | "inProgress", budgetMilliseconds: number): TopLevelSpec => ({
  width: CHART_WIDTH,
  height: 200,
  config: chartConfig("en"),
  layer: [
    {
      data: {
        values: search.steps.flatMap((step) =>
          step.setupP95Milliseconds === undefined
            ? []
            : [{ load: loadOf(step, by), setup: step.setupP95Milliseconds }],
        ),
      },
      mark: { type: "line", point: true, color: COLOURS.answered },
      encoding: {
        x: {
          field: "load",
          type: "quantitative",
          axis: { title: by === "rate" ? "calls a second" : "calls in progress" },
        },
        y: { field: "setup", type: "quantitative", axis: { title: "set-up p95, ms" } },
      },
    },
    {
      data: { values: [{ budget: budgetMilliseconds }] },
      mark: { type: "rule", strokeDash: [6, 4] },
      encoding: { y: { field: "budget", type: "quantitative" } },
    },
  ],
});

/** The result of a ramp as one page without network: two charts, two tables. */
export const rampPage = async (result: RampResult, scenarioName: string): Promise<string> => {
  const section = async (by: "rate" | "inProgress", heading: string, unit: string): Promise<string> => {
    const search = result[by];
    const sentence = rampSentence(search, unit);
    const svg = await drawChart({
      id: `ramp-${by}`,
      title: sentence,
      description: `Set-up p95 by ${unit}; the dashed line is the budget of ${result.budget.setupP95Milliseconds} ms.`,
      spec: chart(search, by, result.budget.setupP95Milliseconds),
      table: rampTable(search, by, heading),
    });
    return `<section><h2>${escapeHtml(heading)}</h2><p>${escapeHtml(sentence)}</p><figure>${svg}</figure>${tableHtml(rampTable(search, by, heading))}</section>`;
  };
  const media =
    result.pbx.media === "none"
      ? "No audio was sent: the media path was not tested."
      : `Media: ${result.pbx.media}.`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(scenarioName)}: where the PBX gives way</title>
<meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}th,td{padding:.2rem .6rem;border-bottom:1px solid #ccc;text-align:right}figure{margin:0}.table{overflow-x:auto}</style>
</head><body><h1>${escapeHtml(scenarioName)}: where the PBX gives way</h1>
<p>${escapeHtml(result.pbx.kind)} ${escapeHtml(result.pbx.version)}. ${media} The budget: set-up p95 at most ${result.budget.setupP95Milliseconds} ms, at most ${(result.budget.failureShare * 100).toFixed(2)} % of calls failed.</p>
${await section("rate", "Call rate", "calls a second")}
${await section("inProgress", "Calls in progress", "calls in progress")}
</body></html>
`;
};
