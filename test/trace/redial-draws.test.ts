import { describe, expect, it } from "vitest";
import { survival } from "../../src/distributions/survival.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { createTrace } from "../../src/trace/create-trace.ts";
import { createAttemptDraws, createRedialDraws } from "../../src/trace/redial-draws.ts";
import { kolmogorovBound, kolmogorovDistance } from "../random/goodness-of-fit.ts";
import { scenarioForTests } from "./scenario-for-tests.ts";

const CALLERS = 20_000;
const { callers } = scenarioForTests;

describe("redial draws", () => {
  const draws = createRedialDraws(scenarioForTests, 4);

  it("do not depend on the order in which they are asked for", () => {
    const all = (order: readonly number[]) =>
      new Map(
        order.map((caller) => [
          caller,
          [1, 2, 3, 4].map((attempt) => [
            draws.patienceSeconds(caller, attempt),
            draws.delayAfterAbandoningSeconds(caller, attempt),
            draws.delayAfterBlockedSeconds(caller, attempt),
          ]),
        ]),
      );
    const forwards = Array.from({ length: 100 }, (_, caller) => caller);
    const backwards = all([...forwards].reverse());
    for (const [caller, found] of all(forwards)) expect(backwards.get(caller)).toEqual(found);
  });

  it("let the share asked for call again after either end (five standard errors)", () => {
    for (const [delay, probability] of [
      [draws.delayAfterAbandoningSeconds, 0.5],
      [draws.delayAfterBlockedSeconds, 0.8],
    ] as const) {
      let again = 0;
      for (let caller = 0; caller < CALLERS; caller++) if (delay(caller, 1) !== undefined) again++;
      const standardError = Math.sqrt(CALLERS * probability * (1 - probability));
      expect(Math.abs(again - CALLERS * probability)).toBeLessThan(5 * standardError);
    }
  });

  it("have delays and patience of the scenario's distributions (false alarm once in a million each)", () => {
    const after: number[] = [];
    const patience: number[] = [];
    for (let caller = 0; caller < CALLERS; caller++) {
      const delay = draws.delayAfterAbandoningSeconds(caller, 2);
      if (delay !== undefined) after.push(delay);
      patience.push(draws.patienceSeconds(caller, 2));
    }
    const { delay } = callers.redial.afterAbandoning;
    expect(kolmogorovDistance(after, (x) => 1 - survival(delay, x))).toBeLessThan(
      kolmogorovBound(after.length, 1e-6),
    );
    expect(kolmogorovDistance(patience, (x) => 1 - survival(callers.patience, x))).toBeLessThan(
      kolmogorovBound(patience.length, 1e-6),
    );
  });

  it("end at the last attempt that a caller makes", () => {
    for (let caller = 0; caller < 1000; caller++) {
      expect(draws.delayAfterAbandoningSeconds(caller, 4)).toBeUndefined();
      expect(draws.delayAfterBlockedSeconds(caller, 5)).toBeUndefined();
    }
  });

  it("of whether and when to redial stay as they were when the patience changes", () => {
    const patient: Scenario = {
      ...scenarioForTests,
      callers: { ...callers, patience: { kind: "constant", meanSeconds: 1000 } },
    };
    const others = createRedialDraws(patient, 4);
    for (let caller = 0; caller < 1000; caller++) {
      expect(others.delayAfterAbandoningSeconds(caller, 1)).toBe(
        draws.delayAfterAbandoningSeconds(caller, 1),
      );
    }
    expect(others.patienceSeconds(3, 2)).toBe(1000);
  });

  it("differ by seed and replication", () => {
    const patience = new Set([
      draws.patienceSeconds(7, 2),
      createRedialDraws(scenarioForTests, 5).patienceSeconds(7, 2),
      createRedialDraws(scenarioForTests, 4, 1).patienceSeconds(7, 2),
    ]);
    expect(patience.size).toBe(3);
  });
});

describe("an attempt's draws", () => {
  const day = createTrace(scenarioForTests, { seed: 4 });
  const ofDay = createAttemptDraws(scenarioForTests, day);

  it("have the trace's patience in the first attempt and one of their own in later ones", () => {
    expect(ofDay(12, 1).patienceSeconds).toBe(day.patienceSeconds[12]);
    expect(ofDay(12, 2).patienceSeconds).toBe(createRedialDraws(scenarioForTests, 4).patienceSeconds(12, 2));
    expect(ofDay(12, 2).patienceSeconds).not.toBe(ofDay(12, 3).patienceSeconds);
  });

  it("are the caller's own, in whatever window the caller is seen", () => {
    const window = createTrace(scenarioForTests, {
      seed: 4,
      window: { fromSeconds: 11 * 3600, toSeconds: 12 * 3600 },
    });
    const ofWindow = createAttemptDraws(scenarioForTests, window);
    for (const row of [0, 1, window.callers - 1]) {
      for (const attempt of [1, 2, 3]) {
        expect(ofWindow(row, attempt)).toEqual(ofDay(window.firstCaller + row, attempt));
      }
    }
  });

  it("say whether the caller calls again and after how long", () => {
    const draws = createRedialDraws(scenarioForTests, 4);
    for (let row = 0; row < 200; row++) {
      const found = ofDay(row, 1);
      expect(found.redialsAfterAbandoning ? found.delayAfterAbandoningSeconds : undefined).toBe(
        draws.delayAfterAbandoningSeconds(row, 1),
      );
      expect(found.redialsAfterBlocked ? found.delayAfterBlockedSeconds : undefined).toBe(
        draws.delayAfterBlockedSeconds(row, 1),
      );
    }
  });
});
