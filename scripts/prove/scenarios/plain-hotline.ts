import type { Scenario } from "../../../src/scenario/scenario.ts";

/** A hotline open from eight to six, with a steady rate and exponential times, nobody calling again. */
export const plainHotline = (options: {
  readonly callsPerDay: number;
  readonly dayCv: number;
  readonly agents: number;
  readonly patienceSeconds: number;
  readonly talkSeconds: number;
  readonly withinSeconds: number;
}): Scenario => {
  const openSeconds = 8 * 3600;
  const closeSeconds = 18 * 3600;
  const never = { probability: 0, delay: { kind: "exponential", meanSeconds: 600 } } as const;
  return {
    name: "plain hotline",
    description: "",
    language: "en",
    timeZone: "UTC",
    hours: { openSeconds, closeSeconds },
    arrivals: {
      base: {
        kind: "shape",
        callsPerDay: options.callsPerDay,
        steps: [{ startSeconds: openSeconds, endSeconds: closeSeconds, weight: 1 }],
      },
      spikes: [],
      dayCv: options.dayCv,
    },
    callers: {
      patience: { kind: "exponential", meanSeconds: options.patienceSeconds },
      redial: { afterAbandoning: never, afterBlocked: never, maximumAttempts: 1 },
      topicFamilies: [{ name: "all", weight: 1, topics: ["all"] }],
    },
    handling: {
      ringSeconds: 0,
      talk: { kind: "exponential", meanSeconds: options.talkSeconds },
      wrapUp: { kind: "constant", meanSeconds: 0 },
      hangUp: "caller",
    },
    staff: {
      schedule: [{ startSeconds: openSeconds, endSeconds: closeSeconds, agents: options.agents }],
      effectiveShare: 1,
    },
    queue: { name: "general", mode: "ringing" },
    targets: {
      serviceLevel: 0.8,
      withinSeconds: options.withinSeconds,
      shrinkage: 0.3,
      scope: "interval",
      intervalSeconds: 1800,
    },
    thresholds: {},
    destination: { pbx: "embedded", number: "hotline", transport: "udp", headers: {} },
    flood: { windowStartSeconds: openSeconds, windowEndSeconds: openSeconds + 3600, compression: 60 },
    provenance: {},
  };
};
