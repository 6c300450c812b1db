import type { RedialDraws } from "../trace/redial-draws.ts";
import { addSlips, attemptSlips, SLIP, SLIPS_AT_A_TIME, type TakeSlips } from "./attempt-slips.ts";
import * as attemptColumns from "./attempts.ts";
import { type Attempts, createAttempts, growAttempts } from "./attempts.ts";
import { changeStaff, createDuty, type Duty, endDuty, resetDuty, sendHome } from "./duty.ts";
import { agentCalendar } from "./free-calendar.ts";
import type { CallerColumns, Hotline } from "./hotline.ts";
import { linesInUse } from "./lines-in-use.ts";
import * as redialHeap from "./numbered-heap.ts";
import { createNumberedHeap, makeRoom, type NumberedHeap } from "./numbered-heap.ts";
import { usualCalls } from "./usual-calls.ts";

// What is imported is read and checked anew each time it is named; what stands
// here is constant to the compiler.
const slips = attemptSlips;
const { ABANDONED, ANSWERED, BLOCKED } = attemptColumns;
const { fileAll, freeAtSeconds, moveTop, ring, takeBack, TOP } = agentCalendar;
const { freeAllLines, heldLines, holdLine, letGo, lineBook, lineClock, LINES, MOMENT_SECONDS, TAKEN } =
  linesInUse;
const { removeTop, siftUp } = redialHeap;
const { answerUsualCalls, AT, course, courseSeconds, FRESH, FRESH_END, LACKS_LINE } = usualCalls;
const { NEXT_LOOK_SECONDS, NEXT_REDIAL_SECONDS } = usualCalls;

/** What the kernel works in; made once, used for any number of days. */
export interface Workspace {
  readonly attempts: Attempts;
  readonly duty: Duty;
  /** Callers who will call again, by when. */
  readonly redials: NumberedHeap;
  /** Attempts made so far by each caller who called again. */
  attemptsMade: Uint16Array;
  /** How long each of them will wait at the attempt that comes. */
  nextPatienceSeconds: Float64Array;
  /** The next caller who calls for the first time. */
  fresh: number;
  /** Until when lines are held, where the queue will go on; whether lines can run short at all. */
  heldUntilSeconds: Float64Array;
  linesRunShort: boolean;
  meanHandlingSeconds: number;
}

const NONE_HELD = new Float64Array(0);

export const createWorkspace = (): Workspace => ({
  attempts: createAttempts(16),
  duty: createDuty(),
  redials: createNumberedHeap(16),
  attemptsMade: new Uint16Array(16),
  nextPatienceSeconds: new Float64Array(16),
  fresh: 0,
  heldUntilSeconds: NONE_HELD,
  linesRunShort: false,
  meanHandlingSeconds: 1,
});

/** About how long a call keeps an agent, from the first few: the calendar's and the lines' width follows it. */
const meanHandling = (callers: CallerColumns, ringSeconds: number): number => {
  const looked = Math.min(callers.callers, 64);
  let seconds = 0;
  for (let caller = 0; caller < looked; caller++) {
    seconds += callers.talkSeconds[caller]! + callers.wrapUpSeconds[caller]!;
  }
  const mean = ringSeconds + (looked > 0 ? seconds / looked : 0);
  return mean > 0 ? mean : 1;
};

/** Whether all lines can be taken: nobody has two, so never where there are as many as callers. */
const canRunShort = ({ trunks }: Hotline, { callers }: CallerColumns): boolean =>
  trunks !== undefined && trunks < callers;

/**
 * Readies the workspace for a day of these callers, none of whom has called.
 *
 * @param leastAgents room for so many agents, if the schedule has fewer
 */
export const beginQueue = (
  hotline: Hotline,
  callers: CallerColumns,
  workspace: Workspace,
  leastAgents = 0,
): void => {
  const { redials } = workspace;
  workspace.meanHandlingSeconds = meanHandling(callers, hotline.ringSeconds);
  resetDuty(workspace.duty, hotline.staff, leastAgents);
  workspace.linesRunShort = canRunShort(hotline, callers);
  workspace.heldUntilSeconds = NONE_HELD;
  redials.size = 0;
  makeRoom(redials, callers.callers);
  if (workspace.attemptsMade.length < callers.callers) {
    workspace.attemptsMade = new Uint16Array(callers.callers);
    workspace.nextPatienceSeconds = new Float64Array(callers.callers);
  }
  workspace.fresh = 0;
};

/** Enters the lines that are held, after `beginQueue` or where the queue stopped. */
const enterLines = (hotline: Hotline, callers: CallerColumns, workspace: Workspace): void => {
  freeAllLines(hotline.trunks ?? 0, callers.arrivalSeconds[0] ?? 0, workspace.meanHandlingSeconds);
  for (const until of workspace.heldUntilSeconds) {
    lineClock[MOMENT_SECONDS] = until;
    holdLine();
  }
};

