import type { CallRecord } from "../calls/call-record.ts";
import { quantileOfSorted } from "../gate/confidence.ts";

/** A column of numbers that grows as calls come in. */
interface Column {
  values: Float64Array;
  length: number;
}

const column = (): Column => ({ values: new Float64Array(1024), length: 0 });

const push = (into: Column, value: number): void => {
  if (into.length === into.values.length) {
    const larger = new Float64Array(into.values.length * 2);
    larger.set(into.values);
    into.values = larger;
  }
  into.values[into.length] = value;
  into.length++;
};

/** One attempt that failed, as the report lists it. */
export interface FailedCall {
  readonly callId: string;
  readonly arrivalSeconds: number;
  readonly sipStatus?: number;
}

/** What happened in one interval of the day; every count belongs to the interval of its arrival. */
export interface IntervalTally {
  readonly startSeconds: number;
  readonly endSeconds: number;
  answered: number;
  answeredInTime: number;
  abandoned: number;
  blocked: number;
  failed: number;
  /** Callers whose first attempt fell here and who were never answered. */
  neverServed: number;
}

/**
 * A run's counted calls, gathered one by one into columns, so that a million of
 * them fit. Times are seconds of scenario time; set-up and lateness wall milliseconds.
 */
export interface CallTally {
  /** Counted attempts. */
  readonly attempts: number;
  readonly intervals: readonly IntervalTally[];
  /** Waits of the answered and of those who gave up, each sorted upwards. */
  readonly answeredWaits: Float64Array;
  readonly abandonedWaits: Float64Array;
  /** Waits of answered and abandoned by interval, each sorted upwards. */
  readonly waitsByInterval: readonly Float64Array[];
  readonly setupMilliseconds: Float64Array;
  readonly latenessMilliseconds: Float64Array;
  /** Failed attempts by SIP status (0 where none came), the first of each. */
  readonly failures: ReadonlyMap<number, { readonly count: number; readonly first: readonly FailedCall[] }>;
  /** Whether the calls carry the patience that a scenario gave them. */
  readonly patienceWasInjected: boolean;
}

export interface TallyBuilder {
  readonly add: (call: CallRecord) => void;
  readonly finish: () => CallTally;
}

/** A caller's identity; as a number where it is one, since a text keeps the whole line that it was cut from in memory. */
const callerKey = (callerId: string): string | number => {
  const number = Number(callerId);
  return String(number) === callerId ? number : callerId;
};

const KEPT_FAILURES = 5;

/** Widths of an interval that a reader knows, in seconds. */
const WIDTHS = [60, 120, 300, 600, 900, 1800, 3600, 7200];

/** The interval that cuts a period into about 24 parts, at most as wide as the one that staff is planned by. */
export const chartInterval = (periodSeconds: number, planningSeconds: number): number => {
  const wanted = WIDTHS.find((width) => periodSeconds / width <= 26) ?? 7200;
  return Math.max(60, Math.min(wanted, planningSeconds < periodSeconds / 60 ? wanted : planningSeconds));
};

/**
 * Starts a tally of the calls of a period.
 *
 * @param withinSeconds the answer-time target.
 */
export const startTally = (
  period: { readonly startSeconds: number; readonly endSeconds: number },
  intervalSeconds: number,
  withinSeconds: number,
): TallyBuilder => {
  const count = Math.max(1, Math.ceil((period.endSeconds - period.startSeconds) / intervalSeconds));
  const intervals = Array.from(
    { length: count },
    (_, index): IntervalTally => ({
      startSeconds: period.startSeconds + index * intervalSeconds,
      endSeconds: Math.min(period.endSeconds, period.startSeconds + (index + 1) * intervalSeconds),
      answered: 0,
      answeredInTime: 0,
      abandoned: 0,
      blocked: 0,
      failed: 0,
      neverServed: 0,
    }),
  );
  const answeredWaits = column();
  const abandonedWaits = column();
  const waits = intervals.map(column);
  const setup = column();
  const lateness = column();
  const failures = new Map<number, { count: number; first: FailedCall[] }>();
  /** By caller: the interval of the first attempt, or −1 once answered. */
  const callers = new Map<string | number, number>();
  let attempts = 0;
  let patienceWasInjected = false;

  const add = (call: CallRecord): void => {
    if (!call.counted) return;
    attempts++;
    if (call.patienceSeconds !== undefined) patienceWasInjected = true;
    const position = Math.floor((call.arrivalSeconds - period.startSeconds) / intervalSeconds);
    const index = Math.min(count - 1, Math.max(0, position));
    const interval = intervals[index] as IntervalTally;
    interval[call.outcome]++;
    const caller = callerKey(call.callerId);
    if (call.outcome === "answered") callers.set(caller, -1);
    else if (!callers.has(caller)) callers.set(caller, index);
    if (call.waitSeconds !== undefined && (call.outcome === "answered" || call.outcome === "abandoned")) {
      push(call.outcome === "answered" ? answeredWaits : abandonedWaits, call.waitSeconds);
      push(waits[index] as Column, call.waitSeconds);
      if (call.outcome === "answered" && call.waitSeconds <= withinSeconds) interval.answeredInTime++;
    }
    if (call.setupMilliseconds !== undefined) push(setup, call.setupMilliseconds);
    if (call.sentMilliseconds !== undefined && call.plannedMilliseconds !== undefined) {
      push(lateness, call.sentMilliseconds - call.plannedMilliseconds);
    }
    if (call.outcome === "failed") {
      const status = call.sipStatus ?? 0;
      const group = failures.get(status) ?? { count: 0, first: [] };
      group.count++;
      if (group.first.length < KEPT_FAILURES) {
        group.first.push({
          callId: call.callId,
          arrivalSeconds: call.arrivalSeconds,
          ...(call.sipStatus === undefined ? {} : { sipStatus: call.sipStatus }),
        });
      }
      failures.set(status, group);
    }
  };

  const sorted = ({ values, length }: Column): Float64Array => values.subarray(0, length).sort();

  return {
    add,
    finish: () => {
      for (const index of callers.values()) {
        if (index >= 0) (intervals[index] as IntervalTally).neverServed++;
      }
      return {
        attempts,
        intervals,
        answeredWaits: sorted(answeredWaits),
        abandonedWaits: sorted(abandonedWaits),
        waitsByInterval: waits.map(sorted),
        setupMilliseconds: sorted(setup),
        latenessMilliseconds: sorted(lateness),
        failures,
        patienceWasInjected,
      };
    },
  };
};

/** The value below which this share of a sorted sample lies (R's type 7); undefined for an empty one. */
export const quantileOf = (sorted: Float64Array, probability: number): number | undefined =>
  sorted.length === 0 ? undefined : quantileOfSorted(sorted, probability);
