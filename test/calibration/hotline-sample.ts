import type { MeasuredCall } from "../../src/calls/measured-call.ts";

/** Uniform numbers between 0 and 1 by a small generator of its own (mulberry32), so that no code under test draws them. */
export const uniforms = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
};

/** What a sample of calls is drawn from. */
export interface SampleOptions {
  readonly days: number;
  readonly callsPerDay: number;
  readonly openSeconds: number;
  readonly closeSeconds: number;
  readonly agents: number;
  readonly meanTalkSeconds: number;
  readonly meanPatienceSeconds: number;
}

/**
 * Calls of a first-come-first-served queue with exponential times, by a plain
 * list of the times at which agents become free: written apart from the
 * simulators under test.
 */
export const sampleCalls = (options: SampleOptions, seed: number): MeasuredCall[] => {
  const next = uniforms(seed);
  const exponential = (mean: number): number => -mean * Math.log(next());
  const calls: MeasuredCall[] = [];
  for (let day = 0; day < options.days; day++) {
    const free = Array.from({ length: options.agents }, () => 0);
    const gap = (options.closeSeconds - options.openSeconds) / options.callsPerDay;
    for (let at = options.openSeconds + exponential(gap); at < options.closeSeconds; at += exponential(gap)) {
      const soonest = free.indexOf(Math.min(...free));
      const waitSeconds = Math.max(0, (free[soonest] as number) - at);
      const patience = exponential(options.meanPatienceSeconds);
      const talkSeconds = exponential(options.meanTalkSeconds);
      const arrivalSeconds = day * 86_400 + at;
      if (patience < waitSeconds) {
        calls.push({ arrivalSeconds, outcome: "abandoned", waitSeconds: patience });
      } else {
        free[soonest] = at + waitSeconds + talkSeconds;
        calls.push({ arrivalSeconds, outcome: "answered", waitSeconds, talkSeconds });
      }
    }
  }
  return calls;
};
