import { ABANDONED, ANSWERED, BLOCKED } from "../attempts.ts";
import type { IntervalGrid } from "../day-totals.ts";
import { countMessages } from "./message-totals.ts";
import { CALLBACK_REACHED, NO_CALLBACK, type RoutedDay, TRANSFER_ANSWERED } from "./routed-day.ts";
import type { RoutedHotline, RoutingDraws } from "./routed-hotline.ts";

/** What is counted of a day beside the intervals, one number each; a flow's and a team's for each of them. */
export const FLOW_TOTALS = [
  "offered",
  "answered",
  "inTime",
  "abandoned",
  "blocked",
  "waitSeconds",
  "longestWaitSeconds",
] as const;
export const TEAM_TOTALS = [
  "busySeconds",
  /** By the schedule, and overtime. */
  "staffedSeconds",
  /** First talks, callbacks among them; those in time; their waits; those that overflowed to the team. */
  "answered",
  "inTime",
  "waitSeconds",
  "overflowed",
  "secondTalks",
  "messages",
] as const;
export const OTHER_TOTALS = [
  "transfers",
  "transfersAnswered",
  "transferWaitSeconds",
  "transferLongestSeconds",
  "callbacks",
  "callbacksReached",
  "callbackWaitSeconds",
  "callbackLongestSeconds",
  "messages",
  "messagesInTime",
  "messagesLate",
  "messagesDone",
  "messageSeconds",
  "messageLongestSeconds",
  "messagesOpen",
  "messageOldestOpenSeconds",
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

/** Whether a team takes a class only after a wait, by team and class. */
const overflows = ({ teams, classes }: RoutedHotline): readonly Uint8Array[] =>
  teams.map(({ takes }) => {
    const late = new Uint8Array(classes.length);
    for (const { callClass, afterSeconds } of takes) late[callClass] = afterSeconds > 0 ? 1 : 0;
    return late;
  });

/** Writes a day's `routedLength` numbers to `into`. */
export type RoutedCounter = (
  day: RoutedDay,
  messages: RoutingDraws["messages"],
  deadlineSeconds: number,
  into: Float64Array,
) => void;

/**
 * Prepares the counting of days of one hotline. Calls, transfers and messages
 * count where they came within the grid; work counts as in the day's occupancy.
 */
export const createRoutedCounter = (
  hotline: RoutedHotline,
  grid: IntervalGrid,
  withinSeconds: number,
): RoutedCounter => {
  const flows = hotline.flows.length;
  const teams = hotline.teams.length;
  const late = overflows(hotline);
  const teamOfAgent: number[] = [];
  for (const [team, { mostAgents }] of hotline.teams.entries()) {
    for (let agent = 0; agent < mostAgents; agent++) teamOfAgent.push(team);
  }
  const scheduled = hotline.teams.map(({ staff: { changeSeconds, agents } }) =>
    agents.reduce((sum, count, change) => {
      const to = changeSeconds[change + 1] ?? Number.POSITIVE_INFINITY;
      return sum + count * within(grid, changeSeconds[change]!, to);
    }, 0),
  );
  const FIRST_TEAM = flows * FLOW_TOTALS.length;
  const [BUSY, STAFFED, SECOND, MESSAGES] = (
    ["busySeconds", "staffedSeconds", "secondTalks", "messages"] as const
  ).map((total) => TEAM_TOTALS.indexOf(total)) as [number, number, number, number];
  const [ANSWERED_BY, IN_TIME_BY, WAIT_BY, OVERFLOWED] = (
    ["answered", "inTime", "waitSeconds", "overflowed"] as const
  ).map((total) => TEAM_TOTALS.indexOf(total)) as [number, number, number, number];
  /** Work counts from the grid's start on; after its end whoever is busy is staffed. */
  const addWork = (into: Float64Array, place: number, from: number, to: number): void => {
    // nearly all of it lies within
    if (from >= grid.startSeconds && to <= grid.endSeconds) {
      into[place + BUSY]! += to - from;
      return;
    }
    const after = Math.max(0, to - Math.max(from, grid.endSeconds));
    into[place + BUSY]! += within(grid, from, to) + after;
    into[place + STAFFED]! += after;
  };
  const placeOfAgent = (agent: number): number => FIRST_TEAM + teamOfAgent[agent - 1]! * TEAM_TOTALS.length;

  const countAttempts = (day: RoutedDay, into: Float64Array): void => {
    const { attempts } = day;
    for (let row = 0; row < attempts.count; row++) {
      const agent = attempts.agent[row]!;
      const from = attempts.busyFromSeconds[row]!;
      if (agent > 0) addWork(into, placeOfAgent(agent), from, attempts.busyUntilSeconds[row]!);
      if (attempts.arrivalSeconds[row]! < grid.startSeconds) continue;
      const flow = day.flow[row]!;
      const at = flow * FLOW_TOTALS.length;
      const wait = attempts.waitSeconds[row]!;
      into[at]! += 1;
      const outcome = attempts.outcome[row]!;
      if (outcome === ANSWERED) {
        const inTime = wait <= withinSeconds ? 1 : 0;
        const by = placeOfAgent(agent);
        const callClass = hotline.flows[flow]!.firstClass + day.language[row]!;
        into[at + 1]! += 1;
        into[at + 2]! += inTime;
        into[by + ANSWERED_BY]! += 1;
        into[by + IN_TIME_BY]! += inTime;
        into[by + WAIT_BY]! += wait;
        into[by + OVERFLOWED]! += late[teamOfAgent[agent - 1]!]![callClass]!;
      } else if (outcome === ABANDONED) into[at + 3]! += 1;
      else if (outcome === BLOCKED) into[at + 4]! += 1;
      into[at + 5]! += wait;
      if (wait > into[at + 6]!) into[at + 6] = wait;
    }
  };

  const countOtherWork = (day: RoutedDay, into: Float64Array): void => {
    const { transfers, overtime } = day;
    for (let row = 0; row < transfers.count; row++) {
      const agent = transfers.agent[row]!;
      if (agent === 0) continue;
      const at = placeOfAgent(agent);
      addWork(into, at, transfers.busyFromSeconds[row]!, transfers.busyUntilSeconds[row]!);
      const counts =
        transfers.outcome[row] === TRANSFER_ANSWERED && transfers.sinceSeconds[row]! >= grid.startSeconds;
      if (counts) into[at + SECOND]! += 1;
    }
    for (let message = 0; message < day.messageAgent.length; message++) {
      const agent = day.messageAgent[message]!;
      if (agent === 0) continue;
      const at = placeOfAgent(agent);
      const begun = day.messageBegunSeconds[message]!;
      addWork(into, at, begun, day.messageDoneSeconds[message]!);
      if (begun >= grid.startSeconds) into[at + MESSAGES]! += 1;
    }
    scheduled.forEach((seconds, team) => {
      into[FIRST_TEAM + team * TEAM_TOTALS.length + STAFFED]! += seconds;
    });
    overtime.team.forEach((team, stretch) => {
      const seconds = within(grid, overtime.fromSeconds[stretch]!, overtime.toSeconds[stretch]!);
      into[FIRST_TEAM + team * TEAM_TOTALS.length + STAFFED]! += seconds;
    });
  };

  const place = (total: OtherTotal): number => otherPlace(flows, teams, total);
  const SECOND_WAITS = {
    count: place("transfers"),
    answered: place("transfersAnswered"),
    seconds: place("transferWaitSeconds"),
    longest: place("transferLongestSeconds"),
  };
  const CALLBACKS = {
    count: place("callbacks"),
    answered: place("callbacksReached"),
    seconds: place("callbackWaitSeconds"),
    longest: place("callbackLongestSeconds"),
  };

  const countSecondWaits = (day: RoutedDay, into: Float64Array): void => {
    const { attempts, transfers } = day;
    for (let row = 0; row < transfers.count; row++) {
      if (transfers.sinceSeconds[row]! < grid.startSeconds) continue;
      const wait = transfers.waitSeconds[row]!;
      into[SECOND_WAITS.count]! += 1;
      if (transfers.outcome[row] === TRANSFER_ANSWERED) into[SECOND_WAITS.answered]! += 1;
      into[SECOND_WAITS.seconds]! += wait;
      if (wait > into[SECOND_WAITS.longest]!) into[SECOND_WAITS.longest] = wait;
    }
    for (let row = 0; row < attempts.count; row++) {
      if (day.callback[row] === NO_CALLBACK || attempts.arrivalSeconds[row]! < grid.startSeconds) continue;
      into[CALLBACKS.count]! += 1;
      if (day.callback[row] !== CALLBACK_REACHED) continue;
      const wait = attempts.waitSeconds[row]!;
      into[CALLBACKS.answered]! += 1;
      into[CALLBACKS.seconds]! += wait;
      if (wait > into[CALLBACKS.longest]!) into[CALLBACKS.longest] = wait;
    }
  };

  return (day, messages, deadlineSeconds, into) => {
    into.fill(0);
    countAttempts(day, into);
    countOtherWork(day, into);
    countSecondWaits(day, into);
    const counted = countMessages(day, messages.arrivalSeconds, deadlineSeconds, grid);
    for (const [total, amount] of Object.entries(counted)) {
      into[otherPlace(flows, teams, total as keyof typeof counted)] = amount;
    }
  };
};
