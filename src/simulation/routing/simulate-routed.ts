import type { RedialDraws } from "../../trace/redial-draws.ts";
import { ABANDONED, ANSWERED, BLOCKED } from "../attempts.ts";
import type { CallerColumns } from "../hotline.ts";
import { addContact, CALL, CALLBACK, createContacts, TRANSFER } from "./contacts.ts";
import {
  addEvent,
  createEvents,
  EVENT,
  FIRST_AFTER_DISPATCH,
  nextKind,
  nextTime,
  takeEvent,
} from "./events.ts";
import {
  addAttempt,
  addTransfer,
  CALLBACK_ACCEPTED,
  CALLBACK_MISSED,
  CALLBACK_REACHED,
  createRoutedDay,
  type RoutedDay,
  resetRoutedDay,
  TRANSFER_ABANDONED,
  TRANSFER_ANSWERED,
} from "./routed-day.ts";
import type { RoutedHotline, RoutingDraws, TeamOffer } from "./routed-hotline.ts";
import { changeTeam, createTeamDuty, endWork, longestIdle, resetTeamDuty, takeIdle } from "./team-duty.ts";
import { createWaitingLists, joinList, leaveList, resetWaitingLists } from "./waiting-lists.ts";

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
  const { teams, classes, flows, ringSeconds, admitUntilSeconds } = hotline;
  const trunks = hotline.trunks ?? Number.POSITIVE_INFINITY;
  const day = createRoutedDay();
  const contacts = createContacts(256);
  const lists = createWaitingLists(classes.length);
  const events = createEvents();
  const duties = teams.map(({ staff, mostAgents }) => createTeamDuty(staff, mostAgents));
  const firstAgent: number[] = [];
  const teamOfAgent: number[] = [];
  for (const [team, { mostAgents }] of teams.entries()) {
    firstAgent.push(teamOfAgent.length);
    for (let agent = 0; agent < mostAgents; agent++) teamOfAgent.push(team);
  }
  const noMessages = { teams: [], keepFree: 0 };
  const messageWork = hotline.messages ?? noMessages;

  let now = Number.NEGATIVE_INFINITY;
  let linesBusy = 0;
  let somebodyFree = false;
  let nextMessage = 0;
  let messagesCome = 0;
  let callers: CallerColumns;
  let draws: RoutingDraws;
  let redialDraws: RedialDraws | undefined;
  let firstCaller = 0;

  const lineFreeAt = (time: number): void => {
    if (hotline.trunks !== undefined) addEvent(events, time, EVENT.lineFree, 0);
  };

  const redialAfter = (row: number, gaveUpAt: number): void => {
    if (redialDraws === undefined) return;
    const { caller, attempt, outcome } = day.attempts;
    const place = firstCaller + caller[row]!;
    const delay =
      outcome[row] === BLOCKED
        ? redialDraws.delayAfterBlockedSeconds(place, attempt[row]!)
        : redialDraws.delayAfterAbandoningSeconds(place, attempt[row]!);
    if (delay === undefined || gaveUpAt + delay >= admitUntilSeconds) return;
    attemptsMade[caller[row]!] = attempt[row]!;
    addEvent(events, gaveUpAt + delay, EVENT.redial, caller[row]!);
  };
  let attemptsMade = new Uint16Array(256);

  const abandonCall = (row: number, patience: number, gaveUpAt: number): void => {
    const { attempts } = day;
    attempts.outcome[row] = ABANDONED;
    attempts.waitSeconds[row] = patience;
    lineFreeAt(gaveUpAt);
    redialAfter(row, gaveUpAt);
  };

  /** The agent of the offer takes a first talk, or the callback of one. */
  const beginCall = (contact: number, offer: TeamOffer): void => {
    const { attempts } = day;
    const row = contacts.row[contact]!;
    const caller = attempts.caller[row]!;
    const place = firstCaller + caller;
    const flow = flows[day.flow[row]!]!;
    const arrival = contacts.sinceSeconds[contact]!;
    const patience = contacts.patienceSeconds[contact]!;
    const duty = duties[offer.team]!;
    const back = contacts.kind[contact] === CALLBACK;
    const attempt = attempts.attempt[row]!;
    const reached = back && draws.reached(place, attempt) < (flow.callback?.reachedProbability ?? 1);
    const wait = now - arrival + ringSeconds;
    if (!back && wait > patience && !(now < arrival + patience)) {
      attempts.busyFromSeconds[row] = arrival;
      attempts.busyUntilSeconds[row] = arrival;
      abandonCall(row, patience, arrival + patience);
      return;
    }
    const agent = firstAgent[offer.team]! + takeIdle(duty);
    attempts.agent[row] = agent + 1;
    attempts.busyFromSeconds[row] = now;
    let until: number;
    if (back && !reached) {
      day.callback[row] = CALLBACK_MISSED;
      until = now + ringSeconds;
    } else if (!back && wait > patience) {
      until = arrival + patience;
      abandonCall(row, patience, until);
    } else {
      if (back) day.callback[row] = CALLBACK_REACHED;
      attempts.outcome[row] = ANSWERED;
      attempts.waitSeconds[row] = wait;
      const talkEnds = now + ringSeconds + callers.talkSeconds[caller]! * offer.talkFactor;
      until = talkEnds + callers.wrapUpSeconds[caller]!;
      if (flow.transfer !== undefined && draws.transfer(place) < flow.transfer.probability) {
        addEvent(events, talkEnds, EVENT.secondWait, row);
      } else if (!back) lineFreeAt(talkEnds);
    }
    attempts.busyUntilSeconds[row] = until;
    addEvent(events, until, EVENT.workEnds, agent);
  };

  const beginTransfer = (contact: number, offer: TeamOffer): void => {
    const { transfers, attempts } = day;
    const row = contacts.row[contact]!;
    const attemptRow = transfers.attempt[row]!;
    const place = firstCaller + attempts.caller[attemptRow]!;
    const since = contacts.sinceSeconds[contact]!;
    const patience = contacts.patienceSeconds[contact]!;
    const wait = now - since + ringSeconds;
    const givesUp = wait > patience;
    transfers.outcome[row] = givesUp ? TRANSFER_ABANDONED : TRANSFER_ANSWERED;
    transfers.waitSeconds[row] = givesUp ? patience : wait;
    transfers.busyFromSeconds[row] = now;
    transfers.busyUntilSeconds[row] = now;
    if (givesUp && !(now < since + patience)) {
      lineFreeAt(since + patience);
      return;
    }
    const agent = firstAgent[offer.team]! + takeIdle(duties[offer.team]!);
    let until = since + patience;
    if (!givesUp) {
      const talk = draws.transferTalkSeconds(place, day.flow[attemptRow]!);
      const talkEnds = now + ringSeconds + talk * offer.talkFactor;
      lineFreeAt(talkEnds);
      until = talkEnds + draws.transferWrapUpSeconds(place);
    } else lineFreeAt(until);
    transfers.agent[row] = agent + 1;
    transfers.busyUntilSeconds[row] = until;
    addEvent(events, until, EVENT.workEnds, agent);
  };

  const begin = (contact: number, offer: TeamOffer): void => {
    contacts.waiting[contact] = 0;
    if (contacts.kind[contact] === TRANSFER) beginTransfer(contact, offer);
    else beginCall(contact, offer);
  };

  /** The offer by which the call is taken now, by an idle agent; undefined where there is none. */
  const offerFor = (callClass: number, since: number): TeamOffer | undefined => {
    let best: TeamOffer | undefined;
    let bestSince = 0;
    for (const offer of classes[callClass]!.offers) {
      if (best !== undefined && offer.afterSeconds > best.afterSeconds) break;
      const duty = duties[offer.team]!;
      if (duty.idle === 0 || now < since + offer.afterSeconds) continue;
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
        if (now < contacts.sinceSeconds[contact]! + offer.afterSeconds) continue;
        best = contact;
        bestPriority = priority;
      }
    }
    return best;
  };

  const workOnMessages = (): void => {
    if (now >= admitUntilSeconds) return;
    for (const { team, talkFactor } of messageWork.teams) {
      const duty = duties[team]!;
      while (nextMessage < messagesCome && duty.idle > messageWork.keepFree) {
        const agent = firstAgent[team]! + takeIdle(duty);
        const until = now + draws.messages.handlingSeconds[nextMessage]! * talkFactor;
        day.messageBegunSeconds[nextMessage] = now;
        day.messageDoneSeconds[nextMessage] = until;
        day.messageAgent[nextMessage] = agent + 1;
        nextMessage++;
        addEvent(events, until, EVENT.workEnds, agent);
      }
    }
  };

  const dispatch = (): void => {
    somebodyFree = false;
    while (lists.waiting > 0) {
      const contact = callForIdle();
      if (contact < 0) break;
      const callClass = contacts.callClass[contact]!;
      const offer = offerFor(callClass, contacts.sinceSeconds[contact]!)!;
      leaveList(lists, callClass, contact);
      begin(contact, offer);
      // what ends at this very moment sets somebody free again before the next is dispatched
      while (nextTime(events) === now && nextKind(events) < EVENT.staffChange) settle();
    }
    workOnMessages();
  };

  const settle = (): void => {
    const kind = nextKind(events);
    const subject = takeEvent(events);
    if (kind === EVENT.lineFree) linesBusy--;
    else {
      const team = teamOfAgent[subject]!;
      somebodyFree = endWork(duties[team]!, subject - firstAgent[team]!, now, day.overtime) || somebodyFree;
    }
  };

  /** A contact joins its queue, or an idle agent takes it at once. */
  const join = (kind: number, callClass: number, row: number, patience: number): number => {
    const contact = addContact(contacts);
    contacts.kind[contact] = kind;
    contacts.callClass[contact] = callClass;
    contacts.row[contact] = row;
    contacts.sinceSeconds[contact] = now;
    contacts.patienceSeconds[contact] = patience;
    const offer = offerFor(callClass, now);
    if (offer !== undefined) {
      begin(contact, offer);
      return contact;
    }
    contacts.waiting[contact] = 1;
    joinList(lists, callClass, contact);
    addEvent(events, now + patience, EVENT.patienceEnds, contact);
    for (const after of classes[callClass]!.overflowSeconds) {
      addEvent(events, now + after, EVENT.overflow, contact);
    }
    return contact;
  };

  const arrive = (caller: number, attempt: number, patience: number): void => {
    const row = addAttempt(day);
    const { attempts } = day;
    const place = firstCaller + caller;
    const flowIndex = draws.flow(caller);
    const flow = flows[flowIndex]!;
    const language = hotline.languages > 1 ? draws.language(place) : 0;
    attempts.caller[row] = caller;
    attempts.attempt[row] = attempt;
    attempts.arrivalSeconds[row] = now;
    attempts.patienceSeconds[row] = patience;
    attempts.busyFromSeconds[row] = now;
    attempts.busyUntilSeconds[row] = now;
    day.flow[row] = flowIndex;
    day.language[row] = language;
    if (linesBusy >= trunks) {
      attempts.outcome[row] = BLOCKED;
      redialAfter(row, now);
      return;
    }
    linesBusy++;
    const contact = join(CALL, flow.firstClass + language, row, patience);
    const { callback } = flow;
    if (contacts.waiting[contact] === 1 && callback !== undefined) {
      const accepts = draws.acceptsCallback(place, attempt) < callback.acceptProbability;
      if (accepts) addEvent(events, now + callback.afterSeconds, EVENT.callbackOffer, contact);
    }
  };

  const beginSecondWait = (attemptRow: number): void => {
    const { transfers, attempts } = day;
    const row = addTransfer(day);
    const flow = flows[day.flow[attemptRow]!]!;
    const patience = draws.transferPatienceSeconds(firstCaller + attempts.caller[attemptRow]!);
    transfers.attempt[row] = attemptRow;
    transfers.sinceSeconds[row] = now;
    transfers.patienceSeconds[row] = patience;
    // one who was called back is on no line of the hotline, and takes one now
    if (day.callback[attemptRow] === CALLBACK_REACHED) linesBusy++;
    join(TRANSFER, flow.transfer!.firstClass + day.language[attemptRow]!, row, patience);
  };

  const endPatience = (contact: number): void => {
    if (contacts.waiting[contact] === 0 || contacts.kind[contact] === CALLBACK) return;
    contacts.waiting[contact] = 0;
    leaveList(lists, contacts.callClass[contact]!, contact);
    const row = contacts.row[contact]!;
    const patience = contacts.patienceSeconds[contact]!;
    if (contacts.kind[contact] === CALL) {
      abandonCall(row, patience, now);
      return;
    }
    const { transfers } = day;
    transfers.outcome[row] = TRANSFER_ABANDONED;
    transfers.waitSeconds[row] = patience;
    transfers.busyFromSeconds[row] = now;
    transfers.busyUntilSeconds[row] = now;
    lineFreeAt(now);
  };

  /** The caller hangs up and keeps the place; unless reached later the attempt is one that was abandoned. */
  const acceptCallback = (contact: number): void => {
    if (contacts.waiting[contact] === 0) return;
    const row = contacts.row[contact]!;
    contacts.kind[contact] = CALLBACK;
    day.callback[row] = CALLBACK_ACCEPTED;
    day.attempts.outcome[row] = ABANDONED;
    day.attempts.waitSeconds[row] = now - contacts.sinceSeconds[contact]!;
    lineFreeAt(now);
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
        changeTeam(duty, now, day.overtime);
        const next = duty.staff.changeSeconds[duty.nextChange];
        if (next !== undefined) addEvent(events, next, EVENT.staffChange, subject);
        somebodyFree = true;
        break;
      }
      case EVENT.overflow:
        if (contacts.waiting[subject] === 1) somebodyFree = true;
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
        const attempt = attemptsMade[subject]! + 1;
        arrive(subject, attempt, redialDraws!.patienceSeconds(firstCaller + subject, attempt));
      }
    }
  };

  const prepare = (): void => {
    now = Number.NEGATIVE_INFINITY;
    linesBusy = 0;
    somebodyFree = false;
    nextMessage = 0;
    messagesCome = 0;
    firstCaller = callers.firstCaller ?? 0;
    contacts.count = 0;
    events.size = 0;
    if (attemptsMade.length < callers.callers) attemptsMade = new Uint16Array(callers.callers);
    resetRoutedDay(day, draws.messages.arrivalSeconds.length);
    resetWaitingLists(lists);
    for (const [team, duty] of duties.entries()) {
      resetTeamDuty(duty);
      const first = duty.staff.changeSeconds[0];
      if (first !== undefined) addEvent(events, first, EVENT.staffChange, team);
    }
  };

  return (theCallers, theDraws, theRedialDraws) => {
    callers = theCallers;
    draws = theDraws;
    redialDraws = theRedialDraws;
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
      const messageTime = messageArrivals[messagesCome] ?? Number.POSITIVE_INFINITY;
      const time = Math.min(eventTime, freshTime, messageTime);
      if (somebodyFree && (time > now || time !== eventTime || eventKind >= FIRST_AFTER_DISPATCH)) {
        dispatch();
        continue;
      }
      if (time === Number.POSITIVE_INFINITY) break;
      now = time;
      if (eventTime === time && (eventKind < EVENT.freshCaller || freshTime !== time)) happen();
      else if (freshTime === time) {
        arrive(fresh, 1, patienceSeconds[fresh]!);
        fresh++;
      } else {
        messagesCome++;
        workOnMessages();
      }
    }
    return day;
  };
};
