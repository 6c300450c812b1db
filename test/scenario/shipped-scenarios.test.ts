import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseThresholdTable } from "../../src/gate/parse-threshold.ts";
import { isEmergencyNumber } from "../../src/scenario/emergency-numbers.ts";
import { formatScenario } from "../../src/scenario/format-scenario.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { SHORTEST_TARGET_WALL_SECONDS } from "../../src/scenario/normalise.ts";
import { timePerCall } from "../../src/scenario/time-per-call.ts";
import { read, SMALL } from "./small-scenario.ts";

const folder = fileURLToPath(new URL("../../scenarios/", import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
/** Those with one queue, which can be flooded as they are; the others are for the simulation. */
const FLOODABLE = [
  "allo-liqah.yaml",
  "allo-yakada.yaml",
  "hotline-sante-press-conference.yaml",
  "hotline-sante.yaml",
  "redial-storm.yaml",
  "smoke.yaml",
];
const load = (name: string) => loadScenario(`${folder}${name}`);

describe("the shipped scenarios", () => {
  it("are those that need one queue", () => {
    expect(names).toEqual(expect.arrayContaining(FLOODABLE));
  });

  it.each(names)("%s reads back from what a run keeps of it", (name) => {
    const scenario = load(name);
    expect(read(formatScenario(scenario))).toEqual(scenario);
  });

  it.each(names)("%s says itself where each of its figures comes from", (name) => {
    const filledIn = Object.entries(load(name).provenance).filter(
      ([, known]) => known.kind === "assumed" && / was given: /.test(known.reason),
    );
    expect(filledIn.map(([path]) => path)).toEqual([]);
  });

  it.each(FLOODABLE)("%s has thresholds that the gate can judge", (name) => {
    expect(parseThresholdTable(load(name).thresholds).length).toBeGreaterThan(0);
  });

  it.each(names)("%s calls the embedded PBX, at a number that nobody in need would call", (name) => {
    const { destination } = load(name);
    expect(destination.pbx).toBe("embedded");
    expect(isEmergencyNumber(destination.number)).toBe(false);
  });

  it.each(FLOODABLE)(
    "%s can be flooded in two minutes, its lead-in included, and its target still be judged",
    (name) => {
      const { flood, targets, ...scenario } = load(name);
      const { neededSeconds } = timePerCall({ flood, targets, ...scenario });
      const seconds = flood.windowEndSeconds - flood.windowStartSeconds + 3 * neededSeconds;
      expect(seconds / flood.compression).toBeLessThan(120);
      expect(targets.withinSeconds / flood.compression).toBeGreaterThanOrEqual(SHORTEST_TARGET_WALL_SECONDS);
      expect(flood.windowStartSeconds - 3 * neededSeconds).toBeGreaterThanOrEqual(scenario.hours.openSeconds);
    },
  );
});

describe("Hotline Santé", () => {
  it("has a day of 4,000 calls and at most 24 people at once", () => {
    const { arrivals, staff } = load("hotline-sante.yaml");
    expect(arrivals.base).toMatchObject({ callsPerDay: 4000 });
    expect(Math.max(...staff.schedule.map(({ agents }) => agents))).toBe(24);
  });

  it("differs on the day of the press conference by the spike alone", () => {
    const usual = load("hotline-sante.yaml");
    const conference = load("hotline-sante-press-conference.yaml");
    expect({ ...conference.arrivals, spikes: [] }).toEqual(usual.arrivals);
    const same = ["language", "timeZone", "hours", "callers", "handling", "staff", "targets"] as const;
    for (const part of same) expect(conference[part]).toEqual(usual[part]);
    const [spike] = conference.arrivals.spikes;
    expect(spike?.atSeconds).toBe(11.5 * 3600);
  });

  it("floods two hours around the press conference in about a minute", () => {
    const conference = load("hotline-sante-press-conference.yaml");
    expect(conference.flood).toMatchObject({
      windowStartSeconds: 10.5 * 3600,
      windowEndSeconds: 12.5 * 3600,
    });
    const wall = (7200 + 3 * timePerCall(conference).neededSeconds) / conference.flood.compression;
    expect(wall).toBeGreaterThan(50);
    expect(wall).toBeLessThan(70);
  });
});

describe("the time that a day leaves for a call", () => {
  it("is at most 180 s on Allo Liqah: 15 people for ten hours, 3,000 calls", () => {
    const time = timePerCall(load("allo-liqah.yaml"));
    expect(time.callsPerDay).toBe(3000);
    expect(time.staffedSeconds).toBe(15 * 10 * 3600);
    expect(time.availableSeconds).toBe(180);
    expect(time.neededSeconds).toBeLessThan(180);
  });

  it("is at most 518 s on Hotline Santé if all 24 seats were filled day and night, as was reckoned from the press", () => {
    const scenario = load("hotline-sante.yaml");
    const filled = {
      ...scenario,
      staff: { schedule: [{ startSeconds: 0, endSeconds: 86_400, agents: 24 }], effectiveShare: 1 },
    };
    expect(timePerCall(filled).availableSeconds).toBeCloseTo(518.4, 6);
  });

  it("counts a spike by the probability that it comes, and the effective share of the people", () => {
    const scenario = read(SMALL, ["arrivals.spikes[0].probability=50%", "staff.effectiveShare=0.5"]);
    const time = timePerCall(scenario);
    expect(time.callsPerDay).toBe(1100);
    expect(time.staffedSeconds).toBe(((4 * 10 + 6 * 8) * 3600) / 2);
    expect(time.neededSeconds).toBeCloseTo(270, 9);
  });

  it("is not known where no call is expected", () => {
    const scenario = read(SMALL, ["arrivals.spikes[0].probability=0", "arrivals.callsPerDay=0"]);
    expect(timePerCall(scenario).availableSeconds).toBeUndefined();
  });
});

describe("the redial storm", () => {
  it("has sixteen attempts a caller where every line is busy", () => {
    const { redial } = load("redial-storm.yaml").callers;
    const p = redial.afterBlocked.probability;
    const attempts = Array.from({ length: redial.maximumAttempts }, (_, index) => p ** index).reduce(
      (a, b) => a + b,
    );
    // 8.9 million attempts of 550,000 people
    expect(attempts).toBeGreaterThan(8_900_000 / 550_000);
    expect(attempts).toBeLessThan((8_900_000 / 550_000) * 1.05);
  });

  it("has finite trunks", () => {
    expect(load("redial-storm.yaml").trunks).toBeGreaterThan(0);
  });
});

describe("the smoke test", () => {
  it("has between 100 and 200 calls and floods about half a minute", () => {
    const scenario = load("smoke.yaml");
    const { flood, arrivals, hours } = scenario;
    const length = flood.windowEndSeconds - flood.windowStartSeconds;
    const leadIn = 3 * timePerCall(scenario).neededSeconds;
    if (arrivals.base.kind !== "shape") throw new Error("the smoke test has a total a day");
    const perSecond = arrivals.base.callsPerDay / (hours.closeSeconds - hours.openSeconds);
    expect(new Set(arrivals.base.steps.map(({ weight }) => weight)).size).toBe(1);
    expect(perSecond * (length + leadIn)).toBeGreaterThan(100);
    expect(perSecond * (length + leadIn)).toBeLessThan(200);
    expect((length + leadIn) / flood.compression).toBeLessThan(35);
  });
});
