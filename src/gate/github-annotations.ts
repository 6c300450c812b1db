import type { ThresholdResult } from "../runs/summary.ts";
import { resultSentence } from "./figures.ts";

/** GitHub reads a workflow command to the end of its line; these characters are written as it wants them. */
const escapeMessage = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const LEVELS = { pass: "notice", fail: "error", inconclusive: "warning", "no data": "error" } as const;

/** Workflow commands that GitHub shows beside a change, one for each threshold that was not met. */
export const githubAnnotations = (results: readonly ThresholdResult[]): readonly string[] =>
  results
    .filter(({ verdict }) => verdict !== "pass")
    .map(
      (result) =>
        `::${LEVELS[result.verdict]} title=surgeline threshold ${result.verdict}::${escapeMessage(resultSentence(result))}`,
    );
