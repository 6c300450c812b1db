import type { MeasuredCall } from "../calls/measured-call.ts";

const DAY_SECONDS = 86_400;
/** Calls of a day that end in the next one are followed so far. */
const LENGTH_SECONDS = DAY_SECONDS + 4 * 3600;
const HALF_HOUR = 1800;
/** So many days may come mixed; a day takes 0.8 MB while it is open. */
const MOST_OPEN_DAYS = 40;

interface DayAtWork {
  /** By second of the day: how many agents become busy less how many become free. */
  readonly busyChanges: Int32Array;
  /** By second of the day: how many callers begin to wait less how many cease to. */
  readonly waitingChanges: Int32Array;
  /** By half-hour of the day; a hole where no agent's name is known. */
  readonly agentsByHalfHour: (Set<string> | undefined)[];
}

/** Agents seen, agents busy, and agents busy while somebody waits, learned call by call. */
export interface AgentsAtWork {
  readonly open: Map<number, DayAtWork>;
  /** Days up to this one are settled. */
  closedUpTo: number;
  busySeconds: number;
  queueSeconds: number;
  busySecondsInQueue: number;
  /** The most that were busy at any second. */
  busyAtMost: number;
  seenInHalfHours: number;
  halfHours: number;
  /** Busy seconds in half-hours in which agents' names are known. */
  namedBusySeconds: number;
  tooLate: number;
}

export const newAgentsAtWork = (): AgentsAtWork => ({
  open: new Map(),
  closedUpTo: Number.NEGATIVE_INFINITY,
  busySeconds: 0,
  queueSeconds: 0,
  busySecondsInQueue: 0,
  busyAtMost: 0,
  seenInHalfHours: 0,
  halfHours: 0,
  namedBusySeconds: 0,
  tooLate: 0,
});

const addChange = (changes: Int32Array, second: number, change: number): void => {
  const at = Math.max(0, Math.min(LENGTH_SECONDS - 1, Math.round(second)));
  changes[at] = (changes[at] as number) + change;
};

/** Walks through a day whose calls are all in, and forgets it. */
const closeDay = (work: AgentsAtWork, day: number): void => {
  const { busyChanges, waitingChanges, agentsByHalfHour } = work.open.get(day) as DayAtWork;
  work.open.delete(day);
  let busy = 0;
  let waiting = 0;
  for (let second = 0; second < LENGTH_SECONDS; second++) {
    busy += busyChanges[second] as number;
    waiting += waitingChanges[second] as number;
    if (busy === 0 && waiting === 0) continue;
    work.busySeconds += busy;
    if (busy > work.busyAtMost) work.busyAtMost = busy;
    if (waiting > 0) {
      work.queueSeconds++;
      work.busySecondsInQueue += busy;
    }
    if (agentsByHalfHour[Math.floor(second / HALF_HOUR)] !== undefined) work.namedBusySeconds += busy;
  }
  for (const agents of agentsByHalfHour) {
    if (agents === undefined) continue;
    work.halfHours++;
    work.seenInHalfHours += agents.size;
  }
};

/** Takes note of one call, in any order within forty days. */
export const watchAgents = (work: AgentsAtWork, call: MeasuredCall): void => {
  const waitSeconds = call.waitSeconds;
  if (waitSeconds === undefined) return;
  const day = Math.floor(call.arrivalSeconds / DAY_SECONDS);
  if (day <= work.closedUpTo) {
    work.tooLate++;
    return;
  }
  let today = work.open.get(day);
  if (today === undefined) {
    if (work.open.size >= MOST_OPEN_DAYS) {
      const oldest = Math.min(...work.open.keys());
      closeDay(work, oldest);
      work.closedUpTo = Math.max(work.closedUpTo, oldest);
    }
    today = {
      busyChanges: new Int32Array(LENGTH_SECONDS),
      waitingChanges: new Int32Array(LENGTH_SECONDS),
      agentsByHalfHour: new Array(Math.ceil(LENGTH_SECONDS / HALF_HOUR)),
    };
    work.open.set(day, today);
  }
  const arrival = call.arrivalSeconds - day * DAY_SECONDS;
  const answer = arrival + waitSeconds;
  if (waitSeconds > 0) {
    addChange(today.waitingChanges, arrival, 1);
    addChange(today.waitingChanges, answer, -1);
  }
  if (call.outcome !== "answered" || call.talkSeconds === undefined) return;
  const free = answer + call.talkSeconds + (call.wrapUpSeconds ?? 0);
  addChange(today.busyChanges, answer, 1);
  addChange(today.busyChanges, free, -1);
  if (call.agent === undefined || call.agent === "") return;
  const lastHalfHour = Math.floor(Math.min(free, LENGTH_SECONDS - 1) / HALF_HOUR);
  for (let half = Math.floor(answer / HALF_HOUR); half <= lastHalfHour; half++) {
    const agents = today.agentsByHalfHour[half];
    if (agents === undefined) today.agentsByHalfHour[half] = new Set([call.agent]);
    else agents.add(call.agent);
  }
};

/** Headcount on paper against headcount in effect, means over the half-hours. */
export interface AgentEstimates {
  /** Different agents who took a call in a half-hour. */
  readonly seen?: number;
  /** Agents busy at once in those half-hours. */
  readonly busy?: number;
  /** The most that were ever busy at once. */
  readonly busyAtMost: number;
  /** Agents busy while at least one caller waited: all that were there in effect. */
  readonly effective?: number;
  /** Effective over seen. */
  readonly effectiveShare?: number;
  /** Seconds of the record in which somebody waited. */
  readonly queueSeconds: number;
}

/** Less of queueing than this says nothing on who is effective. */
const LEAST_QUEUE_SECONDS = 600;

/** What the calls taken note of say on agents; undefined where no handling time is known. */
export const estimateAgents = (work: AgentsAtWork): AgentEstimates | undefined => {
  for (const day of [...work.open.keys()]) closeDay(work, day);
  if (work.busySeconds === 0) return undefined;
  const seen = work.halfHours > 0 ? work.seenInHalfHours / work.halfHours : undefined;
  const effective =
    work.queueSeconds >= LEAST_QUEUE_SECONDS ? work.busySecondsInQueue / work.queueSeconds : undefined;
  return {
    ...(seen === undefined ? {} : { seen, busy: work.namedBusySeconds / (work.halfHours * HALF_HOUR) }),
    ...(effective === undefined ? {} : { effective }),
    ...(seen === undefined || effective === undefined
      ? {}
      : { effectiveShare: Math.min(1, effective / seen) }),
    busyAtMost: work.busyAtMost,
    queueSeconds: work.queueSeconds,
  };
};
