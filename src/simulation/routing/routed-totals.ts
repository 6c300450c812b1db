import { ABANDONED, ANSWERED, BLOCKED } from "../attempts.ts";
import type { IntervalGrid } from "../day-totals.ts";
import { CALLBACK_REACHED, NO_CALLBACK, type RoutedDay, TRANSFER_ANSWERED } from "./routed-day.ts";
import type { RoutedHotline, RoutingDraws } from "./routed-hotline.ts";

/** What is counted of a day beside the intervals, one number each; a flow's and a team's for each of them. */
export const FLOW_TOTALS = ["offered", "answered", "inTime", "abandoned", "blocked", "waitSeconds"] as const;
export const TEAM_TOTALS = ["busySeconds", "staffedSeconds"] as const;
export const OTHER_TOTALS = [
  "transfers",
  "transfersAnswered",
  "transferWaitSeconds",
  "callbacks",
  "callbacksReached",
  "callbackWaitSeconds",
  "messages",
  "messagesInTime",
  "messagesDone",
  "messageSeconds",
] as const;

export type FlowTotal = (typeof FLOW_TOTALS)[number];
export type TeamTotal = (typeof TEAM_TOTALS)[number];
export type OtherTotal = (typeof OTHER_TOTALS)[number];

/** Numbers of a day beside the intervals. */
export const routedLength = (hotline: Pick<RoutedHotline, "flows" | "teams">): number =>
  hotline.flows.length * FLOW_TOTALS.length + hotline.teams.length * TEAM_TOTALS.length + OTHER_TOTALS.length;

/** Where a total stands. */
export const flowPlace = (flow: number, total: FlowTotal): number =>
  flow * FLOW_TOTALS.length + FLOW_TOTALS.indexOf(total);
export const teamPlace = (flows: number, team: number, total: TeamTotal): number =>
  flows * FLOW_TOTALS.length + team * TEAM_TOTALS.length + TEAM_TOTALS.indexOf(total);
export const otherPlace = (flows: number, teams: number, total: OtherTotal): number =>
  flows * FLOW_TOTALS.length + teams * TEAM_TOTALS.length + OTHER_TOTALS.indexOf(total);

/** Seconds of a stretch that lie in the grid. */
const within = (grid: IntervalGrid, from: number, to: number): number =>
  Math.max(0, Math.min(to, grid.endSeconds) - Math.max(from, grid.startSeconds));

/** Prepares the counting of days of one hotline; `into` gets `routedLength` numbers. */
export const createRoutedCounter = (hotline: RoutedHotline, grid: IntervalGrid, withinSeconds: number) => {
  const flows = hotline.flows.length;
  const teams = hotline.teams.length;
  const teamOfAgent: number[] = [];
  for (const [team, { mostAgents }] of hotline.teams.entries()) {
    for (let agent = 0; agent < mostAgents; agent++) teamOfAgent.push(team);
  }
  const staffed = hotline.teams.map(({ staff: { changeSeconds, agents } }) =>
    agents.reduce((sum, count, change) => {
      const to = changeSeconds[change + 1] ?? Number.POSITIVE_INFINITY;
      return sum + count * within(grid, changeSeconds[change]!, to);
    }, 0),
  );

  const countFlows = (day: RoutedDay, into: Float64Array): void => {
    const { attempts } = day;
    for (let row = 0; row < attempts.count; row++) {
      if (attempts.arrivalSeconds[row]! < grid.startSeconds) continue;
      const at = day.flow[row]! * FLOW_TOTALS.length;
      const wait = attempts.waitSeconds[row]!;
      into[at]! += 1;
      const outcome = attempts.outcome[row]!;
      if (outcome === ANSWERED) {
        into[at + 1]! += 1;
        if (wait <= withinSeconds) into[at + 2]! += 1;
      } else if (outcome === ABANDONED) into[at + 3]! += 1;
      else if (outcome === BLOCKED) into[at + 4]! += 1;
      into[at + 5]! += wait;
    }
  };

  const countTeams = (day: RoutedDay, into: Float64Array): void => {
    const first = teamPlace(flows, 0, "busySeconds");
    const add = (agent: number, from: number, to: number): void => {
      if (agent > 0) into[first + teamOfAgent[agent - 1]! * TEAM_TOTALS.length]! += within(grid, from, to);
    };
    const { attempts, transfers } = day;
    for (let row = 0; row < attempts.count; row++) {
      add(attempts.agent[row]!, attempts.busyFromSeconds[row]!, attempts.busyUntilSeconds[row]!);
    }
    for (let row = 0; row < transfers.count; row++) {
      add(transfers.agent[row]!, transfers.busyFromSeconds[row]!, transfers.busyUntilSeconds[row]!);
    }
    day.messageAgent.forEach((agent, message) => {
      add(agent, day.messageBegunSeconds[message]!, day.messageDoneSeconds[message]!);
    });
    staffed.forEach((seconds, team) => {
      into[teamPlace(flows, team, "staffedSeconds")] = seconds;
    });
  };

  const countOthers = (
    day: RoutedDay,
    messages: RoutingDraws["messages"],
    deadlineSeconds: number,
    into: Float64Array,
  ): void => {
    const add = (total: OtherTotal, amount: number): void => {
      into[otherPlace(flows, teams, total)]! += amount;
    };
    const { attempts, transfers } = day;
    for (let row = 0; row < transfers.count; row++) {
      if (transfers.sinceSeconds[row]! < grid.startSeconds) continue;
      add("transfers", 1);
      if (transfers.outcome[row] === TRANSFER_ANSWERED) add("transfersAnswered", 1);
      add("transferWaitSeconds", transfers.waitSeconds[row]!);
    }
    for (let row = 0; row < attempts.count; row++) {
      if (day.callback[row] === NO_CALLBACK || attempts.arrivalSeconds[row]! < grid.startSeconds) continue;
      add("callbacks", 1);
      if (day.callback[row] !== CALLBACK_REACHED) continue;
      add("callbacksReached", 1);
      add("callbackWaitSeconds", attempts.waitSeconds[row]!);
    }
    const { arrivalSeconds } = messages;
    for (let message = 0; message < arrivalSeconds.length; message++) {
      const arrival = arrivalSeconds[message]!;
      if (arrival < grid.startSeconds || arrival >= grid.endSeconds) continue;
      const done = day.messageDoneSeconds[message]!;
      add("messages", 1);
      if (done === Number.POSITIVE_INFINITY) continue;
      add("messagesDone", 1);
      add("messageSeconds", done - arrival);
      if (done - arrival <= deadlineSeconds) add("messagesInTime", 1);
    }
  };

  return (
    day: RoutedDay,
    messages: RoutingDraws["messages"],
    deadlineSeconds: number,
    into: Float64Array,
  ): void => {
    into.fill(0);
    countFlows(day, into);
    countTeams(day, into);
    countOthers(day, messages, deadlineSeconds, into);
  };
};
