import type { IntervalReport, MeasuredCall } from "../calls/measured-call.ts";
import { type AgentsAtWork, newAgentsAtWork, watchAgents } from "./agents-at-work.ts";
import { countDuration, type DurationCounts, newDurationCounts } from "./duration-counts.ts";
import { newRedialWatch, type RedialWatch, watchForRedial } from "./redials.ts";
import { hourRows, newSlotSums, type SlotSums, SUM, slotOffset } from "./slot-sums.ts";

/**
 * All that is kept of the calls seen so far. It does not grow with their number,
 * only with the hours and the callers they are spread over, so that ten million
 * calls fit.
 */
export interface Observations {
  readonly withinSeconds: number;
  readonly sums: SlotSums;
  readonly waits: DurationCounts;
  readonly handles: DurationCounts;
  readonly setups: DurationCounts;
  readonly redials: RedialWatch;
  readonly agents: AgentsAtWork;
  /** Answered calls whose talk has no length, those answered last. */
  unfinishedCalls: { readonly arrivalSeconds: number; readonly answerSeconds: number }[];
  unfinished: number;
  rings: number;
  ringSum: number;
  injected: boolean;
  uncounted: number;
  fromIntervals: boolean;
  /** The shortest time between two intervals of a report, its interval length. */
  reportSeconds: number;
  intervalsWithoutWait: number;
  intervalsWithAnsweredWaitOnly: number;
  endSeconds: number;
  /** Of the calls counted. */
  firstArrival: number;
  lastArrival: number;
  previousArrival: number;
  arrivalsBackwards: number;
}

export const newObservations = (withinSeconds: number): Observations => ({
  withinSeconds,
  sums: newSlotSums(),
  waits: newDurationCounts(0.001),
  handles: newDurationCounts(0.1),
  setups: newDurationCounts(0.00001),
  redials: newRedialWatch(),
  agents: newAgentsAtWork(),
  unfinishedCalls: [],
  unfinished: 0,
  rings: 0,
  ringSum: 0,
  injected: false,
  uncounted: 0,
  fromIntervals: false,
  reportSeconds: 1800,
  intervalsWithoutWait: 0,
  intervalsWithAnsweredWaitOnly: 0,
  endSeconds: Number.NEGATIVE_INFINITY,
  firstArrival: Number.POSITIVE_INFINITY,
  lastArrival: Number.NEGATIVE_INFINITY,
  previousArrival: Number.NEGATIVE_INFINITY,
  arrivalsBackwards: 0,
});

const MOST_UNFINISHED = 20_000;

const add = (rows: Float64Array, at: number, value: number): void => {
  rows[at] = (rows[at] as number) + value;
};

/** Counts a call that was still being handled after so long. */
export const countOpen = (seen: Observations, arrivalSeconds: number, soFarSeconds: number): void => {
  countDuration(seen.handles, soFarSeconds, true);
  const rows = hourRows(seen.sums, arrivalSeconds);
  const offset = slotOffset(arrivalSeconds);
  add(rows, offset + SUM.open, 1);
  add(rows, offset + SUM.openHandle, soFarSeconds);
};

const observeHandling = (
  seen: Observations,
  call: MeasuredCall,
  rows: Float64Array,
  offset: number,
): void => {
  const answerSeconds = call.arrivalSeconds + (call.waitSeconds ?? 0);
  if (call.talkSeconds === undefined) {
    seen.unfinished++;
    seen.unfinishedCalls.push({ arrivalSeconds: call.arrivalSeconds, answerSeconds });
    if (seen.unfinishedCalls.length > MOST_UNFINISHED) {
      seen.unfinishedCalls.sort((one, other) => other.answerSeconds - one.answerSeconds);
      seen.unfinishedCalls.length = MOST_UNFINISHED / 2;
    }
    return;
  }
  const seconds = call.talkSeconds + (call.wrapUpSeconds ?? 0);
  const open = call.talkIsOpen === true;
  if (open) countOpen(seen, call.arrivalSeconds, seconds);
  else {
    countDuration(seen.handles, seconds, false);
    add(rows, offset + SUM.handled, 1);
    add(rows, offset + SUM.handle, seconds);
    add(rows, offset + SUM.handleSquares, seconds * seconds);
  }
};

