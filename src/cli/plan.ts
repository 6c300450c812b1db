import type { ShiftCover, ShiftLengths } from "../planning/cover-by-shifts.ts";
import { coverByShifts } from "../planning/cover-by-shifts.ts";
import { planCsv } from "../planning/plan-csv.ts";
import { forecastRestOfDay, type MidDayForecast } from "../planning/replan.ts";
import type { StaffPlan } from "../planning/staff-plan.ts";
import { type Tongue, tongueOf } from "../report/tongue.ts";
import { backlogLines } from "../report/web-text.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { parseTimeOfDay } from "../scenario/time-of-day.ts";
import { backlogOf } from "../web/plan-lane.ts";
import type { CommandContext, CommandModule } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";
import { type Asked, type PlanFlags, QUESTIONS, readAsked } from "./plan-asked.ts";
import { planCampaign } from "./plan-campaign.ts";
import { answerInverse } from "./plan-inverse.ts";
import { planDayOnThreads } from "./plan-on-threads.ts";
import { planTable } from "./plan-table.ts";
import { createProgressLine } from "./progress-line.ts";
import { writeCsv } from "./write-csv.ts";

/** The plan as JSON: bounds that nothing was measured for are left out. */
const planJson = (plan: StaffPlan): Record<string, unknown> => {
  if (plan.intervalsFromEstimates) return { ...plan };
  const bare = (staff: StaffPlan["expected"]): { agents: number } | undefined =>
    staff && { agents: staff.agents };
  return { ...plan, expected: bare(plan.expected), assured: bare(plan.assured) };
};

/** The shifts that cover what the plan asks for, the assured staff where there is one. */
const coverOf = (plan: StaffPlan, lengths: ShiftLengths): ShiftCover => {
  const need = plan.intervals.map(({ assured, expected }) => assured ?? expected);
  if (need.includes(undefined)) {
    throw invalidInput(
      "--shortest-shift, --longest-shift",
      "no staff was found by simulation that shifts could cover; the plan without these flags says why.",
    );
  }
  const bounds = [
    ...plan.intervals.map(({ start }) => parseTimeOfDay(start) as number),
    parseTimeOfDay(plan.intervals.at(-1)?.end ?? "") as number,
  ];
  const cover = coverByShifts(need as number[], bounds, lengths);
  if (cover === undefined) {
    throw invalidInput(
      "--longest-shift",
      "no shifts of these lengths that begin and end with the plan's intervals cover the whole need; let them be shorter or longer.",
    );
  }
  return cover;
};

/** Beyond so many standard deviations fewer than one day in a thousand is like this. */
const STRANGE_DEVIATIONS = 3.3;

const restSentence = (rest: MidDayForecast, scenario: Scenario, { say, figure }: Tongue): string => {
  const { observedCalls, expectedCalls, level, deviations } = rest;
  const alike =
    scenario.arrivals.dayCv === 0
      ? say(", since the scenario takes all days as alike (arrivals.dayCv is 0)")
      : "";
  const strange =
    Math.abs(deviations) > STRANGE_DEVIATIONS
      ? say(
          deviations < 0
            ? " That is {0} standard deviations fewer than the scenario lets days differ by: look whether calls come through and whether the scenario is right before trusting the rest."
            : " That is {0} standard deviations more than the scenario lets days differ by: look whether calls come through and whether the scenario is right before trusting the rest.",
          figure(Math.abs(deviations).toFixed(1)),
        )
      : "";
  return say(
    observedCalls === 1
      ? "1 call came where {1} were expected: the rest of the day is planned with {2} times the forecast{3}.{4}"
      : "{0} calls came where {1} were expected: the rest of the day is planned with {2} times the forecast{3}.{4}",
    observedCalls,
    expectedCalls.toFixed(0),
    figure(level.toFixed(2)),
    alike,
    strange,
  );
};

/** The plan of the day asked for; how far it is stands on standard error meanwhile. */
const planAsked = async (
  context: CommandContext,
  { at, scenario, estimates, seed, alternatives, language }: Asked,
  rest: MidDayForecast | undefined,
): Promise<StaffPlan> => {
  const { say } = tongueOf(language);
  const progress = createProgressLine(context);
  try {
    return await planDayOnThreads(rest?.scenario ?? scenario, {
      seed,
      alternatives,
      ...(estimates === undefined ? {} : { estimates }),
      ...(at === undefined ? {} : { fromSeconds: at.seconds }),
      onProgress: (step) => {
        if (step.searched === "day") progress.tell(say("{0} staffings of the day tried", step.tried));
        else {
          const { done, total } = step;
          progress.show(done, total, say("{0} of {1} intervals staffed", done, total));
        }
      },
    });
  } finally {
    progress.clear();
  }
};

const planAndPrint = async (context: CommandContext, asked: Asked, json: boolean): Promise<void> => {
  const { at } = asked;
  const rest = at && forecastRestOfDay(asked.scenario, at.seconds, at.calls);
  const plan = await planAsked(json ? { ...context, tell: () => {} } : context, asked, rest);
  const cover = asked.shifts && coverOf(plan, asked.shifts);
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
                deviations: rest.deviations,
              },
            }),
        ...(cover === undefined
          ? {}
          : {
              shiftHours: cover.agentHours,
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
  const tongue = tongueOf(asked.language);
  const { say, note } = tongue;
  const behaviour = asked.behaviour && [
    ...asked.behaviour.replaced.map(note),
    ...asked.behaviour.kept.map((one) => say("as assumed, {0}", note(one))),
  ];
  const told = behaviour
    ? `${say("Behaviour from measured calls:")}\n${behaviour.map((line) => `- ${line}`).join("\n")}\n\n`
    : "";
  const day = rest ? `${restSentence(rest, asked.scenario, tongue)}\n\n` : "";
  const beside = backlog
    ? `\n\n${say("Messages, beside the telephone:")}\n${backlogLines(backlog, asked.language)
        .map((line) => `- ${line}`)
        .join("\n")}`
    : "";
  context.print(`${told}${day}${planTable(plan, tongue, cover)}${beside}`);
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
    .option(
      "--lang <language>",
      "language of the tables, with the number format of a spreadsheet's: en or fr (en if not given)",
    )
    .option("--seed <N>", "seed of the simulated days (1 if not given)")
    .option("--set <path=value>", "change a field of the scenario", collect)
    .option("--or <scenario=P>", "another day that comes instead with probability P", collect)
    .option("--shortest-shift <duration>", "also cover the need by shifts no shorter than this")
    .option("--longest-shift <duration>", "also cover the need by shifts no longer than this")
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
  surgeline plan scenarios/hotline-sante.yaml --csv plan.csv --lang fr --shortest-shift 4h --longest-shift 8h
  surgeline plan scenarios/allo-liqah.yaml --agents 15 --ask handling-time
  surgeline plan scenarios/hotline-sante.yaml --or scenarios/hotline-sante-press-conference.yaml=0.3
  surgeline plan scenarios/hotline-sante.yaml --at 12:00 --calls-so-far 1900
  surgeline plan scenarios/hotline-sante.yaml --campaign docs/examples/campaign-102-days.yaml`,
    )
    .action(
      run(async (context, path: string, flags: PlanFlags) => {
        const asked = readAsked(context, path, flags);
        const json = flags.json === true;
        if (asked.campaign !== undefined) await planCampaign(context, asked, asked.campaign, json);
        else if (asked.question !== undefined) answerInverse(context, asked, asked.question, json);
        else await planAndPrint(context, asked, json);
        return ExitCode.done;
      }),
    );
};
