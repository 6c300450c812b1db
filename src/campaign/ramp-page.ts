import type { TopLevelSpec } from "vega-lite";
import { CHART_WIDTH, chartConfig } from "../report/charts/chart-config.ts";
import { figureHtml } from "../report/charts/figure-html.ts";
import { COLOURS } from "../report/charts/palette.ts";
import { chartsPage } from "../report/charts-page.ts";
import type { Language } from "../report/format.ts";
import { escapeHtml, numberCell, type Table, textCell } from "../report/html.ts";
import { type Tongue, tongueOf } from "../report/tongue.ts";
import { wordsIn } from "../report/words/words-in.ts";
import type { RampResult, RampSearch } from "./ramp.ts";
import { GAVE_WAY, type RampStep } from "./ramp-step.ts";

/** What a search raises. */
export type RampedBy = "rate" | "inProgress";

const UNITS = { rate: "calls a second", inProgress: "calls in progress" } as const;

/** What a search found, as one sentence. */
export const rampSentence = (search: RampSearch, by: RampedBy, { say, note }: Tongue): string => {
  const { held, broke, gaveWay, why } = search;
  const unit = say(UNITS[by]);
  const upTo =
    held === undefined ? say("Not even the lowest load was held.") : say("Held: {0} {1}.", held, unit);
  if (broke === undefined || gaveWay === undefined) return say("{0} Nothing gave way up to there.", upTo);
  return say("{0} At {1} {2} {3} gave way: {4}.", upTo, broke, unit, say(GAVE_WAY[gaveWay]), note(why ?? ""));
};

const loadOf = (step: RampStep, by: RampedBy): number => (by === "rate" ? step.callsPerSecond : step.calls);

const hasAudio = ({ steps }: RampSearch): boolean => steps.some(({ audio }) => audio !== undefined);

/** What callers and agents lost, of what agents and callers sent; music is sent by neither. */
const audioText = (audio: RampStep["audio"], { say }: Tongue): string =>
  audio === undefined
    ? ""
    : say("{0} of {1}", audio.callers.lost + audio.agents.lost, audio.callers.sent + audio.agents.sent);

/** The steps of a search as a table. */
export const rampTable = (search: RampSearch, by: RampedBy, tongue: Tongue): Table => {
  const { say, figure } = tongue;
  const decimal = (value: number): string => figure(value.toFixed(1));
  const load = (value: number): string => figure(String(value));
  return {
    caption: say(by === "rate" ? "Call rate" : "Calls in progress"),
    columns: [
      say(by === "rate" ? "Calls a second" : "Calls in progress"),
      say("Calls"),
      say("Set-up p95, ms"),
      say("Failed"),
      say("Lateness p99, ms"),
      say("Dropped at callers / PBX"),
      ...(hasAudio(search) ? [say("Audio packets lost of those sent")] : []),
      say("Verdict"),
    ],
    rows: search.steps.map((step) => [
      numberCell(loadOf(step, by), load),
      numberCell(step.calls, String),
      numberCell(step.setupP95Milliseconds, decimal),
      numberCell(step.failures, String),
      numberCell(step.latenessP99Milliseconds, decimal),
      textCell(step.dropped === undefined ? "" : `${step.dropped["callers"]} / ${step.dropped["pbx"]}`),
      ...(hasAudio(search) ? [textCell(audioText(step.audio, tongue))] : []),
      textCell(step.verdict.held ? say("held") : say("{0} gave way", say(GAVE_WAY[step.verdict.gaveWay]))),
    ]),
  };
};

const chart = (
  search: RampSearch,
  by: RampedBy,
  budgetMilliseconds: number,
  { say, language }: Tongue,
): TopLevelSpec => ({
  width: CHART_WIDTH,
  height: 200,
  config: chartConfig(language),
  layer: [
    {
      data: {
        values: search.steps.flatMap((step) =>
          step.setupP95Milliseconds === undefined
            ? []
            : [{ load: loadOf(step, by), setup: step.setupP95Milliseconds }],
        ),
      },
      mark: { type: "line", point: { size: 60, color: COLOURS.answered }, color: COLOURS.answered },
      encoding: {
        x: { field: "load", type: "quantitative", axis: { title: say(UNITS[by]) } },
        y: { field: "setup", type: "quantitative", axis: { title: say("set-up p95, ms") } },
      },
    },
    {
      data: { values: [{ budget: budgetMilliseconds }] },
      mark: { type: "rule", strokeDash: [6, 4], color: COLOURS.ink },
      encoding: { y: { field: "budget", type: "quantitative" } },
    },
  ],
});

/** The result of a ramp as one page without network: two charts, two tables. */
export const rampPage = async (
  result: RampResult,
  scenarioName: string,
  language: Language = "en",
): Promise<string> => {
  const tongue = tongueOf(language);
  const { say, figure } = tongue;
  const words = wordsIn(language);
  const { setupP95Milliseconds, failureShare } = result.budget;
  const section = async (by: RampedBy): Promise<string> => {
    const search = result[by];
    const table = rampTable(search, by, tongue);
    const drawn = await figureHtml(
      {
        id: `ramp-${by}`,
        title: rampSentence(search, by, tongue),
        description: say(
          "Set-up p95 by {0}; the dashed line is the budget of {1} ms.",
          say(UNITS[by]),
          setupP95Milliseconds,
        ),
        spec: chart(search, by, setupP95Milliseconds, tongue),
        table,
      },
      words,
    );
    return `<section><h2>${escapeHtml(table.caption)}</h2>${drawn}</section>`;
  };
  const title = say("{0}: where the PBX gives way", scenarioName);
  const pbx = words.pbxKinds[result.pbx.kind];
  const told = [
    `${pbx.charAt(0).toUpperCase()}${pbx.slice(1)}, ${result.pbx.version}.`,
    result.pbx.media === "none"
      ? say("No audio was sent: the media path was not tested.")
      : say("Media: {0}.", result.pbx.media),
    say(
      "The budget: set-up p95 at most {0} ms, at most {1} % of calls failed.",
      setupP95Milliseconds,
      figure((failureShare * 100).toFixed(2)),
    ),
  ];
  return chartsPage(
    {
      documentTitle: title,
      heading: title,
      subtitle: told.join(" "),
      body: `${await section("rate")}\n${await section("inProgress")}`,
    },
    language,
  );
};
