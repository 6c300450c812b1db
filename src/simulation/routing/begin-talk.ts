import { ABANDONED, ANSWERED, BLOCKED } from "../attempts.ts";
import { CALLBACK } from "./contacts.ts";
import { addEvent, EVENT } from "./events.ts";
import { CALLBACK_MISSED, CALLBACK_REACHED, TRANSFER_ABANDONED, TRANSFER_ANSWERED } from "./routed-day.ts";
import type { TeamOffer } from "./routed-hotline.ts";
import type { RoutedState } from "./routed-state.ts";
import { takeIdle } from "./team-duty.ts";

/** Gives the line back at a time. */
export const lineFreeAt = (state: RoutedState, time: number): void => {
  const { hotline, events } = state;
  if (hotline.trunks !== undefined) addEvent(events, time, EVENT.lineFree, 0);
};

/** Lets the caller of a lost attempt call again, if the draws say so. */
export const redialAfter = (state: RoutedState, row: number, gaveUpAt: number): void => {
  const { redialDraws, day, firstCaller, attemptsMade, events, hotline } = state;
  if (redialDraws === undefined) return;
  const { caller, attempt, outcome } = day.attempts;
  const place = firstCaller + caller[row]!;
  const delay =
    outcome[row] === BLOCKED
      ? redialDraws.delayAfterBlockedSeconds(place, attempt[row]!)
      : redialDraws.delayAfterAbandoningSeconds(place, attempt[row]!);
  if (delay === undefined || gaveUpAt + delay >= hotline.admitUntilSeconds) return;
  attemptsMade[caller[row]!] = attempt[row]!;
  addEvent(events, gaveUpAt + delay, EVENT.redial, caller[row]!);
};

/** A first wait that ends with hanging up. */
export const abandonCall = (state: RoutedState, row: number, patience: number, gaveUpAt: number): void => {
  const { attempts } = state.day;
  attempts.outcome[row] = ABANDONED;
  attempts.waitSeconds[row] = patience;
  lineFreeAt(state, gaveUpAt);
  redialAfter(state, row, gaveUpAt);
};

/** The agent of the offer takes a first talk, or the callback of one; the telephone begins to ring at `state.ringsFrom`. */
export const beginCall = (state: RoutedState, contact: number, offer: TeamOffer): void => {
  const { day, contacts, callers, draws, firstCaller, duties, firstAgent, events, ringsFrom } = state;
  const { flows, ringSeconds } = state.hotline;
  const { attempts } = day;
  const row = contacts.row[contact]!;
  const caller = attempts.caller[row]!;
  const place = firstCaller + caller;
  const flow = flows[day.flow[row]!]!;
  const arrival = contacts.sinceSeconds[contact]!;
  const patience = contacts.patienceSeconds[contact]!;
  const back = contacts.kind[contact] === CALLBACK;
  const attempt = attempts.attempt[row]!;
  const reached = back && draws.reached(place, attempt) < (flow.callback?.reachedProbability ?? 1);
  const wait = ringsFrom - arrival + ringSeconds;
  const agent = firstAgent[offer.team]! + takeIdle(duties[offer.team]!);
  attempts.agent[row] = agent + 1;
  attempts.busyFromSeconds[row] = ringsFrom;
  if (back) state.linesBusy++;
  let until: number;
  if (back && !reached) {
    day.callback[row] = CALLBACK_MISSED;
    until = ringsFrom + ringSeconds;
    lineFreeAt(state, until);
  } else if (!back && wait > patience) {
    until = arrival + patience;
    abandonCall(state, row, patience, until);
  } else {
    if (back) day.callback[row] = CALLBACK_REACHED;
    attempts.outcome[row] = ANSWERED;
    attempts.waitSeconds[row] = wait;
    const talkEnds = ringsFrom + ringSeconds + callers.talkSeconds[caller]! * offer.talkFactor;
    until = talkEnds + callers.wrapUpSeconds[caller]!;
    if (flow.transfer !== undefined && draws.transfer(place) < flow.transfer.probability) {
      addEvent(events, talkEnds, EVENT.secondWait, row);
    } else lineFreeAt(state, talkEnds);
  }
  attempts.busyUntilSeconds[row] = until;
  addEvent(events, until, EVENT.workEnds, agent);
};

/** The agent of the offer takes a second talk; the telephone begins to ring at `state.ringsFrom`. */
export const beginTransfer = (state: RoutedState, contact: number, offer: TeamOffer): void => {
  const { day, contacts, draws, firstCaller, duties, firstAgent, events, ringsFrom } = state;
  const { ringSeconds } = state.hotline;
  const { transfers, attempts } = day;
  const row = contacts.row[contact]!;
  const attemptRow = transfers.attempt[row]!;
  const place = firstCaller + attempts.caller[attemptRow]!;
  const since = contacts.sinceSeconds[contact]!;
  const patience = contacts.patienceSeconds[contact]!;
  const wait = ringsFrom - since + ringSeconds;
  const givesUp = wait > patience;
  transfers.outcome[row] = givesUp ? TRANSFER_ABANDONED : TRANSFER_ANSWERED;
  transfers.waitSeconds[row] = givesUp ? patience : wait;
  transfers.busyFromSeconds[row] = ringsFrom;
  const agent = firstAgent[offer.team]! + takeIdle(duties[offer.team]!);
  let until = since + patience;
  if (!givesUp) {
    const talk = draws.transferTalkSeconds(place, day.flow[attemptRow]!);
    const talkEnds = ringsFrom + ringSeconds + talk * offer.talkFactor;
    lineFreeAt(state, talkEnds);
    until = talkEnds + draws.transferWrapUpSeconds(place);
  } else lineFreeAt(state, until);
  transfers.agent[row] = agent + 1;
  transfers.busyUntilSeconds[row] = until;
  addEvent(events, until, EVENT.workEnds, agent);
};
