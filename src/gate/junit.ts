import type { ThresholdResult } from "../runs/summary.ts";
import { resultSentence } from "./figures.ts";
import { ENGLISH_GATE, type GateWords } from "./gate-words.ts";

const escapeXml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    // characters that XML 1.0 cannot hold at all
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "");

/**
 * The results as JUnit XML, one test case a threshold, as CI systems show them.
 * An inconclusive one is skipped, or failed where that is demanded.
 */
export const junitXml = (
  results: readonly ThresholdResult[],
  suite: string,
  failOnInconclusive: boolean,
  words: GateWords = ENGLISH_GATE,
): string => {
  const failed = (result: ThresholdResult): boolean =>
    result.verdict === "fail" ||
    result.verdict === "no data" ||
    (failOnInconclusive && result.verdict === "inconclusive");
  const cases = results.map((result) => {
    const name = escapeXml(`${result.metric}: ${result.expression}`);
    const open = `    <testcase name="${name}" classname="surgeline.${escapeXml(result.metric.replace(/\{.*$/, ""))}"`;
    const message = escapeXml(resultSentence(result, words));
    if (failed(result))
      return `${open}>\n      <failure message="${message}" type="${result.verdict}"/>\n    </testcase>`;
    if (result.verdict === "inconclusive")
      return `${open}>\n      <skipped message="${message}"/>\n    </testcase>`;
    return `${open}>\n      <system-out>${message}</system-out>\n    </testcase>`;
  });
  const failures = results.filter(failed).length;
  const skipped = results.filter((result) => !failed(result) && result.verdict === "inconclusive").length;
  const counts = `tests="${results.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${counts}>
  <testsuite name="${escapeXml(suite)}" ${counts}>
${cases.join("\n")}
  </testsuite>
</testsuites>
`;
};
