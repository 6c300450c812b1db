/** How a run of k6 came to its end, in surgeline's terms. */
export type K6End =
  | { readonly kind: "complete" }
  /** A threshold of k6 was crossed; everything was measured. */
  | { readonly kind: "thresholdsFailed" }
  | { readonly kind: "interrupted" }
  /** It did not do what was asked; `explanation` is a sentence. */
  | { readonly kind: "failed"; readonly explanation: string };

/**
 * k6's own exit codes (its documentation, "Exit codes"; errext/exitcodes in its
 * source) that mean a failure, as what surgeline tells of them.
 */
const FAILURES: Readonly<Record<number, string>> = {
  97: "k6's cloud service found the run failed",
  98: "k6 lost its cloud service",
  100: "setup did not end in time",
  101: "teardown did not end in time",
  102: "k6 gave up after a time limit",
  103: "k6 could not go on",
  104: "k6 could not read its configuration",
  106: "k6 could not open the port of its own interface",
  107: "the script threw an exception",
  108: "the script ended the run",
  109: "k6 panicked",
};

const THRESHOLDS_FAILED = 99;
const INTERRUPTED = 105;

/** What an ending of the k6 process means; `lastLines` are the last of its messages. */
export const k6EndOf = (
  ending:
    | { readonly kind: "exited"; readonly code: number }
    | { readonly kind: "signalled"; readonly signal: string },
  asked: { readonly interrupted: boolean; readonly tookTooLong: boolean },
  lastLines: readonly string[],
): K6End => {
  const said = lastLines.length === 0 ? "" : ` It said: ${lastLines.slice(-3).join(" / ")}`;
  if (asked.tookTooLong) {
    return { kind: "failed", explanation: `k6 did not come to its end and was stopped.${said}` };
  }
  if (ending.kind === "signalled") {
    if (asked.interrupted) return { kind: "interrupted" };
    return { kind: "failed", explanation: `k6 was killed from outside by ${ending.signal}.${said}` };
  }
  if (asked.interrupted || ending.code === INTERRUPTED) return { kind: "interrupted" };
  if (ending.code === 0) return { kind: "complete" };
  if (ending.code === THRESHOLDS_FAILED) return { kind: "thresholdsFailed" };
  const why = FAILURES[ending.code] ?? "which its documentation does not name";
  return { kind: "failed", explanation: `k6 ended with ${ending.code}: ${why}.${said}` };
};
