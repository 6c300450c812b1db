import type { RedialDraws } from "../../trace/redial-draws.ts";
import { ABANDONED, BLOCKED } from "../attempts.ts";
import type { CallerColumns } from "../hotline.ts";
import { abandonCall, lineFreeAt, redialAfter } from "./begin-talk.ts";
import { addContact, CALL, CALLBACK, TRANSFER } from "./contacts.ts";
import { callbackList, createDispatch } from "./dispatch.ts";
import { addEvent, EVENT, FIRST_AFTER_DISPATCH, nextKind, nextTime, takeEvent } from "./events.ts";
import {
  addAttempt,
  addTransfer,
  CALLBACK_ACCEPTED,
  type RoutedDay,
  resetRoutedDay,
  TRANSFER_ABANDONED,
} from "./routed-day.ts";
import type { RoutedHotline, RoutingDraws } from "./routed-hotline.ts";
import { createRoutedState } from "./routed-state.ts";
import { changeTeam, endWork, resetTeamDuty } from "./team-duty.ts";
import { joinList, leaveList, resetWaitingLists } from "./waiting-lists.ts";

/** Simulates one day after the other; the day belongs to the simulation and is filled anew each time. */
export type RoutedSimulation = (
  callers: CallerColumns,
  draws: RoutingDraws,
  redialDraws: RedialDraws | undefined,
) => RoutedDay;

/**
 * Prepares the event simulation of a hotline with teams and skills.
 *
 *     arrival ─ line? ─ an idle agent who takes the class, else the class's list
 *     agent free ─ of all lists that the team takes, the call of the best
 *       priority, then the longest in a queue; else a message, if any
 *     after a wait ─ teams that come in later; a callback is offered
 *     end of the first talk ─ some are put through and wait a second time
 *
 * Among the teams that take a call the one that waits for it the least time
 * comes first, then the agent who has been idle longest. A line is held to the
 * end of the last talk. Who accepts a callback gives the line back; the callback
 * takes one when its turn comes, and waits for one where all are busy, while
 * calls that have theirs pass it. With one team and one class it is, call by
 * call, what the fast kernel does.
 */
