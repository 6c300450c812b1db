import { resolve } from "node:path";
import { ramp } from "../campaign/ramp.ts";
import { rampPage, rampSentence, rampTable } from "../campaign/ramp-page.ts";
import type { PbxChoice } from "../campaign/start-pbx.ts";
import { checkTarget } from "../flood/allowed-target.ts";
import { parsePbxAddress } from "../pbx/external.ts";
import { raisePriority } from "../process/raise-priority.ts";
import type { Table } from "../report/html.ts";
import { tongueOf } from "../report/tongue.ts";
import { writeWhole } from "../runs/write-whole.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import { loadScenario } from "../scenario/load-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { chooseMedia, credentialsFrom, refuseAsteriskSettings } from "./choose-pbx.ts";
import type { CommandContext, CommandModule, CommonFlags } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";
import { flagReader } from "./load-flags.ts";
import { readLanguage } from "./report.ts";
import { checkResultFiles } from "./result-files.ts";

interface Flags extends CommonFlags {
  readonly pbx?: string;
  readonly dispatch: string;
  readonly media?: string;
  readonly setupBudget: string;
  readonly failureBudget: string;
  readonly fromRate: string;
  readonly toRate: string;
  readonly fromCalls: string;
  readonly toCalls: string;
  readonly step: string;
  readonly talk: string;
  readonly html?: string;
  readonly lang?: string;
  readonly allowTarget: readonly string[];
  readonly set: readonly string[];
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const choosePbx = (context: CommandContext, scenario: Scenario, flags: Flags): PbxChoice => {
  const named = flags.pbx ?? scenario.destination.pbx;
  if (named !== "asterisk") refuseAsteriskSettings(scenario, flags, named);
  if (named === "embedded") return { kind: "embedded" };
  if (named === "asterisk") {
    if (flags.dispatch !== "native" && flags.dispatch !== "woken") {
      throw invalidInput("--dispatch", `got "${flags.dispatch}"; it takes native or woken.`);
    }
    return { kind: "asterisk", dispatch: flags.dispatch, media: chooseMedia(scenario, flags.media) };
  }
  const where = flags.pbx === undefined ? "destination.pbx" : "--pbx";
  const callerCredentials = credentialsFrom(context.environment);
  return {
    kind: "external",
    target: parsePbxAddress(named, where, scenario.destination.transport),
    ...(callerCredentials !== undefined && { callerCredentials }),
  };
};

/** A table for a terminal: columns as wide as what stands in them. */
const plainTable = ({ columns, rows }: Table): string => {
  const texts = [columns, ...rows.map((row) => row.map(({ text }) => text))];
  const widths = columns.map((_, column) => Math.max(...texts.map((row) => (row[column] ?? "").length)));
  return texts
    .map((row) => `  ${row.map((text, column) => text.padStart(widths[column] ?? 0)).join("  ")}`)
    .join("\n");
};

const runRamp = async (context: CommandContext, file: string, flags: Flags): Promise<ExitCode> => {
  const language = readLanguage(flags.lang);
  const tongue = tongueOf(language);
  const { say } = tongue;
  const reader = flagReader();
  const setupSeconds = reader.duration("--setup-budget", flags.setupBudget);
  const failureShare = reader.optionalShare("--failure-budget", flags.failureBudget) ?? 0;
  const request = {
    fromCallsPerSecond: reader.positive("--from-rate", flags.fromRate),
    toCallsPerSecond: reader.positive("--to-rate", flags.toRate),
    fromCalls: reader.whole("--from-calls", flags.fromCalls),
    toCalls: reader.whole("--to-calls", flags.toCalls),
    stepSeconds: reader.duration("--step", flags.step),
    talkSeconds: reader.duration("--talk", flags.talk),
  };
  if (request.toCallsPerSecond < request.fromCallsPerSecond) {
    reader.problem("--to-rate", "is below --from-rate; a ramp goes up.");
  }
  if (request.toCalls < request.fromCalls)
    reader.problem("--to-calls", "is below --from-calls; a ramp goes up.");
  reader.finish();
  const scenario = loadScenario(resolve(context.workingDirectory, file), flags.set);
  checkResultFiles(context.workingDirectory, { "--html": flags.html });
  const pbx = choosePbx(context, scenario, flags);
  if (pbx.kind === "external") checkTarget(pbx.target, flags.allowTarget);
  raisePriority();
  const result = await ramp(
    {
      ...request,
      scenario,
      pbx,
      budget: { setupP95Milliseconds: setupSeconds * 1000, failureShare },
      allowedHosts: flags.allowTarget,
    },
    context.tell,
    tongue,
  );
  if (flags.html !== undefined) {
    await writeWhole(
      resolve(context.workingDirectory, flags.html),
      await rampPage(result, scenario.name, language),
    );
  }
  if (flags.json === true) context.print(JSON.stringify(result));
  else {
    const { kind, version, media } = result.pbx;
    const audio =
      media === "none" ? say(", without audio: the media path was not tested") : say(", media: {0}", media);
    context.print(
      [
        `${kind} ${version}${audio}`,
        "",
        rampSentence(result.rate, "rate", tongue),
        plainTable(rampTable(result.rate, "rate", tongue)),
        "",
        rampSentence(result.inProgress, "inProgress", tongue),
        plainTable(rampTable(result.inProgress, "inProgress", tongue)),
      ].join("\n"),
    );
  }
  return ExitCode.done;
};

/** `surgeline ramp`: the load at which the PBX gives way. */
export const define: CommandModule["define"] = (command, run) => {
  command
    .argument("<scenario>", "a scenario's file: its queue, its destination")
    .option("--pbx <which>", "embedded, asterisk, or sip:USER@HOST[:PORT] (the scenario's)")
    .option("--dispatch <how>", "with Asterisk: native or woken", "native")
    .option("--media <what>", "with Asterisk: none, music (in a queue that answers first) or echo (none)")
    .option("--setup-budget <duration>", "what set-up may take at the 95th percentile", "0.5s")
    .option("--failure-budget <share>", "which share of the calls may fail or be refused", "0.001")
    .option("--from-rate <N>", "calls a second to begin with", "10")
    .option("--to-rate <N>", "calls a second to end with", "320")
    .option("--from-calls <N>", "calls in progress to begin with", "100")
    .option("--to-calls <N>", "calls in progress to end with", "1600")
    .option("--step <duration>", "how long each rate is held", "4s")
    .option("--talk <duration>", "how long a call talks", "1s")
    .option("--html <file>", "write a page with charts")
    .option("--lang <en|fr>", "language of messages, tables and page (en)")
    .option(
      "--allow-target <host>",
      "a host beside this machine that may be flooded; may be given again",
      collect,
      [],
    )
    .option("--set <path=value>", "change a field of the scenario; may be given again", collect, [])
    .addHelpText(
      "after",
      `
Doubles the load until set-up or failures cross the budget, then narrows it down: first the rate of calls,
then the calls in progress. Says what gave way: the PBX, the generator, or the network between them.

Examples:
  surgeline ramp scenarios/smoke.yaml
  surgeline ramp scenarios/smoke.yaml --pbx asterisk --to-rate 160 --html ramp.html
  surgeline ramp scenarios/smoke.yaml --pbx sip:8000@pbx.staging.example --allow-target pbx.staging.example`,
    )
    .action(run((context, file: string, flags: Flags) => runRamp(context, file, flags)));
};
