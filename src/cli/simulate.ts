import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { type Phrase, type Tongue, tongueOf } from "../report/tongue.ts";
import { loadScenario } from "../scenario/load-scenario.ts";
import { formatTimeOfDay, parseTimeSpan, TIME_SPAN_FORM } from "../scenario/time-of-day.ts";
import type { IntervalEstimates } from "../simulation/accumulate.ts";
import type { SimulationPlan } from "../simulation/replicate.ts";
import { constantSteps } from "../simulation/scenario-hotline.ts";
import {
  type ReplicationOptions,
  type ReplicationResult,
  simulateReplications,
} from "../simulation/threads/simulate-replications.ts";
import { createArrivalRate } from "../trace/arrival-rate.ts";
import { MOST_CALLERS_A_DAY } from "../trace/most-callers.ts";
import type { CommandContext, CommandModule, CommonFlags } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";
import { type FlagReader, flagReader } from "./load-flags.ts";
import { createProgressLine } from "./progress-line.ts";
import { readLanguage } from "./report.ts";
import { simulationTable } from "./simulation-table.ts";

interface Flags extends CommonFlags {
  readonly agents?: string;
  readonly replications?: string;
  readonly seed?: string;
  readonly threads?: string;
  readonly halfWidth?: string;
  readonly window?: string;
  readonly lang?: string;
  readonly set?: readonly string[];
}

const DEFAULT_REPLICATIONS = 100;
/** With a wanted half-width the days are stopped by it, not by their number. */
const MOST_REPLICATIONS = 100_000;
const MOST_AGENTS = 100_000;
/** About a day of two processors. */
const MOST_CALLERS = 1e12;

