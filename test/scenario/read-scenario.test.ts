import { describe, expect, it } from "vitest";
import { changed, read, SMALL } from "./small-scenario.ts";

describe("a scenario", () => {
  it("is read with seconds for times and durations, numbers for shares, and every default filled in", () => {
    const { provenance: _, ...scenario } = read(SMALL);
    expect(scenario).toEqual({
      name: "small",
      description: "",
      language: "en",
      timeZone: "Europe/Luxembourg",
      hours: { openSeconds: 28_800, closeSeconds: 64_800 },
      arrivals: {
        base: {
          kind: "shape",
          callsPerDay: 1000,
          steps: [
            { startSeconds: 28_800, endSeconds: 43_200, weight: 3 },
            { startSeconds: 43_200, endSeconds: 64_800, weight: 2 },
          ],
        },
        spikes: [
          {
            name: "news",
            atSeconds: 41_400,
            calls: 200,
            riseSeconds: 600,
            halfLifeSeconds: 1200,
            probability: 1,
          },
        ],
        dayCv: 0,
      },
      callers: {
        patience: { kind: "exponential", meanSeconds: 180 },
        redial: {
          afterAbandoning: { probability: 0, delay: { kind: "constant", meanSeconds: 60 } },
          afterBlocked: { probability: 0, delay: { kind: "constant", meanSeconds: 60 } },
          maximumAttempts: 1,
        },
        topicFamilies: [{ name: "general", weight: 1, topics: ["general question"] }],
      },
      handling: {
        ringSeconds: 0,
        talk: { kind: "lognormal", meanSeconds: 240, cv: 1.1 },
        wrapUp: { kind: "uniform", meanSeconds: 30, cv: 0.5 },
        hangUp: "caller",
      },
      staff: {
        schedule: [
          { startSeconds: 28_800, endSeconds: 43_200, agents: 10 },
          { startSeconds: 43_200, endSeconds: 64_800, agents: 8 },
        ],
        effectiveShare: 1,
      },
      queue: { name: "general", mode: "ringing" },
      targets: { serviceLevel: 0.8, withinSeconds: 20, shrinkage: 0, scope: "day", intervalSeconds: 1800 },
      thresholds: { wait: [{ expression: "p(95)<120s", abortOnFail: false }] },
      destination: { pbx: "embedded", number: "hotline", transport: "udp", headers: {} },
      flood: { windowStartSeconds: 39_600, windowEndSeconds: 43_200, compression: 60 },
    });
  });

  it("may give one weight an hour, the last hour cut short by the close", () => {
    const text = changed(
      ['close: "18:00"', 'close: "10:30"'],
      [
        'shape:\n    steps:\n      - { from: "08:00", to: "12:00", weight: 3 }\n      - { from: "12:00", to: "18:00", weight: 2 }',
        "shape: { hourly: [5, 9, 4] }",
      ],
      ['at: "11:30"', 'at: "09:30"'],
      [
        '  schedule:\n    - { from: "08:00", to: "12:00", agents: 10 }\n    - { from: "12:00", to: "18:00", agents: 8 }\n',
        "  onDuty: 7\n",
      ],
      ['window: "11:00-12:00"', 'window: "09:00-10:00"'],
    );
    const scenario = read(text);
    expect(scenario.arrivals.base).toMatchObject({
      steps: [
        { startSeconds: 28_800, endSeconds: 32_400, weight: 5 },
        { startSeconds: 32_400, endSeconds: 36_000, weight: 9 },
        { startSeconds: 36_000, endSeconds: 37_800, weight: 4 },
      ],
    });
    expect(scenario.staff.schedule).toEqual([{ startSeconds: 28_800, endSeconds: 37_800, agents: 7 }]);
  });

  it("spreads its calls evenly where no shape is given", () => {
    const text = changed([
      '  shape:\n    steps:\n      - { from: "08:00", to: "12:00", weight: 3 }\n      - { from: "12:00", to: "18:00", weight: 2 }\n',
      "",
    ]);
    expect(read(text).arrivals.base).toMatchObject({
      steps: [{ startSeconds: 28_800, endSeconds: 64_800, weight: 1 }],
    });
  });

  it("takes times of day without quotes, since YAML 1.2 knows no sexagesimal numbers", () => {
    expect(read(changed(['at: "11:30"', "at: 11:30"])).arrivals.spikes[0]?.atSeconds).toBe(41_400);
  });

  it("without a flood floods all opening hours in about a minute, if the answer-time target bears it", () => {
    const withoutFlood = changed(['flood:\n  window: "11:00-12:00"\n  compression: 60\n', ""]);
    // ten hours in 60 s would be 600; 20 s / 0.12 s bear 166
    expect(read(withoutFlood).flood).toEqual({
      windowStartSeconds: 28_800,
      windowEndSeconds: 64_800,
      compression: 166,
    });
    const twoHours = changed(['window: "11:00-12:00"\n  compression: 60\n', 'window: "10:00-12:00"\n']);
    expect(read(twoHours).flood.compression).toBe(120);
  });

  it("may narrow a threshold by queue and by part of the day", () => {
    const text = changed([
      'wait: ["p(95)<120s"]',
      '"wait{queue:general}": [{ threshold: "p(95)<1m", during: "11:30-13:00", abortOnFail: true }]',
    ]);
    expect(read(text).thresholds).toEqual({
      "wait{queue:general}": [
        { expression: "p(95)<1m", abortOnFail: true, during: { startSeconds: 41_400, endSeconds: 46_800 } },
      ],
    });
  });
});
