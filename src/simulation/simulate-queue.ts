import type { RedialDraws } from "../trace/redial-draws.ts";
import { addSlips, createSlips, SLIP, SLIPS_AT_A_TIME, type TakeSlips } from "./attempt-slips.ts";
import { ABANDONED, ANSWERED, type Attempts, BLOCKED, createAttempts, growAttempts } from "./attempts.ts";
import { changeStaff, createDuty, type Duty, endDuty, resetDuty, sendHome } from "./duty.ts";
import { fileAgain, moveTop } from "./free-calendar.ts";
import type { CallerColumns, Hotline } from "./hotline.ts";
import { createLinesInUse, freeAllLines, holdLine, type LinesInUse, letGo } from "./lines-in-use.ts";
import { createNumberedHeap, makeRoom, type NumberedHeap, removeTop, siftUp } from "./numbered-heap.ts";

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
  readonly lines: LinesInUse;
}

export const createWorkspace = (): Workspace => ({
  attempts: createAttempts(16),
  duty: createDuty(),
  redials: createNumberedHeap(16),
  attemptsMade: new Uint16Array(16),
  nextPatienceSeconds: new Float64Array(16),
  fresh: 0,
  lines: createLinesInUse(),
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
  const { redials, lines } = workspace;
  const seconds = meanHandling(callers, hotline.ringSeconds);
  resetDuty(workspace.duty, hotline.staff, seconds, leastAgents);
  if (hotline.trunks !== undefined) {
    freeAllLines(lines, hotline.trunks, callers.arrivalSeconds[0] ?? 0, seconds);
  }
  redials.size = 0;
  makeRoom(redials, callers.callers);
  if (workspace.attemptsMade.length < callers.callers) {
    workspace.attemptsMade = new Uint16Array(callers.callers);
    workspace.nextPatienceSeconds = new Float64Array(callers.callers);
  }
  workspace.fresh = 0;
};

/** One for all days, since an array that is constant is reached in fewer steps than one of a workspace. */
const slips = createSlips();

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
  const { duty, redials, attempts, lines, attemptsMade, nextPatienceSeconds } = workspace;
  const { arrivalSeconds, patienceSeconds, talkSeconds, wrapUpSeconds } = callers;
  const firstCaller = callers.firstCaller ?? 0;
  const free = duty.free;
  fileAgain(free, duty.meanHandlingSeconds);
  const freeKeys = free.keys;
  const limited = hotline.trunks !== undefined;

  attempts.count = 0;
  if (take === undefined) growAttempts(attempts, callers.callers);
  const handOver: TakeSlips = take ?? ((filled, count) => addSlips(attempts, filled, count));

  const redialKeys = redials.keys;
  const redialNumbers = redials.numbers;

  let fresh = workspace.fresh;
  let freshLeft = callers.callers;
  while (freshLeft > 0 && arrivalSeconds[freshLeft - 1]! >= admitUntilSeconds) freshLeft--;
  let nextLookSeconds = Math.min(duty.nextChangeSeconds, untilSeconds);
  let at = 0;

  let caller = 0;
  let attempt = 1;
  let arrival = 0;
  let undone = false;

  simulating: for (;;) {
    let patience: number;
    if (redials.size > 0 && (fresh === freshLeft || redialKeys[0]! < arrivalSeconds[fresh]!)) {
      caller = redialNumbers[0]!;
      arrival = redialKeys[0]!;
      attempt = attemptsMade[caller]! + 1;
      patience = nextPatienceSeconds[caller]!;
      removeTop(redials);
    } else if (fresh < freshLeft) {
      caller = fresh;
      arrival = arrivalSeconds[caller]!;
      attempt = 1;
      patience = patienceSeconds[caller]!;
      fresh++;
    } else {
      break;
    }

    if (at === slips.length) {
      handOver(slips, SLIPS_AT_A_TIME);
      at = 0;
    }

    slips[at] = arrival;
    if (limited && lines.taken === lines.lines) letGo(lines, slips, at);
    let outcome = BLOCKED;
    let wait = 0;
    let agent = 0;
    let busyFrom = arrival;
    let busyUntil = arrival;
    if (!limited || lines.taken < lines.lines) {
      let lineUntil: number;
      let start = arrival;
      for (;;) {
        if (free.top >= 0) {
          const freeAt = freeKeys[free.top]!;
          start = freeAt > arrival ? freeAt + idleGapSeconds : arrival;
        } else {
          start = Number.POSITIVE_INFINITY;
        }
        if (nextLookSeconds > start || nextLookSeconds === Number.POSITIVE_INFINITY) break;
        if (duty.nextChangeSeconds >= untilSeconds) {
          undone = true;
          break simulating;
        }
        if (start > arrival && duty.nextChangeSeconds > freeKeys[free.top]!) {
          // the change comes within the idle gap: it concerns nobody but an agent who leaves by it
          const gone = start - arrival + ringSeconds > patience && start >= arrival + patience;
          if (gone || !sendHome(duty, staff, start)) break;
          continue;
        }
        changeStaff(duty, staff);
        nextLookSeconds = Math.min(duty.nextChangeSeconds, untilSeconds);
      }
      wait = start - arrival + ringSeconds;
      if (wait <= patience) {
        outcome = ANSWERED;
        lineUntil = start + ringSeconds + talkSeconds[caller]!;
        agent = free.top + 1;
        busyFrom = start;
        busyUntil = lineUntil + wrapUpSeconds[caller]!;
      } else {
        outcome = ABANDONED;
        wait = patience;
        lineUntil = arrival + patience;
        if (start < lineUntil) {
          agent = free.top + 1;
          busyFrom = start;
          busyUntil = lineUntil;
        }
      }
      if (agent > 0) {
        freeKeys[free.top] = busyUntil;
        moveTop(free);
      }
      if (limited) {
        lines.untilSeconds[lines.firstFree] = lineUntil;
        holdLine(lines);
      }
    } else if (arrival >= untilSeconds) {
      undone = true;
      break;
    }

    // the rest of the slip, in the places that attempt-slips.ts gives them
    slips[at + 1] = wait;
    slips[at + 2] = busyFrom;
    slips[at + 3] = busyUntil;
    slips[at + 4] = attempt * 4 + outcome;
    slips[at + 5] = caller;
    slips[at + 6] = agent;
    slips[at + 7] = patience;
    at += 8;

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
  if (undone && attempt === 1) fresh--;
  else if (undone) {
    redialKeys[redials.size] = arrival;
    redialNumbers[redials.size] = caller;
    redials.size++;
    siftUp(redialKeys, redialNumbers, redials.size - 1);
  }
  workspace.fresh = fresh;
  handOver(slips, at / SLIP);
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
