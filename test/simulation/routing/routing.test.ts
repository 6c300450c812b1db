import { describe, expect, it } from "vitest";
import { apportion } from "../../../src/scenario/apportion.ts";
import { ABANDONED, ANSWERED } from "../../../src/simulation/attempts.ts";
import {
  CALLBACK_MISSED,
  CALLBACK_REACHED,
  TRANSFER_ABANDONED,
  TRANSFER_ANSWERED,
} from "../../../src/simulation/routing/routed-day.ts";
import type { RoutedHotline, RoutingDraws } from "../../../src/simulation/routing/routed-hotline.ts";
import { createRoutedSimulation } from "../../../src/simulation/routing/simulate-routed.ts";
import { type CallerSketch, columnsOf, drawsOf, sketch } from "./routed-hotlines.ts";

const simulate = (
  hotline: RoutedHotline,
  callers: readonly CallerSketch[],
  draws: Partial<RoutingDraws> = {},
) => createRoutedSimulation(hotline)(columnsOf(callers), drawsOf(callers, draws), undefined);

/** Waits and agents of the first talks, worked out by hand in each test. */
const firstTalks = (day: ReturnType<typeof simulate>) =>
  Array.from({ length: day.attempts.count }, (_, row) => [
    day.attempts.outcome[row] === ANSWERED
      ? "answered"
      : day.attempts.outcome[row] === ABANDONED
        ? "abandoned"
        : "blocked",
    day.attempts.waitSeconds[row],
    day.attempts.agent[row],
  ]);

