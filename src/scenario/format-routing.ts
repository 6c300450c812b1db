import type { Distribution } from "../distributions/distribution.ts";
import type { CallFlow, Routing, Team } from "./routing.ts";
import { formatTimeOfDay } from "./time-of-day.ts";

type Written = { readonly [key: string]: unknown };

/** How a scenario's writer writes figures, by their path. */
export interface FigureWriter {
  readonly figure: (path: string, value: unknown) => unknown;
  readonly distribution: (path: string, law: Distribution) => Written;
  readonly exactDuration: (seconds: number) => string;
}

const writeTeam = (team: Team, path: string, { figure, exactDuration }: FigureWriter): Written => ({
  name: team.name,
  ...(team.site === undefined ? {} : { site: team.site }),
  ...(team.people.kind === "share"
    ? { share: figure(`${path}.share`, team.people.share) }
    : {
        schedule: figure(
          `${path}.schedule`,
          team.people.schedule.map(({ startSeconds, endSeconds, agents }) => ({
            from: formatTimeOfDay(startSeconds),
            to: formatTimeOfDay(endSeconds),
            agents,
          })),
        ),
      }),
  skills: team.skills.map(({ skill, afterSeconds, talkFactor }, index) => ({
    skill,
    ...(afterSeconds === 0 ? {} : { after: exactDuration(afterSeconds) }),
    ...(talkFactor === 1 ? {} : { talkFactor: figure(`${path}.skills[${index}].talkFactor`, talkFactor) }),
  })),
  ...(team.languages.length === 0 ? {} : { languages: team.languages }),
});

const writeFlow = (flow: CallFlow, path: string, writer: FigureWriter): Written => {
  const { figure, distribution, exactDuration } = writer;
  const { transfer, callback } = flow;
  return {
    ...(flow.family === undefined ? {} : { family: flow.family }),
    skill: flow.skill,
    priority: flow.priority,
    ...(transfer === undefined
      ? {}
      : {
          transfer: {
            probability: figure(`${path}.transfer.probability`, transfer.probability),
            skill: transfer.skill,
            priority: transfer.priority,
            talk: distribution(`${path}.transfer.talk`, transfer.talk),
          },
        }),
    ...(callback === undefined
      ? {}
      : {
          callback: {
            after: exactDuration(callback.afterSeconds),
            accepts: figure(`${path}.callback.accepts`, callback.acceptProbability),
            reached: figure(`${path}.callback.reached`, callback.reachedProbability),
          },
        }),
  };
};

/** The routing as normalised YAML has it. */
export const writeRouting = (routing: Routing, writer: FigureWriter): Written => {
  const { figure, distribution, exactDuration } = writer;
  const { languages, messages } = routing;
  return {
    ...(languages.length === 0 ? {} : { languages: figure("routing.languages", languages) }),
    teams: routing.teams.map((team, index) => writeTeam(team, `routing.teams[${index}]`, writer)),
    calls: routing.flows.map((flow, index) => writeFlow(flow, `routing.calls[${index}]`, writer)),
    ...(messages === undefined
      ? {}
      : {
          messages: {
            skill: messages.skill,
            perDay: figure("routing.messages.perDay", messages.perDay),
            ...(messages.atOpening === 0
              ? {}
              : { atOpening: figure("routing.messages.atOpening", messages.atOpening) }),
            handling: distribution("routing.messages.handling", messages.handling),
            deadline: exactDuration(messages.deadlineSeconds),
            keepFree: messages.keepFree,
          },
        }),
  };
};
