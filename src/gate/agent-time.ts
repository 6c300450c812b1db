import type { CallRecord } from "../calls/call-record.ts";
import type { StaffStep } from "../scenario/scenario.ts";

/** Agents' time in the equal slices of a period, in seconds of scenario time. */
export interface AgentTime {
  readonly busySeconds: Float64Array;
  /** On duty by the schedule; where more are busy than that, those who finish their call count as well. */
  readonly staffedSeconds: Float64Array;
}

/** When an agent was busy with a call: from the first ring to the end of the wrap-up. */
export const busyPeriod = (
  call: CallRecord,
): { readonly start: number; readonly end: number } | undefined => {
  if (call.waitSeconds === undefined) return undefined;
  const leftQueue = call.arrivalSeconds + call.waitSeconds;
  const ring = call.ringSeconds ?? 0;
  if (call.outcome === "answered") {
    if (call.talkSeconds === undefined) return undefined;
    return { start: leftQueue - ring, end: leftQueue + call.talkSeconds + (call.wrapUpSeconds ?? 0) };
  }
  // a caller who gives up while the agent's telephone rings has kept the agent from others
  return ring > 0 ? { start: leftQueue - ring, end: leftQueue } : undefined;
};

/**
 * Busy and staffed time of the people on duty between two moments of the day.
 * Time at work after the end of a shift counts as busy and as staffed.
 *
 * @param calls every attempt, those of the lead-in included: their agents are busy too.
 */
export const agentTime = (
  calls: readonly CallRecord[],
  schedule: readonly StaffStep[],
  startSeconds: number,
  endSeconds: number,
  slices: number,
): AgentTime => {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const call of calls) {
    const busy = busyPeriod(call);
    if (busy === undefined || busy.end <= startSeconds || busy.start >= endSeconds) continue;
    starts.push(Math.max(startSeconds, busy.start));
    ends.push(Math.min(endSeconds, busy.end));
  }
  const begun = Float64Array.from(starts).sort();
  const over = Float64Array.from(ends).sort();
  const width = (endSeconds - startSeconds) / slices;
  const cuts = [
    ...Array.from({ length: slices }, (_, slice) => startSeconds + slice * width),
    ...schedule.flatMap((step) => [step.startSeconds, step.endSeconds]),
    endSeconds,
  ]
    .filter((cut) => cut >= startSeconds && cut <= endSeconds)
    .sort((left, right) => left - right);

  const busySeconds = new Float64Array(slices);
  const staffedSeconds = new Float64Array(slices);
  let nextStart = 0;
  let nextEnd = 0;
  for (let cut = 1; cut < cuts.length; cut++) {
    const from = cuts[cut - 1]!;
    const to = cuts[cut]!;
    if (to <= from) continue;
    const middle = (from + to) / 2;
    const onDuty =
      schedule.find((step) => step.startSeconds <= middle && middle < step.endSeconds)?.agents ?? 0;
    const slice = Math.min(slices - 1, Math.floor((middle - startSeconds) / width));
    let now = from;
    while (now < to) {
      while (nextStart < begun.length && begun[nextStart]! <= now) nextStart++;
      while (nextEnd < over.length && over[nextEnd]! <= now) nextEnd++;
      const until = Math.min(to, begun[nextStart] ?? to, over[nextEnd] ?? to);
      const busy = nextStart - nextEnd;
      busySeconds[slice] = busySeconds[slice]! + busy * (until - now);
      staffedSeconds[slice] = staffedSeconds[slice]! + Math.max(busy, onDuty) * (until - now);
      now = until;
    }
  }
  return { busySeconds, staffedSeconds };
};