describe("the event simulation", () => {
  it("gives a call only to a team that has its skill", () => {
    // team 0 (agent 1) takes flow 0, team 1 (agent 2) flow 1: the second caller of flow 0 waits beside an idle agent 2
    const hotline = sketch(
      [
        { agents: 1, takes: [[0]] },
        { agents: 1, takes: [[1]] },
      ],
      [{ flow: 0 }, { flow: 1 }],
      [{ firstClass: 0 }, { firstClass: 1 }],
    );
    const day = simulate(hotline, [
      { at: 10, talk: 100 },
      { at: 20, talk: 50 },
      { at: 30, talk: 5, flow: 1 },
    ]);
    expect(firstTalks(day)).toEqual([
      ["answered", 0, 1],
      ["answered", 90, 1],
      ["answered", 0, 2],
    ]);
  });

  it("serves the better priority first, and the longer wait among equals", () => {
    const hotline = sketch(
      [{ agents: 1, takes: [[0], [1]] }],
      [
        { flow: 0, priority: 2 },
        { flow: 1, priority: 1 },
      ],
      [{ firstClass: 0 }, { firstClass: 1 }],
    );
    const day = simulate(hotline, [
      { at: 0, talk: 100 },
      { at: 10, talk: 10 },
      { at: 20, talk: 10, flow: 1 },
      { at: 30, talk: 10, flow: 1 },
    ]);
    // free at 100: caller 2 (priority 1), at 110 caller 3, at 120 caller 1
    expect(firstTalks(day).map(([, wait]) => wait)).toEqual([0, 110, 80, 80]);
  });

  it("lets a call overflow to another team once it has waited so long", () => {
    const hotline = sketch(
      [
        { agents: 1, takes: [[0]] },
        { agents: 1, takes: [[0, 30, 2]] },
      ],
      [{ flow: 0 }],
      [{ firstClass: 0 }],
    );
    const day = simulate(hotline, [
      { at: 0, talk: 100 },
      { at: 10, talk: 20 },
      { at: 15, talk: 20 },
    ]);
    // the second is taken at 40 by the other team, whose talk is twice as long: free at 80; the third then at 80
    expect(firstTalks(day)).toEqual([
      ["answered", 0, 1],
      ["answered", 30, 2],
      ["answered", 65, 2],
    ]);
    expect(day.attempts.busyUntilSeconds[1]).toBe(80);
    expect(day.attempts.busyUntilSeconds[2]).toBe(120);
  });

  it("puts callers through to another skill, where they wait a second time and may give up", () => {
    const hotline = sketch(
      [
        { agents: 3, takes: [[0]] },
        { agents: 1, takes: [[1]] },
      ],
      [{ flow: 0 }, { flow: 0 }],
      [{ firstClass: 0, transfer: { probability: 0.5, firstClass: 1 } }],
    );
    const day = simulate(
      hotline,
      [
        { at: 0, talk: 10 },
        { at: 1, talk: 14 },
        { at: 2, talk: 20 },
      ],
      {
        transfer: (caller) => (caller === 9 ? 1 : 0.4),
        transferPatienceSeconds: (caller) => (caller === 2 ? 5 : 500),
      },
    );
    const { transfers } = day;
    // second talks of 30 s: at 10 at once; at 15 waits until 40; at 22 gives up after 5
    expect(transfers.count).toBe(3);
    expect([...transfers.sinceSeconds.slice(0, 3)]).toEqual([10, 15, 22]);
    expect([...transfers.waitSeconds.slice(0, 3)]).toEqual([0, 25, 5]);
    expect([...transfers.outcome.slice(0, 3)]).toEqual([
      TRANSFER_ANSWERED,
      TRANSFER_ANSWERED,
      TRANSFER_ABANDONED,
    ]);
    expect([...transfers.agent.slice(0, 3)]).toEqual([4, 4, 0]);
  });

  it("holds the line through both talks and the second wait", () => {
    const hotline = sketch(
      [
        { agents: 2, takes: [[0]] },
        { agents: 1, takes: [[1]] },
      ],
      [{ flow: 0 }, { flow: 0 }],
      [{ firstClass: 0, transfer: { probability: 1, firstClass: 1 } }],
      { trunks: 1 },
    );
    // first talk 0 to 10, second 10 to 40: blocked at 39, let in at 40
    const day = simulate(hotline, [
      { at: 0, talk: 10 },
      { at: 39, talk: 10 },
      { at: 40, talk: 10 },
    ]);
    expect(firstTalks(day).map(([outcome]) => outcome)).toEqual(["answered", "blocked", "answered"]);
  });

  it("calls back who accepts, in the place that was kept, and counts one who is not reached as lost", () => {
    const callback = { afterSeconds: 20, acceptProbability: 1, reachedProbability: 0.5 };
    const hotline = sketch([{ agents: 1, takes: [[0]] }], [{ flow: 0 }], [{ firstClass: 0, callback }], {
      ringSeconds: 2,
      trunks: 2,
    });
    const day = simulate(
      hotline,
      [
        { at: 0, talk: 100 },
        { at: 10, talk: 10, patience: 25 },
        { at: 35, talk: 10, patience: 500 },
      ],
      {
        acceptsCallback: (caller) => (caller === 2 ? 1 : 0),
        reached: (caller) => (caller === 1 ? 0.4 : 0.9),
      },
    );
    // caller 1 accepts at 30, which frees a line for caller 2, and is called at 102: answered 104
    expect(firstTalks(day)).toEqual([
      ["answered", 2, 1],
      ["answered", 94, 1],
      ["answered", 81, 1],
    ]);
    expect(day.callback[1]).toBe(CALLBACK_REACHED);

    const missed = simulate(
      hotline,
      [
        { at: 0, talk: 100 },
        { at: 10, talk: 10, patience: 25 },
      ],
      { reached: () => 0.6 },
    );
    expect(firstTalks(missed)[1]).toEqual(["abandoned", 20, 1]);
    expect(missed.callback[1]).toBe(CALLBACK_MISSED);
    // the agent only let it ring
    expect(missed.attempts.busyUntilSeconds[1]! - missed.attempts.busyFromSeconds[1]!).toBe(2);
  });

  it("works on messages between calls, keeps agents free for calls, and lets calls come first", () => {
    const hotline = sketch([{ agents: 2, takes: [[0]] }], [{ flow: 0 }], [{ firstClass: 0 }], {
      messages: { teams: [{ team: 0, talkFactor: 1 }], keepFree: 1 },
    });
    const messages = { arrivalSeconds: Float64Array.of(5, 6), handlingSeconds: Float64Array.of(50, 40) };
    const day = simulate(
      hotline,
      [
        { at: 10, talk: 30 },
        { at: 20, talk: 30 },
      ],
      { messages },
    );
    // one agent works on the first message 5 to 55, the other is kept free; the second caller waits for
    // the end of the first call at 40, and the second message for two idle agents at 70
    expect(firstTalks(day).map(([, wait]) => wait)).toEqual([0, 20]);
    expect([...day.messageBegunSeconds]).toEqual([5, 70]);
    expect([...day.messageDoneSeconds]).toEqual([55, 110]);
  });

  it("begins no message after the close", () => {
    const hotline = sketch([{ agents: 1, takes: [[0]] }], [{ flow: 0 }], [{ firstClass: 0 }], {
      messages: { teams: [{ team: 0, talkFactor: 1 }], keepFree: 0 },
      admitUntilSeconds: 100,
    });
    const messages = { arrivalSeconds: Float64Array.of(1, 2), handlingSeconds: Float64Array.of(150, 10) };
    const day = simulate(hotline, [], { messages });
    expect([...day.messageDoneSeconds]).toEqual([151, Number.POSITIVE_INFINITY]);
  });
});

describe("a team's part of the staff", () => {
  it("adds up to the staff, with the left-over people where the remainders are largest", () => {
    expect(apportion(10, [0.55, 0.15, 0.15, 0.15])).toEqual([6, 2, 1, 1]);
    for (let people = 0; people < 60; people++) {
      const parts = apportion(people, [0.5, 0.3, 0.2]);
      expect(parts.reduce((sum, part) => sum + part)).toBe(people);
      parts.forEach((part, place) => {
        expect(Math.abs(part - people * [0.5, 0.3, 0.2][place]!)).toBeLessThan(1);
      });
    }
  });
});
