import type { OpeningHours, StaffStep } from "../scenario/scenario.ts";
import type { MessageBacklog, WebMessages } from "../scenario/web.ts";
import { shareArrived } from "../trace/message-arrivals.ts";

export interface BacklogQuestion {
  readonly messages: WebMessages;
  readonly backlog: MessageBacklog;
  /** Whether nobody has measured the handling time. */
  readonly handlingAssumed: boolean;
  /** Messages are worked on while the line is open. */
  readonly hours: OpeningHours;
  /** The spike's beginning, seconds after midnight. */
  readonly spikeSeconds: number;
  /** People at the telephone, who do not work on messages. */
  readonly telephone: readonly StaffStep[];
}

/** What so many people on duty for messages make of them; times count from the spike's beginning. */
export interface BacklogStaffing {
  readonly people: number;
  /** Absent where it takes more than three years. */
  readonly clearedAfterSeconds?: number;
  /** Not answered by the deadline, of all. */
  readonly waitingAtDeadline: number;
  readonly mostWaiting: number;
  readonly meetsDeadline: boolean;
}

/** The people that the messages of a surge cost, beside the telephone. */
export interface BacklogPlan {
  readonly messages: number;
  readonly handlingSeconds: number;
  /** Everything that follows from it is then no better than the assumption. */
  readonly handlingAssumed: boolean;
  readonly deadlineSeconds: number;
  /** Work in the messages: their number times the handling time. */
  readonly personHours: number;
  /** Hours on duty at the telephone by the schedule, each day. */
  readonly telephoneHoursPerDay: number;
  /** The fewest people on duty with whom all are answered by the deadline; absent where the last come too late for any. */
  readonly fewestPeople?: number;
  readonly staffings: readonly BacklogStaffing[];
}

const DAY_SECONDS = 86_400;
const STEP_SECONDS = 300;
const LONGEST_DAYS = 3 * 365;
/** Less than half a message is none. */
const NOTHING_LEFT = 0.5;

/** Seconds of a stretch of time within the opening hours of whatever day it falls on. */
const openWithin = (hours: OpeningHours, from: number, to: number): number => {
  let open = 0;
  for (let day = Math.floor(from / DAY_SECONDS); day * DAY_SECONDS < to; day++) {
    const start = Math.max(from, day * DAY_SECONDS + hours.openSeconds);
    const end = Math.min(to, day * DAY_SECONDS + hours.closeSeconds);
    open += Math.max(0, end - start);
  }
  return open;
};

/**
 * The backlog as a fluid: messages flow in at their expected rate, and each
 * person on duty takes 1/handling of one a second while there are any. Exact to
 * a few messages where thousands wait, which is when the answer matters; it
 * knows no randomness (Newell, Applications of Queueing Theory, 2nd ed. 1982,
 * chapter 2).
 */
const clear = (question: BacklogQuestion, people: number): BacklogStaffing => {
  const { messages, backlog, hours, spikeSeconds } = question;
  const lastSeconds = messages.delaySeconds + messages.overSeconds;
  const came = (after: number): number =>
    messages.count * shareArrived(messages, after - messages.delaySeconds);
  let waiting = 0;
  let mostWaiting = 0;
  let waitingAtDeadline = 0;
  let clearedAfterSeconds: number | undefined;
  let after = 0;
  while (after < LONGEST_DAYS * DAY_SECONDS) {
    const next =
      after < backlog.deadlineSeconds
        ? Math.min(after + STEP_SECONDS, backlog.deadlineSeconds)
        : after + STEP_SECONDS;
    const open = openWithin(hours, spikeSeconds + after, spikeSeconds + next);
    waiting += came(next) - came(after);
    const done = Math.min(waiting, (people * open) / backlog.handlingSeconds);
    waiting -= done;
    mostWaiting = Math.max(mostWaiting, waiting);
    after = next;
    if (after === backlog.deadlineSeconds) waitingAtDeadline = waiting + (messages.count - came(after));
    if (clearedAfterSeconds === undefined && after >= lastSeconds && waiting < NOTHING_LEFT) {
      clearedAfterSeconds = after;
    }
    if (clearedAfterSeconds !== undefined && after >= backlog.deadlineSeconds) break;
  }
  return {
    people,
    ...(clearedAfterSeconds === undefined ? {} : { clearedAfterSeconds }),
    waitingAtDeadline,
    mostWaiting,
    meetsDeadline: waitingAtDeadline < NOTHING_LEFT,
  };
};

/** The fewest people who meet the deadline, by bisection: more people never leave more waiting. */
const fewest = (question: BacklogQuestion): number | undefined => {
  const meets = (people: number): boolean => clear(question, people).meetsDeadline;
  let high = 1;
  while (!meets(high)) {
    if (high >= question.messages.count) return undefined;
    high = Math.min(high * 2, question.messages.count);
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (meets(middle)) high = middle;
    else low = middle;
  }
  return high;
};

/** What a surge's messages cost in people, for each number of people that the scenario asks about. */
export const planBacklog = (question: BacklogQuestion): BacklogPlan => {
  const { messages, backlog, telephone } = question;
  const fewestPeople = fewest(question);
  return {
    messages: messages.count,
    handlingSeconds: backlog.handlingSeconds,
    handlingAssumed: question.handlingAssumed,
    deadlineSeconds: backlog.deadlineSeconds,
    personHours: (messages.count * backlog.handlingSeconds) / 3600,
    telephoneHoursPerDay: telephone.reduce(
      (sum, step) => sum + (step.agents * (step.endSeconds - step.startSeconds)) / 3600,
      0,
    ),
    ...(fewestPeople === undefined ? {} : { fewestPeople }),
    staffings: backlog.people.map((people) => clear(question, people)),
  };
};
