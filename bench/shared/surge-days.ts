import { fileURLToPath } from "node:url";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

const OPEN = 8 * 3600;
const HOURS = 12;
export const DAY_SECONDS = HOURS * 3600;
export const PATIENCE_SECONDS = 180;

export const scenarioFile = (file: string): string =>
  fileURLToPath(new URL(`../../scenarios/${file}.yaml`, import.meta.url));

export interface DayShape {
  readonly agents: number;
  readonly calls: number;
  /** With redials and so many lines: a fifth more than agents on average, which is less than at the busiest, or than there are at most. */
  readonly storm: false | "few lines" | "lines enough";
}

/**
 * A day of twelve hours at 93 % load: half-hours that differ by up to 30 % in
 * calls and staff, lognormal talk, exponential patience.
 */
export const surgeDay = ({ agents, calls, storm }: DayShape): Scenario => {
  const { trunks: _, ...base } = loadScenario(scenarioFile("hotline-sante"));
  const halfHours = Array.from({ length: HOURS * 2 }, (_, index) => ({
    startSeconds: OPEN + index * 1800,
    endSeconds: OPEN + (index + 1) * 1800,
    level: 1 + 0.3 * Math.sin(index),
  }));
  const mostAgents = Math.max(...halfHours.map(({ level }) => Math.round(agents * level)));
  const meanSeconds = (agents * 0.93 * DAY_SECONDS) / calls - 4;
  const again = (probability: number, delaySeconds: number) => ({
    probability,
    delay: { kind: "exponential" as const, meanSeconds: delaySeconds },
  });
  return {
    ...base,
    hours: { openSeconds: OPEN, closeSeconds: OPEN + DAY_SECONDS },
    arrivals: {
      base: {
        kind: "shape",
        callsPerDay: calls,
        steps: halfHours.map(({ level, ...step }) => ({ ...step, weight: level })),
      },
      spikes: [],
      dayCv: 0,
    },
    callers: {
      ...base.callers,
      patience: { kind: "exponential", meanSeconds: PATIENCE_SECONDS },
      redial: {
        afterAbandoning: again(0.5, 600),
        afterBlocked: again(0.8, 120),
        maximumAttempts: storm === false ? 1 : 5,
      },
    },
    handling: {
      ...base.handling,
      ringSeconds: 4,
      talk: { kind: "lognormal", meanSeconds, cv: 1 },
      wrapUp: { kind: "constant", meanSeconds: 0 },
    },
    staff: {
      schedule: halfHours.map(({ level, ...step }) => ({ ...step, agents: Math.round(agents * level) })),
      effectiveShare: 1,
    },
    ...(storm === false ? {} : { trunks: Math.round(1.2 * (storm === "few lines" ? agents : mostAgents)) }),
  };
};

/** A day of one steady queue, lognormal talk, no ringing. */
export const steadyDay = (agents: number, callsPerSecond: number, talkSeconds: number): Scenario => {
  const calls = callsPerSecond * DAY_SECONDS;
  const base = surgeDay({ agents, calls, storm: false });
  const whole = { startSeconds: OPEN, endSeconds: OPEN + DAY_SECONDS };
  return {
    ...base,
    arrivals: {
      ...base.arrivals,
      base: { kind: "shape", callsPerDay: calls, steps: [{ ...whole, weight: 1 }] },
    },
    handling: {
      ...base.handling,
      ringSeconds: 0,
      talk: { kind: "lognormal", meanSeconds: talkSeconds, cv: 1 },
    },
    staff: { schedule: [{ ...whole, agents }], effectiveShare: 1 },
  };
};
