import type { ThresholdResult } from "../runs/summary.ts";
import { resultSentence } from "./figures.ts";
import { ENGLISH_GATE, type GateWords } from "./gate-words.ts";

/** GitHub reads a workflow command to the end of its line; these characters are written as it wants them. */
const escapeMessage = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

/** In a property of the command two more characters have a meaning. */
const escapeTitle = (text: string): string =>
  escapeMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

const LEVELS = { pass: "notice", fail: "error", inconclusive: "warning", "no data": "error" } as const;

/** Workflow commands that GitHub shows beside a change, one for each threshold that was not met. */
export const githubAnnotations = (
  results: readonly ThresholdResult[],
  words: GateWords = ENGLISH_GATE,
): readonly string[] =>
  results
    .filter(({ verdict }) => verdict !== "pass")
    .map(
      (result) =>
        `::${LEVELS[result.verdict]} title=${escapeTitle(words.annotation[result.verdict])}::${escapeMessage(resultSentence(result, words))}`,
    );