const readWhole = (
  reader: FlagReader,
  flag: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined => {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  reader.problem(flag, `got "${text}"; it takes a whole number from ${least} to ${most}.`);
  return undefined;
};

const readWindow = (reader: FlagReader, text: string | undefined): SimulationPlan["window"] => {
  if (text === undefined) return undefined;
  const span = parseTimeSpan(text);
  if (span === undefined) {
    reader.problem("--window", `got "${text}"; it takes ${TIME_SPAN_FORM.replace("in quotes ", "")}.`);
    return undefined;
  }
  return { fromSeconds: span.startSeconds, toSeconds: span.endSeconds };
};

/** Callers that one thread simulates in about the time that another takes to start. */
const CALLERS_WORTH_A_THREAD = 1_000_000;

/**
 * One thread where more would only take longer to start, else one a processor,
 * and no more than memory bears: each thread holds a day of its own.
 */
const usualThreads = (callsPerDay: number, days: number): number =>
  Math.max(
    1,
    Math.floor(
      Math.min(
        availableParallelism(),
        (callsPerDay * days) / CALLERS_WORTH_A_THREAD,
        MOST_CALLERS_A_DAY / callsPerDay,
      ),
    ),
  );

interface Question {
  readonly plan: SimulationPlan;
  readonly options: Pick<ReplicationOptions, "replications" | "threads" | "halfWidth">;
}

const readQuestion = (context: CommandContext, file: string, flags: Flags): Question => {
  const reader = flagReader();
  const agents = readWhole(reader, "--agents", flags.agents, 0, MOST_AGENTS);
  const replications = readWhole(reader, "--replications", flags.replications, 1, 10_000_000);
  const seed = readWhole(reader, "--seed", flags.seed, 0, Number.MAX_SAFE_INTEGER);
  const threads = readWhole(reader, "--threads", flags.threads, 1, 256);
  const halfWidth = reader.optionalShare("--half-width", flags.halfWidth);
  if (halfWidth === 0) reader.problem("--half-width", "got 0; only endless days would reach it. Give 0.005.");
  const window = readWindow(reader, flags.window);
  reader.finish();
  const scenario = loadScenario(resolve(context.workingDirectory, file), flags.set ?? []);
  const { openSeconds, closeSeconds } = scenario.hours;
  if (window && (window.fromSeconds < openSeconds || window.toSeconds > closeSeconds)) {
    const hours = `${formatTimeOfDay(openSeconds)}-${formatTimeOfDay(closeSeconds)}`;
    reader.problem("--window", `got ${flags.window}, but the line is open ${hours}; give a part of that.`);
    reader.finish();
  }
  const days = replications ?? (halfWidth === undefined ? DEFAULT_REPLICATIONS : MOST_REPLICATIONS);
  const callsPerDay = createArrivalRate(scenario).totalCalls;
  if (callsPerDay <= MOST_CALLERS_A_DAY && callsPerDay * days > MOST_CALLERS) {
    const found = `got ${days} days of ${callsPerDay.toPrecision(3)} calls`;
    const most = Math.floor(MOST_CALLERS / callsPerDay);
    reader.problem("--replications", `${found}, which would take days; give at most ${most}.`);
    reader.finish();
  }
  return {
    plan: {
      scenario,
      seed: seed ?? 1,
      ...(agents === undefined ? {} : { steps: constantSteps(scenario, agents) }),
      ...(window === undefined ? {} : { window }),
    },
    options: {
      replications: days,
      threads: threads ?? usualThreads(callsPerDay, days),
      ...(halfWidth === undefined ? {} : { halfWidth: { measure: "serviceLevel", wanted: halfWidth } }),
    },
  };
};

/** One interval, or the day, as `--json` prints it. */
const estimatesJson = (part: IntervalEstimates): Record<string, unknown> => {
  const { callers, attempts, answered, abandoned, blocked, measures } = part;
  return {
    callers,
    attempts,
    answered,
    abandoned,
    blocked,
    neverServed: measures.neverServed,
    serviceLevel: measures.serviceLevel,
    abandonment: measures.abandonment,
    blocking: measures.blocking,
    meanWaitSeconds: measures.meanWaitSeconds,
    meanAnsweredWaitSeconds: measures.meanAnsweredWaitSeconds,
    occupancy: measures.occupancy,
    longestWaitSeconds: part.longestWaitSeconds,
    meanQueue: part.meanQueue,
    meanStaff: part.meanStaff,
  };
};

/** Estimates named by paths (`flows.NAME.abandonment`) as objects in objects; empty where there is no routing. */
const routedJson = (routed: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const json: Record<string, unknown> = {};
  for (const [path, estimate] of Object.entries(routed)) {
    const steps = path.split(".");
    // a flow's or a team's name may have points in it
    const [group, name, which] = [steps[0] as string, steps.slice(1, -1).join("."), steps.at(-1) as string];
    let place = json;
    for (const step of name === "" ? [group] : [group, name]) {
      const inner = (place[step] ?? {}) as Record<string, unknown>;
      place[step] = inner;
      place = inner;
    }
    place[which] = estimate;
  }
  return json;
};

const resultJson = (result: ReplicationResult, question: Question): Record<string, unknown> => {
  const { estimates, wallSeconds } = result;
  return {
    ...estimatesJson(estimates.day),
    replications: estimates.replications,
    state: result.state,
    confidence: estimates.confidence,
    seed: question.plan.seed,
    wallSeconds,
    callersPerSecond: (estimates.day.callers.mean * estimates.replications) / wallSeconds,
    ...routedJson({ ...estimates.routed, ...estimates.routedGreatest }),
    intervals: estimates.intervals.map((interval) => ({
      start: formatTimeOfDay(interval.startSeconds),
      end: formatTimeOfDay(interval.endSeconds),
      ...estimatesJson(interval),
    })),
  };
};

const simulate = async (
  context: CommandContext,
  question: Question,
  { say }: Tongue,
): Promise<ReplicationResult> => {
  const stop = new AbortController();
  const progress = createProgressLine(context);
  const release = context.onInterrupt(() => stop.abort());
  try {
    return await simulateReplications(question.plan, {
      ...question.options,
      signal: stop.signal,
      onProgress: (days) => {
        const { replications } = question.options;
        progress.show(days, replications, say("{0} of {1} days simulated", days, replications));
      },
    });
  } finally {
    progress.clear();
    release();
  }
};

const ENDINGS: Record<Exclude<ReplicationResult["state"], "complete">, Phrase> = {
  narrow: ", stopped because the service level is known as closely as wanted",
  interrupted: ", interrupted: what was simulated until then",
};

/** `surgeline simulate`: a scenario's days through the simulated hotline. */
export const define: CommandModule["define"] = (command, run) => {
  command
    .argument("<scenario>", "a scenario's file")
    .option("--agents <N>", "people on duty from opening to close, in place of the schedule")
    .option("--replications <N>", `days to simulate (${DEFAULT_REPLICATIONS}; with --half-width at most)`)
    .option("--half-width <share>", "stop once the service level is known to within this, such as 0.005")
    .option("--seed <N>", "which callers come; the same seed, the same callers (1)")
    .option("--threads <N>", "threads at work; the results do not depend on it (up to one a processor)")
    .option("--window <HH:MM-HH:MM>", "a part of the day, after a lead-in that does not count")
    .option("--lang <en|fr>", "language of the tables (en)")
    .option(
      "--set <path=value>",
      "change a field of the scenario; may be given again",
      (one: string, before: readonly string[]) => [...before, one],
      [],
    )
    .addHelpText(
      "after",
      `
Examples:
  surgeline simulate scenarios/hotline-sante.yaml
  surgeline simulate scenarios/hotline-sante-press-conference.yaml --agents 30 --replications 1000
  surgeline simulate scenarios/hotline-sante.yaml --half-width 0.002 --set arrivals.callsPerDay=5000 --json`,
    )
    .action(
      run(async (context, file: string, flags: Flags) => {
        const tongue = tongueOf(readLanguage(flags.lang));
        const question = readQuestion(context, file, flags);
        const result = await simulate(context, question, tongue);
        const { estimates, state, wallSeconds } = result;
        const code = state === "interrupted" ? ExitCode.interrupted : ExitCode.done;
        if (estimates.replications === 0) {
          context.tell(
            tongue.say("Interrupted before the first day was simulated; there is nothing to show."),
          );
          return code;
        }
        if (flags.json) context.print(JSON.stringify(resultJson(result, question)));
        else {
          const { say } = tongue;
          const took = tongue.figure(wallSeconds.toFixed(2));
          const days =
            estimates.replications === 1
              ? say("1 day in {0} s", took)
              : say("{0} days in {1} s", estimates.replications, took);
          const ending = state === "complete" ? "" : say(ENDINGS[state]);
          context.print(
            `${question.plan.scenario.name}\n${days}${ending}\n\n${simulationTable(estimates, tongue)}`,
          );
        }
        return code;
      }),
    );
};