/**
 * Goes on with a queue until nobody is left to call, or up to the first attempt
 * whose fate hangs on the staff from `untilSeconds` on: one that arrives then
 * or later, or still waits then. That attempt and all after it are left to the
 * next going on, whatever staff there is by then. What was simulated stays in
 * `workspace.attempts`, or is handed to `take` some at a time.
 */
export const continueQueue = (
  hotline: Hotline,
  callers: CallerColumns,
  redialDraws: RedialDraws | undefined,
  workspace: Workspace,
  untilSeconds: number,
  take?: TakeSlips,
): void => {
  const { staff, ringSeconds, idleGapSeconds, admitUntilSeconds } = hotline;
  const { duty, redials, attempts, attemptsMade, nextPatienceSeconds, meanHandlingSeconds } = workspace;
  const { arrivalSeconds, patienceSeconds, talkSeconds, wrapUpSeconds } = callers;
  const firstCaller = callers.firstCaller ?? 0;
  const limited = workspace.linesRunShort;
  fileAll(duty.busyUntilSeconds, duty.onDuty, meanHandlingSeconds);
  if (limited) enterLines(hotline, callers, workspace);

  attempts.count = 0;
  if (take === undefined) growAttempts(attempts, callers.callers);
  const handOver: TakeSlips = take ?? ((count) => addSlips(attempts, count));

  const redialKeys = redials.keys;
  const redialNumbers = redials.numbers;

  let freshEnd = callers.callers;
  while (freshEnd > 0 && arrivalSeconds[freshEnd - 1]! >= admitUntilSeconds) freshEnd--;
  course[FRESH_END] = freshEnd;
  course[FRESH] = workspace.fresh;
  course[AT] = 0;
  courseSeconds[NEXT_LOOK_SECONDS] = Math.min(duty.nextChangeSeconds, untilSeconds);

  let caller = 0;
  let attempt = 1;
  let arrival = 0;
  let undone = false;

  simulating: for (;;) {
    const nextRedial = redials.size > 0 ? redialKeys[0]! : Number.POSITIVE_INFINITY;
    const next: number = course[FRESH]!;
    // where somebody calls again first, there is nothing for the usual case to begin with
    if (next < freshEnd && nextRedial >= arrivalSeconds[next]!) {
      courseSeconds[NEXT_REDIAL_SECONDS] = nextRedial;
      answerUsualCalls(hotline, limited, callers);
      if (course[LACKS_LINE] === 1) {
        const allTaken = lineBook[TAKEN] === lineBook[LINES];
        lineClock[MOMENT_SECONDS] = arrivalSeconds[course[FRESH]!]!;
        letGo();
        if (allTaken && lineBook[TAKEN]! < lineBook[LINES]!) continue;
      }
    }

    const fresh: number = course[FRESH]!;
    let patience: number;
    if (redials.size > 0 && (fresh === freshEnd || redialKeys[0]! < arrivalSeconds[fresh]!)) {
      caller = redialNumbers[0]!;
      arrival = redialKeys[0]!;
      attempt = attemptsMade[caller]! + 1;
      patience = nextPatienceSeconds[caller]!;
      removeTop(redials);
    } else if (fresh < freshEnd) {
      caller = fresh;
      arrival = arrivalSeconds[caller]!;
      attempt = 1;
      patience = patienceSeconds[caller]!;
      course[FRESH] = fresh + 1;
    } else {
      break;
    }

    if (course[AT] === slips.length) {
      handOver(SLIPS_AT_A_TIME);
      course[AT] = 0;
    }

    if (limited && lineBook[TAKEN] === lineBook[LINES]) {
      lineClock[MOMENT_SECONDS] = arrival;
      letGo();
    }
    let outcome = BLOCKED;
    let wait = 0;
    let agent = 0;
    let busyFrom = arrival;
    let busyUntil = arrival;
    if (!limited || lineBook[TAKEN]! < lineBook[LINES]!) {
      let lineUntil: number;
      let start = arrival;
      for (;;) {
        const nextLookSeconds = courseSeconds[NEXT_LOOK_SECONDS]!;
        const top = ring[TOP]!;
        if (top >= 0) {
          const freeAt = freeAtSeconds[top]!;
          start = freeAt > arrival ? freeAt + idleGapSeconds : arrival;
        } else {
          start = Number.POSITIVE_INFINITY;
        }
        if (nextLookSeconds > start || nextLookSeconds === Number.POSITIVE_INFINITY) break;
        if (duty.nextChangeSeconds >= untilSeconds) {
          undone = true;
          break simulating;
        }
        if (start > arrival && duty.nextChangeSeconds > freeAtSeconds[top]!) {
          // the change comes within the idle gap: it concerns nobody but an agent who leaves by it
          const gone = start - arrival + ringSeconds > patience && start >= arrival + patience;
          if (gone || !sendHome(duty, staff, start)) break;
          continue;
        }
        takeBack(duty.busyUntilSeconds);
        changeStaff(duty, staff);
        fileAll(duty.busyUntilSeconds, duty.onDuty, meanHandlingSeconds);
        courseSeconds[NEXT_LOOK_SECONDS] = Math.min(duty.nextChangeSeconds, untilSeconds);
      }
      wait = start - arrival + ringSeconds;
      if (wait <= patience) {
        outcome = ANSWERED;
        lineUntil = start + ringSeconds + talkSeconds[caller]!;
        agent = ring[TOP]! + 1;
        busyFrom = start;
        busyUntil = lineUntil + wrapUpSeconds[caller]!;
      } else {
        outcome = ABANDONED;
        wait = patience;
        lineUntil = arrival + patience;
        if (start < lineUntil) {
          agent = ring[TOP]! + 1;
          busyFrom = start;
          busyUntil = lineUntil;
        }
      }
      if (agent > 0) {
        freeAtSeconds[ring[TOP]!] = busyUntil;
        moveTop();
      }
      if (limited) {
        lineClock[MOMENT_SECONDS] = lineUntil;
        holdLine();
      }
    } else if (arrival >= untilSeconds) {
      undone = true;
      break;
    }

    // the places that attempt-slips.ts gives them
    const at: number = course[AT]!;
    slips[at] = arrival;
    slips[at + 1] = wait;
    slips[at + 2] = busyFrom;
    slips[at + 3] = busyUntil;
    slips[at + 4] = attempt * 4 + outcome;
    slips[at + 5] = caller;
    slips[at + 6] = agent;
    slips[at + 7] = patience;
    course[AT] = at + 8;

    if (outcome !== ANSWERED && redialDraws !== undefined) {
      const place = firstCaller + caller;
      const delay =
        outcome === ABANDONED
          ? redialDraws.delayAfterAbandoningSeconds(place, attempt)
          : redialDraws.delayAfterBlockedSeconds(place, attempt);
      if (delay !== undefined) {
        const due = arrival + wait + delay;
        if (due < admitUntilSeconds) {
          attemptsMade[caller] = attempt;
          nextPatienceSeconds[caller] = redialDraws.patienceSeconds(place, attempt + 1);
          redialKeys[redials.size] = due;
          redialNumbers[redials.size] = caller;
          redials.size++;
          siftUp(redialKeys, redialNumbers, redials.size - 1);
        }
      }
    }
  }
  if (undone && attempt === 1) course[FRESH]! -= 1;
  else if (undone) {
    redialKeys[redials.size] = arrival;
    redialNumbers[redials.size] = caller;
    redials.size++;
    siftUp(redialKeys, redialNumbers, redials.size - 1);
  }
  workspace.fresh = course[FRESH]!;
  takeBack(duty.busyUntilSeconds);
  // where the queue has an end there is nothing to go on with
  workspace.heldUntilSeconds = limited && untilSeconds < Number.POSITIVE_INFINITY ? heldLines() : NONE_HELD;
  handOver(course[AT]! / SLIP);
};

