import { parseScenario } from "../../src/scenario/read-scenario.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

/** A short day of about 300 calls for five people, with a falling staff, trunks and redials. */
const SMALL = `name: small hotline
hours: { open: "08:00", close: "11:00", assumed: test }
arrivals:
  assumed: test
  callsPerDay: 300
  dayCv: 0.1
callers:
  assumed: test
  patience: { distribution: exponential, mean: 3m }
  redial:
    afterAbandoning: { probability: 50%, delay: { distribution: exponential, mean: 5m } }
    afterBlocked: { probability: 80%, delay: { distribution: exponential, mean: 1m } }
    maximumAttempts: 3
handling:
  assumed: test
  ring: 4s
  talk: { distribution: lognormal, mean: 2m, cv: 1 }
  wrapUp: { distribution: constant, mean: 10s }
staff:
  assumed: test
  schedule:
    - { from: "08:00", to: "09:30", agents: 5 }
    - { from: "09:30", to: "10:30", agents: 3 }
    - { from: "10:30", to: "11:00", agents: 5 }
trunks: { value: 12, assumed: test }
targets: { serviceLevel: 80%, within: 20s, interval: 30m, assumed: test }
`;

/** The scenario, or what `--set` flags make of it. */
export const smallHotline = (settings: readonly string[] = []): Scenario =>
  parseScenario(SMALL, {
    fileName: "small.yaml",
    settings,
    readNeighbour: () => {
      throw new Error("there is no file beside it");
    },
  });
