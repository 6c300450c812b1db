import { describe, expect, it } from "vitest";
import { ABANDONED, ANSWERED, BLOCKED } from "../../../src/simulation/attempts.ts";
import { CALLBACK_MISSED, CALLBACK_REACHED } from "../../../src/simulation/routing/routed-day.ts";
import type { RoutedHotline, RoutingDraws } from "../../../src/simulation/routing/routed-hotline.ts";
import { createRoutedSimulation } from "../../../src/simulation/routing/simulate-routed.ts";
import { type CallerSketch, columnsOf, drawsOf, sketch } from "./routed-hotlines.ts";

const simulate = (
  hotline: RoutedHotline,
  callers: readonly CallerSketch[],
  draws: Partial<RoutingDraws> = {},
) => createRoutedSimulation(hotline)(columnsOf(callers), drawsOf(callers, draws), undefined);

const outcomes = (day: ReturnType<typeof simulate>) => [...day.attempts.outcome.slice(0, day.attempts.count)];
const waits = (day: ReturnType<typeof simulate>) => [
  ...day.attempts.waitSeconds.slice(0, day.attempts.count),
];

const callback = { afterSeconds: 20, acceptProbability: 1, reachedProbability: 1 };
/** One agent, calls with a callback after 20 s, a ring of 2 s. */
const oneAgent = (trunks: number) =>
  sketch([{ agents: 1, takes: [[0]] }], [{ flow: 0 }], [{ firstClass: 0, callback }], {
    ringSeconds: 2,
    trunks,
  });
const never = { acceptsCallback: () => 1 };

describe("a callback", () => {
  it("takes a line while it rings and talks", () => {
    const day = simulate(
      oneAgent(1),
      [
        { at: 0, talk: 50 },
        // blocked: the first call has the only line up to 52
        { at: 51, talk: 10 },
      ],
      never,
    );
    expect(outcomes(day)).toEqual([ANSWERED, BLOCKED]);

    const called = simulate(
      oneAgent(2),
      [
        { at: 0, talk: 50 },
        // accepts at 30 and is called at 52: talks from 54 to 64
        { at: 10, talk: 10 },
        // takes the second line at 53, so that both are busy then
        { at: 53, talk: 5 },
        { at: 63, talk: 5 },
        { at: 65, talk: 5 },
      ],
      { acceptsCallback: (caller) => (caller === 1 ? 0 : 1) },
    );
    expect(called.callback[1]).toBe(CALLBACK_REACHED);
    expect(outcomes(called)).toEqual([ANSWERED, ANSWERED, ANSWERED, BLOCKED, ANSWERED]);
    expect(waits(called).slice(0, 3)).toEqual([2, 44, 13]);
  });

  it("holds its line for the ring alone where nobody picks up", () => {
    const missed = simulate(
      oneAgent(2),
      [
        { at: 0, talk: 50 },
        { at: 10, talk: 10 },
        { at: 40, talk: 30 },
        // 52 to 54: the callback rings and has the second line; the third call the first one
        { at: 53, talk: 5 },
        { at: 54.5, talk: 5 },
      ],
      { acceptsCallback: (caller) => (caller === 1 ? 0 : 1), reached: () => 1 },
    );
    expect(missed.callback[1]).toBe(CALLBACK_MISSED);
    expect(outcomes(missed)).toEqual([ANSWERED, ABANDONED, ANSWERED, BLOCKED, ANSWERED]);
  });

  it("waits for a line where all are busy, while calls that have theirs pass it", () => {
    const day = simulate(
      oneAgent(2),
      [
        { at: 0, talk: 50 },
        // accepts at 30; at 52 its turn comes, and with it the line that the first call gives back
        { at: 10, talk: 10 },
        { at: 31, talk: 9 },
        { at: 52, talk: 9 },
      ],
      { acceptsCallback: (caller) => (caller === 1 ? 0 : 1) },
    );
    // the fourth caller comes at that very moment and finds no line
    expect(outcomes(day)).toEqual([ANSWERED, ANSWERED, ANSWERED, BLOCKED]);
    expect(waits(day)).toEqual([2, 44, 35, 0]);

    const full = simulate(
      oneAgent(2),
      [
        // wrap-up keeps the agent until 60, the line is free at 52
        { at: 0, talk: 50, wrapUp: 8 },
        { at: 10, talk: 10 },
        { at: 31, talk: 9 },
        { at: 53, talk: 9 },
      ],
      { acceptsCallback: (caller) => (caller === 1 ? 0 : 1) },
    );
    // at 60 the agent is free and both lines belong to callers who wait: the third is taken and its line
    // is free at 71, when the callback, which kept its place, comes before the fourth
    expect(outcomes(full)).toEqual([ANSWERED, ANSWERED, ANSWERED, ANSWERED]);
    expect(waits(full)).toEqual([2, 63, 31, 32]);
  });

  it("goes on with its line where the one called back is put through", () => {
    const day = simulate(
      sketch(
        [
          { agents: 1, takes: [[0]] },
          { agents: 1, takes: [[1]] },
        ],
        [{ flow: 0 }, { flow: 0 }],
        [{ firstClass: 0, callback, transfer: { probability: 1, firstClass: 1 } }],
        { trunks: 2 },
      ),
      [
        { at: 0, talk: 50 },
        // accepts at 30, is called at 50, put through at 60, talks up to 110 behind the first
        { at: 10, talk: 10 },
        { at: 70, talk: 5 },
        // the second talk of the first ends at 80
        { at: 85, talk: 5 },
        { at: 100, talk: 5 },
      ],
      { acceptsCallback: (caller) => (caller === 1 ? 0 : 1) },
    );
    expect([...day.transfers.waitSeconds.slice(0, 2)]).toEqual([0, 20]);
    expect(outcomes(day)).toEqual([ANSWERED, ANSWERED, BLOCKED, ANSWERED, BLOCKED]);
  });
});

describe("the idle gap of a PBX", () => {
  const gap = sketch(
    [
      { agents: 1, takes: [[0]] },
      { agents: 1, takes: [[0, 30]] },
    ],
    [{ flow: 0 }],
    [{ firstClass: 0 }],
    { idleGapSeconds: 5 },
  );

  it("lies between two calls of an agent while somebody waits, and before no call that comes to a free agent", () => {
    const day = simulate(gap, [
      { at: 0, talk: 20 },
      // waits for the end at 20 and the gap
      { at: 10, talk: 20 },
      // comes long after the end at 45
      { at: 60, talk: 20 },
    ]);
    expect(waits(day)).toEqual([0, 15, 0]);
    expect([...day.attempts.busyFromSeconds.slice(0, 3)]).toEqual([0, 25, 60]);
  });

  it("does not come before a call that overflows to an agent who has long been free", () => {
    const day = simulate(gap, [
      { at: 0, talk: 100 },
      { at: 10, talk: 20 },
    ]);
    expect(waits(day)).toEqual([0, 30]);
  });

  it("passes over who would hang up within it", () => {
    const day = simulate(gap, [
      { at: 0, talk: 20 },
      { at: 10, talk: 20, patience: 14 },
      { at: 11, talk: 20 },
    ]);
    expect(outcomes(day)).toEqual([ANSWERED, ABANDONED, ANSWERED]);
    expect(waits(day)).toEqual([0, 14, 14]);
  });
});
