import { dayClock } from "./day-clock.ts";
import { type ImportLog, logUnusable } from "./import-log.ts";
import type { MeasuredCall } from "./measured-call.ts";
import { timeReader } from "./time-format.ts";

/** One line of Asterisk's queue_log: `epoch|call|queue|agent|event|data…`. */
export const QUEUE_LOG_LINE = /^\d{9,11}(\.\d+)?\|/;

interface InQueue {
  readonly queue: string;
  readonly enteredSeconds: number;
  readonly callerId: string;
  readonly line: number;
  ring: number;
  connected?: { readonly seconds: number; readonly waitSeconds: number; readonly agent: string };
}

const positive = (text: string | undefined): number | undefined => {
  if (text === undefined || text.trim() === "") return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
};

/** Where the wait stands among the fields of an event by which a call leaves the queue unanswered. */
const WAIT_FIELD: Readonly<Record<string, number>> = {
  ABANDON: 2,
  EXITEMPTY: 2,
  EXITWITHTIMEOUT: 2,
  EXITWITHKEY: 3,
};

/** Where the talk time stands among the fields of an event that ends a talk. */
const TALK_FIELD: Readonly<Record<string, number>> = {
  COMPLETEAGENT: 1,
  COMPLETECALLER: 1,
  TRANSFER: 3,
  BLINDTRANSFER: 3,
};

/** Events that end a talk and do not say how long it was; the clock does. */
const ENDS_BY_CLOCK: ReadonlySet<string> = new Set(["ATTENDEDTRANSFER", "AGENTDUMP"]);

const REFUSED: ReadonlySet<string> = new Set(["FULL", "JOINEMPTY", "JOINUNAVAIL"]);

/** Asterisk started: whatever was in progress ended without an entry. */
const RESTART = "QUEUESTART";

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
  const inProgress = new Map<string, InQueue>();
  let lineNumber = 0;
  let now = Number.NEGATIVE_INFINITY;
  let backwards = 0;
  let refusals = 0;
  let unanswered = 0;

  const give = (call: InQueue, rest: Omit<MeasuredCall, "arrivalSeconds">): MeasuredCall => {
    log.used++;
    return {
      arrivalSeconds: call.enteredSeconds,
      queue: call.queue,
      ...(call.callerId === "" ? {} : { callerId: call.callerId }),
      ...rest,
    };
  };
  const cutOff = (call: InQueue, atSeconds: number): MeasuredCall | undefined => {
    if (call.connected === undefined) {
      const waitSeconds = atSeconds - call.enteredSeconds;
      return waitSeconds < 0 ? undefined : give(call, { outcome: "censored", waitSeconds });
    }
    const { seconds, waitSeconds, agent } = call.connected;
    const talkSeconds = Math.max(0, atSeconds - seconds);
    return give(call, { outcome: "answered", waitSeconds, agent, talkSeconds, talkIsOpen: true });
  };

  for (const line of lines) {
    lineNumber++;
    if (line === "") continue;
    log.rows++;
    const [time, callId, queue, agent, event, ...fields] = line.split("|");
    const moment = readTime(time ?? "");
    if (moment === undefined || event === undefined) {
      logUnusable(log, "the line is no entry of a queue_log (epoch|call|queue|agent|event|…)", lineNumber);
      continue;
    }
    const seconds = clock(moment);
    if (seconds < now) backwards++;
    now = Math.max(now, seconds);

    if (event === RESTART) {
      for (const call of inProgress.values()) {
        const ended = cutOff(call, seconds);
        if (ended) yield ended;
      }
      if (inProgress.size > 0) {
        log.notes.push(`Asterisk restarted in line ${lineNumber} and cut off ${inProgress.size} calls.`);
      }
      inProgress.clear();
      continue;
    }
    if (REFUSED.has(event)) {
      refusals++;
      log.used++;
      yield { arrivalSeconds: seconds, outcome: "blocked", queue: queue ?? "" };
      continue;
    }
    const key = `${callId}|${queue}`;
    if (event === "ENTERQUEUE") {
      const callerId = (fields[1] ?? "").trim();
      inProgress.set(key, {
        queue: queue ?? "",
        enteredSeconds: seconds,
        callerId: /^(anonymous|unknown|restricted)?$/i.test(callerId) ? "" : callerId,
        line: lineNumber,
        ring: 0,
      });
      continue;
    }
    const call = inProgress.get(key);
    if (event === "RINGNOANSWER") {
      unanswered++;
      continue;
    }
    if (event === "CONNECT") {
      if (call === undefined) {
        logUnusable(log, "CONNECT of a call that did not enter the queue in this log", lineNumber);
        continue;
      }
      call.ring = positive(fields[2]) ?? 0;
      const waitSeconds = positive(fields[0]) ?? seconds - call.enteredSeconds;
      if (waitSeconds < 0) {
        logUnusable(log, "the call is answered before it entered: the clock went backwards", lineNumber);
        inProgress.delete(key);
        continue;
      }
      call.connected = { seconds, waitSeconds, agent: agent ?? "" };
      continue;
    }
    const waitField = WAIT_FIELD[event];
    if (waitField !== undefined) {
      if (call === undefined) {
        logUnusable(log, `${event} of a call that did not enter the queue in this log`, lineNumber);
        continue;
      }
      inProgress.delete(key);
      const waitSeconds = positive(fields[waitField]) ?? seconds - call.enteredSeconds;
      if (waitSeconds < 0) {
        logUnusable(log, "the call leaves before it entered: the clock went backwards", lineNumber);
        continue;
      }
      // Put out by the queue is neither served nor a giving up: it censors the patience.
      yield give(call, { outcome: event === "ABANDON" ? "abandoned" : "censored", waitSeconds });
      continue;
    }
    const talkField = TALK_FIELD[event];
    if (talkField === undefined && !ENDS_BY_CLOCK.has(event)) continue;
    if (call?.connected === undefined) {
      logUnusable(log, `${event} of a call that was not connected in this log`, lineNumber);
      continue;
    }
    inProgress.delete(key);
    const { waitSeconds, agent: member } = call.connected;
    const told = talkField === undefined ? undefined : positive(fields[talkField]);
    const talkSeconds = told ?? seconds - call.connected.seconds;
    if (talkSeconds < 0) {
      logUnusable(log, "the talk ends before it began: the clock went backwards", lineNumber);
      continue;
    }
    yield give(call, {
      outcome: "answered",
      waitSeconds,
      ringSeconds: call.ring,
      talkSeconds,
      agent: member,
    });
  }

  let lost = 0;
  for (const call of inProgress.values()) {
    // Longer than half a day in one call: its end was never written.
    if (now - call.enteredSeconds > 43_200) {
      lost++;
      logUnusable(log, "the call's end was never written", call.line);
      continue;
    }
    const ended = cutOff(call, now);
    if (ended) yield ended;
  }
  const open = inProgress.size - lost;
  if (open > 0)
    log.notes.push(`${open} calls were in progress at the end of the log; they count as censored.`);
  if (backwards > 0) {
    log.notes.push(
      `The clock goes backwards in ${backwards} lines of the log; waits are taken from the log's own counts, arrivals from its clock.`,
    );
  }
  if (refusals > 0)
    log.notes.push(`${refusals} calls were refused before the queue (full or empty); they count as blocked.`);
  if (unanswered > 0) {
    log.notes.push(
      `Agents let ${unanswered} offered calls ring without answering; that time is part of the waits.`,
    );
  }
  log.notes.push(
    "A queue_log has whole seconds: waits and handling times are rounded by up to half a second.",
  );
}
