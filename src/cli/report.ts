import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Language } from "../report/format.ts";
import { writeReport } from "../report/load-report.ts";
import { readRun } from "../runs/run-folder.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { CommandModule, CommonFlags } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";

/**
 * The language of a flag.
 *
 * @throws InvalidInput for one that reports are not written in.
 */
export const readLanguage = (text: string | undefined, otherwise: Language = "en"): Language => {
  if (text === undefined) return otherwise;
  if (text === "en" || text === "fr") return text;
  throw invalidInput("--lang", `got "${text}"; reports are written in en and fr.`);
};

export const define: CommandModule["define"] = (command, run) => {
  command
    .argument("<run>", "the folder of a run")
    .option("--lang <language>", "en or fr (the language that the run was told in)")
    .addHelpText(
      "after",
      `
Writes the run's report.html anew from its files: one page, which needs no network.

Examples:
  surgeline report reports/last
  surgeline report reports/last --lang fr`,
    )
    .action(
      run(async (context, folder: string, flags: CommonFlags & { readonly lang?: string }) => {
        const asked = flags.lang === undefined ? undefined : readLanguage(flags.lang);
        const stored = await readRun(resolve(context.workingDirectory, folder));
        const language = asked ?? stored.description.language ?? "en";
        const path = await writeReport(stored, language);
        context.print(
          flags.json === true
            ? JSON.stringify({ report: path, language, runDirectory: stored.path })
            : pathToFileURL(path).href,
        );
        return ExitCode.done;
      }),
    );
};
