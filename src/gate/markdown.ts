import type { ThresholdResult } from "../runs/summary.ts";
import { writeFigure, writeInterval } from "./figures.ts";

const MARKS = {
  pass: "✅ met",
  fail: "❌ missed",
  inconclusive: "❔ not settled",
  "no data": "❌ no data",
} as const;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** The results as a Markdown table, for a pull request. */
export const thresholdsMarkdown = (results: readonly ThresholdResult[], title: string): string => {
  const rows = results.map((result) => {
    const settle =
      result.callsToSettle === undefined ? "" : ` (about ${result.callsToSettle} calls would settle it)`;
    const observed = result.observed === undefined ? "" : writeFigure(result.metric, result.observed);
    return `| \`${cell(result.metric)}\` | \`${cell(result.expression)}\` | ${observed} | ${writeInterval(result)} | ${MARKS[result.verdict]}${settle} |`;
  });
  return `### ${cell(title)}

| Metric | Demand | Observed | 95 % interval | Verdict |
| --- | --- | ---: | ---: | --- |
${rows.join("\n")}
`;
};
