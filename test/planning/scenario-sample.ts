import type { Scenario } from "../../src/scenario/scenario.ts";

/** A plain hotline, open from eight to twelve, with exponential times. */
export const SAMPLE: Scenario = {
  name: "sample",
  description: "",
  language: "en",
  timeZone: "UTC",
  hours: { openSeconds: 8 * 3600, closeSeconds: 12 * 3600 },
  arrivals: {
    base: {
      kind: "counts",
      intervalSeconds: 1800,
      startSeconds: 8 * 3600,
      counts: [100, 100, 100, 300, 100, 100, 100, 100],
    },
    spikes: [],
    dayCv: 0,
  },
  callers: {
    patience: { kind: "exponential", meanSeconds: 300 },
    redial: {
      afterAbandoning: { probability: 0, delay: { kind: "exponential", meanSeconds: 600 } },
      afterBlocked: { probability: 0, delay: { kind: "exponential", meanSeconds: 600 } },
      maximumAttempts: 1,
    },
    topicFamilies: [{ name: "all", weight: 1, topics: ["all"] }],
  },
  handling: {
    ringSeconds: 0,
    talk: { kind: "exponential", meanSeconds: 180 },
    wrapUp: { kind: "constant", meanSeconds: 0 },
    hangUp: "caller",
  },
  staff: {
    schedule: [{ startSeconds: 8 * 3600, endSeconds: 12 * 3600, agents: 14 }],
    effectiveShare: 1,
  },
  queue: { name: "general", mode: "ringing" },
  targets: {
    serviceLevel: 0.8,
    withinSeconds: 20,
    shrinkage: 0.3,
    scope: "interval",
    intervalSeconds: 1800,
  },
  thresholds: {},
  destination: { pbx: "embedded", number: "hotline", transport: "udp", headers: {} },
  flood: { windowStartSeconds: 8 * 3600, windowEndSeconds: 9 * 3600, compression: 60 },
  provenance: {},
};
