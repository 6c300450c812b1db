import type { RedialDraws } from "../../trace/redial-draws.ts";
import { ABANDONED, BLOCKED } from "../attempts.ts";
import type { CallerColumns } from "../hotline.ts";
import { abandonCall, beginCall, beginTransfer, lineFreeAt, redialAfter } from "./begin-talk.ts";
import { addContact, CALL, CALLBACK, TRANSFER } from "./contacts.ts";
import { addEvent, EVENT, FIRST_AFTER_DISPATCH, nextKind, nextTime, takeEvent } from "./events.ts";
import {
  addAttempt,
  addTransfer,
  CALLBACK_ACCEPTED,
  CALLBACK_REACHED,
  type RoutedDay,
  resetRoutedDay,
  TRANSFER_ABANDONED,
} from "./routed-day.ts";
import type { RoutedHotline, RoutingDraws, TeamOffer } from "./routed-hotline.ts";
import { createRoutedState } from "./routed-state.ts";
import { changeTeam, endWork, longestIdle, resetTeamDuty, takeIdle } from "./team-duty.ts";
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
 * end of the last talk; one who is called back is not on a line of the hotline.
 * With one team and one class it is, call by call, what the fast kernel does.
 */
export const createRoutedSimulation = (hotline: RoutedHotline): RoutedSimulation => {
  const { teams, classes, flows, admitUntilSeconds } = hotline;
  const trunks = hotline.trunks ?? Number.POSITIVE_INFINITY;
  const state = createRoutedState(hotline);
  const { day, contacts, lists, events, duties, firstAgent, teamOfAgent } = state;
  const messageWork = hotline.messages ?? { teams: [], keepFree: 0 };

  const begin = (contact: number, offer: TeamOffer): void => {
    contacts.waiting[contact] = 0;
    if (contacts.kind[contact] === TRANSFER) beginTransfer(state, contact, offer);
    else beginCall(state, contact, offer);
  };

  /** The offer by which the call is taken now, by an idle agent; undefined where there is none. */
  const offerFor = (callClass: number, since: number): TeamOffer | undefined => {
    let best: TeamOffer | undefined;
    let bestSince = 0;
    for (const offer of classes[callClass]!.offers) {
      if (best !== undefined && offer.afterSeconds > best.afterSeconds) break;
      const duty = duties[offer.team]!;
      if (duty.idle === 0 || state.now < since + offer.afterSeconds) continue;
      const idleSince = duty.idleSince[longestIdle(duty)]!;
      if (best === undefined || idleSince < bestSince) {
        best = offer;
        bestSince = idleSince;
      }
    }
    return best;
  };

  /** The waiting call that the idle agents should take first; −1 where there is none for them. */
  const callForIdle = (): number => {
    let best = -1;
    let bestPriority = 0;
    for (let team = 0; team < teams.length; team++) {
      if (duties[team]!.idle === 0) continue;
      for (const offer of teams[team]!.takes) {
        const contact = lists.first[offer.callClass]!;
        if (contact < 0) continue;
        const { priority } = classes[offer.callClass]!;
        if (best >= 0 && (priority > bestPriority || (priority === bestPriority && contact >= best)))
          continue;
        if (state.now < contacts.sinceSeconds[contact]! + offer.afterSeconds) continue;
        best = contact;
        bestPriority = priority;
      }
    }
    return best;
  };

  const workOnMessages = (): void => {
    if (state.now >= admitUntilSeconds) return;
    for (const { team, talkFactor } of messageWork.teams) {
      const duty = duties[team]!;
      while (state.nextMessage < state.messagesCome && duty.idle > messageWork.keepFree) {
        const agent = firstAgent[team]! + takeIdle(duty);
        const until = state.now + state.draws.messages.handlingSeconds[state.nextMessage]! * talkFactor;
        day.messageBegunSeconds[state.nextMessage] = state.now;
        day.messageDoneSeconds[state.nextMessage] = until;
        day.messageAgent[state.nextMessage] = agent + 1;
        state.nextMessage++;
        addEvent(events, until, EVENT.workEnds, agent);
      }
    }
  };

  const dispatch = (): void => {
    state.somebodyFree = false;
    while (lists.waiting > 0) {
      const contact = callForIdle();
      if (contact < 0) break;
      const callClass = contacts.callClass[contact]!;
      const offer = offerFor(callClass, contacts.sinceSeconds[contact]!)!;
      leaveList(lists, callClass, contact);
      begin(contact, offer);
      // what ends at this very moment sets somebody free again before the next is dispatched
      while (nextTime(events) === state.now && nextKind(events) < EVENT.staffChange) settle();
    }
    workOnMessages();
  };

  const settle = (): void => {
    const kind = nextKind(events);
    const subject = takeEvent(events);
    if (kind === EVENT.lineFree) state.linesBusy--;
    else {
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
    const offer = offerFor(callClass, state.now);
    if (offer !== undefined) {
      begin(contact, offer);
      return contact;
    }
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
    // one who was called back is on no line of the hotline, and takes one now
    if (day.callback[attemptRow] === CALLBACK_REACHED) state.linesBusy++;
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
    contacts.kind[contact] = CALLBACK;
    day.callback[row] = CALLBACK_ACCEPTED;
    day.attempts.outcome[row] = ABANDONED;
    day.attempts.waitSeconds[row] = state.now - contacts.sinceSeconds[contact]!;
    lineFreeAt(state, state.now);
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
        if (contacts.waiting[subject] === 1) state.somebodyFree = true;
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
    for (;;) {
      const eventTime = nextTime(events);
      const eventKind = events.size > 0 ? nextKind(events) : EVENT.message;
      const freshTime = fresh < freshLeft ? arrivalSeconds[fresh]! : Number.POSITIVE_INFINITY;
      const messageTime = messageArrivals[state.messagesCome] ?? Number.POSITIVE_INFINITY;
      const time = Math.min(eventTime, freshTime, messageTime);
      if (
        state.somebodyFree &&
        (time > state.now || time !== eventTime || eventKind >= FIRST_AFTER_DISPATCH)
      ) {
        dispatch();
        continue;
      }
      if (time === Number.POSITIVE_INFINITY) break;
      state.now = time;
      if (eventTime === time && (eventKind < EVENT.freshCaller || freshTime !== time)) happen();
      else if (freshTime === time) {
        arrive(fresh, 1, patienceSeconds[fresh]!);
        fresh++;
      } else {
        state.messagesCome++;
        workOnMessages();
      }
    }
    return day;
  };
};
