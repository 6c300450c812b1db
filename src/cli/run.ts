import { rm, symlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { RunPlan } from "../campaign/plan-run.ts";
import { runCampaign } from "../campaign/run-campaign.ts";
import type { PbxChoice } from "../campaign/start-pbx.ts";
import { checkTarget } from "../flood/allowed-target.ts";
import { gateFails } from "../gate/evaluate-thresholds.ts";
import { gateWordsIn } from "../gate/gate-words-in.ts";
import { githubAnnotations } from "../gate/github-annotations.ts";
import { junitXml } from "../gate/junit.ts";
import { thresholdsMarkdown } from "../gate/markdown.ts";
import { raisePriority } from "../process/raise-priority.ts";
import { writeReport } from "../report/load-report.ts";
import { liveLine, planText, summaryText } from "../report/terminal.ts";
import { tongueOf } from "../report/tongue.ts";
import { webLines } from "../report/web-text.ts";
import { RUN_FILES, readRun } from "../runs/run-folder.ts";
import { writeWhole } from "../runs/write-whole.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import { askAddresses, checkAddresses } from "../web/allowed-address.ts";
import { requireK6 } from "../web/find-k6.ts";
import { type PlannedLane, planLane } from "../web/plan-lane.ts";
import { readWebResult } from "../web/read-web-result.ts";
import type { CommandContext, CommandModule } from "./context.ts";
import { DEGRADE_FORM } from "./degrade-flag.ts";
import { dryRunLines } from "./dry-run.ts";
import { ExitCode, strongest } from "./exit-codes.ts";
import { createLiveLine } from "./live-line.ts";
import { sippVersion, surgelineVersion } from "./program-versions.ts";
import { type RunFlags, repeatCommand } from "./run-flags.ts";
import { type RunQuestion, readQuestion } from "./run-question.ts";
import { addThresholdFlags } from "./threshold-flags.ts";
import { tryPbx } from "./try-pbx.ts";
import { verificationText } from "./verification-text.ts";

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Where the callers of this run would send their INVITE, as far as it is known before the PBX is up. */
const targetOf = (question: RunQuestion) =>
  question.pbx.kind === "external"
    ? question.pbx.target
    : {
        host: "127.0.0.1",
        port: 0,
        transport: question.plan.scenario.destination.transport,
        user: question.plan.scenario.destination.number,
      };

/** reports/last always leads to the newest run. */
const linkLast = async (folder: string): Promise<void> => {
  if (basename(dirname(folder)) !== "reports") return;
  const link = join(dirname(folder), "last");
  await rm(link, { force: true });
  await symlink(basename(folder), link);
};

const exitCodeOf = (
  summary: {
    readonly verdict: string;
    readonly load: { readonly valid: boolean };
    readonly web?: { readonly valid: boolean } | undefined;
  },
  missed: boolean,
): ExitCode =>
  strongest([
    ...(summary.verdict === "interrupted" ? [ExitCode.interrupted] : []),
    ...(summary.load.valid && summary.web?.valid !== false ? [] : [ExitCode.invalidRun]),
    ...(missed ? [ExitCode.thresholdFailed] : []),
  ]);

/** The lane of `--web`; whatever could refuse it does so before anything is started. */
const planWebLane = async (
  { scenario, seed }: RunPlan,
  pbx: PbxChoice,
  allowed: readonly string[],
): Promise<PlannedLane> => {
  const lane = scenario.web;
  if (lane === undefined) throw invalidInput("--web", "the scenario has no web section to play.");
  if (pbx.kind === "external" && lane.agents !== undefined && lane.agents.address === undefined) {
    throw invalidInput(
      "web.agents",
      "has no address, and surgeline does not start this run's PBX; give the address of its WebSocket and the accounts' password.",
    );
  }
  checkAddresses(lane, allowed);
  await requireK6();
  await askAddresses(lane);
  return planLane({ scenario, lane, seed });
};

const runScenario = async (context: CommandContext, file: string, flags: RunFlags): Promise<ExitCode> => {
  const question = readQuestion(context, file, flags);
  const { pbx, language, thresholds, folder } = question;
  const tongue = tongueOf(language);
  const { say } = tongue;
  checkTarget(targetOf(question), flags.allowTarget);
  context.tell(planText(question.plan, pbx.kind, language, context.columns));
  if (flags.dryRun === true) {
    const target = targetOf(question);
    for (const line of dryRunLines(question, target, tongue)) context.tell(line);
    if (flags.json === true) {
      const { trace, scenario, ...told } = question.plan;
      const planned = { ...told, scenario: scenario.name, callers: trace.callers };
      context.print(JSON.stringify({ dryRun: true, target, ...planned }));
    }
    return ExitCode.done;
  }

  const sipp = sippVersion();
  const web = flags.web === true ? await planWebLane(question.plan, pbx, flags.allowTarget) : undefined;
  raisePriority();
  const drain = new AbortController();
  const kill = new AbortController();
  const line = createLiveLine(context);
  const release = context.onInterrupt((times) => {
    if (times === 1) {
      line.tell(say("Interrupted: no new calls; those under way are being ended. Once more ends at once."));
      drain.abort();
    } else kill.abort();
  });
  try {
    const plan = await tryPbx(context, question, flags, { drain: drain.signal, kill: kill.signal });
    if (plan === undefined) {
      context.tell(say("Interrupted before the first call: there is nothing to keep."));
      return ExitCode.interrupted;
    }
    const { summary, description } = await runCampaign(
      {
        plan,
        pbx,
        thresholds,
        folder,
        command: repeatCommand(file, flags, plan.seed),
        language,
        versions: { surgeline: surgelineVersion(), node: process.version, sipp },
        verify: flags.verify === true,
        ...(web !== undefined && { web }),
        allowedHosts: flags.allowTarget,
        drain: drain.signal,
        kill: kill.signal,
      },
      (event) => {
        if (event.kind === "progress") line.show(liveLine(event.progress, language, context.columns));
        else if (event.kind === "preparing" && event.what !== pbx.kind) line.tell(event.what);
        else if (event.kind === "verifying") {
          line.tell(
            say(
              event.staffing === "assured"
                ? "Proving: {0} people at the peak (assured staff) on the callers of seed {1}"
                : "Proving: {0} people at the peak (failing staff) on the callers of seed {1}",
              event.peopleAtPeak,
              event.seed,
            ),
          );
        } else if (event.kind === "hopeless") {
          line.tell(say("The run cannot meet {0} any more; it is being ended.", event.thresholds.join(", ")));
        }
      },
    );
    line.end();
    const reportPath = await writeReport(await readRun(folder), language);
    await linkLast(folder);

    const failOnInconclusive = flags.failOnInconclusive === true;
    const results = summary.thresholds;
    const title = `surgeline: ${plan.scenario.name} (${basename(folder)})`;
    if (flags.junit !== undefined) {
      const path = resolve(context.workingDirectory, flags.junit);
      await writeWhole(
        path,
        junitXml(results, plan.scenario.name, failOnInconclusive, gateWordsIn(language)),
      );
    }
    if (flags.markdown !== undefined) {
      const path = resolve(context.workingDirectory, flags.markdown);
      await writeWhole(path, thresholdsMarkdown(results, title, gateWordsIn(language)));
    }
    if (context.environment["GITHUB_ACTIONS"] === "true") {
      for (const annotation of githubAnnotations(results, gateWordsIn(language))) context.tell(annotation);
    }
    if (flags.json === true) context.print(JSON.stringify(summary));
    else {
      context.print(
        summaryText({ scenario: plan.scenario, description, summary, reportPath }, language, context.columns),
      );
      const lane = await readWebResult(join(folder, RUN_FILES.web));
      if (lane !== undefined) for (const text of webLines(lane, language)) context.print(text);
      if (flags.verify === true) context.print(verificationText(summary.verification, tongue));
    }
    const unproved = flags.verify === true && summary.verification?.proved !== true;
    return exitCodeOf(summary, gateFails(results, failOnInconclusive) || unproved);
  } finally {
    release();
  }
};

/** `surgeline run`: the main job. */
export const define: CommandModule["define"] = (command, run) => {
  addThresholdFlags(
    command
      .argument("<scenario>", "a scenario's file")
      .option("--pbx <which>", "embedded, asterisk, or sip:USER@HOST[:PORT] (the scenario's)")
      .option(
        "--dispatch <how>",
        "with Asterisk: native, as it is, or woken, where people are counted (woken)",
      )
      .option(
        "--degrade <fault>",
        `make the embedded PBX worse: ${DEGRADE_FORM}; may be given again`,
        collect,
        [],
      )
      .option(
        "--media <what>",
        "with Asterisk: none, music (in a queue that answers first), or echo, audio both ways (none)",
      )
      .option(
        "--agent-accounts <file>",
        "with a PBX of your own: CSV of user,password that agents of ours register with",
      )
      .option(
        "--queue-log <file>",
        "with a PBX of your own: its Asterisk's queue_log, followed as the cross-check, in whole seconds",
      )
      .option("--window <HH:MM-HH:MM>", "the part of the day to flood (the scenario's)")
      .option("--compression <K>", "scenario seconds in a second of wall time (the scenario's)")
      .option("--force", "run beyond the bounds of the compression; the result says so")
      .option("--agents <N>", "people on duty all day, in place of the schedule")
      .option("--seed <N>", "which callers come; the same seed, the same callers (1)")
      .option("--out <folder>", "the run's folder (a new one under reports/)")
      .option("--dry-run", "show the plan and what would be sent where, and send nothing")
      .option(
        "--verify",
        "prove the staff by flooding again: 5 traces not used in planning, and a staff that should fail",
      )
      .option("--web", "the scenario's web lane beside the flood: k6 with messages, log-ins and a wallboard")
      .option("--lang <en|fr>", "language of the report and the messages (en)")
      .option(
        "--allow-target <host>",
        "a host beside this machine that may be flooded; may be given again",
        collect,
        [],
      )
      .option("--set <path=value>", "change a field of the scenario; may be given again", collect, []),
  )
    .option("--junit <file>", "write the thresholds as JUnit XML")
    .option("--markdown <file>", "write the thresholds as a Markdown table")
    .option("--fail-on-inconclusive", "end with 99 also where too few calls settle a threshold")
    .addHelpText(
      "after",
      `
Floods a PBX with the scenario's callers, measures what they meet, and says how many people it takes.
Ends with 0 (thresholds met), 99 (one missed), 110 (the generator could not hold the schedule: proves
nothing), 105 (interrupted), 112 (nothing answers), 113 (target not allowed), 104 (input), 111 (program missing).

Examples:
  surgeline run scenarios/hotline-sante-press-conference.yaml
  surgeline run scenarios/smoke.yaml --json --out reports/ci
  surgeline run scenarios/hotline-sante.yaml --window 09:00-11:00 --agents 28 --lang fr
  surgeline run scenarios/smoke.yaml --pbx asterisk --dispatch native --compression 8
  surgeline run scenarios/smoke.yaml --pbx sip:8000@pbx.staging.example --allow-target pbx.staging.example --dry-run

With a PBX of your own, the environment holds what is secret: SURGELINE_SIP_USER and SURGELINE_SIP_PASSWORD are
what callers answer a challenge with; SURGELINE_AMI_HOST, _PORT (5038), _USER and _SECRET lead to its manager
interface, whose events are the cross-check.`,
    )
    .action(run((context, file: string, flags: RunFlags) => runScenario(context, file, flags)));
};
