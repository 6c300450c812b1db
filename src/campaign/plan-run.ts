import { meanSeconds } from "../distributions/moments.ts";
import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";
import type { Scenario, Staff, StaffStep } from "../scenario/scenario.ts";
import { createArrivalRate } from "../trace/arrival-rate.ts";
import { createTrace } from "../trace/create-trace.ts";
import { staffSteps } from "../trace/staff-steps.ts";
import { staffedWith } from "../trace/staffed-with.ts";
import type { Trace } from "../trace/trace.ts";
import { brokenBounds, EXPECTED_TIMING_ERROR_MILLISECONDS } from "./compression-bounds.ts";

/** What a user may change of a scenario's default flood. */
export interface RunRequest {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly windowStartSeconds?: number;
  readonly windowEndSeconds?: number;
  readonly compression?: number;
  /** Replaces the schedule by so many people on duty from the opening to the close. */
  readonly agents?: number;
  /** Goes on where a bound of the compression is broken; the result says so. */
  readonly force: boolean;
}

/** A run before its first call: everything that decides it, and what is to be expected of it. */
export interface RunPlan {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly windowStartSeconds: number;
  readonly windowEndSeconds: number;
  /** Flooded before the window and counted nowhere: a queue that starts empty is not the day's. */
  readonly leadInSeconds: number;
  readonly compression: number;
  /** People on duty over the day: the scenario's, or those that the request put in their place. */
  readonly onDuty: Staff;
  /** The effective agents among them. */
  readonly staff: readonly StaffStep[];
  readonly agents?: number;
  /** Callers of lead-in and window. */
  readonly trace: Trace;
  /** Mean time that a call keeps an agent: ring, talk and wrap-up, scenario seconds. */
  readonly handlingMeanSeconds: number;
  readonly expected: {
    /** Fresh callers of the trace that fall into the window. */
    readonly calls: number;
    /** The highest expected arrival rate of any five minutes of the window. */
    readonly peakCallsPerHour: number;
    /** Offered load in the window's busiest half-hour, erlangs. */
    readonly peakErlangs: number;
    readonly agentsAtPeak: number;
    readonly peakStartSeconds: number;
    /** Set-up and drain included. */
    readonly wallSeconds: number;
  };
  /** Bounds that are broken and were forced, as sentences. */
  readonly forced: readonly string[];
  /** What was found out about the PBX before the first call, as sentences; the result tells it. */
  readonly findings?: readonly string[];
}

const PEAK_BIN_SECONDS = 300;
/** Creating the calls before the first arrival, and what is left of them after the last. */
const START_AND_END_SECONDS = 6;

/**
 * Turns a request into the plan of a run. Throws InvalidInput with every fault
 * of the window, and for a compression beyond its bounds unless forced.
 */
export const planRun = (request: RunRequest): RunPlan => {
  const { scenario, seed } = request;
  const windowStartSeconds = request.windowStartSeconds ?? scenario.flood.windowStartSeconds;
  const windowEndSeconds = request.windowEndSeconds ?? scenario.flood.windowEndSeconds;
  const compression = request.compression ?? scenario.flood.compression;
  const { openSeconds, closeSeconds } = scenario.hours;

  const problems: Problem[] = [];
  if (windowEndSeconds <= windowStartSeconds) {
    problems.push({
      where: "--window",
      message: "the window ends before it begins; write it as 10:30-12:30",
    });
  } else if (windowStartSeconds < openSeconds || windowEndSeconds > closeSeconds) {
    problems.push({
      where: "--window",
      message: "the window reaches outside the opening hours of the scenario, where no call is taken",
    });
  }
  if (!(compression > 0) || !Number.isFinite(compression)) {
    problems.push({
      where: "--compression",
      message: `${compression} is no compression; give a number above 0`,
    });
  }
  if (problems.length > 0) throw new InvalidInput(problems);

  const onDuty = staffedWith(scenario, request.agents).staff;
  const staff = staffSteps(onDuty);
  const handlingMeanSeconds =
    scenario.handling.ringSeconds +
    meanSeconds(scenario.handling.talk) +
    meanSeconds(scenario.handling.wrapUp);

  const broken = brokenBounds({
    compression,
    withinSeconds: scenario.targets.withinSeconds,
    handlingMeanSeconds,
    timingErrorMilliseconds: EXPECTED_TIMING_ERROR_MILLISECONDS,
  });
  if (broken.length > 0 && !request.force) {
    throw new InvalidInput(
      broken.map(({ message }) => ({
        where: "--compression",
        message: `${message}. Give a smaller one, or --force to run all the same`,
      })),
    );
  }

  const leadInSeconds = Math.min(3 * handlingMeanSeconds, windowStartSeconds - openSeconds);
  const trace = createTrace(scenario, {
    seed,
    window: { fromSeconds: windowStartSeconds - leadInSeconds, toSeconds: windowEndSeconds },
  });
  let calls = 0;
  for (let row = 0; row < trace.callers; row++) {
    if (trace.arrivalSeconds[row]! >= windowStartSeconds) calls++;
  }

  const rate = createArrivalRate(scenario);
  let peakCallsPerHour = 0;
  let peakStartSeconds = windowStartSeconds;
  for (let start = windowStartSeconds; start < windowEndSeconds; start += PEAK_BIN_SECONDS) {
    const end = Math.min(start + PEAK_BIN_SECONDS, windowEndSeconds);
    const callsPerHour = ((rate.cumulative(end) - rate.cumulative(start)) * 3600) / (end - start);
    if (callsPerHour > peakCallsPerHour) {
      peakCallsPerHour = callsPerHour;
      peakStartSeconds = start;
    }
  }
  let peakErlangs = 0;
  for (let start = windowStartSeconds; start < windowEndSeconds; start += 1800) {
    const end = Math.min(start + 1800, windowEndSeconds);
    const erlangs = ((rate.cumulative(end) - rate.cumulative(start)) / (end - start)) * handlingMeanSeconds;
    peakErlangs = Math.max(peakErlangs, erlangs);
  }
  const atPeak = staff.find(
    (step) => step.startSeconds <= peakStartSeconds && peakStartSeconds < step.endSeconds,
  );

  return {
    scenario,
    seed,
    windowStartSeconds,
    windowEndSeconds,
    leadInSeconds,
    compression,
    onDuty,
    staff,
    ...(request.agents !== undefined && { agents: request.agents }),
    trace,
    handlingMeanSeconds,
    expected: {
      calls,
      peakCallsPerHour,
      peakErlangs,
      agentsAtPeak: atPeak?.agents ?? 0,
      peakStartSeconds,
      wallSeconds:
        (windowEndSeconds - windowStartSeconds + leadInSeconds + 2 * handlingMeanSeconds) / compression +
        START_AND_END_SECONDS,
    },
    forced: broken.map(({ message }) => message),
  };
};
