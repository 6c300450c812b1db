import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Estimates } from "../calibration/estimates.ts";
import { withMeasuredBehaviour } from "../planning/behaviour.ts";
import { planCampaign } from "../planning/campaign.ts";
import { coverByShifts } from "../planning/cover-by-shifts.ts";
import { exponentialPatienceSeconds } from "../planning/exponential-patience.ts";
import { type InverseAnswer, type InverseQuestion, largestFactor } from "../planning/inverse.ts";
import { planCsv } from "../planning/plan-csv.ts";
import { planDay } from "../planning/recommend.ts";
import { forecastRestOfDay } from "../planning/replan.ts";
import type { StaffPlan } from "../planning/staff-plan.ts";
import type { WeightedScenario } from "../planning/weighted-days.ts";
import { backlogLines } from "../report/web-text.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import { loadScenario } from "../scenario/load-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { formatTimeOfDay, parseTimeOfDay } from "../scenario/time-of-day.ts";
import { timePerCall } from "../scenario/time-per-call.ts";
import { backlogOf } from "../web/plan-lane.ts";
import { readingOptions } from "./calibrate.ts";
import type { CommandContext, CommandModule, CommonFlags } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";
import { type FlagTexts, flagReader } from "./load-flags.ts";
import { campaignTable, planTable } from "./plan-table.ts";
import { readBehaviour } from "./read-behaviour.ts";
import { readCampaign } from "./read-campaign.ts";

const QUESTIONS: readonly InverseQuestion[] = ["calls", "handling-time", "spike"];
const INVERSE_DAYS = 60;
const LANGUAGES = ["en", "fr"];

interface Flags extends CommonFlags {
  readonly set?: readonly string[];
  readonly or?: readonly string[];
}

type PlanFlags = Flags & FlagTexts;

/** What the command line asks for, every flag checked. */
interface Asked {
  readonly scenario: Scenario;
  readonly estimates: Estimates | undefined;
  readonly behaviour: { readonly replaced: readonly string[]; readonly kept: readonly string[] } | undefined;
  readonly seed: number;
  readonly agents: number | undefined;
  readonly question: InverseQuestion | undefined;
  readonly language: "en" | "fr";
  readonly csv: string | undefined;
  readonly shortestShiftSeconds: number | undefined;
  readonly at: { readonly seconds: number; readonly calls: number } | undefined;
  readonly campaign: string | undefined;
  readonly alternatives: readonly WeightedScenario[];
}

const readAsked = (context: CommandContext, path: string, flags: PlanFlags): Asked => {
  const reader = flagReader();
  const texts: FlagTexts = flags;
  const seed = texts["seed"] === undefined ? 1 : reader.whole("--seed", texts["seed"]);
  const agents = texts["agents"] === undefined ? undefined : reader.whole("--agents", texts["agents"]);
  const language = texts["lang"] ?? "en";
  if (!LANGUAGES.includes(language)) reader.problem("--lang", `got "${language}"; it takes en or fr.`);
  const ask = texts["ask"] ?? (agents === undefined ? undefined : "calls");
  if (ask !== undefined && !(QUESTIONS as readonly string[]).includes(ask)) {
    reader.problem("--ask", `got "${ask}"; it takes ${QUESTIONS.join(", ")}.`);
  }
  const shortestShiftSeconds = reader.optionalDuration("--shortest-shift", texts["shortestShift"]);
  const options = readingOptions(texts, context.workingDirectory, reader.problem);
  if (texts["behaviour"] === undefined && (options.kind !== undefined || options.mapping !== undefined)) {
    reader.problem("--behaviour", "is missing: --kind and --mapping say how its file is read.");
  }
  let at: Asked["at"];
  if (texts["at"] !== undefined || texts["callsSoFar"] !== undefined) {
    const seconds = parseTimeOfDay(texts["at"] ?? "");
    const calls = reader.whole("--calls-so-far", texts["callsSoFar"]);
    if (seconds === undefined) {
      reader.problem(
        "--at",
        `got "${texts["at"] ?? ""}"; with --calls-so-far it takes a time of day such as 12:00.`,
      );
    } else at = { seconds, calls };
  }
  reader.finish();
  const own = loadScenario(resolve(context.workingDirectory, path), flags.set ?? []);
  const behaviour = texts["behaviour"];
  const estimates =
    behaviour === undefined
      ? undefined
      : readBehaviour(behaviour, context.workingDirectory, own.targets.withinSeconds, options);
  const measured = estimates === undefined ? undefined : withMeasuredBehaviour(own, estimates);
  return {
    scenario: measured?.scenario ?? own,
    estimates,
    behaviour: measured && { replaced: measured.replaced, kept: measured.kept },
    seed,
    agents,
    question: ask as InverseQuestion | undefined,
    language: language as "en" | "fr",
    csv: texts["csv"],
    shortestShiftSeconds,
    at,
    campaign: texts["campaign"],
    alternatives: readAlternatives(context, flags.or ?? [], own, estimates),
  };
};