export const createRoutedSimulation = (hotline: RoutedHotline): RoutedSimulation => {
  const { classes, flows, admitUntilSeconds } = hotline;
  const trunks = hotline.trunks ?? Number.POSITIVE_INFINITY;
  const state = createRoutedState(hotline);
  const { day, contacts, lists, events, duties, firstAgent, teamOfAgent } = state;
  const { takeAtOnce, takeNext, workOnMessages } = createDispatch(state);

  const dispatch = (): void => {
    state.somebodyFree = false;
    while (lists.waiting > 0 && takeNext()) {
      // what ends at this very moment sets somebody free again before the next is dispatched
      while (nextTime(events) === state.now && nextKind(events) < EVENT.staffChange) settle();
    }
    workOnMessages();
  };

  const settle = (): void => {
    const kind = nextKind(events);
    const subject = takeEvent(events);
    if (kind === EVENT.lineFree) {
      state.linesBusy--;
      state.somebodyFree = state.callbacksWaiting > 0 || state.somebodyFree;
    } else {
      const team = teamOfAgent[subject]!;
      state.somebodyFree =
        endWork(duties[team]!, subject - firstAgent[team]!, state.now, day.overtime) || state.somebodyFree;
    }
  };

  /** A contact joins its queue, or an idle agent takes it at once. */
  const join = (kind: number, callClass: number, row: number, patience: number): number => {
    const contact = addContact(contacts);
    contacts.kind[contact] = kind;
    contacts.callClass[contact] = callClass;
    contacts.row[contact] = row;
    contacts.sinceSeconds[contact] = state.now;
    contacts.patienceSeconds[contact] = patience;
    if (takeAtOnce(contact)) return contact;
    contacts.waiting[contact] = 1;
    joinList(lists, callClass, contact);
    addEvent(events, state.now + patience, EVENT.patienceEnds, contact);
    for (const after of classes[callClass]!.overflowSeconds) {
      addEvent(events, state.now + after, EVENT.overflow, contact);
    }
    return contact;
  };

  const arrive = (caller: number, attempt: number, patience: number): void => {
    const row = addAttempt(day);
    const { attempts } = day;
    const place = state.firstCaller + caller;
    const flowIndex = state.draws.flow(caller);
    const flow = flows[flowIndex]!;
    const language = hotline.languages > 1 ? state.draws.language(place) : 0;
    attempts.caller[row] = caller;
    attempts.attempt[row] = attempt;
    attempts.arrivalSeconds[row] = state.now;
    attempts.patienceSeconds[row] = patience;
    attempts.busyFromSeconds[row] = state.now;
    attempts.busyUntilSeconds[row] = state.now;
    day.flow[row] = flowIndex;
    day.language[row] = language;
    if (state.linesBusy >= trunks) {
      attempts.outcome[row] = BLOCKED;
      redialAfter(state, row, state.now);
      return;
    }
    state.linesBusy++;
    const contact = join(CALL, flow.firstClass + language, row, patience);
    const { callback } = flow;
    if (contacts.waiting[contact] === 1 && callback !== undefined) {
      const accepts = state.draws.acceptsCallback(place, attempt) < callback.acceptProbability;
      if (accepts) addEvent(events, state.now + callback.afterSeconds, EVENT.callbackOffer, contact);
    }
  };

  const beginSecondWait = (attemptRow: number): void => {
    const { transfers, attempts } = day;
    const row = addTransfer(day);
    const flow = flows[day.flow[attemptRow]!]!;
    const patience = state.draws.transferPatienceSeconds(state.firstCaller + attempts.caller[attemptRow]!);
    transfers.attempt[row] = attemptRow;
    transfers.sinceSeconds[row] = state.now;
    transfers.patienceSeconds[row] = patience;
    join(TRANSFER, flow.transfer!.firstClass + day.language[attemptRow]!, row, patience);
  };

  const endPatience = (contact: number): void => {
    if (contacts.waiting[contact] === 0 || contacts.kind[contact] === CALLBACK) return;
    contacts.waiting[contact] = 0;
    leaveList(lists, contacts.callClass[contact]!, contact);
    const row = contacts.row[contact]!;
    const patience = contacts.patienceSeconds[contact]!;
    if (contacts.kind[contact] === CALL) {
      abandonCall(state, row, patience, state.now);
      return;
    }
    const { transfers } = day;
    transfers.outcome[row] = TRANSFER_ABANDONED;
    transfers.waitSeconds[row] = patience;
    transfers.busyFromSeconds[row] = state.now;
    transfers.busyUntilSeconds[row] = state.now;
    lineFreeAt(state, state.now);
  };

  /** The caller hangs up and keeps the place; unless reached later the attempt is one that was abandoned. */
  const acceptCallback = (contact: number): void => {
    if (contacts.waiting[contact] === 0) return;
    const row = contacts.row[contact]!;
    const callClass = contacts.callClass[contact]!;
    leaveList(lists, callClass, contact);
    joinList(lists, callbackList(state, callClass), contact);
    state.callbacksWaiting++;
    contacts.kind[contact] = CALLBACK;
    contacts.patienceSeconds[contact] = Number.POSITIVE_INFINITY;
    day.callback[row] = CALLBACK_ACCEPTED;
    day.attempts.outcome[row] = ABANDONED;
    day.attempts.waitSeconds[row] = state.now - contacts.sinceSeconds[contact]!;
    lineFreeAt(state, state.now);
  };

  const somebodyIdleFor = (callClass: number): boolean => {
    const { offers } = classes[callClass]!;
    for (let place = 0; place < offers.length; place++) {
      if (duties[offers[place]!.team]!.idle > 0) return true;
    }
    return false;
  };

  const happen = (): void => {
    const kind = nextKind(events);
    if (kind < EVENT.staffChange) {
      settle();
      return;
    }
    const subject = takeEvent(events);
    switch (kind) {
      case EVENT.staffChange: {
        const duty = duties[subject]!;
        changeTeam(duty, state.now, day.overtime);
        const next = duty.staff.changeSeconds[duty.nextChange];
        if (next !== undefined) addEvent(events, next, EVENT.staffChange, subject);
        state.somebodyFree = true;
        break;
      }
      case EVENT.overflow:
        // what waits besides was looked at before, so that only this call can be taken now
        if (contacts.waiting[subject] === 1 && somebodyIdleFor(contacts.callClass[subject]!)) {
          state.somebodyFree = true;
        }
        break;
      case EVENT.patienceEnds:
        endPatience(subject);
        break;
      case EVENT.callbackOffer:
        acceptCallback(subject);
        break;
      case EVENT.secondWait:
        beginSecondWait(subject);
        break;
      default: {
        const attempt = state.attemptsMade[subject]! + 1;
        arrive(subject, attempt, state.redialDraws!.patienceSeconds(state.firstCaller + subject, attempt));
      }
    }
  };

  const prepare = (): void => {
    state.now = Number.NEGATIVE_INFINITY;
    state.linesBusy = 0;
    state.callbacksWaiting = 0;
    state.somebodyFree = false;
    state.nextMessage = 0;
    state.messagesCome = 0;
    state.firstCaller = state.callers.firstCaller ?? 0;
    contacts.count = 0;
    events.size = 0;
    if (state.attemptsMade.length < state.callers.callers)
      state.attemptsMade = new Uint16Array(state.callers.callers);
    resetRoutedDay(day, state.draws.messages.arrivalSeconds.length);
    resetWaitingLists(lists);
    for (const [team, duty] of duties.entries()) {
      resetTeamDuty(duty);
      const first = duty.staff.changeSeconds[0];
      if (first !== undefined) addEvent(events, first, EVENT.staffChange, team);
    }
  };

  return (callers, draws, redialDraws) => {
    state.callers = callers;
    state.draws = draws;
    state.redialDraws = redialDraws;
    prepare();
    const { arrivalSeconds, patienceSeconds } = callers;
    const messageArrivals = draws.messages.arrivalSeconds;
    let fresh = 0;
    let freshLeft = callers.callers;
    while (freshLeft > 0 && arrivalSeconds[freshLeft - 1]! >= admitUntilSeconds) freshLeft--;
    let freshTime = freshLeft > 0 ? arrivalSeconds[0]! : Number.POSITIVE_INFINITY;
    let messageTime = messageArrivals[0] ?? Number.POSITIVE_INFINITY;
    for (;;) {
      const eventTime = nextTime(events);
      const eventKind = events.size > 0 ? nextKind(events) : EVENT.message;
      const time = Math.min(eventTime, freshTime, messageTime);
      if (
        state.somebodyFree &&
        (time > state.now || time !== eventTime || eventKind >= FIRST_AFTER_DISPATCH)
      ) {
        dispatch();
        continue;
      }
      if (time === Number.POSITIVE_INFINITY) break;
      if (lists.waiting > 0) day.queuedSeconds += lists.waiting * (time - state.now);
      state.now = time;
      if (eventTime === time && (eventKind < EVENT.freshCaller || freshTime !== time)) happen();
      else if (freshTime === time) {
        arrive(fresh, 1, patienceSeconds[fresh]!);
        fresh++;
        freshTime = fresh < freshLeft ? arrivalSeconds[fresh]! : Number.POSITIVE_INFINITY;
      } else {
        state.messagesCome++;
        messageTime = messageArrivals[state.messagesCome] ?? Number.POSITIVE_INFINITY;
        workOnMessages();
      }
    }
    day.endSeconds = state.now;
    return day;
  };
};
