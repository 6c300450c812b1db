import { type InverseAnswer, type InverseQuestion, largestFactor } from "../planning/inverse.ts";
import { type Tongue, tongueOf } from "../report/tongue.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { timePerCall } from "../scenario/time-per-call.ts";
import type { CommandContext } from "./context.ts";
import type { Asked } from "./plan-asked.ts";

const INVERSE_DAYS = 60;

const HOLDS = {
  calls: "With {0} the targets hold up to {1} calls a day, {2} times the scenario's.",
  "handling-time": "With {0} the targets hold up to {1} s of handling time, {2} times the scenario's.",
  spike: "With {0} the targets hold up to {1} calls of the announcements, {2} times the scenario's.",
} as const;

const answerText = (
  answer: InverseAnswer,
  value: number | undefined,
  agents: number | undefined,
  { say, figure }: Tongue,
): string => {
  const staff =
    agents === undefined
      ? say("the scenario's schedule")
      : agents === 1
        ? say("1 person all day")
        : say("{0} people all day", agents);
  if (answer.state === "none") return say("With {0} the targets are missed however small that is.", staff);
  if (answer.state === "unlimited") {
    return say(
      "With {0} the targets hold however large that is, as far as was tried (64 times the scenario's).",
      staff,
    );
  }
  const factor = figure((answer.factor ?? 0).toFixed(3));
  return say(HOLDS[answer.question], staff, (value ?? 0).toFixed(0), factor);
};

/** Answers what a staff that is given can take. */
export const answerInverse = (
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
  context.print(answerText(answer, value, agents, tongueOf(asked.language)));
};