/** The days of `--or FILE=PROBABILITY`, with the same behaviour as the main one. */
const readAlternatives = (
  context: CommandContext,
  texts: readonly string[],
  main: Scenario,
  estimates: Estimates | undefined,
): WeightedScenario[] => {
  const reader = flagReader();
  const parts = texts.flatMap((text): WeightedScenario[] => {
    const at = text.lastIndexOf("=");
    const weight = reader.optionalShare("--or", at < 0 ? "" : text.slice(at + 1));
    if (at < 0) {
      reader.problem(
        "--or",
        `got "${text}"; it takes a scenario and its probability, such as busy.yaml=0.3.`,
      );
    }
    if (at < 0 || weight === undefined || Number.isNaN(weight)) return [];
    const own = loadScenario(resolve(context.workingDirectory, text.slice(0, at)));
    const scenario = estimates === undefined ? own : withMeasuredBehaviour(own, estimates).scenario;
    const sameDay =
      own.hours.openSeconds === main.hours.openSeconds &&
      own.hours.closeSeconds === main.hours.closeSeconds &&
      own.targets.intervalSeconds === main.targets.intervalSeconds;
    if (!sameDay)
      reader.problem("--or", `${text.slice(0, at)} has other opening hours or intervals than the scenario.`);
    return [{ scenario, weight }];
  });
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  if (sum > 1) reader.problem("--or", `the probabilities add up to ${sum}, more than 1.`);
  reader.finish();
  return parts;
};

const writeCsv = (context: CommandContext, path: string, text: string): void => {
  try {
    // the mark tells spreadsheets that the text is UTF-8
    writeFileSync(resolve(context.workingDirectory, path), `\ufeff${text}`);
  } catch (error) {
    throw invalidInput("--csv", `the file cannot be written: ${(error as Error).message}.`);
  }
};

/** The plan as JSON: bounds that nothing was measured for are left out. */
const planJson = (plan: StaffPlan): Record<string, unknown> => {
  if (plan.intervalsFromEstimates) return { ...plan };
  const bare = (staff: StaffPlan["expected"]): { agents: number } | undefined =>
    staff && { agents: staff.agents };
  return { ...plan, expected: bare(plan.expected), assured: bare(plan.assured) };
};

const answerText = (answer: InverseAnswer, value: number | undefined, staff: string): string => {
  const what = {
    calls: "calls a day",
    "handling-time": "s of handling time",
    spike: "calls of the announcements",
  };
  if (answer.state === "none") return `With ${staff} the targets are missed however small that is.`;
  if (answer.state === "unlimited") {
    return `With ${staff} the targets hold however large that is, as far as was tried (64 times the scenario's).`;
  }
  return `With ${staff} the targets hold up to ${(value ?? 0).toFixed(0)} ${what[answer.question]}, ${(answer.factor ?? 0).toFixed(3)} times the scenario's.`;
};

const answerInverse = (
  context: CommandContext,
  asked: Asked,
  question: InverseQuestion,
  json: boolean,
): void => {
  const { agents, seed } = asked;
  const { openSeconds, closeSeconds } = asked.scenario.hours;
  const scenario: Scenario =
    agents === undefined
      ? asked.scenario
      : {
          ...asked.scenario,
          staff: {
            ...asked.scenario.staff,
            schedule: [{ startSeconds: openSeconds, endSeconds: closeSeconds, agents }],
          },
        };
  const spikeCalls = scenario.arrivals.spikes.reduce((sum, spike) => sum + spike.calls, 0);
  if (question === "spike" && spikeCalls === 0) {
    throw invalidInput("--ask", "the scenario has no announcement whose calls could grow (arrivals.spikes).");
  }
  const { callsPerDay, neededSeconds } = timePerCall(scenario);
  const answer = largestFactor(scenario, question, seed, INVERSE_DAYS);
  const talk = neededSeconds - scenario.handling.ringSeconds;
  const own = { calls: callsPerDay, "handling-time": talk, spike: spikeCalls }[question];
  const value = answer.factor === undefined ? undefined : answer.factor * own;
  if (json) {
    context.print(
      JSON.stringify({
        ...answer,
        ...(value === undefined ? {} : { value }),
        ...(agents === undefined ? {} : { agents }),
      }),
    );
    return;
  }
  context.print(
    answerText(answer, value, agents === undefined ? "the scenario's schedule" : `${agents} people all day`),
  );
};

