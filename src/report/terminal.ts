import type { RunDescription } from "../runs/run-description.ts";
import type { RunSummary } from "../runs/summary.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { staffedWith } from "../trace/staffed-with.ts";
import { clockToSeconds, MODELS } from "./charts/need-chart.ts";
import { formatFor, type Language } from "./format.ts";
import { plainBlanks } from "./plain-blanks.ts";
import { planSentences } from "./sections/plan.ts";
import { intervalText, metricWriter } from "./sections/thresholds.ts";
import { verdictOf, verdictSentences } from "./sections/verdict.ts";
import { wordsIn } from "./words/words-in.ts";

/** What is known of a run before its first call. */
export interface PlannedRun {
  readonly scenario: Scenario;
  readonly windowStartSeconds: number;
  readonly windowEndSeconds: number;
  readonly leadInSeconds: number;
  readonly compression: number;
  /** Where `--agents` replaced the schedule. */
  readonly agents?: number;
  readonly expected: {
    readonly calls: number;
    readonly peakCallsPerHour: number;
    readonly peakErlangs: number;
    readonly agentsAtPeak: number;
    readonly peakStartSeconds: number;
    readonly wallSeconds: number;
  };
  readonly forced: readonly string[];
}

/** Breaks a text at blanks so that no line is longer than the terminal is wide; lines after the first are indented. */
const wrap = (text: string, columns: number, indent: string): string => {
  const width = Math.max(30, Math.min(columns, 100) - 1);
  const lines: string[] = [];
  const start = /^ */.exec(text)?.[0] ?? "";
  let line = "";
  // a no-break space holds a figure to its unit; only plain blanks may break
  for (const word of text.trimStart().split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === "" ? `${start}${word}` : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
};

const finish = (lines: readonly string[], columns: number): string =>
  plainBlanks(lines.map((line) => wrap(line, columns, "    ")).join("\n"));

/**
 * The plan in plain words, told before the first call.
 *
 * @param pbx what is flooded: the kind of a PBX, or its address.
 */
export const planText = (
  planned: PlannedRun,
  pbx: "embedded" | "asterisk" | "external",
  language: Language,
  columns = 80,
): string => {
  const words = wordsIn(language);
  const { scenario, expected } = planned;
  const { terminal } = words;
  const kinds = Object.values(scenario.provenance).map(({ kind }) => kind);
  const count = (kind: string): number => kinds.filter((each) => each === kind).length;
  const sentences = [
    ...planSentences(
      staffedWith(scenario, planned.agents),
      {
        pbx: words.pbxKinds[pbx],
        startSeconds: planned.windowStartSeconds,
        endSeconds: planned.windowEndSeconds,
        compression: planned.compression,
        over: false,
      },
      words,
    ),
    terminal.expectation({
      calls: expected.calls,
      peakPerHour: expected.peakCallsPerHour,
      erlangs: expected.peakErlangs,
      agents: expected.agentsAtPeak,
      at: expected.peakStartSeconds,
    }),
    ...(expected.peakErlangs > expected.agentsAtPeak
      ? [terminal.overload(expected.peakErlangs, expected.agentsAtPeak)]
      : []),
    ...(planned.leadInSeconds > 0 ? [terminal.leadIn(planned.leadInSeconds)] : []),
    terminal.provenance(count("source"), count("assumed"), count("set")),
    ...planned.forced.map((what) => terminal.forced(words.note(what))),
    terminal.wall(expected.wallSeconds),
  ];
  return finish(
    [`${terminal.label(terminal.plan)} ${scenario.name}`, ...sentences.map((sentence) => `  · ${sentence}`)],
    columns,
  );
};

/** A run under way, at one moment. */
export interface LiveFigures {
  /** Seconds after midnight of the scenario's day. */
  readonly scenarioSeconds: number;
  readonly placed: number;
  readonly planned?: number;
  readonly inQueue: number;
  readonly longestWaitSeconds?: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly blocked: number;
  readonly failed: number;
  readonly agentsBusy?: number;
  readonly agentsOnDuty?: number;
  /** How late the last calls left, wall time. */
  readonly latenessMilliseconds?: number;
}

/** One line on a run under way. What does not fit the width is left out, the least important first. */
export const liveLine = (figures: LiveFigures, language: Language, columns = 80): string => {
  const { live } = wordsIn(language).terminal;
  const parts = [
    formatFor(language).clock(figures.scenarioSeconds),
    live.due(figures.placed, figures.planned),
    live.waiting(figures.inQueue),
    ...(figures.longestWaitSeconds === undefined || figures.inQueue === 0
      ? []
      : [live.longest(figures.longestWaitSeconds)]),
    live.answered(figures.answered),
    live.abandoned(figures.abandoned),
    ...(figures.failed > 0 ? [live.failed(figures.failed)] : []),
    ...(figures.blocked > 0 ? [live.blocked(figures.blocked)] : []),
    ...(figures.agentsBusy === undefined ? [] : [live.busy(figures.agentsBusy, figures.agentsOnDuty)]),
    ...(figures.latenessMilliseconds === undefined ? [] : [live.late(figures.latenessMilliseconds)]),
  ].map(plainBlanks);
  let line = parts[0] ?? "";
  for (const part of parts.slice(1)) {
    if (line.length + 3 + part.length >= columns) break;
    line += ` · ${part}`;
  }
  return line;
};

/** Columns of text: the first to the left, the rest to the right. */
const columnsOf = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => plainBlanks(row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0
          ? plainBlanks(cell).padEnd(widths[column] ?? 0)
          : plainBlanks(cell).padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
};

const thresholdLines = (summary: RunSummary, language: Language): readonly string[] => {
  const { thresholds, terminal } = wordsIn(language);
  const format = formatFor(language);
  return summary.thresholds.map((result) => {
    const observed =
      result.observed === undefined ? "" : metricWriter(result.metric, format)(result.observed);
    const interval = intervalText(result, format);
    const details = [
      observed,
      interval === "" ? "" : terminal.interval(interval),
      result.callsToSettle === undefined ? "" : terminal.settle(result.callsToSettle),
    ].filter((part) => part !== "");
    return `  ${thresholds.verdicts[result.verdict]}  ${result.metric}: ${result.expression}${
      details.length === 0 ? "" : `  (${details.join("; ")})`
    }`;
  });
};

const needLines = (summary: RunSummary, language: Language): readonly string[] => {
  const words = wordsIn(language);
  const format = formatFor(language);
  const intervals = summary.recommendation?.intervals ?? [];
  if (intervals.length === 0) return [];
  const models = MODELS.filter((model) => intervals.some((interval) => interval[model] !== undefined));
  const { start, calls, staffed } = words.terminal.needColumns;
  return columnsOf([
    [start, calls, staffed, ...models.map((model) => words.charts.need.models[model])],
    ...intervals.map((interval) => [
      format.clock(clockToSeconds(interval.start)),
      format.decimal(interval.calls, Number.isInteger(interval.calls) ? 0 : 1),
      format.integer(interval.staffed),
      ...models.map((model) => {
        const people = interval[model];
        return people === undefined ? "" : format.integer(people);
      }),
    ]),
  ]).map((line) => `  ${line}`);
};

/** The result of a run on a terminal: verdict, thresholds, calls, waits, people needed, quality, where it is kept. */
export const summaryText = (
  run: {
    readonly scenario: Scenario;
    readonly description: RunDescription;
    readonly summary: RunSummary;
    readonly reportPath?: string;
  },
  language: Language,
  columns = 80,
): string => {
  const words = wordsIn(language);
  const format = formatFor(language);
  const { summary, description } = run;
  const { terminal, quality } = words;
  const { mark, word } = words.verdicts[verdictOf(run)];
  const late = summary.load.latenessMilliseconds;
  const wrapped = [
    `${mark} ${word}`,
    ...verdictSentences(run, words).map((sentence) => `  ${sentence}`),
    "",
    `${terminal.label(terminal.calls)} ${terminal.counts({
      offered: summary.offered,
      answered: summary.answered,
      abandoned: summary.abandoned,
      blocked: summary.blocked,
      failed: summary.failed,
    })}`,
    ...(summary.meanWaitSeconds === undefined
      ? []
      : [
          `${terminal.label(terminal.waits)} ${terminal.meanWait(
            format.duration(summary.meanWaitSeconds),
            summary.meanAnsweredWaitSeconds === undefined
              ? undefined
              : format.duration(summary.meanAnsweredWaitSeconds),
          )}`,
        ]),
  ];
  const need = needLines(summary, language);
  const load = summary.load.valid
    ? quality.valid(summary.load.placed, summary.load.planned)
    : quality.invalid(summary.load.placed, summary.load.planned);
  const measured = [
    `${terminal.label(terminal.quality)} ${load}`,
    ...(late === undefined ? [] : [`  ${quality.lateness(late.p50, late.p99, late.max)}`]),
    ...summary.load.reasons.map((reason) => `  ${words.note(reason)}`),
    ...description.forced.map((what) => `  ${quality.forced(words.note(what))}`),
    ...(summary.pbx.findings ?? []).map((what) => `  ${words.note(what)}`),
  ];
  return [
    finish(wrapped, columns),
    ...(summary.thresholds.length === 0
      ? []
      : ["", terminal.thresholds, finish(thresholdLines(summary, language), columns)]),
    ...(need.length === 0 ? [] : ["", terminal.people, ...need]),
    "",
    finish(measured, columns),
    "",
    // paths and commands are never broken: they are copied
    `${terminal.label(terminal.files.folder)} ${summary.runDirectory}`,
    ...(run.reportPath === undefined ? [] : [`${terminal.label(terminal.files.report)} ${run.reportPath}`]),
    `${terminal.label(terminal.files.repeat)} ${description.command}`,
  ].join("\n");
};
