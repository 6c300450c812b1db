import { countOf } from "./count-of.ts";
import { dayClock } from "./day-clock.ts";
import { type ImportLog, logUnusable } from "./import-log.ts";
import { isTooLong, type MeasuredCall } from "./measured-call.ts";
import { timeReader } from "./time-format.ts";

/** One line of Asterisk's queue_log: `epoch|call|queue|agent|event|data…`. */
export const QUEUE_LOG_LINE = /^\d{9,11}(\.\d+)?\|/;

/** One line. */
interface Entry {
  /** Local time on the axis of the file's days: arrivals are told in it. */
  readonly seconds: number;
  /** The log's own clock, which no change to summer time moves: lengths are taken from it. */
  readonly epochSeconds: number;
  readonly line: number;
  readonly key: string;
  readonly queue: string;
  readonly agent: string;
  readonly event: string;
  readonly fields: readonly string[];
}

interface InQueue {
  readonly queue: string;
  readonly enteredSeconds: number;
  readonly enteredEpochSeconds: number;
  readonly callerId: string;
  readonly line: number;
  readonly connected?: {
    readonly epochSeconds: number;
    readonly waitSeconds: number;
    readonly ringSeconds: number;
    readonly agent: string;
  };
}

/** What is kept while the lines go by: the calls in progress, and counts for the notes. */
interface Following {
  readonly log: ImportLog;
  readonly inProgress: Map<string, InQueue>;
  /** The latest moment so far on the log's own clock. */
  nowEpochSeconds: number;
  backwards: number;
  refusals: number;
  unansweredRings: number;
}

/** Where the wait stands among the fields of an event by which a call leaves the queue unanswered. */
const WAIT_FIELD: Readonly<Record<string, number>> = {
  ABANDON: 2,
  EXITEMPTY: 2,
  EXITWITHTIMEOUT: 2,
  EXITWITHKEY: 3,
};

/** Where the talk time stands among the fields of an event that ends a talk; the clock tells it for the others. */
const TALK_FIELD: Readonly<Record<string, number | undefined>> = {
  COMPLETEAGENT: 1,
  COMPLETECALLER: 1,
  TRANSFER: 3,
  BLINDTRANSFER: 3,
  ATTENDEDTRANSFER: undefined,
  AGENTDUMP: undefined,
};

const REFUSED: ReadonlySet<string> = new Set(["FULL", "JOINEMPTY", "JOINUNAVAIL"]);

const UNKNOWN_CALLER = /^(anonymous|unknown|restricted|unavailable)?$/i;

/** A call in progress for longer than this has lost its end. */
const LOST_AFTER_SECONDS = 43_200;

const positive = (text: string | undefined): number | undefined => {
  if (text === undefined || text.trim() === "") return undefined;
  const value = Number(text);
  return value >= 0 && !isTooLong(value) ? value : undefined;
};

const give = (state: Following, call: InQueue, rest: Omit<MeasuredCall, "arrivalSeconds">): MeasuredCall => {
  state.log.used++;
  return {
    arrivalSeconds: call.enteredSeconds,
    queue: call.queue,
    ...(call.callerId === "" ? {} : { callerId: call.callerId }),
    ...rest,
  };
};

const enter = (
  { inProgress }: Following,
  { key, queue, seconds, epochSeconds, line, fields }: Entry,
): undefined => {
  const callerId = (fields[1] ?? "").trim();
  inProgress.set(key, {
    queue,
    enteredSeconds: seconds,
    enteredEpochSeconds: epochSeconds,
    callerId: UNKNOWN_CALLER.test(callerId) ? "" : callerId,
    line,
  });
};

const connect = ({ inProgress, log }: Following, entry: Entry): undefined => {
  const call = inProgress.get(entry.key);
  if (call === undefined) {
    return logUnusable(log, "CONNECT of a call that did not enter the queue in this log", entry.line);
  }
  const waitSeconds = positive(entry.fields[0]) ?? entry.epochSeconds - call.enteredEpochSeconds;
  if (waitSeconds < 0) {
    inProgress.delete(entry.key);
    return logUnusable(log, "the call is answered before it entered: the clock went backwards", entry.line);
  }
  const ringSeconds = positive(entry.fields[2]) ?? 0;
  const connected = { epochSeconds: entry.epochSeconds, waitSeconds, ringSeconds, agent: entry.agent };
  inProgress.set(entry.key, { ...call, connected });
};

/** The caller leaves unanswered: gives up, or is put out by the queue, which is neither served nor a giving up. */
const leave = (state: Following, entry: Entry): MeasuredCall | undefined => {
  const { inProgress, log } = state;
  const call = inProgress.get(entry.key);
  if (call === undefined) {
    return logUnusable(log, `${entry.event} of a call that did not enter the queue in this log`, entry.line);
  }
  inProgress.delete(entry.key);
  const told = positive(entry.fields[WAIT_FIELD[entry.event] as number]);
  const waitSeconds = told ?? entry.epochSeconds - call.enteredEpochSeconds;
  if (waitSeconds < 0) {
    return logUnusable(log, "the call leaves before it entered: the clock went backwards", entry.line);
  }
  return give(state, call, { outcome: entry.event === "ABANDON" ? "abandoned" : "censored", waitSeconds });
};

