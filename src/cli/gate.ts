import { basename, resolve } from "node:path";
import { evaluateThresholds, gateFails } from "../gate/evaluate-thresholds.ts";
import { resultSentence } from "../gate/figures.ts";
import { gateWordsIn } from "../gate/gate-words-in.ts";
import { githubAnnotations } from "../gate/github-annotations.ts";
import { junitXml } from "../gate/junit.ts";
import { thresholdsMarkdown } from "../gate/markdown.ts";
import type { ThresholdResult } from "../runs/summary.ts";
import { writeWhole } from "../runs/write-whole.ts";
import { readWebResult } from "../web/read-web-result.ts";
import type { CommandModule, CommonFlags } from "./context.ts";
import { ExitCode, strongest } from "./exit-codes.ts";
import { readLanguage } from "./report.ts";
import { gateContextOf, readFinishedRun } from "./stored-run.ts";
import { addThresholdFlags, collectThresholds, type ThresholdFlags } from "./threshold-flags.ts";

interface Flags extends CommonFlags, ThresholdFlags {
  readonly junit?: string;
  readonly markdown?: string;
  readonly failOnInconclusive?: boolean;
  readonly lang?: string;
}

const MARKS = { pass: "✔", fail: "✘", inconclusive: "?", "no data": "✘" } as const;

export const define: CommandModule["define"] = (command, run) => {
  addThresholdFlags(command.argument("<run>", "the folder of a run"))
    .option("--junit <file>", "write the results as JUnit XML")
    .option("--markdown <file>", "write the results as a Markdown table")
    .option("--fail-on-inconclusive", "end with 99 also where too few calls settle a threshold")
    .option("--lang <language>", "en or fr (the language that the run was told in)")
    .addHelpText(
      "after",
      `
Judges a run's calls by its scenario's thresholds and those given here.
Ends with 0 where none is missed, 99 where one is or has no sample, 110 where the run is invalid.

Examples:
  surgeline gate reports/last
  surgeline gate reports/last --threshold 'wait: p(95)<120s' --threshold 'abandonment: rate<5%'
  surgeline gate reports/last --threshold 'wait{during:11:30-13:00}: avg<30s' --fail-on-inconclusive
  surgeline gate reports/last --budget house.yaml --budget release.yaml
  surgeline gate reports/last --junit gate.xml --markdown gate.md --lang fr`,
    )
    .action(
      run(async (context, folder: string, flags: Flags) => {
        const finished = await readFinishedRun(context.workingDirectory, folder);
        const thresholds = collectThresholds(finished.scenario, flags, context.workingDirectory);
        const web = await readWebResult(finished.run.file("web"));
        const results: readonly ThresholdResult[] = [
          ...evaluateThresholds(finished.calls, thresholds, gateContextOf(finished, thresholds)),
          // k6 has judged those itself, on samples that no file holds
          ...(web?.thresholds ?? []),
        ];
        const failOnInconclusive = flags.failOnInconclusive === true;
        const failed = gateFails(results, failOnInconclusive);
        const { state, scenarioName, language } = finished.run.description;
        const words = gateWordsIn(readLanguage(flags.lang, language));

        if (flags.junit !== undefined) {
          await writeWhole(
            resolve(context.workingDirectory, flags.junit),
            junitXml(results, scenarioName, failOnInconclusive, words),
          );
        }
        if (flags.markdown !== undefined) {
          await writeWhole(
            resolve(context.workingDirectory, flags.markdown),
            thresholdsMarkdown(results, `surgeline: ${scenarioName} (${basename(finished.run.path)})`, words),
          );
        }
        // GitHub reads its commands from either stream; standard output may be one JSON object
        if (context.environment["GITHUB_ACTIONS"] === "true") {
          for (const annotation of githubAnnotations(results, words)) context.tell(annotation);
        }
        if (flags.json === true) {
          context.print(
            JSON.stringify({
              verdict: failed
                ? "fail"
                : results.some(({ verdict }) => verdict === "inconclusive")
                  ? "inconclusive"
                  : "pass",
              state,
              thresholds: results,
            }),
          );
        } else {
          for (const result of results)
            context.print(`${MARKS[result.verdict]} ${resultSentence(result, words)}`);
        }
        if (state === "invalid") {
          context.tell(words.invalid);
        } else if (state === "interrupted") {
          context.tell(words.interrupted);
        }
        return strongest([
          ...(state === "invalid" ? [ExitCode.invalidRun] : []),
          ...(state === "interrupted" ? [ExitCode.interrupted] : []),
          ...(failed ? [ExitCode.thresholdFailed] : []),
        ]);
      }),
    );
};
