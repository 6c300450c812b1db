import { describe, expect, it } from "vitest";
import { searchRamp } from "../../src/campaign/ramp.ts";
import { judgeRampStep, mostAtOnce, type RampMeasured, type RampStep } from "../../src/campaign/ramp-step.ts";

const budget = { setupP95Milliseconds: 500, failureShare: 0.01 };

const measured = (rest: Partial<RampMeasured> = {}): RampMeasured => ({
  calls: 100,
  callsPerSecond: 10,
  inProgress: 10,
  setupP95Milliseconds: 20,
  failures: 0,
  unheard: 0,
  loadReasons: [],
  ...rest,
});

/** A PBX that holds up to a load and not beyond it. */
const breaksBeyond =
  (limit: number) =>
  async (load: number): Promise<RampStep> => ({
    ...measured({ calls: load }),
    verdict: load <= limit ? { held: true } : { held: false, gaveWay: "pbx", why: "slow" },
  });

describe("a ramp", () => {
  it("doubles until something gives way, then narrows it down twice", async () => {
    const found = await searchRamp(10, 320, breaksBeyond(100));
    // 10, 20, 40, 80, 160 breaks; 120 breaks; 100 holds
    expect(found).toMatchObject({ held: 100, broke: 120, gaveWay: "pbx", why: "slow" });
    expect(found.steps.map(({ calls }) => calls)).toEqual([10, 20, 40, 80, 100, 120, 160]);
  });

  it("ends at the highest load asked for where nothing gives way", async () => {
    const found = await searchRamp(10, 50, breaksBeyond(1000));
    expect(found.held).toBe(50);
    expect(found.broke).toBeUndefined();
    expect(found.gaveWay).toBeUndefined();
  });

  it("says so where not even the lowest load was held", async () => {
    const found = await searchRamp(10, 50, breaksBeyond(5));
    expect(found.held).toBeUndefined();
    expect(found.broke).toBe(10);
  });

  it("gives a generator that was late a second chance", async () => {
    let tries = 0;
    const found = await searchRamp(10, 10, async () => ({
      ...measured(),
      verdict: tries++ === 0 ? { held: false, gaveWay: "generator", why: "late" } : { held: true },
    }));
    expect(found.held).toBe(10);
    expect(tries).toBe(2);
  });
});

describe("what gave way", () => {
  it("is the PBX where set-up is slow or calls fail", () => {
    expect(judgeRampStep(measured({ setupP95Milliseconds: 600 }), budget, true)).toMatchObject({
      gaveWay: "pbx",
    });
    expect(judgeRampStep(measured({ failures: 2 }), budget, true)).toMatchObject({ gaveWay: "pbx" });
    expect(judgeRampStep(measured({ failures: 1 }), budget, true)).toEqual({ held: true });
  });

  it("is the generator where it was late, or its socket dropped", () => {
    expect(judgeRampStep(measured({ loadReasons: ["late."], failures: 50 }), budget, true)).toMatchObject({
      gaveWay: "generator",
    });
    expect(
      judgeRampStep(measured({ failures: 5, dropped: { callers: 3, pbx: 0 } }), budget, true),
    ).toMatchObject({ gaveWay: "generator" });
  });

  it("is the network where calls vanish without a word and the others are quick, but never on loopback", () => {
    const vanished = measured({ failures: 5, unheard: 5 });
    expect(judgeRampStep(vanished, budget, false)).toMatchObject({ gaveWay: "network" });
    expect(judgeRampStep(vanished, budget, true)).toMatchObject({ gaveWay: "pbx" });
    expect(judgeRampStep(measured({ failures: 5, unheard: 4 }), budget, false)).toMatchObject({
      gaveWay: "pbx",
    });
  });
});

describe("calls in progress", () => {
  it("are counted where they overlap, not where one begins as another ends", () => {
    expect(
      mostAtOnce([
        [0, 10],
        [5, 15],
        [10, 20],
      ]),
    ).toBe(2);
    expect(mostAtOnce([])).toBe(0);
  });
});