const complete = (state: Following, entry: Entry): MeasuredCall | undefined => {
  const { inProgress, log } = state;
  const call = inProgress.get(entry.key);
  if (call?.connected === undefined) {
    return logUnusable(log, `${entry.event} of a call that was not connected in this log`, entry.line);
  }
  inProgress.delete(entry.key);
  const { waitSeconds, ringSeconds, agent, epochSeconds } = call.connected;
  const field = TALK_FIELD[entry.event];
  const told = field === undefined ? undefined : positive(entry.fields[field]);
  const talkSeconds = told ?? entry.epochSeconds - epochSeconds;
  if (talkSeconds < 0) {
    return logUnusable(log, "the talk ends before it began: the clock went backwards", entry.line);
  }
  return give(state, call, { outcome: "answered", waitSeconds, ringSeconds, talkSeconds, agent });
};

const refuse = (state: Following, { seconds, queue }: Entry): MeasuredCall => {
  state.refusals++;
  state.log.used++;
  return { arrivalSeconds: seconds, outcome: "blocked", queue };
};

const countRing = (state: Following): undefined => {
  state.unansweredRings++;
};

type Handler = (state: Following, entry: Entry) => MeasuredCall | undefined;

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["ENTERQUEUE", enter],
  ["CONNECT", connect],
  ["RINGNOANSWER", countRing],
  ...Object.keys(WAIT_FIELD).map((event): [string, Handler] => [event, leave]),
  ...Object.keys(TALK_FIELD).map((event): [string, Handler] => [event, complete]),
  ...[...REFUSED].map((event): [string, Handler] => [event, refuse]),
]);

/** Gives out the calls in progress at a moment at which all of them ended unseen. */
function* cutOff(state: Following, atEpochSeconds: number): Generator<MeasuredCall, number> {
  let given = 0;
  for (const call of state.inProgress.values()) {
    if (atEpochSeconds - call.enteredEpochSeconds > LOST_AFTER_SECONDS) {
      logUnusable(state.log, "the call's end was never written", call.line);
      continue;
    }
    given++;
    if (call.connected !== undefined) {
      const { epochSeconds, waitSeconds, agent } = call.connected;
      const talkSeconds = Math.max(0, atEpochSeconds - epochSeconds);
      yield give(state, call, { outcome: "answered", waitSeconds, agent, talkSeconds, talkIsOpen: true });
    } else if (atEpochSeconds >= call.enteredEpochSeconds) {
      const waitSeconds = atEpochSeconds - call.enteredEpochSeconds;
      yield give(state, call, { outcome: "censored", waitSeconds });
    }
  }
  state.inProgress.clear();
  return given;
}

const addNotes = (state: Following, open: number): void => {
  const { notes } = state.log;
  if (open > 0)
    notes.push(
      `${countOf(open, "call was in progress at the end of the log; it counts", "calls were in progress at the end of the log; they count")} as censored.`,
    );
  if (state.backwards > 0) {
    notes.push(
      `The clock goes backwards in ${countOf(state.backwards, "line", "lines")} of the log; waits are taken from the log's own counts, arrivals from its clock.`,
    );
  }
  if (state.refusals > 0) {
    notes.push(
      `${countOf(state.refusals, "call was refused before the queue (full or empty); it counts", "calls were refused before the queue (full or empty); they count")} as blocked. The log does not say who called, so that calling again after it is not known.`,
    );
  }
  if (state.unansweredRings > 0) {
    notes.push(
      `Agents let ${countOf(state.unansweredRings, "offered call", "offered calls")} ring without answering; that time is part of the waits.`,
    );
  }
  notes.push("A queue_log has whole seconds: waits and handling times are rounded by up to half a second.");
};

/**
 * Reads an Asterisk queue_log. A call is given out when it ends, so the order is
 * that of the endings; those still in progress at the end of the log, and those
 * that a restart cut off, are given as censored or as open talks. Whole seconds
 * are all the log has. Only calls in progress are kept in memory.
 *
 * @param offsetSeconds local time against UTC at an epoch second.
 */
export function* readQueueLog(
  lines: Iterable<string>,
  offsetSeconds: (epochSeconds: number) => number,
  log: ImportLog,
): Generator<MeasuredCall, void> {
  const clock = dayClock(log);
  const readTime = timeReader("epoch", offsetSeconds);
  const state: Following = {
    log,
    inProgress: new Map(),
    nowEpochSeconds: Number.NEGATIVE_INFINITY,
    backwards: 0,
    refusals: 0,
    unansweredRings: 0,
  };
  let number = 0;
  for (const line of lines) {
    number++;
    if (line === "") continue;
    log.rows++;
    const [time, callId, queue = "", agent = "", event, ...fields] = line.split("|");
    const moment = readTime(time ?? "");
    if (moment === undefined || event === undefined) {
      logUnusable(log, "the line is no entry of a queue_log (epoch|call|queue|agent|event|…)", number);
      continue;
    }
    const seconds = clock(moment);
    const epochSeconds = Number(time);
    if (epochSeconds < state.nowEpochSeconds) state.backwards++;
    state.nowEpochSeconds = Math.max(state.nowEpochSeconds, epochSeconds);
    if (event === "QUEUESTART") {
      const cut = yield* cutOff(state, epochSeconds);
      if (cut > 0)
        log.notes.push(`Asterisk restarted in line ${number} and cut off ${countOf(cut, "call", "calls")}.`);
      continue;
    }
    const entry = {
      seconds,
      epochSeconds,
      line: number,
      key: `${callId}|${queue}`,
      queue,
      agent,
      event,
      fields,
    };
    const ended = HANDLERS.get(event)?.(state, entry);
    if (ended !== undefined) yield ended;
  }
  addNotes(state, yield* cutOff(state, state.nowEpochSeconds));
}
