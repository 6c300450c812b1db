import { type InverseAnswer, type InverseQuestion, largestFactor } from "../planning/inverse.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { timePerCall } from "../scenario/time-per-call.ts";
import type { CommandContext } from "./context.ts";
import type { Asked } from "./plan-asked.ts";
import { counted } from "./plan-table.ts";

const INVERSE_DAYS = 60;

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
  context.print(
    answerText(
      answer,
      value,
      agents === undefined ? "the scenario's schedule" : `${counted(agents, "person", "people")} all day`,
    ),
  );
};