/**
 * Simulates one queue, first come first served, caller by caller, and leaves
 * every attempt in `workspace.attempts`, or hands them to `take` some at a time.
 *
 * It needs no event list. Attempts are taken in the order of arrival, fresh
 * ones and redials merged; each looks at the agent who becomes free first:
 *
 *     start = max(arrival, free)     staff changes up to it happen before it
 *     wait  = start − arrival + ring
 *     wait ≤ patience: answered; the agent is busy until the end of wrap-up
 *     otherwise: abandoned at arrival + patience; if the telephone was ringing
 *     by then, the agent is free again at that moment
 *
 * The agent who has been free longest takes the call, the smallest number
 * among equals. Where a PBX adds an idle gap, who would hang up within it is
 * passed over, and an agent whose duty ends within it takes no call any more.
 * What happens at the same moment happens in this order: agents
 * and lines become free, staff changes, fresh callers arrive, redials arrive.
 * A line is held from the arrival to the end of the talk or the hanging up,
 * not in wrap-up; without a free line the attempt is blocked at once.
 */
export const simulateQueue = (
  hotline: Hotline,
  callers: CallerColumns,
  redialDraws: RedialDraws | undefined,
  workspace: Workspace,
  take?: TakeSlips,
): void => {
  beginQueue(hotline, callers, workspace);
  continueQueue(hotline, callers, redialDraws, workspace, Number.POSITIVE_INFINITY, take);
  endDuty(workspace.duty, hotline.staff);
};
