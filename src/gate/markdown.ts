import type { ThresholdResult } from "../runs/summary.ts";
import { writeFigure, writeInterval } from "./figures.ts";
import { ENGLISH_GATE, type GateWords } from "./gate-words.ts";

const MARKS = { pass: "✅", fail: "❌", inconclusive: "❔", "no data": "❌" } as const;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** The results as a Markdown table, for a pull request. */
export const thresholdsMarkdown = (
  results: readonly ThresholdResult[],
  title: string,
  words: GateWords = ENGLISH_GATE,
): string => {
  const rows = results.map((result) => {
    const settle = result.callsToSettle === undefined ? "" : ` (${words.settle(result.callsToSettle)})`;
    const observed = result.observed === undefined ? "" : writeFigure(result.metric, result.observed, words);
    return `| \`${cell(result.metric)}\` | \`${cell(result.expression)}\` | ${observed} | ${writeInterval(result, words)} | ${MARKS[result.verdict]} ${words.table.verdicts[result.verdict]}${settle} |`;
  });
  return `### ${cell(title)}

| ${words.table.columns.join(" | ")} |
| --- | --- | ---: | ---: | --- |
${rows.join("\n")}
`;
};
