import type { Scenario } from "../../src/scenario/scenario.ts";

const HOUR = 3600;

/** A hotline open from 8 to 20 h with 4,000 calls and a press conference at 11:30; tests change what they look at. */
export const scenarioForTests: Scenario = {
  name: "test",
  description: "A day with a press conference.",
  language: "fr",
  timeZone: "Europe/Luxembourg",
  hours: { openSeconds: 8 * HOUR, closeSeconds: 20 * HOUR },
  arrivals: {
    base: {
      kind: "shape",
      callsPerDay: 4000,
      steps: [
        { startSeconds: 8 * HOUR, endSeconds: 10 * HOUR, weight: 3 },
        { startSeconds: 10 * HOUR, endSeconds: 14 * HOUR, weight: 5 },
        { startSeconds: 14 * HOUR, endSeconds: 20 * HOUR, weight: 2 },
      ],
    },
    spikes: [
      {
        name: "press conference",
        atSeconds: 11.5 * HOUR,
        calls: 1500,
        riseSeconds: 600,
        halfLifeSeconds: 1800,
        probability: 1,
      },
    ],
    dayCv: 0,
    outsideHours: {
      callsBeforeOpening: 300,
      callsAfterClosing: 100,
      callBackProbability: 0.5,
      callBackMeanSeconds: 1200,
    },
  },
  callers: {
    patience: { kind: "exponential", meanSeconds: 240 },
    redial: {
      afterAbandoning: {
        probability: 0.5,
        delay: { kind: "lognormal", meanSeconds: 600, cv: 1.5 },
      },
      afterBlocked: { probability: 0.8, delay: { kind: "exponential", meanSeconds: 60 } },
      maximumAttempts: 4,
    },
    topicFamilies: [
      { name: "general", weight: 2, topics: ["hours", "address"] },
      { name: "vaccination", weight: 1, topics: ["appointment"] },
      { name: "side effects", weight: 1, topics: [] },
    ],
  },
  handling: {
    ringSeconds: 3,
    talk: { kind: "lognormal", meanSeconds: 257, cv: 1.2 },
    wrapUp: { kind: "constant", meanSeconds: 20 },
    hangUp: "agent",
  },
  staff: {
    schedule: [{ startSeconds: 8 * HOUR, endSeconds: 20 * HOUR, agents: 30 }],
    effectiveShare: 1,
  },
  queue: { name: "general", mode: "ringing" },
  targets: { serviceLevel: 0.8, withinSeconds: 20, shrinkage: 0.3, scope: "day", intervalSeconds: 1800 },
  thresholds: {},
  destination: { pbx: "embedded", number: "8002", transport: "udp", headers: {} },
  flood: { windowStartSeconds: 11 * HOUR, windowEndSeconds: 13 * HOUR, compression: 60 },
  provenance: {},
};
