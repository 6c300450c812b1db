import type { FigureWriter } from "./format-routing.ts";
import type { WebLane } from "./web.ts";

type Written = { readonly [key: string]: unknown };

type Writer = Pick<FigureWriter, "figure" | "exactDuration">;

const writeMessages = (
  messages: NonNullable<WebLane["messages"]>,
  { figure, exactDuration }: Writer,
): Written => {
  const path = "web.messages";
  const duration = (name: string, seconds: number): unknown =>
    figure(`${path}.${name}`, exactDuration(seconds));
  const { backlog, address } = messages;
  return {
    spike: messages.spike,
    count: figure(`${path}.count`, messages.count),
    delay: duration("delay", messages.delaySeconds),
    halfLife: duration("halfLife", messages.halfLifeSeconds),
    over: duration("over", messages.overSeconds),
    ...(address === undefined ? {} : { address }),
    ...(backlog === undefined
      ? {}
      : {
          backlog: {
            handling: duration("backlog.handling", backlog.handlingSeconds),
            deadline: duration("backlog.deadline", backlog.deadlineSeconds),
            people: figure(`${path}.backlog.people`, backlog.people),
          },
        }),
  };
};

/** The web lane as normalised YAML has it. */
export const writeWeb = (web: WebLane, writer: Writer): Written => {
  const { figure, exactDuration } = writer;
  const { messages, agents, wallboard } = web;
  return {
    lasts: exactDuration(web.lastsSeconds),
    ...(messages === undefined ? {} : { messages: writeMessages(messages, writer) }),
    ...(agents === undefined
      ? {}
      : {
          agents: {
            count: figure("web.agents.count", agents.count),
            storm: exactDuration(agents.stormSeconds),
            expires: exactDuration(agents.expiresSeconds),
            user: agents.user,
            ...(agents.address === undefined ? {} : { address: agents.address }),
            ...(agents.password === undefined ? {} : { password: agents.password }),
          },
        }),
    ...(wallboard === undefined
      ? {}
      : {
          wallboard: {
            screens: wallboard.screens,
            every: exactDuration(wallboard.everySeconds),
            ...(wallboard.address === undefined ? {} : { address: wallboard.address }),
          },
        }),
    thresholds: Object.fromEntries(Object.entries(web.thresholds).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
};
