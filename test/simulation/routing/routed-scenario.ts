import { parseScenario } from "../../../src/scenario/read-scenario.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";

/** Three hours with a spike at nine, two sites, three families, two levels of help and messages after the spike. */
const ROUTED = `name: small routed hotline
hours: { open: "08:00", close: "11:00", assumed: test }
arrivals:
  assumed: test
  callsPerDay: 600
  spikes:
    - { name: speech, assumed: test, at: "09:00", calls: 200, rise: 5m, halfLife: 20m }
callers:
  assumed: test
  patience: { distribution: exponential, mean: 2m }
  redial:
    afterAbandoning: { probability: 50%, delay: { distribution: exponential, mean: 5m } }
    maximumAttempts: 3
  topicFamilies:
    - { name: health, weight: 60, topics: [fever] }
    - { name: money, weight: 30, topics: [aid] }
    - { name: travel, weight: 10, topics: [borders] }
handling:
  assumed: test
  ring: 4s
  talk: { distribution: lognormal, mean: 2m, cv: 1 }
  wrapUp: { distribution: constant, mean: 10s }
staff:
  assumed: test
  schedule:
    - { from: "08:00", to: "09:30", agents: 9 }
    - { from: "09:30", to: "11:00", agents: 7 }
routing:
  assumed: test
  teams:
    - name: first
      site: north
      share: 60%
      skills: [{ skill: health }, { skill: travel }, { skill: money, after: 30s }]
    - name: second
      site: south
      share: 40%
      skills: [{ skill: money }, { skill: health, after: 20s, talkFactor: 1.2 }]
    - name: doctors
      site: south
      schedule: [{ from: "08:00", to: "11:00", agents: 2 }]
      skills: [{ skill: medicine }]
  calls:
    - family: health
      skill: health
      priority: 0
      transfer: { probability: 20%, skill: medicine, talk: { distribution: exponential, mean: 3m } }
      callback: { after: 30s, accepts: 50%, reached: 80% }
    - { family: money, skill: money }
    - { skill: travel }
  messages:
    skill: money
    perDay: 60
    atOpening: 10
    handling: { distribution: exponential, mean: 3m }
    deadline: 1h
    keepFree: 1
targets: { serviceLevel: 80%, within: 20s, interval: 30m, assumed: test }
`;

const WEB = `web:
  messages: { assumed: test, spike: speech, count: 150, delay: 10m, halfLife: 20m, over: 3h }
`;

/** The scenario, or what `--set` flags make of it; without a web lane its messages come evenly. */
export const routedHotline = (settings: readonly string[] = [], web = true): Scenario =>
  parseScenario(web ? ROUTED + WEB : ROUTED, {
    fileName: "routed.yaml",
    settings,
    readNeighbour: () => {
      throw new Error("there is no file beside it");
    },
  });
