import type { RedialDraws } from "../../trace/redial-draws.ts";
import type { CallerColumns } from "../hotline.ts";
import { type Contacts, createContacts } from "./contacts.ts";
import { createEvents, type Events } from "./events.ts";
import { createRoutedDay, type RoutedDay } from "./routed-day.ts";
import type { RoutedHotline, RoutingDraws } from "./routed-hotline.ts";
import { createTeamDuty, type TeamDuty } from "./team-duty.ts";
import { createWaitingLists, type WaitingLists } from "./waiting-lists.ts";

/** The hotline at one moment of a simulated day. */
export interface RoutedState {
  readonly hotline: RoutedHotline;
  readonly day: RoutedDay;
  readonly contacts: Contacts;
  readonly lists: WaitingLists;
  readonly events: Events;
  readonly duties: readonly TeamDuty[];
  /** Agents of all teams are numbered through from 0: the first of each team, and the team of each. */
  readonly firstAgent: readonly number[];
  readonly teamOfAgent: readonly number[];
  now: number;
  /** When the telephone rings for the call that is being given to an agent. */
  ringsFrom: number;
  linesBusy: number;
  /** Those to be called back whose turn has not come; each takes a line when it does. */
  callbacksWaiting: number;
  /** Somebody may have become able to take a call, so that calls are to be dispatched. */
  somebodyFree: boolean;
  /** Messages that have come, and the next one to work on. */
  messagesCome: number;
  nextMessage: number;
  /** What the day is made of. */
  callers: CallerColumns;
  draws: RoutingDraws;
  redialDraws: RedialDraws | undefined;
  firstCaller: number;
  /** Attempts made so far by each caller who called again. */
  attemptsMade: Uint16Array;
}

const NO_TIMES = new Float64Array(0);

const NO_CALLERS: CallerColumns = {
  callers: 0,
  arrivalSeconds: NO_TIMES,
  patienceSeconds: NO_TIMES,
  talkSeconds: NO_TIMES,
  wrapUpSeconds: NO_TIMES,
};

const nothing = (): number => 0;

const NO_DRAWS: RoutingDraws = {
  flow: nothing,
  language: nothing,
  transfer: nothing,
  transferPatienceSeconds: nothing,
  transferTalkSeconds: nothing,
  transferWrapUpSeconds: nothing,
  acceptsCallback: nothing,
  reached: nothing,
  messages: { arrivalSeconds: NO_TIMES, handlingSeconds: NO_TIMES },
};

/** The state before the first day. */
export const createRoutedState = (hotline: RoutedHotline): RoutedState => {
  const firstAgent: number[] = [];
  const teamOfAgent: number[] = [];
  for (const [team, { mostAgents }] of hotline.teams.entries()) {
    firstAgent.push(teamOfAgent.length);
    for (let agent = 0; agent < mostAgents; agent++) teamOfAgent.push(team);
  }
  const takers = hotline.classes.map(({ offers }) => Int32Array.from(offers, ({ team }) => team));
  return {
    hotline,
    day: createRoutedDay(),
    contacts: createContacts(256),
    // a class's list, and further on that of its callbacks
    lists: createWaitingLists([...takers, ...takers], hotline.teams.length),
    events: createEvents(),
    duties: hotline.teams.map(({ staff, mostAgents }, team) => createTeamDuty(team, staff, mostAgents)),
    firstAgent,
    teamOfAgent,
    now: Number.NEGATIVE_INFINITY,
    ringsFrom: Number.NEGATIVE_INFINITY,
    linesBusy: 0,
    callbacksWaiting: 0,
    somebodyFree: false,
    messagesCome: 0,
    nextMessage: 0,
    callers: NO_CALLERS,
    draws: NO_DRAWS,
    redialDraws: undefined,
    firstCaller: 0,
    attemptsMade: new Uint16Array(256),
  };
};