const planAndPrint = (context: CommandContext, asked: Asked, json: boolean): void => {
  const { at, estimates, seed } = asked;
  const rest = at && forecastRestOfDay(asked.scenario, at.seconds, at.calls);
  const whole = planDay(rest?.scenario ?? asked.scenario, {
    seed,
    alternatives: asked.alternatives,
    ...(estimates === undefined ? {} : { estimates }),
  });
  const from = at === undefined ? "" : formatTimeOfDay(at.seconds);
  const plan: StaffPlan =
    at === undefined ? whole : { ...whole, intervals: whole.intervals.filter(({ end }) => end > from) };
  const { intervalSeconds } = asked.scenario.targets;
  const cover =
    asked.shortestShiftSeconds === undefined
      ? undefined
      : coverByShifts(
          plan.intervals.map(({ assured, expected }) => assured ?? expected ?? 0),
          Math.ceil(asked.shortestShiftSeconds / intervalSeconds),
        );
  const backlog = backlogOf(asked.scenario);
  if (asked.csv !== undefined) writeCsv(context, asked.csv, planCsv(plan.intervals, asked.language));
  if (json) {
    context.print(
      JSON.stringify({
        ...planJson(plan),
        ...(backlog === undefined ? {} : { backlog }),
        ...(asked.behaviour === undefined ? {} : { behaviour: asked.behaviour }),
        ...(rest === undefined
          ? {}
          : {
              restOfDay: {
                expectedCalls: rest.expectedCalls,
                observedCalls: rest.observedCalls,
                level: rest.level,
              },
            }),
        ...(cover === undefined
          ? {}
          : {
              shifts: cover.shifts.map(({ from: first, to, people }) => ({
                start: plan.intervals[first]?.start,
                end: plan.intervals[to - 1]?.end,
                people,
              })),
            }),
      }),
    );
    return;
  }
  const told = asked.behaviour
    ? `Behaviour from measured calls:\n${[...asked.behaviour.replaced, ...asked.behaviour.kept.map((one) => `as assumed, ${one}`)].map((line) => `- ${line}`).join("\n")}\n\n`
    : "";
  const day = rest
    ? `${rest.observedCalls} calls came where ${rest.expectedCalls.toFixed(0)} were expected: the rest of the day is planned with ${rest.level.toFixed(2)} times the forecast.\n\n`
    : "";
  const beside = backlog
    ? `\n\nMessages, beside the telephone:\n${backlogLines(backlog, "en")
        .map((line) => `- ${line}`)
        .join("\n")}`
    : "";
  context.print(`${told}${day}${planTable(plan, cover)}${beside}`);
};

/** `surgeline plan`: the staff of every interval of a day, or of every day of a campaign. */
export const define: CommandModule["define"] = (command, run) => {
  const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
  command
    .argument("<scenario>", "the scenario whose day is planned")
    .option(
      "--behaviour <run>",
      "people's behaviour from a run's folder, a file that calibrate reads, or its JSON",
    )
    .option("--mapping <file>", "how to read the columns of the behaviour's file")
    .option("--kind <kind>", "what the behaviour's file is, if it is not told rightly")
    .option("--time-zone <zone>", "where its PBX stands, for times in epoch seconds")
    .option("--csv <file>", "write the intervals as a table for a spreadsheet")
    .option("--lang <language>", "number format of that table: en or fr (en if not given)")
    .option("--seed <N>", "seed of the simulated days (1 if not given)")
    .option("--set <path=value>", "change a field of the scenario", collect)
    .option("--or <scenario=P>", "another day that comes instead with probability P", collect)
    .option("--shortest-shift <duration>", "also cover the need by shifts no shorter than this")
    .option("--agents <N>", "turn the question round: what can so many people, there all day, take")
    .option(
      "--ask <what>",
      `what of it: ${QUESTIONS.join(", ")} (calls if not given; without --agents the schedule's staff)`,
    )
    .option("--at <HH:MM>", "plan the rest of the day from here, with --calls-so-far")
    .option("--calls-so-far <N>", "calls that came from the opening to then")
    .option("--campaign <file>", "many days instead of one (see docs/examples)")
    .addHelpText(
      "after",
      `
Examples:
  surgeline plan scenarios/hotline-sante.yaml --behaviour march.csv --mapping march-mapping.yaml
  surgeline plan scenarios/hotline-sante.yaml --csv plan.csv --lang fr --shortest-shift 4h
  surgeline plan scenarios/allo-liqah.yaml --agents 15 --ask handling-time
  surgeline plan scenarios/hotline-sante.yaml --or scenarios/hotline-sante-press-conference.yaml=0.3
  surgeline plan scenarios/hotline-sante.yaml --at 12:00 --calls-so-far 1900
  surgeline plan scenarios/hotline-sante.yaml --campaign docs/examples/campaign-102-days.yaml`,
    )
    .action(
      run((context, path: string, flags: PlanFlags) => {
        const asked = readAsked(context, path, flags);
        const json = flags.json === true;
        if (asked.campaign !== undefined) {
          const campaign = readCampaign(resolve(context.workingDirectory, asked.campaign));
          const days = planCampaign(
            asked.scenario,
            campaign,
            exponentialPatienceSeconds(asked.scenario, asked.estimates),
          );
          context.print(json ? JSON.stringify({ days }) : campaignTable(days));
        } else if (asked.question !== undefined) answerInverse(context, asked, asked.question, json);
        else planAndPrint(context, asked, json);
        return ExitCode.done;
      }),
    );
};