/** Takes note of one call. Calls come in about the order of their arrival; those not counted are passed over. */
export const observeCall = (seen: Observations, call: MeasuredCall): void => {
  if (call.patienceSeconds !== undefined) seen.injected = true;
  if (call.counted === false) {
    seen.uncounted++;
    return;
  }
  const { outcome, arrivalSeconds } = call;
  if (arrivalSeconds < seen.previousArrival) seen.arrivalsBackwards++;
  seen.previousArrival = arrivalSeconds;
  if (arrivalSeconds < seen.firstArrival) seen.firstArrival = arrivalSeconds;
  if (arrivalSeconds > seen.lastArrival) seen.lastArrival = arrivalSeconds;
  const rows = hourRows(seen.sums, arrivalSeconds);
  const offset = slotOffset(arrivalSeconds);
  add(rows, offset + SUM[outcome], 1);
  const endSeconds = arrivalSeconds + (call.waitSeconds ?? 0) + (call.talkSeconds ?? 0);
  if (endSeconds > seen.endSeconds) seen.endSeconds = endSeconds;
  if (call.setupMilliseconds !== undefined) countDuration(seen.setups, call.setupMilliseconds / 1000, false);
  watchForRedial(seen.redials, call);
  if (outcome === "failed") return;
  if (outcome !== "censored") add(rows, offset + SUM.judged, 1);
  if (outcome === "blocked") return;

  const wait = call.waitSeconds;
  if (wait !== undefined) {
    add(rows, offset + SUM.exposure, wait);
    countDuration(seen.waits, wait, outcome !== "abandoned");
    if (outcome !== "censored") {
      add(rows, offset + SUM.waited, 1);
      add(rows, offset + SUM.wait, wait);
    }
    if (outcome === "answered") {
      add(rows, offset + SUM.answeredWait, wait);
      if (wait <= seen.withinSeconds) add(rows, offset + SUM.within, 1);
    } else if (outcome === "abandoned") {
      add(rows, offset + SUM.abandonedWait, wait);
      if (wait > 0) add(rows, offset + SUM.impatient, 1);
    }
    watchAgents(seen.agents, call);
  }
  if (outcome !== "answered") return;
  if (call.ringSeconds !== undefined) {
    seen.rings++;
    seen.ringSum += call.ringSeconds;
  }
  observeHandling(seen, call, rows, offset);
};

/**
 * Takes note of one interval of a report. Waiting as a whole comes from the mean
 * of all; from the means of answered and abandoned; or, with that of the answered
 * alone, as if the abandoned had waited as long.
 */
export const observeInterval = (seen: Observations, interval: IntervalReport): void => {
  seen.fromIntervals = true;
  const { startSeconds, offered, answered, abandoned } = interval;
  const sincePrevious = startSeconds - seen.previousArrival;
  if (sincePrevious > 0) seen.reportSeconds = Math.min(seen.reportSeconds, sincePrevious);
  if (startSeconds < seen.previousArrival) seen.arrivalsBackwards++;
  seen.previousArrival = startSeconds;
  const rows = hourRows(seen.sums, startSeconds);
  const offset = slotOffset(startSeconds);
  add(rows, offset + SUM.answered, answered);
  add(rows, offset + SUM.abandoned, abandoned);
  // Offered and neither answered nor abandoned: refused by the PBX.
  add(rows, offset + SUM.blocked, offered - answered - abandoned);
  const waited = answered + abandoned;
  const { meanWaitSeconds, meanAnsweredWaitSeconds, meanAbandonedWaitSeconds } = interval;
  let exposure: number | undefined;
  if (meanWaitSeconds !== undefined) exposure = meanWaitSeconds * waited;
  else if (meanAnsweredWaitSeconds !== undefined || answered === 0) {
    if (meanAbandonedWaitSeconds !== undefined || abandoned === 0) {
      exposure = (meanAnsweredWaitSeconds ?? 0) * answered + (meanAbandonedWaitSeconds ?? 0) * abandoned;
    } else if (meanAnsweredWaitSeconds !== undefined) {
      exposure = meanAnsweredWaitSeconds * waited;
      seen.intervalsWithAnsweredWaitOnly++;
    }
  }
  if (exposure === undefined) {
    if (waited > 0) seen.intervalsWithoutWait++;
  } else {
    add(rows, offset + SUM.exposure, exposure);
    add(rows, offset + SUM.wait, exposure);
    add(rows, offset + SUM.waited, waited);
    add(rows, offset + SUM.impatient, abandoned);
    if (meanAnsweredWaitSeconds !== undefined) {
      add(rows, offset + SUM.answeredWait, meanAnsweredWaitSeconds * answered);
    }
    if (meanAbandonedWaitSeconds !== undefined) {
      add(rows, offset + SUM.abandonedWait, meanAbandonedWaitSeconds * abandoned);
    }
  }
  if (interval.answeredWithin !== undefined) {
    add(rows, offset + SUM.within, interval.answeredWithin);
    add(rows, offset + SUM.judged, offered);
  }
  if (interval.meanHandleSeconds !== undefined && answered > 0) {
    add(rows, offset + SUM.handled, answered);
    add(rows, offset + SUM.handle, answered * interval.meanHandleSeconds);
  }
};
