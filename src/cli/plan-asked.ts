import { resolve } from "node:path";
import type { Estimates } from "../calibration/estimates.ts";
import { withMeasuredBehaviour } from "../planning/behaviour.ts";
import type { ShiftLengths } from "../planning/cover-by-shifts.ts";
import type { InverseQuestion } from "../planning/inverse.ts";
import type { WeightedScenario } from "../planning/weighted-days.ts";
import { formatDuration } from "../scenario/duration.ts";
import { loadScenario } from "../scenario/load-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { formatTimeOfDay, parseTimeOfDay } from "../scenario/time-of-day.ts";
import { readingOptions } from "./calibrate.ts";
import type { CommandContext, CommonFlags } from "./context.ts";
import { type FlagReader, type FlagTexts, flagReader } from "./load-flags.ts";
import { readBehaviour } from "./read-behaviour.ts";

export const QUESTIONS: readonly InverseQuestion[] = ["calls", "handling-time", "spike"];
const LANGUAGES = ["en", "fr"];

interface Flags extends CommonFlags {
  readonly set?: readonly string[];
  readonly or?: readonly string[];
}

export type PlanFlags = Flags & FlagTexts;

/** What the command line asks for, every flag checked. */
export interface Asked {
  readonly scenario: Scenario;
  readonly estimates: Estimates | undefined;
  readonly behaviour: { readonly replaced: readonly string[]; readonly kept: readonly string[] } | undefined;
  readonly seed: number;
  readonly agents: number | undefined;
  readonly question: InverseQuestion | undefined;
  readonly language: "en" | "fr";
  readonly csv: string | undefined;
  /** How long the shifts are to be that cover the need; absent: no shifts asked for. */
  readonly shifts: ShiftLengths | undefined;
  readonly at: { readonly seconds: number; readonly calls: number } | undefined;
  readonly campaign: string | undefined;
  readonly alternatives: readonly WeightedScenario[];
}

/** Flags that speak of one planned day: none of them fits a question, and most not a campaign. */
const DAY_FLAGS: readonly (readonly [string, string])[] = [
  ["or", "--or"],
  ["at", "--at"],
  ["callsSoFar", "--calls-so-far"],
  ["shortestShift", "--shortest-shift"],
  ["longestShift", "--longest-shift"],
];

/** Tells of flags that cannot stand together, so that none is left out silently. */
const checkTogether = (flags: PlanFlags, reader: FlagReader): void => {
  const texts: FlagTexts = flags;
  const refuse = (names: readonly (readonly [string, string])[], beside: string, why: string): void => {
    for (const [name, flag] of names) {
      if (texts[name] !== undefined) reader.problem(flag, `cannot stand beside ${beside}, ${why}.`);
    }
  };
  const asks = texts["ask"] !== undefined || texts["agents"] !== undefined;
  if (texts["campaign"] !== undefined) {
    const questions = [
      ["ask", "--ask"],
      ["agents", "--agents"],
    ] as const;
    refuse([...DAY_FLAGS, ...questions], "--campaign", "which plans many days instead of one");
  } else if (asks) {
    const beside = texts["ask"] === undefined ? "--agents" : "--ask";
    refuse([...DAY_FLAGS, ["csv", "--csv"]], beside, "which asks what a staff can take and plans none");
  } else if (texts["at"] !== undefined) refuse([["or", "--or"]], "--at", "where it is known which day it is");
  if (
    texts["behaviour"] === undefined &&
    (texts["kind"] ?? texts["mapping"] ?? texts["timeZone"]) !== undefined
  ) {
    reader.problem("--behaviour", "is missing: --kind, --mapping and --time-zone say how its file is read.");
  }
};

const readShifts = (texts: FlagTexts, reader: FlagReader): ShiftLengths | undefined => {
  const shortestSeconds = reader.optionalDuration("--shortest-shift", texts["shortestShift"]);
  const longestSeconds = reader.optionalDuration("--longest-shift", texts["longestShift"]);
  if (shortestSeconds === undefined && longestSeconds === undefined) return undefined;
  if (shortestSeconds !== undefined && longestSeconds !== undefined && longestSeconds < shortestSeconds) {
    reader.problem(
      "--longest-shift",
      `${texts["longestShift"]} is shorter than the shortest shift of ${texts["shortestShift"]}.`,
    );
  }
  return {
    ...(shortestSeconds === undefined ? {} : { shortestSeconds }),
    ...(longestSeconds === undefined ? {} : { longestSeconds }),
  };
};

const readMoment = (texts: FlagTexts, reader: FlagReader): Asked["at"] => {
  const { at, callsSoFar } = texts;
  if (at === undefined && callsSoFar === undefined) return undefined;
  const seconds = parseTimeOfDay(at ?? "");
  if (at === undefined) {
    reader.problem("--at", "is missing: the time of day up to which --calls-so-far counts, such as 12:00.");
  } else if (seconds === undefined) {
    reader.problem("--at", `got "${at}"; it takes a time of day such as 12:00.`);
  }
  const calls = reader.wholeOrZero("--calls-so-far", callsSoFar);
  return seconds === undefined ? undefined : { seconds, calls };
};

/** Checks what only the scenario's day can tell: a morning behind and an afternoon ahead, shifts of whole intervals. */
const checkWithDay = (
  at: Asked["at"],
  shifts: ShiftLengths | undefined,
  { hours: { openSeconds, closeSeconds }, targets: { intervalSeconds } }: Scenario,
): void => {
  const reader = flagReader();
  if (at !== undefined && (at.seconds <= openSeconds || at.seconds >= closeSeconds)) {
    reader.problem(
      "--at",
      `${formatTimeOfDay(at.seconds)} is not within the opening hours ${formatTimeOfDay(openSeconds)}-${formatTimeOfDay(closeSeconds)}, so that there is no rest of the day to plan.`,
    );
  }
  const { shortestSeconds = 0, longestSeconds = Number.POSITIVE_INFINITY } = shifts ?? {};
  const shortest = Math.min(shortestSeconds, closeSeconds - openSeconds);
  const fewestIntervals = Math.max(1, Math.ceil(shortest / intervalSeconds - 1e-9));
  if (fewestIntervals * intervalSeconds > longestSeconds + 1e-6) {
    reader.problem(
      "--longest-shift",
      `leaves no shift: shifts begin and end with the plan's intervals of ${formatDuration(intervalSeconds)}, and the shortest that may be has ${formatDuration(fewestIntervals * intervalSeconds)}.`,
    );
  }
  reader.finish();
};

/**
 * Reads the flags and the files that they name.
 *
 * @throws InvalidInput with every problem.
 */
export const readAsked = (context: CommandContext, path: string, flags: PlanFlags): Asked => {
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
  const shifts = readShifts(texts, reader);
  const options = readingOptions(texts, context.workingDirectory, reader.problem);
  const at = readMoment(texts, reader);
  checkTogether(flags, reader);
  reader.finish();
  const own = loadScenario(resolve(context.workingDirectory, path), flags.set ?? []);
  checkWithDay(at, shifts, own);
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
    shifts,
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
