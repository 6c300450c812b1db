import { mkdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { backlogLines, webLines } from "../report/web-text.ts";
import { RUN_FILES } from "../runs/run-folder.ts";
import { writeWhole } from "../runs/write-whole.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import { loadScenario } from "../scenario/load-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { askAddresses, checkAddresses } from "../web/allowed-address.ts";
import { exportScript } from "../web/export-script.ts";
import { requireK6 } from "../web/find-k6.ts";
import { type PlannedLane, planLane } from "../web/plan-lane.ts";
import { runLane } from "../web/run-lane.ts";
import { type Registrar, startRegistrar } from "../web/start-registrar.ts";
import type { WebResult } from "../web/web-result.ts";
import type { CommandContext, CommandModule, CommonFlags } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";
import { createLiveLine } from "./live-line.ts";
import { flagReader } from "./load-flags.ts";

interface Flags extends CommonFlags {
  readonly export?: string;
  readonly out?: string;
  readonly pbx?: string;
  readonly seed?: string;
  readonly lang?: string;
  readonly allowTarget: readonly string[];
  readonly set: readonly string[];
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

interface Question {
  readonly scenario: Scenario;
  readonly planned: PlannedLane;
  readonly seed: number;
  readonly pbx: "embedded" | "asterisk";
  readonly language: "en" | "fr";
}

const readQuestion = async (context: CommandContext, file: string, flags: Flags): Promise<Question> => {
  const reader = flagReader();
  const seed = flags.seed === undefined ? 1 : /^\d+$/.test(flags.seed) ? Number(flags.seed) : Number.NaN;
  if (!(seed <= Number.MAX_SAFE_INTEGER)) {
    reader.problem(
      "--seed",
      `got "${flags.seed}"; it takes a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`,
    );
  }
  if (flags.pbx !== undefined && flags.pbx !== "embedded" && flags.pbx !== "asterisk") {
    reader.problem(
      "--pbx",
      `got "${flags.pbx}"; it takes embedded or asterisk. Another PBX stands in the scenario, as web.agents.address.`,
    );
  }
  if (flags.lang !== undefined && flags.lang !== "en" && flags.lang !== "fr") {
    reader.problem("--lang", `got "${flags.lang}"; it takes en or fr.`);
  }
  reader.finish();
  const scenario = loadScenario(resolve(context.workingDirectory, file), flags.set);
  const lane = scenario.web;
  if (lane === undefined || (!lane.messages && !lane.agents && !lane.wallboard)) {
    throw invalidInput(
      file,
      "The scenario has no web section with messages, agents or a wallboard, so that there is nothing for k6 to do; docs/guides/web-lane.md shows one.",
    );
  }
  const planned = await planLane({ scenario, lane, seed });
  const named = flags.pbx ?? scenario.destination.pbx;
  return {
    scenario,
    planned,
    seed,
    pbx: named === "asterisk" ? "asterisk" : "embedded",
    language: flags.lang === "fr" ? "fr" : "en",
  };
};

const writeExport = async (
  context: CommandContext,
  { scenario, planned, language }: Question,
  flags: Flags,
  target: string,
): Promise<ExitCode> => {
  const path = resolve(context.workingDirectory, target);
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, exportScript(scenario, planned));
  const { backlog } = planned;
  if (flags.json === true) {
    context.print(
      JSON.stringify({
        export: path,
        messages: planned.messages?.list.length ?? 0,
        lastsSeconds: planned.lastsMilliseconds / 1000,
        ...(backlog === undefined ? {} : { backlog }),
      }),
    );
  } else {
    context.print(`Written: ${path}. Run it with k6 run -e ADDRESS=http://127.0.0.1:8080 ${basename(path)}`);
    if (planned.shifts !== undefined) {
      context.tell(
        "The agents log in where it is told of a PBX: -e AGENTS=ws://127.0.0.1:8088/ws -e PASSWORD=...",
      );
    }
    if (backlog !== undefined) for (const line of backlogLines(backlog, language)) context.print(line);
  }
  return ExitCode.done;
};

const exitCodeOf = ({ verdict }: WebResult): ExitCode =>
  verdict === "interrupted"
    ? ExitCode.interrupted
    : verdict === "invalid"
      ? ExitCode.invalidRun
      : verdict === "fail"
        ? ExitCode.thresholdFailed
        : ExitCode.done;

const runWebLane = async (context: CommandContext, file: string, flags: Flags): Promise<ExitCode> => {
  const question = await readQuestion(context, file, flags);
  const { scenario, planned, seed, language } = question;
  const { lane } = planned;
  checkAddresses(lane, flags.allowTarget);
  if (flags.export !== undefined) return writeExport(context, question, flags, flags.export);

  await requireK6();
  await askAddresses(lane);
  const drain = new AbortController();
  const kill = new AbortController();
  const line = createLiveLine(context);
  const release = context.onInterrupt((times) => {
    if (times === 1) {
      line.tell("Interrupted: k6 is being ended. Once more ends it at once.");
      drain.abort();
    } else kill.abort();
  });
  let registrar: Registrar | undefined;
  try {
    if (lane.agents !== undefined && lane.agents.address === undefined) {
      registrar = await startRegistrar({
        kind: question.pbx,
        agents: lane.agents.count,
        ...(lane.agents.password === undefined ? {} : { password: lane.agents.password }),
        tell: context.tell,
      });
    }
    const result = await runLane({
      planned,
      scenarioName: scenario.name,
      seed,
      ...(registrar === undefined ? {} : { pbx: registrar }),
      drain: drain.signal,
      kill: kill.signal,
      onProgress: (counts) => line.show(`${counts.accepted} messages accepted, ${counts.refused} refused`),
    });
    line.end();
    const moment = new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-");
    const name = basename(file).replace(/\.ya?ml$/, "");
    const folder = resolve(context.workingDirectory, flags.out ?? join("reports", `${moment}-${name}-k6`));
    await mkdir(folder, { recursive: true });
    const path = join(folder, RUN_FILES.web);
    await writeWhole(path, `${JSON.stringify(result, null, 2)}\n`);
    if (flags.json === true) context.print(JSON.stringify({ ...result, file: path }));
    else {
      for (const text of webLines(result, language)) context.print(text);
      for (const { metric, expression, verdict } of result.thresholds) {
        context.print(`${metric}: ${expression}: ${verdict}`);
      }
      context.print(`${result.verdict}: ${path}`);
    }
    return exitCodeOf(result);
  } finally {
    release();
    await registrar?.stop();
  }
};

/** `surgeline k6`: the web lane. */
export const define: CommandModule["define"] = (command, run) => {
  command
    .argument("<scenario>", "a scenario's file with a web section")
    .option("--export <file>", "write a k6 script that stands alone, and run nothing")
    .option("--out <folder>", "where web.json goes (reports/)")
    .option("--pbx <which>", "where agents log in: embedded or asterisk (the scenario's)")
    .option("--seed <n>", "the day's random numbers (1)")
    .option("--lang <language>", "en or fr (en)")
    .option(
      "--allow-target <host>",
      "a host that may be loaded beside this machine; may be repeated",
      collect,
      [],
    )
    .option("--set <path=value>", "change a field of the scenario; may be repeated", collect, [])
    .addHelpText(
      "after",
      `
Examples:
  surgeline k6 scenarios/hotline-sante-press-conference.yaml
  surgeline k6 scenarios/hotline-sante-press-conference.yaml --pbx asterisk --set web.agents.count=500
  surgeline k6 scenarios/hotline-sante-press-conference.yaml --export press-conference.k6.js
  surgeline k6 my-hotline.yaml --set web.messages.address=http://staging.example:8080 --allow-target staging.example`,
    )
    .action(run(runWebLane));
};
