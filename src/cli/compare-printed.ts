import { basename } from "node:path";
import { changeSentence } from "../compare/change-sentence.ts";
import type { Comparison, MetricChange } from "../compare/compare-runs.ts";
import type { CompareWords } from "../compare/compare-words.ts";
import type { TrendFigure } from "../compare/trend.ts";
import type { Side } from "./compare-side.ts";

const trendRows = (sides: readonly Side[], words: CompareWords): readonly string[] => {
  const decimal = (value: number): string => value.toFixed(1).replace(".", words.decimalMark);
  const percent = (figure: TrendFigure | undefined): string =>
    figure === undefined ? "" : `${decimal(figure.value * 100)} %`;
  const rows = [
    [...words.trend],
    ...sides.map(({ name, point }) => [
      basename(name),
      String(point?.offered ?? ""),
      percent(point?.serviceLevel),
      percent(point?.abandonment),
      point?.meanWaitSeconds === undefined ? "" : `${decimal(point.meanWaitSeconds.value)} s`,
      point?.setupMilliseconds === undefined ? "" : `${decimal(point.setupMilliseconds.p95)} ms`,
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
};

const MARKS = { worse: "✘", better: "✔", same: "=" } as const;

/** A run held against the base. */
export interface ComparedSide {
  readonly side: Side;
  readonly comparison: Comparison;
}

/** Where `--trend` wrote its page, and how many runs it shows. */
export interface WrittenTrend {
  readonly file: string;
  readonly runs: number;
}

/** Worse if anything is, else better if anything is. */
export const verdictOf = (changes: readonly MetricChange[]): MetricChange["verdict"] =>
  changes.some(({ verdict }) => verdict === "worse")
    ? "worse"
    : changes.some(({ verdict }) => verdict === "better")
      ? "better"
      : "same";

/** What `--json` prints: one run's comparison, or those of several and the trend over all. */
export const comparedAsJson = (
  base: Side,
  compared: readonly ComparedSide[],
  trend: WrittenTrend | undefined,
): Record<string, unknown> => {
  const comparisons = compared.map(({ side, comparison: { changes, ...counts } }) => ({
    run: side.name,
    verdict: verdictOf(changes),
    ...counts,
    changes,
  }));
  const points = [base, ...compared.map(({ side }) => side)].flatMap(({ point }) => point ?? []);
  const shown = {
    ...(compared.length < 2 ? {} : { trend: points }),
    ...(trend === undefined ? {} : { trendFile: trend.file }),
  };
  return comparisons.length === 1
    ? { base: base.name, ...comparisons[0], ...shown }
    : {
        base: base.name,
        verdict: verdictOf(compared.flatMap(({ comparison }) => comparison.changes)),
        comparisons,
        ...shown,
      };
};

const comparedLines = (
  base: Side,
  { side, comparison }: ComparedSide,
  isOneOfMany: boolean,
  words: CompareWords,
): readonly string[] => {
  const { callers, changes, onlyInBase, onlyInRun } = comparison;
  const equal = changes.filter(({ verdict }) => verdict === "same");
  // of many runs only what differs is told in full
  const told = isOneOfMany ? changes.filter(({ verdict }) => verdict !== "same") : changes;
  return [
    words.heading(side.name, base.name, callers) +
      (onlyInBase + onlyInRun === 0 ? "" : words.unpaired(onlyInBase, onlyInRun)),
    ...told.map((change) => `  ${MARKS[change.verdict]} ${changeSentence(change, words)}`),
    ...(told.length < changes.length
      ? [`  ${MARKS.same} ${words.same(equal.map(({ metric }) => words.metrics[metric]))}`]
      : []),
  ];
};

/** What the terminal shows: the trend where there are several runs, then each run against the base. */
export const comparedAsText = (
  base: Side,
  compared: readonly ComparedSide[],
  trend: WrittenTrend | undefined,
  words: CompareWords,
): readonly string[] => {
  const isOneOfMany = compared.length > 1;
  const sides = [base, ...compared.map(({ side }) => side)];
  return [
    ...(isOneOfMany ? [`${trendRows(sides, words).join("\n")}\n`] : []),
    ...compared.flatMap((one) => comparedLines(base, one, isOneOfMany, words)),
    ...(trend === undefined ? [] : [words.trendMade(trend.file, trend.runs)]),
  ];
};
