import { beginCall, beginTransfer } from "./begin-talk.ts";
import { CALLBACK, TRANSFER } from "./contacts.ts";
import { addEvent, EVENT } from "./events.ts";
import type { TeamOffer } from "./routed-hotline.ts";
import type { RoutedState } from "./routed-state.ts";
import { dropIdle, leavesBy, longestIdle, ringStart, type TeamDuty, takeIdle } from "./team-duty.ts";
import { leaveList } from "./waiting-lists.ts";

/** Brings calls, callbacks and messages together with agents. */
export interface Dispatch {
  /** An idle agent takes the call at once, if there is one for it; false: it has to wait. */
  readonly takeAtOnce: (contact: number) => boolean;
  /** The waiting call that comes next for the idle agents is given to one of them; false where there is none. */
  readonly takeNext: () => boolean;
  /** Agents beyond those kept free begin messages. */
  readonly workOnMessages: () => void;
}

/** The list that callbacks of a class wait in. */
export const callbackList = ({ hotline }: RoutedState, callClass: number): number =>
  hotline.classes.length + callClass;

export const createDispatch = (state: RoutedState): Dispatch => {
  const { hotline, contacts, lists, duties, day, events, firstAgent } = state;
  const { teams, classes, ringSeconds, idleGapSeconds, admitUntilSeconds } = hotline;
  const trunks = hotline.trunks ?? Number.POSITIVE_INFINITY;
  const messageWork = hotline.messages ?? { teams: [], keepFree: 0 };

  const ringsFrom = (contact: number, duty: TeamDuty): number =>
    idleGapSeconds === 0
      ? state.now
      : ringStart(duty, contacts.sinceSeconds[contact]!, state.now, idleGapSeconds);

  /** Whether the caller is gone before the telephone of the team's longest idle agent can ring. */
  const goneBefore = (contact: number, duty: TeamDuty): boolean => {
    const since = contacts.sinceSeconds[contact]!;
    const patience = contacts.patienceSeconds[contact]!;
    const rings = ringsFrom(contact, duty);
    return rings - since + ringSeconds > patience && rings >= since + patience;
  };

  /**
   * The offer by which an idle agent takes the call; undefined where there is
   * none. Whose duty ends within the idle gap takes no call any more.
   */
  const offerFor = (contact: number): TeamOffer | undefined => {
    const since = contacts.sinceSeconds[contact]!;
    for (;;) {
      let best: TeamOffer | undefined;
      let bestSince = 0;
      const { offers } = classes[contacts.callClass[contact]!]!;
      for (let place = 0; place < offers.length; place++) {
        const offer = offers[place]!;
        if (best !== undefined && offer.afterSeconds > best.afterSeconds) break;
        const duty = duties[offer.team]!;
        if (duty.idle === 0 || state.now < since + offer.afterSeconds) continue;
        const idleSince = duty.idleSince[longestIdle(duty)]!;
        if ((best !== undefined && idleSince >= bestSince) || goneBefore(contact, duty)) continue;
        best = offer;
        bestSince = idleSince;
      }
      if (best === undefined || idleGapSeconds === 0) return best;
      const duty = duties[best.team]!;
      if (!leavesBy(duty, ringsFrom(contact, duty))) return best;
      dropIdle(duty);
    }
  };

  const begin = (contact: number, offer: TeamOffer): void => {
    state.ringsFrom = ringsFrom(contact, duties[offer.team]!);
    if (idleGapSeconds > 0) day.gapSeconds += state.ringsFrom - state.now;
    contacts.waiting[contact] = 0;
    if (contacts.kind[contact] === TRANSFER) beginTransfer(state, contact, offer);
    else beginCall(state, contact, offer);
  };

  /** The first of a list that the team's longest idle agent can take now; −1 where there is none. */
  const firstFor = (list: number, offer: TeamOffer): number => {
    for (let contact = lists.first[list]!; contact >= 0; contact = lists.next[contact]!) {
      if (state.now < contacts.sinceSeconds[contact]! + offer.afterSeconds) return -1;
      if (!goneBefore(contact, duties[offer.team]!)) return contact;
    }
    return -1;
  };

  /** The waiting call that the idle agents should take first; −1 where there is none for them. */
  const callForIdle = (): number => {
    // a callback needs a line, and where there is none it lets those pass who have theirs
    const kinds = state.callbacksWaiting > 0 && state.linesBusy < trunks ? 2 : 1;
    let best = -1;
    let bestPriority = 0;
    for (let team = 0; team < teams.length; team++) {
      if (lists.waitingFor[team] === 0 || duties[team]!.idle === 0) continue;
      const { takes } = teams[team]!;
      for (let place = 0; place < takes.length; place++) {
        const offer = takes[place]!;
        const { priority } = classes[offer.callClass]!;
        for (let kind = 0; kind < kinds; kind++) {
          const list = kind === 0 ? offer.callClass : callbackList(state, offer.callClass);
          const head = lists.first[list]!;
          if (head < 0) continue;
          if (best >= 0 && (priority > bestPriority || (priority === bestPriority && head >= best))) continue;
          const contact = firstFor(list, offer);
          if (contact < 0 || (best >= 0 && priority === bestPriority && contact >= best)) continue;
          best = contact;
          bestPriority = priority;
        }
      }
    }
    return best;
  };

  return {
    takeAtOnce: (contact) => {
      const offer = offerFor(contact);
      if (offer !== undefined) begin(contact, offer);
      return offer !== undefined;
    },
    takeNext: () => {
      const contact = callForIdle();
      if (contact < 0) return false;
      const offer = offerFor(contact);
      // undefined where the only agents for it went home, so that others are to be looked for
      if (offer === undefined) return true;
      const callClass = contacts.callClass[contact]!;
      if (contacts.kind[contact] === CALLBACK) {
        leaveList(lists, callbackList(state, callClass), contact);
        state.callbacksWaiting--;
      } else leaveList(lists, callClass, contact);
      begin(contact, offer);
      return true;
    },
    workOnMessages: () => {
      if (state.nextMessage >= state.messagesCome || state.now >= admitUntilSeconds) return;
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
    },
  };
};
