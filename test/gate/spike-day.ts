import type { CallRecord } from "../../src/calls/call-record.ts";

/** A part of a day with one queue, and perhaps a spike. */
export interface SpikeDay {
  readonly callsPerHour: number;
  readonly agents: number;
  readonly hours: number;
  readonly handlingSeconds: number;
  readonly patienceSeconds: number;
  readonly spike?: { readonly atSeconds: number; readonly calls: number; readonly halfLifeSeconds: number };
}

/** What comes before, for a queue to form, and is not counted. */
export const WARM_UP_SECONDS = 1800;

/**
 * A day of calls, first come first served, by a loop that shares nothing with the simulation.
 *
 * @param uniform random numbers above 0 and at most 1.
 */
export const drawSpikeDay = (design: SpikeDay, uniform: () => number): CallRecord[] => {
  const exponential = (mean: number): number => -mean * Math.log(uniform());
  const { spike } = design;
  const base = design.callsPerHour / 3600;
  const decay = spike === undefined ? 0 : Math.LN2 / spike.halfLifeSeconds;
  const rate = (at: number): number =>
    spike === undefined || at < spike.atSeconds
      ? base
      : base + spike.calls * decay * Math.exp(-decay * (at - spike.atSeconds));
  const highest = base + (spike?.calls ?? 0) * decay;
  const free = new Float64Array(design.agents).fill(-WARM_UP_SECONDS);
  const records: CallRecord[] = [];
  let now = -WARM_UP_SECONDS;
  for (;;) {
    now += exponential(1 / highest);
    if (now >= design.hours * 3600) return records;
    // thinning (Lewis and Shedler 1979)
    if (uniform() * highest > rate(now)) continue;
    let first = 0;
    for (let agent = 1; agent < free.length; agent++) if (free[agent]! < free[first]!) first = agent;
    const wait = Math.max(0, free[first]! - now);
    const patience = exponential(design.patienceSeconds);
    const talk = exponential(design.handlingSeconds);
    const answered = wait <= patience;
    if (answered) free[first] = now + wait + talk;
    records.push({
      callId: `${records.length}`,
      callerId: `${records.length}`,
      callerNumber: "",
      attempt: 1,
      queue: "q",
      arrivalSeconds: now,
      waitSeconds: Math.min(wait, patience),
      outcome: answered ? "answered" : "abandoned",
      counted: now >= 0,
    });
  }
};
