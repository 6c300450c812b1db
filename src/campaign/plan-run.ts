import { meanSeconds } from "../distributions/moments.ts";
import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";
import type { Scenario, Staff, StaffStep } from "../scenario/scenario.ts";
import { type ArrivalRate, createArrivalRate } from "../trace/arrival-rate.ts";
import { createTrace } from "../trace/create-trace.ts";
import { agentsOnDuty, staffSteps } from "../trace/staff-steps.ts";
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

const PEAK_LOAD_BIN_SECONDS = 1800;

/** The part of the day that is flooded, and how fast. */
type FloodedPart = Pick<RunPlan, "windowStartSeconds" | "windowEndSeconds" | "compression">;

/** What the request asks for, or else the scenario's default flood. Throws InvalidInput with every fault of it. */
const floodedPart = ({ scenario, ...request }: RunRequest): FloodedPart => {
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
  return { windowStartSeconds, windowEndSeconds, compression };
};

/** The bounds that this compression breaks, as sentences. Throws InvalidInput for any, unless forced. */
const forcedBounds = (
  { scenario, force }: RunRequest,
  compression: number,
  handlingMeanSeconds: number,
): readonly string[] => {
  const broken = brokenBounds({
    compression,
    withinSeconds: scenario.targets.withinSeconds,
    handlingMeanSeconds,
    timingErrorMilliseconds: EXPECTED_TIMING_ERROR_MILLISECONDS,
  });
  if (broken.length > 0 && !force) {
    throw new InvalidInput(
      broken.map(({ message }) => ({
        where: "--compression",
        message: `${message}. Give a smaller one, or --force to run all the same`,
      })),
    );
  }
  return broken.map(({ message }) => message);
};

/** The window cut into parts of so many seconds, with the calls expected a second in each. */
const ratesOf = (
  rate: ArrivalRate,
  { windowStartSeconds, windowEndSeconds }: FloodedPart,
  binSeconds: number,
): readonly { readonly startSeconds: number; readonly callsPerSecond: number }[] => {
  const rates: { startSeconds: number; callsPerSecond: number }[] = [];
  for (let start = windowStartSeconds; start < windowEndSeconds; start += binSeconds) {
    const end = Math.min(start + binSeconds, windowEndSeconds);
    const callsPerSecond = (rate.cumulative(end) - rate.cumulative(start)) / (end - start);
    rates.push({ startSeconds: start, callsPerSecond });
  }
  return rates;
};

/** What is to be expected of the window at its worst. */
const peakOf = (
  scenario: Scenario,
  part: FloodedPart,
  staff: readonly StaffStep[],
  handlingMeanSeconds: number,
): Pick<RunPlan["expected"], "agentsAtPeak" | "peakCallsPerHour" | "peakErlangs" | "peakStartSeconds"> => {
  const rate = createArrivalRate(scenario);
  let peak = { startSeconds: part.windowStartSeconds, callsPerSecond: 0 };
  for (const bin of ratesOf(rate, part, PEAK_BIN_SECONDS)) {
    if (bin.callsPerSecond > peak.callsPerSecond) peak = bin;
  }
  const loads = ratesOf(rate, part, PEAK_LOAD_BIN_SECONDS).map(({ callsPerSecond }) => callsPerSecond);
  return {
    peakCallsPerHour: peak.callsPerSecond * 3600,
    peakErlangs: Math.max(0, ...loads) * handlingMeanSeconds,
    agentsAtPeak: agentsOnDuty(staff, peak.startSeconds),
    peakStartSeconds: peak.startSeconds,
  };
};

/**
 * Turns a request into the plan of a run. Throws InvalidInput with every fault
 * of the window, and for a compression beyond its bounds unless forced.
 */
export const planRun = (request: RunRequest): RunPlan => {
  const { scenario, seed } = request;
  const { handling, hours } = scenario;
  const part = floodedPart(request);
  const { windowStartSeconds, windowEndSeconds, compression } = part;
  const onDuty = staffedWith(scenario, request.agents).staff;
  const staff = staffSteps(onDuty);
  const handlingMeanSeconds =
    handling.ringSeconds + meanSeconds(handling.talk) + meanSeconds(handling.wrapUp);
  const forced = forcedBounds(request, compression, handlingMeanSeconds);
  const leadInSeconds = Math.min(3 * handlingMeanSeconds, windowStartSeconds - hours.openSeconds);
  const trace = createTrace(scenario, {
    seed,
    window: { fromSeconds: windowStartSeconds - leadInSeconds, toSeconds: windowEndSeconds },
  });
  const lastsSeconds = windowEndSeconds - windowStartSeconds + leadInSeconds + 2 * handlingMeanSeconds;
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
      calls: trace.arrivalSeconds.filter((seconds) => seconds >= windowStartSeconds).length,
      ...peakOf(scenario, part, staff, handlingMeanSeconds),
      wallSeconds: lastsSeconds / compression + START_AND_END_SECONDS,
    },
    forced,
  };
};
